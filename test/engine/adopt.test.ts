import { expect, test } from "vitest";
import type { Workspace } from "./harness/workspace.js";
import {
  ADDRESS,
  engineAccount,
  expectSettled,
  expectSettledAtOnce,
  fails,
  number,
  ok,
  outputsOf,
  program,
  quoted,
  rows,
  writes,
} from "./support.js";

const { simulator, stackOf } = await engineAccount();

async function start(text: string): Promise<Workspace> {
  const stack = await stackOf(text);
  return stack;
}

const LISTED = [number(10), number(11), number(12)];

interface Wish {
  adopt?: { site: string; peer: string; order: string; searched: string; options: string; webhook: string };
  siteName?: string;
  host?: string;
  listed?: string[];
  quantity?: number;
  callForward?: string;
  url?: string;
}

/** One of each resource, made or taken over. */
function everything({
  adopt,
  siteName = "Raleigh",
  host = "192.0.2.7",
  listed = LISTED,
  quantity = 2,
  callForward = "+16042661720",
  url = "https://hooks.example.com/bandwidth",
}: Wish = {}): string {
  const from = (id?: string) => (id === undefined ? "" : `adopt: "${id}",`);
  return program(
    `const site = new bw.Site("office", { ${from(adopt?.site)} name: "${siteName}", address: ${ADDRESS} });`,
    `const peer = new bw.SipPeer("trunk", { ${from(adopt?.peer)} siteId: site.siteId, name: "Main", isDefaultPeer: true,
      voiceHosts: [{ hostName: "${host}", port: 5060 }] });`,
    `const place = { siteId: site.siteId, sipPeerId: peer.sipPeerId };`,
    `const listed = new bw.PhoneNumberOrder("listed", { ${from(adopt?.order)} ...place,
      telephoneNumbers: ${quoted(listed)} });`,
    `const searched = new bw.PhoneNumberOrder("searched", { ${from(adopt?.searched)} ...place,
      search: { areaCode: "704" }, quantity: ${quantity} });`,
    `new bw.TnOptions("options", { ${from(adopt?.options)} telephoneNumbers: ["${LISTED[0]}"],
      callForward: "${callForward}" }, { dependsOn: listed });`,
    `new bw.Subscription("webhook", { ${from(adopt?.webhook)} orderType: "orders", callback: { url: "${url}" } });`,
  );
}

/** An account with one of each, and their import ids. */
async function existing(): Promise<NonNullable<Wish["adopt"]>> {
  const stack = await start(everything());
  await ok(stack.up());
  const { deployment } = await stack.stackExport();
  const id = (name: string) => deployment.resources?.find(({ urn }) => urn.endsWith(`::${name}`))?.id ?? "";
  return {
    site: id("office"),
    peer: id("trunk"),
    order: id("listed"),
    searched: `${number(0, "704")},${number(1, "704")}`,
    options: LISTED[0] ?? "",
    webhook: id("webhook"),
  };
}

/** The order that brought the numbers that are adopted by number. */
const orderOfSearched = () => simulator.account.numbers.get(number(0, "704"))?.orderId;

test("what exists is taken over: nothing is written where it is as the program wants it, and it is kept from then on", async () => {
  const adopt = await existing();
  const stack = await start(everything({ adopt }));
  const mark = simulator.requests.mark();
  const up = await ok(stack.up());
  expect(up.changes).toEqual({ create: 8 });
  // Only what tells whoever made it that it has a new holder: notes on the orders, and other marks.
  expect(writes(simulator, mark).sort()).toEqual(
    [
      `POST /orders/${adopt.order}/notes`,
      `POST /orders/${adopt.order}/notes`,
      `POST /orders/${orderOfSearched()}/notes`,
      `PUT /sites/${adopt.site}`,
      `PUT /sites/${adopt.peer.replace("/", "/sippeers/")}`,
    ].sort(),
  );
  expect((await outputsOf(stack, "listed")).telephoneNumbers).toEqual(LISTED);
  expect((await outputsOf(stack, "office")).siteId).toBe(adopt.site);
  await expectSettledAtOnce(stack, simulator);

  await ok(stack.destroy());
  expect(simulator.ledger.owned()).toEqual([]);
  expect([simulator.account.sites.size, simulator.account.peers.size, simulator.account.subscriptions.size]).toEqual([
    0, 0, 0,
  ]);
});

test("what exists and differs is changed in the same go, never made a second time", async () => {
  const adopt = await existing();
  const stack = await start(
    everything({
      adopt,
      siteName: "Durham",
      host: "198.51.100.9",
      listed: LISTED.slice(0, 2),
      quantity: 3,
      callForward: "+16042661721",
      url: "https://hooks.example.com/other",
    }),
  );
  const searchedBy = orderOfSearched();
  const mark = simulator.requests.mark();
  await ok(stack.up());
  // Sites and peers get another mark first.
  expect([...new Set(writes(simulator, mark))].sort()).toEqual(
    [
      "POST /disconnects",
      "POST /orders",
      `POST /orders/${adopt.order}/notes`,
      `POST /orders/${searchedBy}/notes`,
      "POST /tnoptions",
      `PUT /sites/${adopt.site}`,
      `PUT /sites/${adopt.peer.replace("/", "/sippeers/")}`,
      `PUT /subscriptions/${adopt.webhook}`,
    ].sort(),
  );
  expect(simulator.ledger.released()).toEqual([LISTED[2]]);
  expect(simulator.account.sites.get(adopt.site)?.name).toBe("Durham");
  await expectSettled(stack, simulator);
});

test("an id that names nothing is refused, and nothing is made instead", async () => {
  const stack = await start(program(`new bw.Site("office", { adopt: "4711", name: "Raleigh", address: ${ADDRESS} });`));
  const up = await fails(stack.up());
  expect(up.text).toContain('nothing with the id "4711" to adopt; expected: siteId, as in 13606. Nothing was created.');
  expect(rows(up)).toContain("create office");
  expect(simulator.requests.writes()).toEqual([]);
});
