import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import { read, update } from "../../provider/pulumi/definition/lifecycle.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { complaints, resourceNamed, Stack } from "./support.js";

const TYPE = "LidbRecord";
const values = { subscriberInformation: "Joes Garage", useType: "BUSINESS", visibility: "PUBLIC" };

describe("a LIDB record's inputs", () => {
  const one = { telephoneNumbers: ["9195550100"], ...values };
  test.each([
    ["a name that is too long", { subscriberInformation: "x".repeat(16) }, "must have at most 15 characters"],
    ["a use of another kind", { useType: "OFFICE" }, 'must be one of "RESIDENTIAL", "BUSINESS"'],
    ["a visibility of another kind", { visibility: "HIDDEN" }, 'must be one of "PUBLIC", "PRIVATE"'],
  ])("%s is refused", (_what, wrong, reason) => {
    expect(complaints(TYPE, { ...one, ...wrong })).toEqual([`${Object.keys(wrong)[0]} ${reason}`]);
  });

  test("use and visibility are required, and toll-free numbers have no record", () => {
    expect(complaints(TYPE, { telephoneNumbers: ["9195550100"] })).toEqual([
      "useType is required",
      "visibility is required",
    ]);
    expect(complaints(TYPE, { ...one, telephoneNumbers: ["9195550100", "8885550100"] })).toEqual([
      "telephoneNumbers[1] +18885550100 is toll-free, which the API refuses (error 11015)",
    ]);
  });
});

describe("a LIDB record", () => {
  let stack: Stack;
  let numbers: string[];
  beforeEach(async () => {
    stack = await Stack.start();
    numbers = await stack.numbers(3);
  });
  afterEach(() => stack.close());

  const program = (more: Values = {}): Values => ({ telephoneNumbers: numbers, ...values, ...more });
  const stored = (number = numbers[0] ?? "") => stack.simulator.account.numbers.get(number)?.features?.lidb;

  test("a change that came half-way is undone when the program goes back to what was before", async () => {
    const { id, state } = await stack.create(TYPE, "name", program());
    stack.simulator.account.script({ kind: "lidbs", outcome: "partial", count: 1 });
    const changed = stack.update(TYPE, "name", id, state, program({ subscriberInformation: "Annas Garage" }));
    const error = await changed.catch((thrown: unknown) => thrown);
    if (!(error instanceof PartialFailure)) throw error;
    // After an update that failed, the engine asks for an update even where it sees no difference.
    await update(resourceNamed(TYPE), stack.call("name"), id, error.done.outputs, program());
    for (const number of numbers) expect(stored(number)).toMatchObject({ SubscriberInformation: "Joes Garage" });
  });

  test("is set, seen when it is changed elsewhere, and put back", async () => {
    const { id, state } = await stack.create(TYPE, "name", program());
    const fresh = await stack.read(TYPE, "name", id, state);
    expect(stack.diff(TYPE, fresh?.state ?? {}, program()).changes).toEqual([]);
    Object.assign(stored(numbers[1]) ?? {}, { SubscriberInformation: "Somebody" });
    const drifted = await stack.read(TYPE, "name", id, fresh?.state);
    expect(drifted?.inputs.subscriberInformation).toBe("Somebody");
    const healed = await stack.update(TYPE, "name", id, drifted?.state ?? {}, program());
    expect(stored(numbers[1])).toMatchObject({ SubscriberInformation: "Joes Garage" });
    const after = await stack.read(TYPE, "name", id, healed);
    expect(stack.diff(TYPE, after?.state ?? {}, program()).changes).toEqual([]);
  });

  test("records that are made at the same moment travel in one order, each with its own name", async () => {
    await Promise.all(
      numbers.map((number, index) =>
        stack.create(TYPE, `name${index}`, {
          ...values,
          telephoneNumbers: [number],
          subscriberInformation: `Desk ${index}`,
        }),
      ),
    );
    expect(stack.simulator.account.ordersOf("lidbs")).toHaveLength(1);
    expect(stored(numbers[2])).toMatchObject({ SubscriberInformation: "Desk 2" });
  });

  test("a number that is busy with another order is waited for", async () => {
    stack.simulator.settings.orderLatencyMs = 1_500;
    const other = stack.create(TYPE, "other", program({ telephoneNumbers: numbers.slice(0, 1) }));
    const mine = new Promise((resolve) =>
      stack.time.in(200, () => resolve(stack.create(TYPE, "mine", program({ subscriberInformation: "Later" })))),
    );
    await Promise.all([other, mine]);
    expect(stored()).toMatchObject({ SubscriberInformation: "Later" });
  });

  test("a number that is added gets it; what is dropped, or deleted, stays, and that is said", async () => {
    const { id, state } = await stack.create(TYPE, "name", program({ telephoneNumbers: numbers.slice(0, 2) }));
    const mark = stack.simulator.requests.length;
    const next = await stack.update(TYPE, "name", id, state, program({ telephoneNumbers: numbers.slice(1) }));
    expect(stack.simulator.account.ordersOf("lidbs")).toHaveLength(2);
    expect(stack.simulator.account.ordersOf("lidbs")[1]?.groups[0]?.numbers).toEqual(numbers.slice(2));
    expect(stack.said.join()).toContain(`${numbers[0]} stays as it is`);
    await stack.delete(TYPE, "name", id, next);
    expect(stack.writes(mark)).toEqual(["POST /lidbs"]);
    expect(stack.said.join()).toContain("cannot remove a");
    expect(stored(numbers[1])).toBeDefined();
  });

  test("only the numbers that got it are in the state, and one that none got leaves nothing", async () => {
    stack.simulator.account.script({ kind: "lidbs", outcome: "partial", count: 1 });
    const error = await stack.create(TYPE, "name", program()).catch((thrown: unknown) => thrown);
    if (!(error instanceof PartialFailure)) throw error;
    expect(error.message).toContain("11016");
    expect(error.done.outputs.telephoneNumbers).toEqual(numbers.slice(0, 2));
    stack.simulator.account.script({ kind: "lidbs", outcome: "failed" });
    const nothing = await stack.create(TYPE, "name", program()).catch((thrown: unknown) => thrown);
    expect(nothing).toBeInstanceOf(Error);
    expect(nothing).not.toBeInstanceOf(PartialFailure);
  });

  test("a lost answer places no second order, though the list knows no customer order id", async () => {
    stack.simulator.faults.on("POST", /lidbs/, { kind: "lostAnswer" });
    await stack.create(TYPE, "name", program());
    expect(stack.simulator.account.ordersOf("lidbs")).toHaveLength(1);
  });

  test("is imported by its numbers, listed by the newest order, and gone with its numbers", async () => {
    const { id, state } = await stack.create(TYPE, "name", program());
    const alone = { telephoneNumbers: numbers.slice(0, 1), subscriberInformation: "Alone" };
    await stack.create(TYPE, "newer", program(alone));
    const imported = await read(resourceNamed(TYPE), stack.call("name"), numbers.slice(1).join(","));
    expect(imported?.inputs).toEqual({ telephoneNumbers: numbers.slice(1), ...values });
    const ids = [];
    const found = resourceNamed(TYPE).list?.find({ api: stack.api, query: {}, signal: new AbortController().signal });
    for await (const one of found ?? []) ids.push(one.id);
    expect(ids.sort()).toEqual([numbers[0], numbers.slice(1).join(",")]);
    for (const number of numbers) stack.simulator.account.disconnectNumber(number);
    expect(await stack.read(TYPE, "name", id, state)).toBeUndefined();
  });
});
