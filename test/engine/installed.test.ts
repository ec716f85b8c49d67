import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { audit } from "../../scripts/supplyChain.mjs";
import { todays } from "../daily.js";
import { auditWith, TELEMETRY } from "../security/advisories.js";
import { type Installation, installPackage } from "./harness/installation.js";
import type { Workspace } from "./harness/workspace.js";
import { peer, ref, site } from "./pluginSupport.js";
import { ADDRESS, engineAccount, ok, rows } from "./support.js";

/** npm looks at nothing that was published later. */
const before = "2026-11-26";
const INSTALLING = 300_000;

interface Kind {
  node: string;
  sdk?: string;
  gets: string;
}

/** The oldest that the package says it works with, and what a new project gets under newer versions of Node.js. */
const KINDS: [Kind, ...Kind[]] = [
  { node: "20.19.0", sdk: "3.233.0", gets: "3.233.0" },
  { node: "22.23.3", gets: "3.276.0" },
  { node: "26.10.0", gets: "3.276.0" },
];

const PROGRAM = `import { parseNotification } from "pulumi-bandwidth/callbacks";
import { getAvailableNumbers, PhoneNumberOrder, Site, SipPeer } from "pulumi-bandwidth";

const site = new Site("office", { name: "Raleigh", address: ${ADDRESS} });
const peer = new SipPeer("trunk", { siteId: site.siteId, name: "Main", isDefaultPeer: true });
const order = new PhoneNumberOrder("numbers", {
  siteId: site.siteId, sipPeerId: peer.sipPeerId, search: { areaCode: "919" }, quantity: 2 });
export const numbers = order.telephoneNumbers;
export const free = getAvailableNumbers({ areaCode: "704", quantity: 1 }).then((found) => found.telephoneNumbers);
export const reads = typeof parseNotification;
`;

const { simulator, stackOf, pluginStackOf } = await engineAccount();
const [FIRST = "", SECOND = ""] = ["+19195550100", "+19195550101"];

async function showsDriftAndHealsIt(stack: Workspace): Promise<void> {
  await ok(stack.up());
  expect(simulator.ledger.owned()).toEqual([FIRST, SECOND]);
  simulator.account.disconnectNumber(SECOND);
  expect(rows(await ok(stack.refresh()))).toEqual(["update numbers: quantity"]);
  await ok(stack.up());
  expect(simulator.ledger.owned()).toHaveLength(2);
}

/** The newest that says it runs under Node.js 20, which is also what this checkout is tested with. */
test("under Node.js 20 npm chooses an SDK that runs there", { timeout: INSTALLING }, async () => {
  const installation = await installPackage({ node: "20.19.0", before });
  expect(installation.versionOf("@pulumi/pulumi")).toBe("3.248.0");
  installation.remove();
});

// The oldest every day, and one of the others.
const [OLDEST, ...NEWER] = KINDS;

describe.each([OLDEST, ...todays(NEWER, 2)])("Node.js $node, @pulumi/pulumi $gets", ({ node, sdk, gets }) => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await installPackage({ node, sdk, before });
  }, INSTALLING);
  afterAll(() => installation?.remove());

  test("is what npm installs and starts", async () => {
    const { stdout } = await promisify(execFile)(join(installation.node, "node"), ["--version"]);
    expect(stdout.trim()).toBe(`v${node}`);
    expect(installation.versionOf("@pulumi/pulumi")).toBe(gets);
  });

  test.runIf(sdk === undefined)("is free of what is known of telemetry for Node.js 20", async () => {
    const run = await auditWith(TELEMETRY, dirname(installation.modules));
    expect(audit(run)).toEqual({ found: [], seen: [] });
  });

  test.each(["esm", "commonjs"] as const)("runs dynamic resources of a TypeScript program (%s)", async (moduleKind) => {
    const stack = await stackOf(PROGRAM, { installation, language: "ts", moduleKind });
    await showsDriftAndHealsIt(stack);
    expect(await stack.outputs()).toMatchObject({ free: ["+17045550100"], reads: "function" });
    await ok(stack.destroy());
    expect(simulator.ledger.owned()).toEqual([]);
  });

  test("runs the plugin", async () => {
    const properties = { siteId: ref("office.siteId"), sipPeerId: ref("trunk.sipPeerId"), quantity: 2 };
    const stack = await pluginStackOf(
      {
        plugin: join(installation.modules, "pulumi-bandwidth/bin"),
        resources: {
          office: site(),
          trunk: peer(),
          numbers: { type: "bandwidth:PhoneNumberOrder", properties: { ...properties, search: { areaCode: "919" } } },
        },
      },
      { installation },
    );
    await showsDriftAndHealsIt(stack);
    await ok(stack.destroy());
    expect(simulator.ledger.owned()).toEqual([]);
  });
});
