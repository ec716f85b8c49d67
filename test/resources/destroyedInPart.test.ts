import { describe, expect, test } from "vitest";
import * as lifecycle from "../../provider/pulumi/definition/lifecycle.js";
import { Program } from "../../provider/pulumi/run/program.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { numberDesk } from "./numberDesk.js";
import { resourceNamed } from "./support.js";

const TYPE = "PhoneNumberOrder";
const numbers = ["+19195550100", "+19195550101", "+19195550102"];

const desk = numberDesk();
const { owned } = desk;

const list = (...telephoneNumbers: (string | undefined)[]): Values => ({ ...desk.place, telephoneNumbers });

/** What `pulumi destroy --target` asks for: nothing is known of other resources. */
async function destroyAlone(name: string, { id, state }: { id: string; state: Values }): Promise<void> {
  const call = desk.stack.call(name);
  const others = { ...call.others, destroysPart: true };
  await lifecycle.remove(resourceNamed(TYPE), { ...call, others }, id, state);
}

/** Two targets of one `pulumi destroy`, whose deletes go on side by side. */
async function destroyBoth(...both: [name: string, made: { id: string; state: Values }][]) {
  const sight = { partial: true, destroys: true, steps: 16, repeats: false };
  const program = new Program(() => 1, { sight });
  const deletes = both.map(([name, { id, state }]) => {
    const call = desk.stack.call(name);
    const place = program.place(TYPE, call.urn, true);
    return lifecycle.remove(resourceNamed(TYPE), { ...call, ...place }, id, state);
  });
  return Promise.allSettled(deletes);
}

/** The update of a giver, in a run that knows who has the number by now. */
async function letGo(name: string, { id, state }: { id: string; state: Values }, wanted: Values) {
  const call = desk.stack.call(name);
  const taker = { urn: "taker", name: 'PhoneNumberOrder "taker"', holds: true };
  const kept = new Set(
    (state.telephoneNumbers as string[]).filter((one) => !(wanted.telephoneNumbers as string[]).includes(one)),
  );
  const keeper = (thing: string) => ([...kept].some((one) => thing === `the number ${one}`) ? taker : undefined);
  const others = { ...call.others, keeper };
  const left = await lifecycle.update(resourceNamed(TYPE), { ...call, others }, id, state, wanted);
  return { id, state: left };
}

/** An update that takes a number from a resource which still has it. */
async function take(name: string, { id, state }: { id: string; state: Values }, wanted: Values, from: Values) {
  desk.stack.time.pass(1_000);
  const call = desk.stack.call(name);
  const giver = { urn: "giver", name: "giver", state: from, holds: true, keeps: false, certain: true, has: true };
  const others = { ...call.others, holder: () => giver };
  const taken = await lifecycle.update(resourceNamed(TYPE), { ...call, others }, id, state, wanted);
  return { id, state: taken };
}

test("a giver that did not hear of the end leaves the number that its taker has, when it is destroyed alone", async () => {
  const [first, second, third] = numbers;
  const giver = await desk.stack.create(TYPE, "giver", list(first, second));
  const taker = await desk.stack.create(TYPE, "taker", list(third));
  // The run dies before the giver's update: both have the second number in their states.
  const { id, state } = await take("taker", taker, list(second, third), giver.state);
  await destroyAlone("giver", giver);
  expect(owned()).toEqual([second, third]);
  expect(desk.stack.said.join("\n")).toContain(
    `1 number passed to another resource earlier, and stays in service: ${second}`,
  );
  await destroyAlone("taker", { id, state });
  expect(owned()).toEqual([]);
});

test("a number that has come back goes with who has it", async () => {
  const [first, second, third] = numbers;
  const giver = await desk.stack.create(TYPE, "giver", list(first, second));
  const taker = await desk.stack.create(TYPE, "taker", list(third));
  const after = await take("taker", taker, list(second, third), giver.state);
  const back = await take(
    "giver",
    { ...giver, state: { ...giver.state, telephoneNumbers: [first] } },
    list(first, second),
    after.state,
  );
  await destroyAlone("taker", after);
  expect(owned()).toEqual([first, second]);
  await destroyAlone("giver", back);
  expect(owned()).toEqual([]);
});

test("where the note cannot be written, the number passes all the same, with a warning", async () => {
  const [first, second, third] = numbers;
  const giver = await desk.stack.create(TYPE, "giver", list(first, second));
  const taker = await desk.stack.create(TYPE, "taker", list(third));
  const fault = { kind: "status", status: 403 } as const;
  desk.stack.simulator.faults.add({ method: "POST", path: "/notes$", times: Number.POSITIVE_INFINITY, fault });
  const { state } = await take("taker", taker, list(second, third), giver.state);
  expect(state.telephoneNumbers).toContain(second);
  expect(desk.stack.said.join("\n")).toContain("Let this run come to its end before you destroy only some resources");
});

test("a taker that is destroyed alone leaves the number that its giver still has, and the giver gives it up then", async () => {
  const [first, second, third] = numbers;
  const giver = await desk.stack.create(TYPE, "giver", list(first, second));
  const taker = await desk.stack.create(TYPE, "taker", list(third));
  await destroyAlone("taker", await take("taker", taker, list(second, third), giver.state));
  expect(owned()).toEqual([first, second]);
  expect(desk.stack.said.join("\n")).toContain(
    `1 number was taken over from another resource of this stack, which may still have it, and stays in service: ${second}`,
  );
  await destroyAlone("giver", giver);
  expect(owned()).toEqual([]);
});

test("a taker that is destroyed alone disconnects what its giver has let go, also when it had come and gone before", async () => {
  const [first, second, third] = numbers;
  const [alone, both] = [list(third), list(second, third)];
  let giver = await desk.stack.create(TYPE, "giver", list(first, second));
  let taker = await desk.stack.create(TYPE, "taker", alone);
  taker = await take("taker", taker, both, giver.state);
  giver = await letGo("giver", giver, list(first));
  const there = { ...taker };
  giver = await take("giver", giver, list(first, second), taker.state);
  taker = await letGo("taker", taker, alone);
  taker = await take("taker", taker, both, giver.state);
  // This time the giver has not heard of the end.
  await destroyAlone("taker", taker);
  expect(owned()).toEqual([first, second]);
  await letGo("giver", giver, list(first));
  await destroyAlone("taker", there);
  expect(owned()).toEqual([first]);
});

describe.each(["a list of numbers", "the id of their order"])("numbers that were adopted by %s", (how) => {
  /** The old resource has left the program, and the run ends before it is deleted. */
  async function adopted() {
    const [first, second] = numbers;
    const giver = await desk.stack.create(TYPE, "giver", list(first, second));
    const id = how === "a list of numbers" ? `${first},${second}` : giver.id;
    desk.stack.time.pass(1_000);
    return { giver, taker: await desk.stack.create(TYPE, "taker", list(first, second), id) };
  }
  const [first, second] = numbers;

  test("stay when the resource that had them is destroyed alone, and go with the one that has adopted them", async () => {
    const { giver, taker } = await adopted();
    desk.stack.time.pass(1_000);
    await destroyAlone("giver", giver);
    expect(owned()).toEqual([first, second]);
    desk.stack.time.pass(1_000);
    await destroyAlone("taker", taker);
    expect(owned()).toEqual([]);
  });

  test("stay when the resource that has adopted them is destroyed alone, and the one that had them gives them up", async () => {
    const { taker } = await adopted();
    await destroyAlone("taker", taker);
    expect(owned()).toEqual([first, second]);
    expect(desk.stack.said.join("\n")).toContain("which may still have them, and stay in service");
  });
});

test("numbers that no program ordered go with the resource that has adopted them, when it is destroyed alone", async () => {
  const [first] = numbers;
  desk.stack.simulator.account.buyNumber({ ...desk.place, number: String(first) });
  const taker = await desk.stack.create(TYPE, "taker", list(first), first);
  await destroyAlone("taker", taker);
  expect(owned()).toEqual([]);
});

test("numbers are adopted although the order that brought them cannot be looked at, and stay when the taker is destroyed alone", async () => {
  const [first] = numbers;
  await desk.stack.create(TYPE, "giver", list(first));
  const fault = { kind: "status", status: 404 } as const;
  const path = "/orders/[0-9a-f-]{36}$";
  desk.stack.simulator.faults.add({ method: "GET", path, times: Number.POSITIVE_INFINITY, fault });
  const taker = await desk.stack.create(TYPE, "taker", list(first), first);
  await destroyAlone("taker", taker);
  expect(owned()).toEqual([first]);
});

test("a list that takes in a number by `adopt` writes what passed, on the order that brought it", async () => {
  const [first, second, third] = numbers;
  let giver = await desk.stack.create(TYPE, "giver", list(first));
  giver = { id: giver.id, state: await desk.stack.update(TYPE, "giver", giver.id, giver.state, list(first, second)) };
  const { id, state } = await desk.stack.create(TYPE, "taker", list(third));
  const call = { ...desk.stack.call("taker"), adopts: second };
  const taker = {
    id,
    state: await lifecycle.update(resourceNamed(TYPE), call, id, state, list(second, third)),
  };
  desk.stack.time.pass(1_000);
  await destroyAlone("taker", structuredClone(taker));
  expect(owned()).toEqual([first, second]);
  // What is left to the giver is the giver's.
  desk.stack.time.pass(1_000);
  await destroyAlone("giver", giver);
  expect(owned()).toEqual([]);
});

test("a number that a list took in by `adopt` goes with it when the giver has let it go by its second order", async () => {
  const [first, second, third] = numbers;
  let giver = await desk.stack.create(TYPE, "giver", list(first));
  giver = { id: giver.id, state: await desk.stack.update(TYPE, "giver", giver.id, giver.state, list(first, second)) };
  const { id, state } = await desk.stack.create(TYPE, "taker", list(third));
  const call = { ...desk.stack.call("taker"), adopts: second };
  const after = await lifecycle.update(resourceNamed(TYPE), call, id, state, list(second, third));
  desk.stack.time.pass(1_000);
  giver = await letGo("giver", giver, list(first));
  desk.stack.time.pass(1_000);
  await destroyAlone("taker", { id, state: after });
  expect(owned()).toEqual([first]);
});

describe("two resources that have one number, and are destroyed side by side", () => {
  const [first, second, third] = numbers;

  async function both() {
    const giver = await desk.stack.create(TYPE, "giver", list(first, second));
    const alone = await desk.stack.create(TYPE, "taker", list(third));
    const taker = await take("taker", alone, list(second, third), giver.state);
    desk.stack.time.pass(1_000);
    return { giver, taker };
  }

  test.each([true, false])("give it up, whichever begins (%s)", async (giverFirst) => {
    const { giver, taker } = await both();
    const targets: Parameters<typeof destroyBoth> = [
      ["giver", giver],
      ["taker", taker],
    ];
    const ends = await destroyBoth(...(giverFirst ? targets : targets.reverse()));
    expect(ends.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
    expect(owned()).toEqual([]);
  });

  test("leave it to a third one that has taken it since", async () => {
    const { giver, taker } = await both();
    const last = await desk.stack.create(TYPE, "last", list("+19195550104"));
    await take("last", last, list(second, "+19195550104"), taker.state);
    desk.stack.time.pass(1_000);
    await destroyBoth(["giver", giver], ["taker", taker]);
    expect(owned()).toEqual([second, "+19195550104"]);
  });

  test("leave it in service when one of them could not be deleted", async () => {
    const { giver, taker } = await both();
    // Each has one more number: the disconnect of one of them is refused.
    desk.stack.simulator.faults.add({
      method: "POST",
      path: "/disconnects$",
      times: 1,
      fault: { kind: "status", status: 403 },
    });
    const ends = await destroyBoth(["giver", giver], ["taker", taker]);
    const failed = ends.findIndex(({ status }) => status === "rejected");
    expect(failed).not.toBe(-1);
    expect(owned()).toContain(second);
    await destroyAlone(failed === 0 ? "giver" : "taker", failed === 0 ? giver : taker);
    expect(owned()).toEqual([]);
  });
});
