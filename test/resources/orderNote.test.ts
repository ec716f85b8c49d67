import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { read } from "../../provider/pulumi/definition/lifecycle.js";
import { lsrOrderOf } from "./lsrOrderSupport.js";
import { complaints, resourceNamed, Stack } from "./support.js";

const TYPE = "OrderNote";

describe("a note's inputs", () => {
  test("an order, a text and the kind of the order", () => {
    expect(complaints(TYPE, {})).toEqual(["orderId is required", "description is required"]);
    expect(complaints(TYPE, { orderId: "1", description: "x".repeat(501) })).toEqual([
      "description must have at most 500 characters",
    ]);
    expect(complaints(TYPE, { orderId: "1", description: "x", orderType: "sites" })).toEqual([
      'orderType must be one of "orders", "disconnects", "portins", "lsrorders"',
    ]);
  });
});

describe("a note", () => {
  let stack: Stack;
  let orderId: string;
  let numbers: string[];
  beforeEach(async () => {
    stack = await Stack.start();
    const siteId = await stack.site();
    await stack.peer(siteId);
    const search = { areaCode: "919" };
    const { state } = await stack.create("PhoneNumberOrder", "main", { siteId, search, quantity: 2 });
    orderId = (state.orderIds as string[])[0] ?? "";
    numbers = state.telephoneNumbers as string[];
  });
  afterEach(() => stack.close());

  const description = "For the new office";
  const notes = async () =>
    (await stack.api.orderNotes.orders.notes(orderId)).filter((one) => one.description === description);

  test("is added once, under the order's own user, and stays when the resource goes", async () => {
    const { id, state } = await stack.create(TYPE, "note", { orderId, description });
    expect(id).toBe(`orders/${orderId}/${state.noteId}`);
    expect(await notes()).toMatchObject([{ noteId: state.noteId, userId: "simulator-user" }]);
    const fresh = await stack.read(TYPE, "note", id, state);
    expect(fresh?.state).toEqual(state);
    expect(stack.diff(TYPE, fresh?.state ?? {}, { orderId, description }).changes).toEqual([]);
    const mark = stack.simulator.requests.length;
    await stack.delete(TYPE, "note", id, state);
    expect(stack.writes(mark)).toEqual([]);
    expect(stack.said.join()).toContain("cannot remove a note");
    expect(await notes()).toHaveLength(1);
  });

  test("whose answer was lost, or whose run was killed, is not added twice", async () => {
    stack.simulator.faults.on("POST", /notes/, { kind: "lostAnswer" });
    const first = await stack.create(TYPE, "note", { orderId, description });
    const second = await stack.create(TYPE, "note", { orderId, description });
    expect(second.id).toBe(first.id);
    expect(await notes()).toHaveLength(1);
  });

  test("with the same text as another resource's is a note of its own", async () => {
    const first = await stack.create(TYPE, "one", { orderId, description });
    const call = { ...stack.call("two"), isHeldByOther: (id: string) => id === first.id };
    const { id } = await resourceNamed(TYPE).create({ ...call, inputs: { orderType: "orders", orderId, description } });
    expect(id).not.toBe(first.id);
    expect(await notes()).toHaveLength(2);
  });

  test("another text is another note, by another author", async () => {
    const { state } = await stack.create(TYPE, "note", { orderId, description, userId: "jane" });
    expect((await notes())[0]?.userId).toBe("jane");
    const changed = { orderId, description: "Otherwise", userId: "joe" };
    expect(stack.diff(TYPE, state, changed).replaces).toEqual(["description", "userId"]);
  });

  test("can be on a disconnect", async () => {
    await stack.api.disconnects.disconnect(numbers.slice(0, 1));
    const [disconnect] = stack.simulator.account.ordersOf("disconnects");
    const program = { orderType: "disconnects", orderId: disconnect?.id, description };
    const { id, state } = await stack.create(TYPE, "note", program);
    expect(disconnect?.notes).toMatchObject([{ description }]);
    expect(await stack.read(TYPE, "note", id, state)).toMatchObject({ inputs: program });
  });

  test("can be on an LSR order, which does not tell its user", async () => {
    const { id: lsrOrderId } = await stack.create("LsrOrder", "out", lsrOrderOf());
    const program = { orderType: "lsrorders", orderId: lsrOrderId, description };
    stack.simulator.faults.on("POST", /notes/, { kind: "lostAnswer" });
    const { id, state } = await stack.create(TYPE, "note", program);
    const order = stack.simulator.account.lsrOrders.get(lsrOrderId);
    expect(order?.notes).toMatchObject([{ description, userId: "pulumi-bandwidth" }]);
    expect(id).toBe(`lsrorders/${lsrOrderId}/${order?.notes[0]?.id}`);
    expect(await stack.read(TYPE, "note", id, state)).toMatchObject({ inputs: program });
    expect((await stack.create(TYPE, "note", program)).id).toBe(id);
    expect(order?.notes).toHaveLength(1);
    expect(await read(resourceNamed(TYPE), stack.call("note"), "lsrorders/nothing/1")).toBeUndefined();
  });

  test("is imported by the order's id and its own, listed, and unknown when it is not there", async () => {
    const { id } = await stack.create(TYPE, "note", { orderId, description });
    const imported = await read(resourceNamed(TYPE), stack.call("note"), id);
    expect(imported?.inputs).toMatchObject({ orderType: "orders", orderId, description });
    expect(await read(resourceNamed(TYPE), stack.call("note"), `orders/${orderId}/1`)).toBeUndefined();
    expect(await read(resourceNamed(TYPE), stack.call("note"), "orders/nothing/1")).toBeUndefined();
    await expect(read(resourceNamed(TYPE), stack.call("note"), "87037")).rejects.toThrow("orderType/orderId/noteId");
    const query = { orderType: "orders", orderId };
    const ids = [];
    const found = resourceNamed(TYPE).list?.find({ api: stack.api, query, signal: new AbortController().signal });
    for await (const one of found ?? []) ids.push(one.id);
    expect(ids).toContain(id);
  });

  test("no answer that proves nothing makes it gone", async () => {
    const { id, state } = await stack.create(TYPE, "note", { orderId, description });
    stack.simulator.faults.on("GET", /notes/, { kind: "html", status: 404 });
    await expect(stack.read(TYPE, "note", id, state)).rejects.toThrow();
  });
});
