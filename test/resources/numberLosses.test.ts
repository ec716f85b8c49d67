import { expect, test } from "vitest";
import type { AnyResource } from "../../provider/pulumi/definition/definition.js";
import * as lifecycle from "../../provider/pulumi/definition/lifecycle.js";
import { Program } from "../../provider/pulumi/run/program.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { number, numberDesk } from "./numberDesk.js";
import { resourceNamed } from "./support.js";

const TYPE = "PhoneNumberOrder";
const definition = resourceNamed(TYPE) as AnyResource<never>;
const desk = numberDesk({}, { BW_MAX_DISCONNECTS: "2" });
const { owned, listed } = desk;

const others = (inputs: Values): Values => ({ ...inputs, replacementTriggers: ["others"] });

/** Creates what replaces this, as the engine does after a diff that says so. */
async function replace(program: Program, name: string, old: { id: string; state: Values }, wish: Values) {
  const { urn } = desk.stack.call(name);
  program.compared(
    TYPE,
    urn,
    lifecycle.holdingOf(definition, old.id, old.state),
    desk.stack.diff(TYPE, old.state, wish).changes,
  );
  const call = { ...desk.stack.call(name), ...program.place(TYPE, urn) };
  return lifecycle.create(resourceNamed(TYPE), call, desk.stack.checked(TYPE, wish));
}

test("a list of other numbers buys nothing when the old ones may not be disconnected", async () => {
  const { id, state } = await desk.stack.create(TYPE, "n", listed(0, 1, 2));
  const mark = desk.stack.simulator.requests.length;
  await expect(desk.stack.update(TYPE, "n", id, state, listed(3, 4, 5))).rejects.toThrow(
    "Refused to disconnect 3 telephone numbers: the setting maxDisconnects allows 2 in one run, and 0 were disconnected " +
      "or ordered so far. Nothing was sent. If you want this, raise bandwidth:maxDisconnects (BW_MAX_DISCONNECTS).\n" +
      "The run would disconnect them after it bought others in their place, so nothing was bought either: " +
      "+19195550100, +19195550101, +19195550102",
  );
  expect(desk.stack.writes(mark)).toEqual([]);
  // As many as the limit allows may go, and so the others are bought.
  await desk.stack.update(TYPE, "n", id, state, listed(2, 3, 4));
  expect(owned()).toEqual([number(2), number(3), number(4)]);
});

test("what is gone already, or another stack's by now, keeps nothing from being bought", async () => {
  const { id, state } = await desk.stack.create(TYPE, "n", listed(0, 1, 2, 3));
  desk.stack.simulator.account.disconnectNumber(number(0));
  desk.stack.simulator.account.disconnectNumber(number(1));
  await desk.stack.update(TYPE, "n", id, state, listed(5));
  expect(owned()).toEqual([number(5)]);

  const other = await desk.stack.create(TYPE, "other", listed(6, 7, 8));
  await desk.stack.api.orders.addNote(other.id, "pulumi-bandwidth claim of-another-stack");
  await desk.stack.update(TYPE, "other", other.id, other.state, listed(9));
  expect(owned()).toEqual([5, 6, 7, 8, 9].map(number));
});

test("replacements buy nothing when the old ones, of all of them, may not be disconnected", async () => {
  const program = new Program();
  const one = await desk.stack.create(TYPE, "one", listed(0, 1));
  const two = await desk.stack.create(TYPE, "two", listed(5));
  await replace(program, "one", one, others(listed(3, 4)));
  await expect(replace(program, "two", two, others(listed(6)))).rejects.toThrow(
    /Refused to disconnect 1 telephone number: .* nothing was bought either: \+19195550105$/s,
  );
  expect(owned()).toEqual([0, 1, 3, 4, 5].map(number));
  // Those for which there was room have it still.
  await desk.stack.delete(TYPE, "one", one.id, one.state);
  expect(owned()).toEqual([3, 4, 5].map(number));
});

test("what was deleted before it is replaced does not count twice", async () => {
  const program = new Program();
  const old = await desk.stack.create(TYPE, "n", listed(0, 1));
  const wish = others(listed(3, 4));
  const { urn } = desk.stack.call("n");
  program.compared(
    TYPE,
    urn,
    lifecycle.holdingOf(definition, old.id, old.state),
    desk.stack.diff(TYPE, old.state, wish).changes,
  );
  await lifecycle.remove(
    resourceNamed(TYPE),
    { ...desk.stack.call("n"), ...program.place(TYPE, urn) },
    old.id,
    old.state,
  );
  const call = { ...desk.stack.call("n"), ...program.place(TYPE, urn) };
  await lifecycle.create(resourceNamed(TYPE), call, desk.stack.checked(TYPE, wish));
  expect(owned()).toEqual([number(3), number(4)]);
});
