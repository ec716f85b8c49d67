// `npm run load`: a large account with the real engine: the cost of runs in requests, time and the provider's memory.

import { type Simulator, startSimulator } from "../simulator/index.js";
import prepare from "../test/engine/harness/globalSetup.js";
import { createWorkspace, type RunResult, type Workspace } from "../test/engine/harness/workspace.js";
import { type Figures, measure, total } from "./bench/measure.js";

const SITES = 20;
const PEERS = 200;
const PER_PEER = 500;
/** The provider must stay below this, whatever the account's size. */
const MOST_MB = 512;

const ADDRESS = `{ houseNumber: "900", streetName: "Main Campus Drive", city: "Raleigh", stateCode: "NC", zip: "27606" }`;
const AREAS = ["919", "984", "910", "704", "336", "540", "804", "415", "310", "212"];

/** Sites with their peers, and an order of numbers in each peer. The first order has `more` additional numbers. */
function wide(more = 0): string {
  return `const bandwidth = require("pulumi-bandwidth");
const areas = ${JSON.stringify(AREAS)};
for (let siteNumber = 0; siteNumber < ${SITES}; siteNumber++) {
  const { siteId } = new bandwidth.Site("site-" + siteNumber, { name: "s" + siteNumber, address: ${ADDRESS} });
  let first;
  for (let peerNumber = 0; peerNumber < ${PEERS / SITES}; peerNumber++) {
    const name = siteNumber + "-" + peerNumber;
    const peer = new bandwidth.SipPeer("peer-" + name, { siteId, name: "p" + name, isDefaultPeer: peerNumber === 0 ? true : undefined }, { dependsOn: first ?? [] });
    first ??= peer;
    new bandwidth.PhoneNumberOrder("numbers-" + name, {
      siteId, sipPeerId: peer.sipPeerId, search: { areaCode: areas[(siteNumber + peerNumber) % areas.length] },
      quantity: ${PER_PEER} + (name === "0-0" ? ${more} : 0),
    });
  }
}
`;
}

/** One peer with orders of these quantities. */
function deep(...quantities: number[]): string {
  return `const bandwidth = require("pulumi-bandwidth");
const { siteId } = new bandwidth.Site("site", { name: "site", address: ${ADDRESS} });
const { sipPeerId } = new bandwidth.SipPeer("peer", { siteId, name: "peer", isDefaultPeer: true });
for (const [index, quantity] of ${JSON.stringify(quantities)}.entries()) {
  new bandwidth.PhoneNumberOrder("numbers-" + index, { siteId, sipPeerId, search: { areaCode: areas[index] }, quantity });
}
`.replace("const { siteId }", `const areas = ${JSON.stringify(AREAS)};\nconst { siteId }`);
}

let beyond = 0;

/** Runs a step, and prints its figures and the account's content afterwards. */
async function step(what: string, simulator: Simulator, run: () => Promise<RunResult>) {
  const figures: Figures = await measure(simulator, run);
  const { seconds, memoryMb = 0, requests } = figures;
  const owned = simulator.ledger.owned().length;
  const cells = [what.padEnd(48), seconds.toFixed(1).padStart(8), String(total(figures)).padStart(9)];
  console.log([...cells, String(memoryMb).padStart(8), String(owned).padStart(9)].join(""));
  for (const [kind, count] of requests) console.log(`${"".padEnd(56)}${String(count).padStart(9)}  ${kind}`);
  if (memoryMb > MOST_MB) beyond++;
}

async function on(program: string, job: (simulator: Simulator, workspace: Workspace) => Promise<void>): Promise<void> {
  const simulator = await startSimulator();
  try {
    const workspace = await createWorkspace({ program, env: simulator.environment(), timeoutMs: 1_800_000 });
    await job(simulator, workspace).finally(() => workspace.cleanup());
  } finally {
    await simulator.close();
  }
}

await prepare();
console.log("Memory is the peak of the provider's process (VmHWM).\n");
console.log(
  ["".padEnd(48), "seconds".padStart(8), "requests".padStart(9), "MB".padStart(8), "numbers".padStart(9)].join(""),
);

await on(deep(5_000), async (simulator, workspace) => {
  await step("one order of 5,000", simulator, () => workspace.up());
  await step("refresh of it", simulator, () => workspace.refresh());
  workspace.setProgram(deep(5_000, 5_000, 2_000));
  await step("orders of 5,000 and 2,000 more", simulator, () => workspace.up());
  // Less than the provider assumes is allowed, so that the API refuses (5095).
  simulator.settings.maxDisconnect = 700;
  await step("disconnect of 12,000, at most 700 in an order", simulator, () => workspace.destroy());
});

await on(wide(), async (simulator, workspace) => {
  await step(`${PEERS} peers with ${PER_PEER} numbers each`, simulator, () => workspace.up());
  await step("preview", simulator, () => workspace.preview());
  await step("refresh", simulator, () => workspace.refresh());
  workspace.setProgram(wide(1));
  await step("one more number", simulator, () => workspace.up());
  workspace.setProgram(wide());
  await step("one number fewer, with a refresh before", simulator, () => workspace.up("--refresh"));
});

if (beyond > 0) console.error(`\n${beyond} runs took more than ${MOST_MB} MB`);
process.exitCode = beyond > 0 ? 1 : 0;
