import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bandwidth } from "../../provider/package.js";
import { create } from "../../provider/pulumi/definition/lifecycle.js";
import { packageSchema } from "../../provider/pulumi/schema/schema.js";
import { Secret } from "../../provider/pulumi/values/values.js";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { address, resourceNamed, Stack } from "../resources/support.js";
import { frontEnds, type Made, type Run } from "./support.js";

const NEWER = 3;

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

describe.each(frontEnds)("the format of the state, with %s", (_name, start) => {
  const TYPE = "PhoneNumberOrder";
  let run: Run;
  let program: Record<string, unknown>;
  let made: Made;
  beforeEach(async () => {
    run = await start(simulator.environment());
    const { id: siteId } = await run.create("Site", "raleigh", { name: "Raleigh", address });
    await run.create("SipPeer", "voice", { siteId, name: "Voice", isDefaultPeer: true });
    program = { siteId, telephoneNumbers: ["+19195550100"] };
    made = await run.create(TYPE, "main", program);
  });

  const grown = () => ({ ...program, telephoneNumbers: ["+19195550100", "+19195550101"] });
  const withoutNumber = ({ id, state: { __format, ...state } }: Made): Made => ({ id, state });

  test("is in what a create, an update and a refresh write, and makes no difference", async () => {
    expect(made.state.__format).toBe(2);
    const bigger = await run.update(TYPE, "main", made, grown());
    expect(bigger.state.__format).toBe(2);
    const seen = await run.read(TYPE, "main", bigger);
    expect(seen?.state.__format).toBe(2);
    expect(await run.differs(TYPE, "main", seen ?? bigger, grown())).toBe(false);
  });

  test("is added to a state of an earlier version, without a difference", async () => {
    const old = withoutNumber(made);
    expect(await run.differs(TYPE, "main", old, program)).toBe(false);
    const seen = await run.read(TYPE, "main", old);
    expect(seen?.state).toEqual((await run.read(TYPE, "main", made))?.state);
    expect(seen?.state.__format).toBe(2);
    expect(await run.differs(TYPE, "main", seen ?? old, program)).toBe(false);
    expect((await run.update(TYPE, "main", old, grown())).state.__format).toBe(2);
  });

  describe("that is newer than this version", () => {
    let newer: Made;
    let mark: number;
    beforeEach(async () => {
      const book = { ...(made.state.__orders as object), inFuture: "something" };
      newer = { id: made.id, state: { ...made.state, __orders: book, __future: { is: "near" }, __format: NEWER } };
      mark = simulator.requests.mark();
    });
    const REFUSAL =
      /a newer version of the provider wrote the state of this resource \(format 3; this version reads up to 2\)\. Nothing was requested, changed, bought or removed\. Upgrade the provider/;

    test("is not refreshed, compared, changed or deleted, and nothing is asked", async () => {
      // An error of a refresh leaves the state as it is.
      await expect(run.read(TYPE, "main", newer)).rejects.toThrow(REFUSAL);
      await expect(run.preview(TYPE, "main", program, newer)).rejects.toThrow(REFUSAL);
      await expect(run.differs(TYPE, "main", newer, program)).rejects.toThrow(REFUSAL);
      await expect(run.update(TYPE, "main", newer, grown())).rejects.toThrow(REFUSAL);
      await expect(run.remove(TYPE, "main", newer)).rejects.toThrow(REFUSAL);
      expect(simulator.requests.since(mark)).toEqual([]);
    });

    test("is known when it is secret, as bookkeeping is beside a secret input", async () => {
      const secret = { id: newer.id, state: { ...newer.state, __format: new Secret(NEWER) } };
      await expect(run.differs(TYPE, "main", secret, program)).rejects.toThrow(REFUSAL);
      await expect(run.remove(TYPE, "main", secret)).rejects.toThrow(REFUSAL);
    });
  });
});

test("a resource whose state is newer is not replaced by force, and nothing is asked", async () => {
  const stack = await Stack.start();
  const { id, state } = await stack.create("Site", "raleigh", { name: "Raleigh", address });
  const mark = stack.simulator.requests.mark();
  const call = { ...stack.call("raleigh"), replaces: { id, state: { ...state, __format: NEWER } } };
  await expect(create(resourceNamed("Site"), call, { name: "Durham", address })).rejects.toThrow("a newer version");
  expect(stack.simulator.requests.since(mark)).toEqual([]);
  await stack.close();
});

test("no schema names the format", () => {
  expect(JSON.stringify(packageSchema(bandwidth))).not.toContain("__");
});
