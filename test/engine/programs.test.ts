import { mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { engineAccount, fails, numbers, ok, PEER, program, SITE, urnOf } from "./support.js";

const { simulator, stackOf } = await engineAccount();

/** The same in both kinds of modules; TypeScript checks it in one, and resources pass through an array and a function. */
const PROGRAM = `import * as pulumi from "@pulumi/pulumi";
import { PhoneNumberOrder, Site, SipPeer, type SiteArgs } from "pulumi-bandwidth";

const address: SiteArgs["address"] = {
  houseNumber: "900", streetName: "Main Campus Drive", city: "Raleigh", stateCode: "NC", zip: "27606",
};
const site = new Site("office", { name: pulumi.output("Raleigh"), address });
const peer = new SipPeer("trunk", { siteId: site.siteId, name: "Main", isDefaultPeer: true });
const orders: PhoneNumberOrder[] = ["919", "704"].map((areaCode) => new PhoneNumberOrder(
  \`numbers-\${areaCode}\`,
  { siteId: site.siteId, sipPeerId: peer.sipPeerId, search: { areaCode }, quantity: 1 },
  { parent: peer, retainOnDelete: areaCode === "919", customTimeouts: { create: "5m" } },
));
export const numbers: pulumi.Output<string[]> = pulumi.all(orders.map((order) => order.telephoneNumbers))
  .apply((lists) => lists.flat());
export const isSite = Site.isInstance(site) && !SipPeer.isInstance(site);
`;

test.each(["esm", "commonjs"] as const)("a TypeScript program works as %s", async (moduleKind) => {
  const stack = await stackOf(PROGRAM, { language: "ts", moduleKind });
  await ok(stack.up());
  expect(await stack.outputs()).toEqual({ numbers: ["+19195550100", "+17045550100"], isSite: true });
  expect(simulator.ledger.bought().sort()).toEqual(["+17045550100", "+19195550100"]);
});

test("numbers that are retained stay on the account when their resource is destroyed", async () => {
  const stack = await stackOf(
    program(SITE, PEER, numbers('search: { areaCode: "919" }, quantity: 1', "{ retainOnDelete: true }")),
  );
  await ok(stack.up());
  await ok(stack.destroy("--target", await urnOf(stack, "numbers")));
  expect(simulator.ledger.owned()).toContain("+19195550100");
  expect(simulator.ledger.released()).toEqual([]);
});

test("a program whose library alone depends on the package is told what to install, and nothing is made", async () => {
  const stack = await stackOf({
    "index.js": 'require("./library/office.js").office();',
    "library/package.json": "{}",
    "library/office.js": program(`exports.office = () => { ${SITE} };`),
  });
  const installed = join(stack.folder, "node_modules/pulumi-bandwidth");
  mkdirSync(join(stack.folder, "library/node_modules"));
  renameSync(installed, join(stack.folder, "library/node_modules/pulumi-bandwidth"));
  const { text } = await fails(stack.up());
  expect(text).toContain(
    `error: pulumi-bandwidth is not installed where Pulumi looks for it: add "pulumi-bandwidth" to the dependencies of ${join(stack.folder, "package.json")}`,
  );
  expect(text).not.toContain("Cannot find module");
  expect(simulator.requests).toEqual([]);
});
