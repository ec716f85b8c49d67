// `npm run bench`: what the main jobs cost, in requests, CPU time, waiting and memory, on the simulated account.
//
//   npm run bench -- --only start,requests     some of the parts; without it all of them, which takes an hour
//   npm run bench -- --json figures.json       the figures as JSON too
//   npm run bench -- --sizes 1,50              the sizes of the pairs

import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import prepare from "../../test/engine/harness/globalSetup.js";
import { createWorkspace } from "../../test/engine/harness/workspace.js";
import { delay } from "./delay.js";
import { growth } from "./growth.js";
import { type Make, pairs } from "./pairs.js";
import { peak } from "./peak.js";
import { markdown, type Part, type Row } from "./report.js";
import { requests } from "./requests.js";
import { start } from "./start.js";

const { values } = parseArgs({
  options: { only: { type: "string" }, json: { type: "string" }, sizes: { type: "string" } },
});
const sizes = values.sizes?.split(",").map(Number);

let prepared: Promise<unknown> | undefined;
/** Without what makes the processes of the tests start sooner. */
const asUsersHave = { NODE_OPTIONS: "" };

/** A stack of the real engine. */
const make: Make = async (pair, side, env) => {
  prepared ??= prepare();
  await prepared;
  return createWorkspace({ ...pair[side], env: { ...env, ...asUsersHave }, timeoutMs: 1_200_000 });
};

const told = ({ what, figures }: Row) => console.error(what, figures);

const parts: Record<string, () => Promise<Part>> = {
  start: () => start(),
  requests: () => requests(),
  delay: () => delay(),
  growth: () => growth(),
  memory: () => peak(make),
  pairs: () => pairs(make, { sizes, told }),
  waits: () => pairs(make, { sizes: sizes ?? [50], frontEnds: ["plugin"], slow: true, told }),
};

const chosen = values.only?.split(",") ?? Object.keys(parts);
const unknown = chosen.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0)
  throw new Error(`no part ${unknown.join(", ")}. The parts are: ${Object.keys(parts).join(", ")}`);

const done: Record<string, Part> = {};
for (const name of chosen) {
  const part = await parts[name]?.();
  if (part === undefined) continue;
  done[name] = part;
  console.log(`## ${part.title}\n\n${part.note}\n\n${markdown(part)}\n`);
}
if (values.json !== undefined) {
  const machine = { node: process.version, cpus: cpus().length, model: cpus()[0]?.model };
  writeFileSync(values.json, `${JSON.stringify({ machine, parts: done }, null, 2)}\n`);
}
