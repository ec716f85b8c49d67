import { describe, expect, test } from "vitest";
import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import { remove } from "../../provider/pulumi/definition/lifecycle.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import {
  balance,
  beginWith,
  create,
  program,
  sipPeerId,
  siteId,
  stack,
  withNumbersToSell,
} from "./phoneNumberOrderSupport.js";
import { claimedElsewhere, resourceNamed } from "./support.js";

const TYPE = "PhoneNumberOrder";

describe("numbers", () => {
  withNumbersToSell();

  test("a create is one look-up, one post and a few polls, however many numbers", async () => {
    const mark = stack.simulator.requests.length;
    const { state } = await create();
    const made = stack.simulator.requests.slice(mark).map(({ method }) => method);
    expect(made.slice(0, 2)).toEqual(["GET", "POST"]);
    expect(made.filter((method) => method === "POST")).toHaveLength(1);
    expect(made.length).toBeLessThan(6);
    expect(state.telephoneNumbers).toHaveLength(10);
    expect([...(state.telephoneNumbers as string[])].sort()).toEqual(balance());
  });

  test("a create that is run again, its state lost, takes up its order and buys nothing", async () => {
    const first = await create();
    const second = await create();
    expect(second.state.telephoneNumbers).toEqual(first.state.telephoneNumbers);
    expect(balance()).toHaveLength(10);
    // What the first one would release now belongs to the second.
    await stack.deleteReplaced(TYPE, "main", first, second);
    expect(balance()).toHaveLength(10);
    await stack.delete(TYPE, "main", second.id, second.state);
    expect(balance()).toHaveLength(0);
  });

  test.each([
    { where: "when the first numbers are located", method: "GET", path: /\/tns$/, nth: 1 },
  ])("a take-over that breaks off $where is in the state, and goes on there", async ({ method, path, nth }) => {
    const first = await create();
    const wanted = { ...program, quantity: 12 };
    const state = await stack.update(TYPE, "main", first.id, first.state, wanted);
    const numbers = [...(state.telephoneNumbers as string[])].sort();
    stack.simulator.faults.on(method, path, { kind: "status", status: 403 }, { nth });
    const broken: unknown = await create(wanted).catch((error: unknown) => error);
    expect(broken).toBeInstanceOf(PartialFailure);
    const { id = "", outputs } = (broken as PartialFailure).done;
    const next = await stack.update(TYPE, "main", id, outputs as Values, wanted);
    // The engine deletes what was replaced in the end.
    await stack.deleteReplaced(TYPE, "main", { id: first.id, state }, { id, state: next });
    expect(balance()).toEqual(numbers);
    expect([...(next.telephoneNumbers as string[])].sort()).toEqual(numbers);
    expect(stack.simulator.ledger.bought()).toHaveLength(12);
    expect(stack.simulator.ledger.released()).toEqual([]);
    await stack.delete(TYPE, "main", id, next);
    expect(balance()).toEqual([]);
  });

  test("a note in the name of the order's own user is refused, and written in that of who is logged in", async () => {
    await create();
    stack.simulator.settings.noteUser = "somebody-else";
    await create();
    const [order] = stack.simulator.account.ordersOf("orders");
    expect(order?.notes).toMatchObject([
      { userId: "somebody-else", description: expect.stringMatching(/^pulumi-bandwidth claim /) },
    ]);
  });

  test("a note that is refused keeps no order from being taken up or adopted, and is told", async () => {
    const { id, state } = await create();
    stack.simulator.faults.on("POST", /notes$/, { kind: "status", status: 403 }, { times: 99 });
    const again = await create();
    expect(again.state.telephoneNumbers).toEqual(state.telephoneNumbers);
    expect(stack.said.join("\n")).toMatch(/the API refused the note .* its `destroy` would disconnect the numbers/);
    await claimedElsewhere(stack, TYPE, id);
    // What replaces it in this program is known without a note.
    await stack.deleteReplaced(TYPE, "main", { id, state }, again);
    expect(balance()).toHaveLength(10);
    expect(stack.simulator.ledger.bought()).toHaveLength(10);
  });

  test("an order of an earlier run that cannot be looked at is neither taken for held nor placed again", async () => {
    const first = await create();
    const mark = stack.simulator.requests.length;
    stack.simulator.faults.on("GET", /\/orders\/[^/]+$/, { kind: "status", status: 403 }, { times: 9 });
    await expect(create()).rejects.toThrow(/^order \S+ \(UNKNOWN\) was accepted, but can't be looked up: /);
    stack.simulator.faults.clear();
    expect((await create()).state.telephoneNumbers).toEqual(first.state.telephoneNumbers);
    expect(stack.writes(mark)).toEqual(["POST /orders/*/notes"]);
  });

  test("an order that another resource has taken over, and that the API does not show, keeps its numbers", async () => {
    const first = await create();
    const second = await create();
    stack.simulator.faults.on("GET", /\/orders\/[^/]+$/, { kind: "notFound" }, { times: 9 });
    await expect(stack.deleteReplaced(TYPE, "main", first, second)).rejects.toThrow("nothing was disconnected");
    expect(balance()).toHaveLength(10);
  });

  test("a claim of a replacement that died before the state heard of it keeps nothing from being released", async () => {
    const { id, state } = await create();
    await create();
    await stack.delete(TYPE, "main", id, state);
    expect(balance()).toEqual([]);
  });

  test.each([
    ["was moved to another state, and its first program has ordered it again", "another state"],
    ["is destroyed where nothing tells in whose state it is", undefined],
  ])("a resource that %s leaves the numbers to the one that claims them", async (_what, home) => {
    const { id, state } = await create();
    await create();
    await remove(resourceNamed(TYPE), { ...stack.call("main"), ownerId: home }, id, state);
    expect(balance()).toHaveLength(10);
  });

  test("a claim of somebody else keeps the numbers, whoever deletes what was his", async () => {
    const { id, state } = await create();
    await claimedElsewhere(stack, TYPE, id);
    await stack.delete(TYPE, "main", id, state);
    expect(balance()).toHaveLength(10);
    expect(stack.said.at(-1)).toContain("stay: another resource has adopted them");
  });

  test("an order whose numbers were released is history: a new one is placed", async () => {
    const first = await create();
    await stack.delete(TYPE, "main", first.id, first.state);
    const second = await create();
    expect(second.id).not.toBe(first.id);
    expect(second.state.telephoneNumbers).toHaveLength(10);
  });

  test("other states, other resources and other replacements never share an order", async () => {
    await create();
    const elsewhere = { ...stack.call("main"), stateKey: "another state" };
    const { create: run } = await import("../../provider/pulumi/definition/lifecycle.js");
    await run(resourceNamed(TYPE), elsewhere, { ...program, partialAllowed: false, backOrderRequested: false });
    await stack.create(TYPE, "other", program);
    await create({ ...program, replacementTriggers: ["again"] });
    expect(balance()).toHaveLength(40);
  });

  test("more buys the difference, fewer releases the newest, which are named before", async () => {
    const { id, state } = await create();
    const grown = await stack.update(TYPE, "main", id, state, { ...program, quantity: 12 });
    expect(grown.telephoneNumbers).toHaveLength(12);
    const newest = (grown.telephoneNumbers as string[]).slice(9);
    const { announcement } = stack.diff(TYPE, grown, { ...program, quantity: 9 });
    expect(announcement).toBe(`3 numbers to be disconnected: ${newest.join(", ")}`);
    const shrunk = await stack.update(TYPE, "main", id, grown, { ...program, quantity: 9 });
    expect(shrunk.telephoneNumbers).toEqual((grown.telephoneNumbers as string[]).slice(0, 9));
    expect(stack.simulator.ledger.released().sort()).toEqual([...newest].sort());
  });

  test("a list: one order for what was added, one disconnect for what was dropped", async () => {
    const list = ["9195550100", "9195550101"];
    const { id, state } = await create({ siteId, sipPeerId, telephoneNumbers: list });
    const mark = stack.simulator.requests.length;
    const next = await stack.update(TYPE, "main", id, state, {
      siteId,
      sipPeerId,
      telephoneNumbers: ["9195550102", "9195550101"],
    });
    expect(stack.writes(mark)).toEqual(["POST /orders", "POST /disconnects"]);
    expect(next.telephoneNumbers).toEqual(["+19195550102", "+19195550101"]);
    expect(balance()).toEqual(["+19195550101", "+19195550102"]);
  });

  test("another peer moves the numbers; none is bought or released", async () => {
    const { id, state } = await create();
    const other = await stack.peer(siteId, "standby", false);
    const mark = stack.simulator.requests.length;
    const moved = await stack.update(TYPE, "main", id, state, { ...program, sipPeerId: other });
    expect(stack.writes(mark)).toEqual(["POST /sites/*/sippeers/*/movetns"]);
    expect(moved.telephoneNumbers).toEqual(state.telephoneNumbers);
    expect((await stack.read(TYPE, "main", id, moved))?.state.misplacedNumbers).toEqual([]);
  });

  test("a search that gives way to a list of the same numbers costs nothing", async () => {
    const { id, state } = await create();
    const pinned = { siteId, sipPeerId, telephoneNumbers: state.telephoneNumbers };
    expect(stack.diff(TYPE, state, pinned).changes).toEqual([]);
    expect(await stack.update(TYPE, "main", id, state, pinned)).toEqual(state);
  });

  test("numbers lost and moved elsewhere are shown by name, and come back", async () => {
    const { id, state } = await create();
    const other = await stack.peer(siteId, "standby", false);
    const [lost = "", moved = ""] = state.telephoneNumbers as string[];
    stack.simulator.account.disconnectNumber(lost);
    stack.simulator.account.moveNumber(moved, other);
    const found = await stack.read(TYPE, "main", id, state);
    expect(found?.inputs.quantity).toBe(9);
    expect(found?.state.misplacedNumbers).toEqual([{ telephoneNumber: moved, siteId, sipPeerId: other }]);
    expect(stack.said).toContain(`no longer in service on this account: ${lost}`);
    expect(stack.diff(TYPE, found?.state ?? {}, program).changes.map(({ path }) => path)).toEqual([
      "quantity",
      "misplacedNumbers",
    ]);
    const healed = await stack.update(TYPE, "main", id, found?.state ?? {}, program);
    expect(healed.telephoneNumbers).toHaveLength(10);
    expect(healed.misplacedNumbers).toEqual([]);
    expect((await stack.api.numbers.atPeer(siteId, sipPeerId)).size).toBe(10);
  });

  test("numbers adopted from another state stay when that one is destroyed", async () => {
    const first = await create();
    const { create: run } = await import("../../provider/pulumi/definition/lifecycle.js");
    const elsewhere = { ...stack.call("adopted"), stateKey: "another state" };
    const adopted = await run(
      resourceNamed(TYPE),
      elsewhere,
      { ...program, partialAllowed: false, backOrderRequested: false },
      first.id,
    );
    expect(adopted.state.telephoneNumbers).toEqual(first.state.telephoneNumbers);
    await stack.delete(TYPE, "main", first.id, first.state);
    expect(balance()).toHaveLength(10);
    // The destroy of a dynamic resource does not know where it is (`home`); its own claim it knows by the state.
    const { remove } = await import("../../provider/pulumi/definition/lifecycle.js");
    await remove(resourceNamed(TYPE), { ...elsewhere, ownerId: undefined }, adopted.id, adopted.state);
    expect(balance()).toEqual([]);
  });

  test("only what is still owned is disconnected", async () => {
    const { id, state } = await create();
    const [lost = ""] = state.telephoneNumbers as string[];
    stack.simulator.account.disconnectNumber(lost);
    await stack.delete(TYPE, "main", id, state);
    expect(stack.simulator.ledger.released()).not.toContain(lost);
    expect(balance()).toEqual([]);
  });

  test("a limit stops the purchase before it is sent", async () => {
    await beginWith({ BW_MAX_PURCHASES: "5" });
    await expect(create({ ...program, sipPeerId: undefined })).rejects.toThrow(/10.*5/s);
    expect(balance()).toEqual([]);
  });

  test("an import by order, or by a list of numbers, gives a program without a difference", async () => {
    const { id, state } = await create();
    for (const importId of [id, (state.telephoneNumbers as string[]).join(",")]) {
      const found = await stack.read(TYPE, "imported", importId);
      expect(found?.inputs).toMatchObject({ siteId, sipPeerId, telephoneNumbers: state.telephoneNumbers });
      expect(stack.diff(TYPE, found?.state ?? {}, found?.inputs ?? {}).changes).toEqual([]);
    }
    expect(await stack.read(TYPE, "imported", "00000000-0000-0000-0000-000000000000")).toBeUndefined();
    await expect(stack.read(TYPE, "imported", "+19195550199")).rejects.toThrow(
      "not in service on this account: +19195550199",
    );
  });
});
