import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import type { OrderLedger } from "../../provider/resources/ordering/orderLedger.js";
import { orderName } from "../../provider/resources/ordering/orderName.js";
import type { Order } from "../../simulator/account/types.js";
import { lsrOrderOf } from "./lsrOrderSupport.js";
import { portInOf } from "./portInSupport.js";
import { address, Stack } from "./support.js";

/*
 * Every order and note of every user was made with these formulas. If one of them changes, the provider no longer finds what it
 * bought: it buys again, or forgets numbers that are paid for. The literals below must never change.
 */

/** What the orders of numbers in these tests are about. */
const LIST = ["+19195550100", "+19195550101", "+19195550102"];

let stack: Stack;
beforeEach(async () => {
  stack = await Stack.start();
});
afterEach(() => stack.close());

const account = () => stack.simulator.account;
const idsOf = (kind: Order["kind"]) =>
  account()
    .ordersOf(kind)
    .map(({ customerOrderId }) => customerOrderId);
const bookOf = (state: Values) => state.__orders as OrderLedger;

/** Three orders of one resource: it grows by one number at a time. */
async function threeOrders(name: string, programs: readonly Values[]) {
  const [first = {}, ...later] = programs;
  let { id, state } = await stack.create("PhoneNumberOrder", name, first);
  for (const program of later) state = await stack.update("PhoneNumberOrder", name, id, state, program);
  return { id, state };
}
const counts = [1, 2, 3];

/** The key of what is imported is made of its id. */
const IMPORTED = "47955555-ce10-456e-8cb9-eb13b9f14cfd";
function rename<One extends { id: string }>(all: Map<string, One>, id: string): void {
  const one = all.get(id);
  all.delete(id);
  if (one) all.set(IMPORTED, Object.assign(one, { id: IMPORTED }));
}

const IDS_OF_LSR_ORDER = [
  "a0d69c49130cc0399535d0ab577a02b83a304bf8",
  "fa39ae4faa5e5e521bfbdb153c8700e621f68553",
  "4085daaec520024352e61a690836ad12f08b73d2",
];
const IDS_OF_LIST = [
  "c8a6bedee124938bc375ed93505a4aa9ec5a5db8",
  "009498232787310358550209d8da5886dce00841",
  "dc8163b0659fdfee18948856a64d99003c3b931c",
];

describe("the ids of orders", () => {
  test("of a list of numbers", async () => {
    const { siteId } = await stack.place();
    const { state } = await threeOrders(
      "main",
      counts.map((count) => ({ siteId, telephoneNumbers: LIST.slice(0, count) })),
    );
    expect(bookOf(state).key).toBe("79a746ae9da81d207adb2f13538922b2a5823178");
    expect(idsOf("orders")).toEqual(IDS_OF_LIST);
  });

  test("of a search", async () => {
    const { siteId, sipPeerId } = await stack.place();
    const search = { state: "NC", city: "CARY", areaCode: "919" };
    const { state } = await threeOrders(
      "pool",
      counts.map((quantity) => ({ siteId, sipPeerId, search, quantity, replacementTriggers: ["2026"] })),
    );
    expect(bookOf(state).key).toBe("bb659b2ec2d131850dd3143f069bff86a286b8a4");
    expect(idsOf("orders")).toEqual([
      "7a99c71e6020ab17b28973212cbc9a3d265c3516",
      "a239db11e83d58980eed40aacef04fb804b39e64",
      "df23c71dd2cef4a4f66c0a243d204ea63ef4f5fe",
    ]);
  });

  test("of an imported order of numbers, and the key of an imported list", async () => {
    const { siteId, sipPeerId } = await stack.place();
    const { id } = await stack.create("PhoneNumberOrder", "main", { siteId, sipPeerId, telephoneNumbers: LIST });
    rename(account().orders, id);
    for (const owned of account().numbers.values()) owned.orderId = IMPORTED;
    const byOrder = await stack.read("PhoneNumberOrder", "imported", IMPORTED);
    expect(bookOf(byOrder?.state ?? {}).key).toBe("936e07a604bc49b9c72d8684e560066a06949ef5");
    const byNumber = await stack.read("PhoneNumberOrder", "imported", LIST.join(","));
    expect(bookOf(byNumber?.state ?? {}).key).toBe("be69cf274c54a2b7525e208813d5d71d18c90a5e");
  });

  test("of a port-in", async () => {
    const { siteId } = await stack.place();
    for (const _ of counts) {
      const { id, state } = await stack.create("PortIn", "in", portInOf(siteId));
      expect(state.__order).toMatchObject({ key: "54d66d08e48af45c9b678d642ea39c8673f8c655" });
      await stack.delete("PortIn", "in", id, state);
    }
    expect([...account().portIns.values()].map(({ customerOrderId }) => customerOrderId)).toEqual([
      "6f35c5aafdb2d91d82ac3e315e0e1902b4e06861",
      "d7bad8e0c9a4c1cb8ed3d1858902f2ad30b85381",
      "fc5182d5f2b2556d2f0c5fc2c339e63301deef64",
    ]);
    const { id } = await stack.create("PortIn", "imported", portInOf(siteId));
    rename(account().portIns, id);
    const imported = await stack.read("PortIn", "imported", IMPORTED);
    expect(imported?.state.__order).toMatchObject({ key: "936e07a604bc49b9c72d8684e560066a06949ef5" });
  });

  test("of an LSR order", async () => {
    for (const count of counts) {
      const { id, state } = await stack.create("LsrOrder", "out", lsrOrderOf());
      expect(state.__order).toMatchObject({ key: "2f5daf13a858eab9e9648c33bbb5c3aa39bc9355" });
      account().advanceLsrOrder(id, "CANCELLED");
      // Bandwidth takes each PON once.
      Object.assign(account().lsrOrders.get(id) ?? {}, { pon: `gone-${count}` });
    }
    expect([...account().lsrOrders.values()].map(({ customerOrderId }) => customerOrderId)).toEqual(IDS_OF_LSR_ORDER);
    const { id } = await stack.create("LsrOrder", "imported", lsrOrderOf());
    rename(account().lsrOrders, id);
    const imported = await stack.read("LsrOrder", "imported", IMPORTED);
    expect(imported?.state.__order).toMatchObject({ key: "936e07a604bc49b9c72d8684e560066a06949ef5" });
  });

  test("that set something on numbers, and of those that import numbers", async () => {
    const { siteId, sipPeerId } = await stack.place();
    await stack.create("PhoneNumberOrder", "main", { siteId, sipPeerId, telephoneNumbers: LIST });
    await stack.create("TnOptions", "it", { telephoneNumbers: LIST, numberFormat: "e164", rewriteUser: "desk" });
    const address = { houseNumber: "12", streetName: "Elm", city: "New York", stateCode: "NY", zip: "10007" };
    await stack.create("E911Address", "it", { telephoneNumbers: LIST, callerName: "Office", address });
    await stack.create("LidbRecord", "it", {
      ...{ telephoneNumbers: LIST, subscriberInformation: "Joes Garage", useType: "BUSINESS", visibility: "PUBLIC" },
    });
    await stack.create("DirectoryListing", "it", {
      telephoneNumbers: LIST,
      subscriberType: "RESIDENTIAL",
      listingType: "LISTED",
      listingName: { firstName: "Joe", lastName: "Smith" },
      listAddress: true,
      address,
    });
    await stack.create("ExternalTns", "it", { siteId, sipPeerId, telephoneNumbers: ["+19199990100"] });
    expect({
      tnoptions: idsOf("tnoptions"),
      e911s: idsOf("e911s"),
      lidbs: idsOf("lidbs"),
      dldas: idsOf("dldas"),
      externalTns: idsOf("externalTns"),
    }).toEqual({
      tnoptions: ["4434da34cff94cdb1bb28c4a1e65bc9ad9d542ec"],
      e911s: ["8b50c4016db4724532693bd171ae97e0f4797bec"],
      lidbs: ["376e246548c44f98b433c393574cd5b7968772fa"],
      dldas: ["6c545e21320cba89274945289a2e4f6e463520d0"],
      externalTns: ["e4069e7986afed1af550bee704eb573e75b2104e"],
    });
  });
});

describe("orders of the Universal Platform", () => {
  beforeEach(async () => {
    await stack.close();
    stack = await Stack.start({}, {}, "universal");
  });

  test("that move numbers have these ids", async () => {
    const { siteId, sipPeerId } = await stack.place();
    const program = { siteId, sipPeerId, telephoneNumbers: LIST };
    await stack.create("PhoneNumberOrder", "main", program);
    expect(idsOf("orders")).toEqual(IDS_OF_LIST.slice(0, 1));
    const other = await stack.peer(siteId, "other", false);
    await stack.api.numbers.move(LIST, { siteId, sipPeerId: other });
    expect(idsOf("moveTns")).toEqual(["10b0726f0cc5d57395fbf5534cacc80116c57f67"]);
  });
});

test("an order has the name of its resource", () => {
  const urn = "urn:pulumi:dev::numbers::office:index:Office$bandwidth:index:PhoneNumberOrder::";
  expect(orderName(`${urn}main::line`)).toBe("main::line");
  expect(orderName(`${urn}${"n".repeat(60)}`)).toBe("n".repeat(50));
  expect(orderName(`${urn} \u0000`)).toBe("pulumi");
});

describe("the marks of sites and SIP peers", () => {
  test("lie in the description, or else in the site's customerProvidedId", async () => {
    const site = (name: string, more: Values = {}) => stack.create("Site", name, { name, address, ...more });
    const { id: siteId } = await site("bare");
    await site("described", { description: "Our own" });
    await site("depot", { description: "Our own" });
    await stack.create("SipPeer", "voice", { siteId, name: "voice", isDefaultPeer: true });
    const seen = [...account().sites.values(), ...account().peers.values()];
    expect(seen.map(({ name, description }) => [name, description])).toEqual([
      ["bare", "pulumi-bandwidth 0a60c6e870eb51d9a1f0429c"],
      ["described", "Our own"],
      ["depot", "Our own"],
      ["voice", "pulumi-bandwidth f070bcb8985bdbbdc12ad8ed"],
    ]);
    expect([...account().sites.values()].map(({ customerProvidedId }) => customerProvidedId)).toEqual([
      undefined,
      "1249944480",
      "1393840233",
    ]);
  });
});

test("an LSR order that has another id now is found by the note of version 0.1.0", async () => {
  const program = lsrOrderOf({ customerOrderId: "port 7" });
  const { id } = await stack.create("LsrOrder", "out", program);
  await stack.api.orderNotes.lsrorders.addNote(id, `pulumi-bandwidth order ${IDS_OF_LSR_ORDER[0]}`);
  expect((await stack.create("LsrOrder", "out", program)).id).toBe(id);
});
