import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import { read, update } from "../../provider/pulumi/definition/lifecycle.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { UNKNOWN_STREET } from "../../simulator/account/features.js";
import { complaints, resourceNamed, Stack } from "./support.js";

const TYPE = "E911Address";
const address = { houseNumber: "915", streetName: "Elm", city: "Carpinteria", stateCode: "CA", zip: "93013" };
const avenue = { ...address, streetSuffix: "Avenue" };

describe("an emergency address's inputs", () => {
  test("numbers, a caller and an address are needed, and are what the API takes", () => {
    expect(complaints(TYPE, { telephoneNumbers: [] })).toEqual([
      "telephoneNumbers must contain at least one telephone number",
      "callerName is required",
      "address is required",
    ]);
    const one = { telephoneNumbers: ["9195550100"], address };
    expect(complaints(TYPE, { ...one, callerName: "Joe's" })).toEqual([
      "callerName must consist of letters, digits and spaces (error 8002)",
    ]);
    expect(complaints(TYPE, { ...one, callerName: "x".repeat(51) })).toHaveLength(1);
    expect(complaints(TYPE, { ...one, callerName: "Office", address: { city: "Raleigh" } })).toHaveLength(4);
  });
});

describe("an emergency address", () => {
  let stack: Stack;
  let numbers: string[];
  beforeEach(async () => {
    stack = await Stack.start();
    numbers = await stack.numbers(3);
  });
  afterEach(() => stack.close());

  const program = (more: Values = {}): Values => ({
    telephoneNumbers: numbers,
    callerName: "Office",
    address,
    ...more,
  });
  const stored = (number = numbers[0] ?? "") => stack.simulator.account.numbers.get(number)?.features?.e911;

  test("whose order was not finished in time goes with its resource, if it may", async () => {
    const { id, state } = await stack.createInVain(TYPE, "e911s", "office", program({ allowRemoval: true }));
    stack.release();
    expect(state.telephoneNumbers).toEqual([]);
    const seen = (await stack.read(TYPE, "office", id, state))?.state ?? {};
    expect(stored()).toBeDefined();
    await stack.delete(TYPE, "office", id, seen);
    expect(stored()).toBeUndefined();

    const kept = await stack.createInVain(TYPE, "e911s", "office", program());
    stack.release();
    await expect(stack.delete(TYPE, "office", kept.id, kept.state)).rejects.toThrow("because allowRemoval is not true");
    expect(stored()).toBeDefined();
  });

  test("is set by one order, whatever the number of numbers, and makes no difference afterwards", async () => {
    const mark = stack.simulator.requests.length;
    const { id, state } = await stack.create(TYPE, "office", program());
    expect(stack.writes(mark)).toEqual(["POST /e*s"]);
    expect(state.status).toBe("COMPLETE");
    const fresh = await stack.read(TYPE, "office", id, state);
    expect(fresh?.inputs).toEqual({ ...program(), allowRemoval: false });
    expect(stack.diff(TYPE, fresh?.state ?? {}, program()).changes).toEqual([]);
  });

  test("that was adjusted is a success, with the adjusted address as output and no diff, even after drift", async () => {
    const wanted = program({ address: avenue });
    const { id, state } = await stack.create(TYPE, "office", wanted);
    expect(state).toMatchObject({ status: "ADJUSTED_COMPLETE", adjustedAddress: { streetSuffix: "AVE" } });
    const fresh = await stack.read(TYPE, "office", id, state);
    expect(stack.diff(TYPE, fresh?.state ?? {}, wanted).changes).toEqual([]);

    const before = stored(numbers[1]);
    Object.assign(stack.simulator.account.numbers.get(numbers[1] ?? "")?.features ?? {}, {
      e911: { ...before, Address: { HouseNumber: "1", StreetName: "OTHER", City: "CARPINTERIA", StateCode: "CA" } },
    });
    const drifted = await stack.read(TYPE, "office", id, fresh?.state);
    expect(drifted?.inputs.address).toMatchObject({ houseNumber: "1" });
    // A second refresh does not look away.
    const still = await stack.read(TYPE, "office", id, drifted?.state);
    const paths = stack.diff(TYPE, still?.state ?? {}, wanted).changes.map(({ path }) => path);
    expect(paths).toContain("address.houseNumber");
    const healed = await stack.update(TYPE, "office", id, still?.state ?? {}, wanted);
    expect(stored(numbers[1])).toEqual(before);
    const after = await stack.read(TYPE, "office", id, healed);
    expect(stack.diff(TYPE, after?.state ?? {}, wanted).changes).toEqual([]);
  });

  test("that somebody took away is set again", async () => {
    const { id, state } = await stack.create(TYPE, "office", program());
    delete stack.simulator.account.numbers.get(numbers[2] ?? "")?.features?.e911;
    const drifted = await stack.read(TYPE, "office", id, state);
    expect(stack.diff(TYPE, drifted?.state ?? {}, program()).changes.map(({ path }) => path)).toEqual([
      "callerName",
      "address",
    ]);
    await stack.update(TYPE, "office", id, drifted?.state ?? {}, program());
    expect(stored(numbers[2])).toMatchObject({ CallerName: "Office" });
  });

  test("is not removed without allowRemoval, neither from one number nor from all", async () => {
    const { id, state } = await stack.create(TYPE, "office", program());
    const fewer = program({ telephoneNumbers: numbers.slice(1) });
    expect(stack.diff(TYPE, state, fewer).announcement).toContain("the provider will refuse it");
    await expect(stack.update(TYPE, "office", id, state, fewer)).rejects.toThrow(/allowRemoval must be true.*5550100/s);
    await expect(stack.delete(TYPE, "office", id, state)).rejects.toThrow("allowRemoval");
    expect(stored()).toBeDefined();

    const allowed = await stack.update(TYPE, "office", id, state, program({ allowRemoval: true }));
    const next = await stack.update(TYPE, "office", id, allowed, { ...fewer, allowRemoval: true });
    expect(stored()).toBeUndefined();
    expect(stored(numbers[1])).toBeDefined();
    await stack.delete(TYPE, "office", id, next);
    expect(stored(numbers[1])).toBeUndefined();
    expect(stack.writes().filter((line) => line === "POST /e*s")).toHaveLength(3);
  });

  test("of numbers that are gone is nobody's to guard", async () => {
    const { id, state } = await stack.create(TYPE, "office", program());
    for (const number of numbers) stack.simulator.account.disconnectNumber(number);
    expect(await stack.read(TYPE, "office", id, state)).toBeUndefined();
    await stack.delete(TYPE, "office", id, state);
  });

  test("only the numbers that got it are in the state, and the next run sets the others", async () => {
    stack.simulator.account.script({ kind: "e911s", outcome: "partial", count: 1 });
    const error = await stack.create(TYPE, "office", program()).catch((thrown: unknown) => thrown);
    if (!(error instanceof PartialFailure)) throw error;
    expect(error.message).toContain(`${numbers[2]}: 8010`);
    const { id = "", outputs } = error.done;
    expect(outputs.telephoneNumbers).toEqual(numbers.slice(0, 2));
    const mark = stack.simulator.requests.length;
    await stack.update(TYPE, "office", id, outputs, program());
    expect(stack.writes(mark)).toEqual(["POST /e*s"]);
    expect(stored(numbers[2])).toBeDefined();
  });

  test("a change that was refused is not taken for done by a refresh, not even after an earlier adjustment", async () => {
    const { id, state } = await stack.create(TYPE, "office", program({ address: avenue }));
    const moved = program({ callerName: "Annex", address: { ...avenue, houseNumber: "917" } });
    for (const outcome of ["failed", "partial"] as const) {
      stack.simulator.account.script({ kind: "e911s", outcome, count: 1 });
      const error = await stack.update(TYPE, "office", id, state, moved).catch((thrown: unknown) => thrown);
      if (!(error instanceof PartialFailure)) throw error;
      expect(stored(numbers[2])).toMatchObject({ CallerName: "Office", Address: { HouseNumber: "915" } });
      const seen = await stack.read(TYPE, "office", id, error.done.outputs);
      const paths = stack.diff(TYPE, seen?.state ?? {}, moved).changes.map(({ path }) => path);
      expect(paths, outcome).toContain("address.houseNumber");
    }
  });

  test("what the first number got is not taken for what the others have", async () => {
    const { id, state } = await stack.create(TYPE, "office", program({ address: avenue }));
    const moved = program({ address: { ...avenue, houseNumber: "917" } });
    // The stored address of the first is still the old one.
    stack.simulator.account.script({ kind: "e911s", outcome: "partial", numbers: numbers.slice(0, 1) });
    const error = await stack.update(TYPE, "office", id, state, moved).catch((thrown: unknown) => thrown);
    if (!(error instanceof PartialFailure)) throw error;
    const seen = await stack.read(TYPE, "office", id, error.done.outputs);
    expect(stack.diff(TYPE, seen?.state ?? {}, moved).changes).not.toEqual([]);
    const healed = await stack.update(TYPE, "office", id, seen?.state ?? {}, moved);
    for (const number of numbers) expect(stored(number)).toMatchObject({ Address: { HouseNumber: "917" } });
    const after = await stack.read(TYPE, "office", id, healed);
    expect(stack.diff(TYPE, after?.state ?? {}, moved).changes).toEqual([]);
  });

  test("a change that came half-way is undone when the program goes back to what was before", async () => {
    const { id, state } = await stack.create(TYPE, "office", program());
    const moved = program({ address: { ...address, houseNumber: "917" } });
    stack.simulator.account.script({ kind: "e911s", outcome: "partial", count: 1 });
    const error = await stack.update(TYPE, "office", id, state, moved).catch((thrown: unknown) => thrown);
    if (!(error instanceof PartialFailure)) throw error;
    // After an update that failed, the engine asks for an update even where it sees no difference.
    await update(resourceNamed(TYPE), stack.call("office"), id, error.done.outputs, {
      ...program(),
      allowRemoval: false,
    });
    for (const number of numbers) expect(stored(number)).toMatchObject({ Address: { HouseNumber: "915" } });
  });

  test("an address that the emergency service does not know is refused in its words", async () => {
    const unknown = program({ address: { ...address, streetName: UNKNOWN_STREET } });
    await expect(stack.create(TYPE, "office", unknown)).rejects.toThrow("8006 Address is not recognized");
  });

  test("a lost answer places no second order", async () => {
    stack.simulator.faults.on("POST", /e911s/, { kind: "lostAnswer" });
    await stack.create(TYPE, "office", program());
    expect(stack.simulator.account.ordersOf("e911s")).toHaveLength(1);
  });

  test("credentials that may not look leave what is declared, and never take it for gone", async () => {
    const { id, state } = await stack.create(TYPE, "office", program());
    stack.simulator.settings.withoutNumbersRole = true;
    const fresh = await stack.read(TYPE, "office", id, state);
    expect(stack.diff(TYPE, fresh?.state ?? {}, program()).changes).toEqual([]);
  });

  test("is imported by its numbers, and listed by them", async () => {
    await stack.create(TYPE, "office", program());
    const imported = await read(resourceNamed(TYPE), stack.call("office"), numbers.join(","));
    expect(imported?.inputs).toMatchObject({ telephoneNumbers: numbers, callerName: "Office" });
    expect(imported?.inputs.address).toMatchObject({ houseNumber: "915", city: "CARPINTERIA" });
    const ids = [];
    const found = resourceNamed(TYPE).list?.find({ api: stack.api, query: {}, signal: new AbortController().signal });
    for await (const one of found ?? []) ids.push(one.id);
    expect(ids).toEqual([numbers.join(",")]);
    await expect(read(resourceNamed(TYPE), stack.call("office"), "office")).rejects.toThrow("not a telephone number");
  });
});
