import { afterAll, expect, test } from "vitest";
import { startSimulator } from "../../simulator/index.js";
import { engineAccount, fails, numbers, ok, PEER, program, rows, SITE } from "./support.js";

const { simulator, stackOf } = await engineAccount();
const other = await startSimulator();
afterAll(() => other.close());

test("a stack that meets another environment with the same account id stays as it is", async () => {
  const stack = await stackOf(program(SITE, PEER, numbers('search: { areaCode: "919" }, quantity: 2')));
  await ok(stack.up());
  const state = await stack.stackExport();
  const deployed = ({ deployment }: typeof state) =>
    deployment.resources?.map(({ urn, id, inputs, outputs }) => ({ urn, id, inputs, outputs }));
  const lives = `this resource lives in ${simulator.url}/${simulator.accountId}`;

  Object.assign(stack.env, other.environment());
  expect((await fails(stack.refresh())).text).toContain(lives);
  expect((await fails(stack.up())).text).toContain(lives);
  expect(other.requests.since(0)).toEqual([]);

  // As version 0.1.0 left it: where it lives is not known.
  const old = structuredClone(state);
  for (const { outputs } of old.deployment.resources ?? []) {
    delete outputs?.__world;
    delete outputs?.__format;
  }
  await stack.stackImport(old);
  expect((await fails(stack.refresh())).text).toContain("This looks like another account or another environment");
  expect(deployed(await stack.stackExport())).toEqual(deployed(old));
  expect(other.requests.writes(0)).toEqual([]);

  Object.assign(stack.env, simulator.environment());
  const back = await ok(stack.refresh("--expect-no-changes"));
  expect(rows(back)).toEqual([]);
  const worlds = deployed(await stack.stackExport())?.flatMap(({ outputs }) => outputs?.__world ?? []);
  expect(worlds).toEqual(Array(3).fill(`${simulator.url}/${simulator.accountId}`));
  const formats = deployed(await stack.stackExport())?.flatMap(({ outputs }) => outputs?.__format ?? []);
  expect(formats).toEqual([2, 2, 2]);
  expect(rows(await ok(stack.up("--expect-no-changes")))).toEqual([]);
  expect(simulator.ledger.released()).toEqual([]);
});

test("a stack that a newer version wrote stays as it is", async () => {
  const stack = await stackOf(program(SITE, PEER, numbers('search: { areaCode: "336" }, quantity: 2')));
  await ok(stack.up());
  const state = await stack.stackExport();
  const newer = structuredClone(state);
  for (const { outputs } of newer.deployment.resources ?? []) {
    if (outputs?.__format !== undefined) Object.assign(outputs, { __format: 3, __future: "kept" });
  }
  await stack.stackImport(newer);
  const outputsOf = ({ deployment }: typeof state) => deployment.resources?.map(({ urn, outputs }) => [urn, outputs]);
  const refusal =
    "a newer version of the provider wrote the state of this resource (format 3; this version reads up to 2)";
  const mark = simulator.requests.mark();
  expect((await fails(stack.refresh())).text).toContain(refusal);
  expect((await fails(stack.up())).text).toContain(refusal);
  expect((await fails(stack.destroy())).text).toContain(refusal);
  expect(simulator.requests.since(mark)).toEqual([]);
  expect(outputsOf(await stack.stackExport())).toEqual(outputsOf(newer));

  await stack.stackImport(state);
  expect(rows(await ok(stack.up("--expect-no-changes")))).toEqual([]);
});
