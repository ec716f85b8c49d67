import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Secret, type Values } from "../../provider/pulumi/values/values.js";
import type { Simulator } from "../../simulator/index.js";
import { frontEnds, Refusals, startAccount } from "./support.js";

/* The engine prints the value of each property that a failure names (docs/maintainers/engine.md#errors). */

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startAccount();
});
afterEach(() => simulator.close());

const secret = (value: unknown) => new Secret(value);
const numbers = ["+19195550100"];

const refused: [what: string, type: string, inputs: Values, failure: { property: string; reason: string }][] = [
  [
    "a passcode, written plainly",
    "TnOptions",
    { telephoneNumbers: numbers, portOutPasscode: "no good" },
    { property: "", reason: "portOutPasscode must be 4 to 10 letters and digits, and not the word unchanged" },
  ],
  [
    "an object with a password in it",
    "Subscription",
    { orderType: "orders", callback: "https://user:password@hooks.example.com" },
    { property: "", reason: expect.stringMatching(/^callback must /) as unknown as string },
  ],
  [
    "what only the program calls a secret",
    "TnOptions",
    { telephoneNumbers: numbers, callForward: secret("12") },
    { property: "", reason: 'callForward must be a ten-digit telephone number, "unchanged" or "systemdefault"' },
  ],
  [
    "what is no secret",
    "TnOptions",
    { telephoneNumbers: numbers, callForward: "12" },
    { property: "callForward", reason: 'must be a ten-digit telephone number, "unchanged" or "systemdefault"' },
  ],
];

describe.each(frontEnds)("a refused secret, with %s", (_name, start) => {
  test.each(refused)("%s", async (_what, type, inputs, failure) => {
    const run = await start(simulator.environment());
    const thrown = await run.create(type, "one", inputs).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(Refusals);
    expect((thrown as Refusals).failures).toEqual([failure]);
    expect(simulator.requests.writes()).toEqual([]);
  });
});
