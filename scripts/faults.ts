// `npm run faults`: everything that can go wrong, at every request of every operation, on simulated accounts; then
// randomly drawn sequences of changes and faults.
//
//   npm run faults -- --only "PhoneNumberOrder create"   operations with that in their name, without sequences
//   npm run faults -- --thorough                         each case three times: without and with a refresh in between
//   npm run faults -- --sequences 500 --seed 42          so many sequences, from this seed on
//   npm run faults -- --engine                           with the real Pulumi engine: see engineFaults.ts
import { parseArgs } from "node:util";
import { planCases, runCases } from "../test/faults/matrix.js";
import { operations } from "../test/faults/operations.js";
import { matrixTable, troubles } from "../test/faults/report.js";
import { describeSequences, runSequences } from "../test/faults/sequence.js";
import { runTwoStacks } from "../test/faults/twoStacks.js";

// It ends the process itself.
if (process.argv.includes("--engine")) await import("./engineFaults.js");

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    thorough: { type: "boolean", default: false },
    sequences: { type: "string" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});

const started = Date.now();
const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;

const chosen = operations.filter(({ group, name }) => `${group} ${name}`.includes(values.only ?? ""));
const cases = await planCases(chosen, values.thorough);
let done = 0;
const results = await runCases(cases, () => {
  done += 1;
  if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${cases.length}`);
});
console.log(`${matrixTable(results)}\n\n${troubles(results)}\n\n${results.length} cases, ${seconds()}\n`);

const first = Number(values.seed);
const count = Number(values.sequences ?? (values.only === undefined ? 300 : 0));
const seeds = Array.from({ length: count }, (_, index) => first + index);
const told = await runSequences(seeds);
console.log(`${describeSequences(told)}\n${count} sequences, seeds ${first} to ${first + count - 1}, ${seconds()}`);
// Of the same seeds, too: another story, with two stacks of one program.
const ofTwo = await runSequences(seeds, runTwoStacks);
console.log(`${describeSequences(ofTwo)}\n${count} sequences of two stacks, ${seconds()}`);

const wrong =
  results.some(({ outcome }) => outcome.problems.length > 0) ||
  [...told, ...ofTwo].some(({ problems }) => problems.length > 0);
// Requests of killed processes still hang. Nobody waits for them.
process.exit(wrong ? 1 : 0);
