import { ensurePulumi } from "./pulumi.js";

const STEPS = [
  "start a Bandwidth account on this machine",
  "bring the example stack up",
  "change something behind its back, and look at the drift",
  "heal it",
  "take the stack down",
];

const tools = await ensurePulumi();
console.log(`Pulumi ${tools.version} is there. The demo will:\n`);
for (const [index, step] of STEPS.entries()) console.log(`${index + 1}. ${step}`);
console.error("\nNone of these steps has been performed.");
process.exitCode = 1;
