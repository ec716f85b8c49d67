// `npm run faults -- --engine`: the same with the real Pulumi engine and its processes, for both front-ends. A faultCase takes
// about ten seconds, so some are drawn; all of them run in parts.
//
//   npm run faults -- --engine --cases 60 --seed 7            so many for each front-end, drawn from the seed
//   npm run faults -- --engine --front-end plugin             for one of them: plugin or dynamic
//   npm run faults -- --engine --only create --fault "up killed"   operations, and faults, whose names begin so
//   npm run faults -- --engine --all --share 2/20             every faultCase there is, the second of twenty parts
//   npm run faults -- --engine --sequences 5                  randomly drawn sequences too
import { parseArgs } from "node:util";
import setup from "../test/engine/harness/globalSetup.js";
import { type EngineResult, engineLine, runEngineCells } from "../test/faults/engine/matrix.js";
import { runEngineSequence } from "../test/faults/engine/sequence.js";
import { matrixTable, troubles } from "../test/faults/report.js";
import { describeSequences, type Told } from "../test/faults/sequence.js";

const { values } = parseArgs({
  options: {
    engine: { type: "boolean", default: true },
    "front-end": { type: "string" },
    only: { type: "string" },
    fault: { type: "string" },
    cases: { type: "string" },
    all: { type: "boolean", default: false },
    share: { type: "string", default: "1/1" },
    sequences: { type: "string", default: "0" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});

const usualCells = 30;
const started = Date.now();
const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
const seed = Number(values.seed);
const [part = 1, of = 1] = values.share.split("/").map(Number);
const frontEnds = (["plugin", "dynamic"] as const).filter((one) => one === (values["front-end"] ?? one));
if (frontEnds.length === 0) throw new Error("--front-end must be plugin or dynamic");

await setup();
const results: EngineResult[] = [];
const told: Told[] = [];
for (const frontEnd of frontEnds) {
  const choice = {
    operation: values.only,
    fault: values.fault,
    cases: values.all ? undefined : Number(values.cases ?? usualCells),
    share: { part, of },
    seed,
  };
  results.push(
    ...(await runEngineCells(frontEnd, choice, (result) => console.log(`${seconds()} ${engineLine(result)}`))),
  );
  for (let turn = 0; turn < Number(values.sequences); turn += 1) {
    const one = await runEngineSequence(frontEnd, seed + turn);
    told.push(one);
    console.log(`${seconds()} sequence ${one.seed}: ${one.problems.length === 0 ? "ok" : "FAILED"}`);
  }
}

const missed = results.filter(({ outcome }) => !outcome.reached).length;
console.log(`\n${matrixTable(results)}\n\n${troubles(results)}\n${describeSequences(told)}`);
console.log(`${results.length} cases (${missed} not reached), ${told.length} sequences, seed ${seed}, ${seconds()}`);
const wrong = results.some(({ outcome }) => outcome.problems.length > 0) || told.some((one) => one.problems.length > 0);
process.exit(wrong ? 1 : 0);
