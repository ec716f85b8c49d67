import { afterEach, beforeEach, expect, test } from "vitest";
import type { AnyResource } from "../../provider/pulumi/definition/definition.js";
import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import * as lifecycle from "../../provider/pulumi/definition/lifecycle.js";
import type { Others } from "../../provider/pulumi/run/program.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { resourceNamed, Stack } from "./support.js";

const TYPE = "PhoneNumberOrder";
const denied = { kind: "status", status: 403 } as const;

let stack: Stack;
let peers: Record<"voice" | "spare", string>;
let wish: (quantity: number, peer?: "voice" | "spare") => Values;
beforeEach(async () => {
  stack = await Stack.start({}, { BW_ORDER_TIMEOUT: "300ms" });
  const siteId = await stack.site();
  peers = { voice: await stack.peer(siteId), spare: await stack.peer(siteId, "spare", false) };
  wish = (quantity, peer = "voice") => ({ siteId, sipPeerId: peers[peer], search: { areaCode: "919" }, quantity });
});
afterEach(() => stack.close());

const { owned, bought, released } = {
  owned: () => stack.simulator.ledger.owned(),
  bought: () => stack.simulator.ledger.bought(),
  released: () => stack.simulator.ledger.released(),
};
const places = () => owned().map((number) => stack.simulator.account.numbers.get(number)?.sipPeerId);

/** What the state has after a change that failed. */
async function left(change: Promise<unknown>): Promise<Values> {
  const error = await change.then(
    () => new Error("nothing failed"),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof PartialFailure)) throw error;
  return error.done.outputs;
}

/** The engine updates what is unfinished, whether or not the program differs. */
const goOn = (id: string, state: Values, program: Values) => stack.goOn(TYPE, "main", id, state, program);

test("a move whose answer was lost is taken back when the program is", async () => {
  const { id, state } = await stack.create(TYPE, "main", wish(3));
  stack.simulator.faults.on("POST", /movetns$/, { kind: "lostAnswer" }, { times: 99 });
  const kept = await left(stack.update(TYPE, "main", id, state, wish(3, "spare")));
  stack.simulator.faults.clear();
  expect(places()).toEqual(Array(3).fill(peers.spare));
  expect(kept.misplacedNumbers).toHaveLength(3);

  const back = await goOn(id, kept, wish(3));
  expect(places()).toEqual(Array(3).fill(peers.voice));
  expect(back.misplacedNumbers).toEqual([]);
});

test("a move that nobody can look after is taken for done, in the state, until the next run", async () => {
  const { id, state } = await stack.create(TYPE, "main", wish(2));
  stack.simulator.faults.on("POST", /movetns$/, { kind: "lostAnswer" });
  // The first look, before anything is moved, is answered.
  stack.simulator.faults.on("GET", /\/tns/, denied, { nth: 2, times: 99 });
  const kept = await left(stack.update(TYPE, "main", id, state, wish(2, "spare")));
  stack.simulator.faults.clear();
  expect(kept.misplacedNumbers).toMatchObject([{ sipPeerId: peers.spare }, { sipPeerId: peers.spare }]);
  await goOn(id, kept, wish(2));
  expect(places()).toEqual(Array(2).fill(peers.voice));
});

test("a move that was refused leaves the numbers in the state where they were", async () => {
  const { id, state } = await stack.create(TYPE, "main", wish(2));
  stack.simulator.faults.on("POST", /movetns$/, denied);
  const { telephoneNumbers, misplacedNumbers, sipPeerId } = await left(
    stack.update(TYPE, "main", id, state, wish(2, "spare")),
  );
  expect({ telephoneNumbers, misplacedNumbers, sipPeerId }).toEqual({
    telephoneNumbers: owned(),
    misplacedNumbers: [],
    sipPeerId: peers.voice,
  });
});

test("numbers of a disconnect that is still under way are not counted when more are wanted again", async () => {
  const { id, state } = await stack.create(TYPE, "main", wish(3));
  stack.simulator.account.script({ kind: "disconnects", outcome: "stuck" });
  const kept = await left(stack.update(TYPE, "main", id, state, wish(1)));
  expect(kept.telephoneNumbers).toHaveLength(3);
  expect(stack.diff(TYPE, kept, wish(3)).changes).toMatchObject([{ path: "status" }]);

  const again = await left(goOn(id, kept, wish(3)));
  expect(bought()).toHaveLength(3);
  stack.release();
  const { telephoneNumbers } = await goOn(id, again, wish(3));
  expect(released()).toHaveLength(2);
  expect(telephoneNumbers).toEqual(owned());
  expect([owned().length, bought().length]).toEqual([3, 5]);
});

test("an order that a replacement by force could not look at is found by the next run, and nothing is bought", async () => {
  const first = await stack.create(TYPE, "main", wish(2));
  const state = await stack.update(TYPE, "main", first.id, first.state, wish(3));
  const second = (state.orderIds as string[])[1] ?? "";
  stack.simulator.faults.on("GET", new RegExp(`/orders/${second}$`), denied, { times: 9 });
  await expect(stack.create(TYPE, "main", wish(3))).rejects.toThrow("can't be looked up");
  stack.simulator.faults.clear();

  const next = await stack.create(TYPE, "main", wish(3));
  await stack.deleteReplaced(TYPE, "main", { id: first.id, state }, next);
  expect(next.state.telephoneNumbers).toEqual(owned());
  expect([bought().length, released()]).toEqual([3, []]);
});

test("what a replacement by force has in its state is left to it, also before a note says so", async () => {
  const first = await stack.create(TYPE, "main", wish(2));
  const state = await stack.update(TYPE, "main", first.id, first.state, wish(3));
  const heir = { id: first.id, state: { ...state, __orders: { ...(state.__orders as object), claim: "another" } } };
  await stack.deleteReplaced(TYPE, "main", { id: first.id, state }, heir);
  expect([owned().length, released()]).toEqual([3, []]);
});

test("a number that a killed run left to a resource which nobody wants any more is named, and goes with the next change", async () => {
  const program = (name: string, ...telephoneNumbers: string[]): Values => {
    const { siteId, sipPeerId } = wish(1);
    return { siteId, sipPeerId, name, telephoneNumbers };
  };
  const [kept, given] = ["+19195550100", "+19195550101"];
  const { id, state } = await stack.create(TYPE, "n", program("one", kept, given));
  const resource = resourceNamed(TYPE);
  // Another resource lists the number, and the run dies before it has it.
  const call = stack.call("n");
  const taker = { urn: "taker", name: 'PhoneNumberOrder "taker"', holds: false };
  const keeper = (thing: string) => (thing === `the number ${given}` ? taker : undefined);
  const inputs = stack.checked(TYPE, program("one", kept));
  const after = await lifecycle.update(resource, { ...call, others: { ...call.others, keeper } }, id, state, inputs);
  expect(owned()).toEqual([kept, given]);

  const seen = (known: Partial<Others>) =>
    lifecycle.diff(resource as AnyResource<never>, after, inputs, { ...call.others, foreseen: true, ...known });
  expect(seen({})).toMatchObject({
    changes: [],
    reminder: expect.stringMatching(
      /^1 number is still in service and paid for: \+19195550101\. An interrupted run left it for another resource, and no resource of this program lists it now\. The next change of this resource, or its delete, disconnects it\. To keep it, list it\.$/,
    ),
  });
  for (const known of [{ keeper }, { foreseen: false }]) expect(seen(known).reminder).toBeUndefined();
  const changed = await stack.update(TYPE, "n", id, after, program("two", kept));
  expect(changed.telephoneNumbers).toEqual([kept]);
  expect(owned()).toEqual([kept]);
});
