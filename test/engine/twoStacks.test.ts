import { expect, test } from "vitest";
import { ADDRESS, engineAccount, expectSettled, fails, ok, program, rows, urnOf, writes } from "./support.js";

const { simulator, stackOf } = await engineAccount();

const wish = (host: string, more = "") =>
  program(
    `const site = new bw.Site("office", { name: "Raleigh", address: ${ADDRESS} });`,
    `new bw.SipPeer("trunk", { siteId: site.siteId, name: "Main", isDefaultPeer: true, ${more}
      voiceHosts: [{ hostName: "${host}" }] });`,
  );

test("two stacks of one program and one name, at once, share nothing, and one is destroyed without the other", async () => {
  const { sites, peers } = simulator.account;
  const [one, other] = await Promise.all([stackOf(wish("192.0.2.7")), stackOf(wish("192.0.2.7"))]);
  await Promise.all([ok(one.up()), ok(other.up())]);
  expect([sites.size, peers.size]).toEqual([2, 2]);
  await ok(other.destroy());
  expect([sites.size, peers.size]).toEqual([1, 1]);
  const mark = simulator.requests.mark();
  expect(rows(await ok(one.up("--refresh")))).toEqual([]);
  expect(writes(simulator, mark)).toEqual([]);
});

test("a tainted peer whose content has changed, and which has no mark, is recognized by a refresh in the same run", async () => {
  const { peers } = simulator.account;
  // A description takes the place of the mark.
  const stack = await stackOf(wish("192.0.2.8", 'description: "mine",'));
  await ok(stack.up());
  const [peerId] = peers.keys();
  await ok(stack.run("state", "taint", await urnOf(stack, "trunk"), "--yes"));
  stack.setProgram(wish("192.0.2.9", 'description: "mine",'));
  expect((await fails(stack.up())).text).toContain("run `pulumi up --refresh`");
  await ok(stack.up("--refresh"));
  expect([...peers.keys()]).toEqual([peerId]);
  expect(JSON.stringify([...peers.values()])).toContain("192.0.2.9");
});

test("in a state that has no key yet, the key is all that is new", async () => {
  const stack = await stackOf(wish("192.0.2.7"));
  await ok(stack.up());
  // As version 0.1.0 has left it.
  const state = await stack.stackExport();
  const resources = state.deployment.resources ?? [];
  const old = resources.filter(({ type }) => !type.endsWith(":StateKey"));
  for (const one of old as unknown as Record<string, Record<string, Record<string, unknown> | undefined>>[]) {
    for (const part of ["inputs", "outputs"]) delete one[part]?.__identity?.stateKey;
    one.dependencies = (one.dependencies as unknown as string[] | undefined)?.filter(
      (urn) => !urn.includes(":StateKey::"),
    ) as never;
    for (const [name, urns] of Object.entries(one.propertyDependencies ?? {})) {
      (one.propertyDependencies ?? {})[name] = (urns as unknown as string[]).filter(
        (urn) => !urn.includes(":StateKey::"),
      ) as never;
    }
  }
  expect(old.length).toBe(resources.length - 1);
  await stack.stackImport({ ...state, deployment: { ...state.deployment, resources: old } });

  const mark = simulator.requests.mark();
  expect(rows(await ok(stack.preview()))).toEqual(["create pulumi-bandwidth"]);
  expect(rows(await ok(stack.up()))).toEqual(["create pulumi-bandwidth"]);
  expect(writes(simulator, mark)).toEqual([]);
  await expectSettled(stack, simulator);
  await ok(stack.destroy());
  expect(simulator.account.sites.size).toBe(0);
});

/** What both stacks declare: so many numbers of an area, and one by its number. */
const numbersToo = (listed = "+19195550150") =>
  program(
    `const site = new bw.Site("office", { name: "Raleigh", address: ${ADDRESS} });`,
    `const place = { siteId: site.siteId, sipPeerId: new bw.SipPeer("trunk", { siteId: site.siteId, name: "Main", isDefaultPeer: true }).sipPeerId };`,
    'new bw.PhoneNumberOrder("found", { ...place, search: { areaCode: "984" }, quantity: 2 });',
    listed === "" ? "" : `new bw.PhoneNumberOrder("chosen", { ...place, telephoneNumbers: ["${listed}"] });`,
  );

test("a number of the other stack is refused with what to do, and a destroy of one leaves the other's numbers", async () => {
  const { ledger } = simulator;
  const [dev, prod] = await Promise.all([stackOf(numbersToo()), stackOf(numbersToo())]);
  await ok(dev.up());
  const before = ledger.entries.length;
  const refused = await fails(prod.up());
  expect(refused.text).toContain("+19195550150: already in service on this account");
  expect(ledger.entries.slice(before).map(({ number }) => number)).not.toContain("+19195550150");
  prod.setProgram(numbersToo(""));
  await ok(prod.up());
  expect([ledger.owned().length, ledger.released()]).toEqual([5, []]);
  await ok(prod.destroy());
  expect(ledger.owned()).toHaveLength(3);
  await expectSettled(dev, simulator);
});
