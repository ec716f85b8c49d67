// The main job, end to end, with the real engine: up, drift, heal, destroy. Exits with 1 when anything differs from
// what it says.

import prepare from "../test/engine/harness/globalSetup.js";
import type { RunResult } from "../test/engine/harness/workspace.js";
import { Stage } from "./demo/stage.js";

const ORDER_LATENCY_MS = 300;
/** How long the account holds a disconnected number, and so the SIP peer. */
const RELEASE_MS = 1_500;
const QUANTITY = 10;
const STRANGE_HOST = "203.0.113.66";

function heading(text: string): void {
  console.log(`\n${text}\n`);
}

/** Checks a claim of the demo. */
function must(holds: boolean, claim: string): void {
  if (!holds) throw new Error(`this should be true, but isn't: ${claim}`);
  console.log(`✓ ${claim}`);
}

async function play(stage: Stage): Promise<void> {
  const { account, workspace } = stage;
  await account.configure({ disconnectReleaseMs: RELEASE_MS });
  console.log(`It listens at ${account.url}; an order takes ${ORDER_LATENCY_MS} ms. It is empty.`);

  heading("2. The example stack goes up: a site, a SIP peer, ten numbers, their options, a webhook");
  await stage.pulumi("up", "--yes", "--skip-preview");
  const { telephoneNumbers } = (await workspace.outputs()) as { telephoneNumbers: string[] };
  const { owned } = await account.ledger();
  must(
    owned.length === QUANTITY && sameNumbers(owned, telephoneNumbers),
    "the account has the ten numbers of the stack",
  );

  heading("3. Somebody else changes the account at the dashboard");
  const lost = telephoneNumbers.at(-1) ?? "";
  const [peer] = (await account.holdings()).peers;
  await account.drift("disconnectNumber", { number: lost });
  await account.drift("changePeer", { sipPeerId: peer?.id, change: { voiceHosts: [{ HostName: STRANGE_HOST }] } });
  console.log(`${lost} is disconnected, and the SIP peer sends calls to ${STRANGE_HOST}.`);

  heading("4. The drift is visible");
  const before = await account.writes();
  const preview = await stage.pulumi("preview", "--refresh", "--diff");
  must(shows(preview, "voice", "voiceHosts") && preview.text.includes(STRANGE_HOST), "it shows the strange host");
  must(shows(preview, "main", "quantity") && preview.text.includes(lost), "it shows the lost number");
  must((await account.writes()) === before, "it changed nothing");

  heading("5. The next up repairs it");
  await stage.pulumi("up", "--refresh", "--yes", "--skip-preview");
  const healed = await account.holdings();
  must(!JSON.stringify(healed.peers).includes(STRANGE_HOST), "calls go to the declared host again");
  await stage.pulumi("preview", "--refresh", "--expect-no-changes");
  must(true, "nothing is left to do");

  heading("6. The ledger balances");
  const ledger = await account.ledger();
  const held = (await workspace.outputs()).telephoneNumbers as string[];
  console.log(`bought ${ledger.bought.length}, lost to somebody else 1, in service ${ledger.owned.length}`);
  must(ledger.bought.length === QUANTITY + 1, "one number was bought to replace the lost one, and no other");
  must(ledger.boughtTwice.length === 0, "nothing was bought twice");
  must(ledger.released.length === 0, "nothing was disconnected");
  must(ledger.owned.length === QUANTITY && sameNumbers(ledger.owned, held), "the stack has what the account has");

  heading("7. The stack goes down: numbers first, then the peer, then the site");
  await stage.pulumi("destroy", "--yes", "--skip-preview");
  const end = await account.ledger();
  must(sameNumbers(end.released, held) && end.owned.length === 0, "the ten numbers were disconnected, each once");
  const { sites, peers, subscriptions } = await account.holdings();
  must([...sites, ...peers, ...subscriptions].length === 0, "nothing is left on the account");
}

/** Whether a refresh found that somebody changed this. */
function shows(preview: RunResult, name: string, property: string): boolean {
  return preview.steps.some((step) => step.op === "refresh" && step.name === name && step.diffs.includes(property));
}

function sameNumbers(some: readonly string[], others: readonly string[]): boolean {
  return [...some].sort().join() === [...others].sort().join();
}

const started = Date.now();
try {
  await prepare();
  heading("1. A Bandwidth account starts on this machine");
  await Stage.with(ORDER_LATENCY_MS, play);
  console.log(`\nThe demo took ${Math.round((Date.now() - started) / 1000)} s and left nothing behind.`);
} catch (error) {
  console.error(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
