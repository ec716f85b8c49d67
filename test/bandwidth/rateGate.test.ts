import { expect, test } from "vitest";
import { RateGate } from "../../provider/bandwidth/http/rateGate.js";
import { TestClock } from "./helpers/client.js";

test("another refusal during the pause extends it for waiting requests", async () => {
  const clock = new TestClock();
  const gate = new RateGate(clock);
  const start = clock.now();
  gate.close(1_000);
  const passing = gate.pass();
  // It is already waiting.
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  gate.close(5_000);
  await passing;
  expect(clock.now() - start).toBeGreaterThanOrEqual(5_000);
});

test("after a pause, requests leave one by one, ever faster, until there is no pause between them", async () => {
  const clock = new TestClock();
  const gate = new RateGate(clock);
  gate.close(1_000);
  const times: number[] = [];
  for (let request = 0; request < 20; request += 1) {
    await gate.pass();
    times.push(clock.now());
    gate.accepted();
  }
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  expect(gaps[0]).toBe(100);
  expect(gaps).toEqual([...gaps].sort((one, other) => other - one));
  expect(gaps.at(-1)).toBe(0);
});
