import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import { read, update } from "../../provider/pulumi/definition/lifecycle.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { complaints, resourceNamed, Stack } from "./support.js";

const TYPE = "DirectoryListing";
const address = { houseNumber: "12", streetName: "Elm", city: "New York", stateCode: "NY", zip: "10007" };
const values = {
  subscriberType: "RESIDENTIAL",
  listingType: "LISTED",
  listingName: { firstName: "Joe", lastName: "Smith" },
  listAddress: true,
  address,
};

describe("a listing's inputs", () => {
  const one = { telephoneNumbers: ["9195550100"], ...values };
  test("all that the API requires is asked for", () => {
    expect(complaints(TYPE, { telephoneNumbers: ["9195550100"] })).toEqual([
      "subscriberType is required",
      "listingType is required",
      "listingName is required",
      "listAddress is required",
      "address is required",
    ]);
    expect(complaints(TYPE, { ...one, address: { houseNumber: "1" } })).toEqual([
      "address.streetName is required",
      "address.city is required",
      "address.stateCode is required",
      "address.zip is required",
    ]);
  });

  test("a residential listing needs a first name, a business has its name in lastName", () => {
    const named = { listingName: { lastName: "Joe's Pizza" } };
    expect(complaints(TYPE, { ...one, ...named })).toEqual([
      "listingName.firstName is required for a RESIDENTIAL listing",
    ]);
    expect(complaints(TYPE, { ...one, ...named, subscriberType: "BUSINESS" })).toEqual([]);
  });

  test("toll-free numbers and words of its own are refused", () => {
    expect(complaints(TYPE, { ...one, telephoneNumbers: ["8005550100"] })).toEqual([
      "telephoneNumbers[0] +18005550100 is toll-free, which the API refuses (error 16100)",
    ]);
    expect(complaints(TYPE, { ...one, listingType: "HIDDEN", onDelete: "remove" })).toHaveLength(2);
  });
});

describe("a listing", () => {
  let stack: Stack;
  let numbers: string[];
  beforeEach(async () => {
    stack = await Stack.start();
    numbers = await stack.numbers(3);
  });
  afterEach(() => stack.close());

  const program = (more: Values = {}): Values => ({ telephoneNumbers: numbers, ...values, ...more });
  const stored = (number = numbers[0] ?? "") => stack.simulator.account.numbers.get(number)?.features?.dlda;
  const orders = () => stack.simulator.account.ordersOf("dldas");

  test("a change that came half-way is undone when the program goes back to what was before", async () => {
    const { id, state } = await stack.create(TYPE, "listing", program());
    stack.simulator.account.script({ kind: "dldas", outcome: "partial", count: 1 });
    const hidden = program({ telephoneNumbers: numbers.slice(1), listingType: "NON_LISTED" });
    const error = await stack.update(TYPE, "listing", id, state, hidden).catch((thrown: unknown) => thrown);
    if (!(error instanceof PartialFailure)) throw error;
    // After an update that failed, the engine asks for an update even where it sees no difference.
    await update(resourceNamed(TYPE), stack.call("listing"), id, error.done.outputs, {
      ...program(),
      onDelete: "keep",
    });
    for (const number of numbers) expect(stored(number)).toMatchObject({ ListingType: "LISTED" });
  });

  test("whose order was not finished in time is taken back with its resource", async () => {
    const { id, state } = await stack.createInVain(TYPE, "dldas", "listing", program({ onDelete: "unlist" }));
    stack.release();
    expect(state.telephoneNumbers).toEqual([]);
    const seen = (await stack.read(TYPE, "listing", id, state))?.state ?? {};
    expect(stored()).toBeDefined();
    await stack.delete(TYPE, "listing", id, seen);
    expect(stored()).toMatchObject({ ListingType: "NON_PUBLISHED" });
  });

  test("is made, and what the API adds to it is no difference", async () => {
    const { id, state } = await stack.create(TYPE, "listing", program());
    const fresh = await stack.read(TYPE, "listing", id, state);
    expect(fresh?.inputs).toEqual({ ...program(), onDelete: "keep" });
    expect(stack.diff(TYPE, fresh?.state ?? {}, program()).changes).toEqual([]);
  });

  test("a change changes the order that made it; when that is over or shared, it is a new order", async () => {
    const { id, state } = await stack.create(TYPE, "listing", program());
    const unlisted = program({ listingType: "NON_LISTED" });
    const mark = stack.simulator.requests.length;
    const next = await stack.update(TYPE, "listing", id, state, unlisted);
    expect(stack.writes(mark)).toEqual(["PUT /dldas/*"]);
    expect(stored(numbers[2])).toMatchObject({ ListingType: "NON_LISTED" });
    expect(next.orderIds).toEqual([id]);

    stack.simulator.faults.on("PUT", /dldas/, {
      kind: "status",
      status: 400,
      body: "<DldaOrderResponse><ResponseStatus><ErrorCode>16105</ErrorCode><Description>Order cannot be changed</Description></ResponseStatus></DldaOrderResponse>",
    });
    const again = await stack.update(TYPE, "listing", id, next, program());
    expect(stack.writes(mark)).toEqual(["PUT /dldas/*", "PUT /dldas/*", "POST /dldas"]);
    expect(again.orderIds).not.toEqual([id]);
    expect(stored()).toMatchObject({ ListingType: "LISTED" });
  });

  test.each([
    "GET",
    "PUT",
  ])("a change whose %s is answered with errors and a status of success is not taken for done, and is done by the next up", async (method) => {
    const { id, state } = await stack.create(TYPE, "listing", program());
    const unlisted = program({ listingType: "NON_LISTED" });
    stack.simulator.faults.on(method, /dldas\/./, {
      kind: "status",
      status: 200,
      body: "<Response><ErrorList><Error><Code>1000</Code><Description>Something failed inside.</Description></Error></ErrorList></Response>",
    });
    await expect(stack.update(TYPE, "listing", id, state, unlisted)).rejects.toThrow(
      method === "GET" ? "does not show the order" : "not that the order was changed",
    );
    const next = await stack.update(TYPE, "listing", id, state, unlisted);
    expect(next.orderIds).toEqual([id]);
    expect(orders()).toHaveLength(1);
    for (const number of numbers) expect(stored(number)).toMatchObject({ ListingType: "NON_LISTED" });
  });

  test("an order with numbers of two listings is never overwritten by one of them", async () => {
    const [one, other] = await Promise.all([
      stack.create(TYPE, "one", program({ telephoneNumbers: numbers.slice(0, 1) })),
      stack.create(TYPE, "other", program({ telephoneNumbers: numbers.slice(1), listingType: "NON_LISTED" })),
    ]);
    expect(orders()).toHaveLength(1);
    const changed = program({ telephoneNumbers: numbers.slice(0, 1), listAddress: false });
    const mark = stack.simulator.requests.length;
    await stack.update(TYPE, "one", one?.id ?? "", one?.state ?? {}, changed);
    expect(stack.writes(mark)).toEqual(["POST /dldas"]);
    expect(orders()[0]?.groups).toHaveLength(2);
    expect(other?.state.orderIds).toEqual([orders()[0]?.id]);
  });

  test("a change by somebody is seen and put back", async () => {
    const { id, state } = await stack.create(TYPE, "listing", program());
    Object.assign(stored(numbers[1]) ?? {}, { ListAddress: "false" });
    const drifted = await stack.read(TYPE, "listing", id, state);
    expect(drifted?.inputs.listAddress).toBe(false);
    const healed = await stack.update(TYPE, "listing", id, drifted?.state ?? {}, program());
    expect(stored(numbers[1])).toMatchObject({ ListAddress: "true" });
    const after = await stack.read(TYPE, "listing", id, healed);
    expect(stack.diff(TYPE, after?.state ?? {}, program()).changes).toEqual([]);
  });

  test("stays when it is deleted, and that is said", async () => {
    const { id, state } = await stack.create(TYPE, "listing", program());
    const mark = stack.simulator.requests.length;
    await stack.delete(TYPE, "listing", id, state);
    expect(stack.writes(mark)).toEqual([]);
    expect(stack.said.join()).toContain("stays as it is");
    expect(stored()).toMatchObject({ ListingType: "LISTED" });
  });

  test('with onDelete "unlist" its numbers become NON_PUBLISHED, one by one and all together', async () => {
    const unlist = { onDelete: "unlist" };
    const { id, state } = await stack.create(TYPE, "listing", program(unlist));
    const next = await stack.update(
      TYPE,
      "listing",
      id,
      state,
      program({ ...unlist, telephoneNumbers: numbers.slice(1) }),
    );
    expect(stored()).toMatchObject({ ListingType: "NON_PUBLISHED", ListingName: { LastName: "Smith" } });
    expect(stored(numbers[1])).toMatchObject({ ListingType: "LISTED" });
    await stack.delete(TYPE, "listing", id, next);
    expect(stored(numbers[1])).toMatchObject({ ListingType: "NON_PUBLISHED" });
    expect(stack.said.join()).not.toContain("stays as it is");
  });

  test("is unlisted as it was declared, also when one of its numbers has lost its listing", async () => {
    const { id, state } = await stack.create(TYPE, "listing", program({ onDelete: "unlist" }));
    delete stack.simulator.account.numbers.get(numbers[0] ?? "")?.features?.dlda;
    const seen = await stack.read(TYPE, "listing", id, state);
    expect(seen?.state.subscriberType).toBeUndefined();
    await stack.delete(TYPE, "listing", id, seen?.state ?? {});
    for (const number of numbers) {
      expect(stored(number)).toMatchObject({ ListingType: "NON_PUBLISHED", SubscriberType: "RESIDENTIAL" });
    }
  });

  test("a lost answer places no second order", async () => {
    stack.simulator.faults.on("POST", /dldas/, { kind: "lostAnswer" });
    await stack.create(TYPE, "listing", program());
    expect(orders()).toHaveLength(1);
  });

  test("is imported by its numbers, listed, and gone with its numbers", async () => {
    const { id, state } = await stack.create(TYPE, "listing", program());
    const imported = await read(resourceNamed(TYPE), stack.call("listing"), numbers.join(","));
    expect(imported?.inputs).toMatchObject({
      telephoneNumbers: numbers,
      subscriberType: "RESIDENTIAL",
      listAddress: true,
    });
    const ids = [];
    const found = resourceNamed(TYPE).list?.find({ api: stack.api, query: {}, signal: new AbortController().signal });
    for await (const one of found ?? []) ids.push(one.id);
    expect(ids).toEqual([numbers.join(",")]);
    for (const number of numbers) stack.simulator.account.disconnectNumber(number);
    expect(await stack.read(TYPE, "listing", id, state)).toBeUndefined();
  });
});
