import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { Stack } from "./support.js";

/*
 * How many requests a run makes with many resources: pages and lists, whatever the number of resources
 * (docs/maintainers/money.md#cost). The steps of one run go on beside each other here.
 */

const TYPE = "PhoneNumberOrder";

let stack: Stack;
beforeEach(async () => {
  stack = await Stack.start();
});
afterEach(() => stack.close());

interface Made {
  name: string;
  id: string;
  state: Values;
}

const search = { areaCode: "919" };

/** So many orders with so many numbers each, in one peer. */
async function orders(count: number, quantity: number): Promise<Made[]> {
  const place = await stack.place();
  const made: Made[] = [];
  for (let index = 0; index < count; index += 1) {
    const name = `order-${index}`;
    made.push({ name, ...(await stack.create(TYPE, name, { ...place, search, quantity })) });
  }
  return made;
}

/** The requests since a mark, without the account. */
const requests = (mark: number) =>
  stack.simulator.requests.since(mark).map(({ method, path }) => `${method} ${path.split("/").slice(3).join("/")}`);

/** Reads all of them, as one refresh does. */
async function refresh(made: readonly Made[], type = TYPE) {
  const mark = stack.simulator.requests.mark();
  const found = await Promise.all(made.map(({ name, id, state }) => stack.read(type, name, id, state)));
  const after = made.map((one, index) => ({ ...one, state: found[index]?.state ?? {} }));
  return { after, paths: requests(mark) };
}

const numbersOf = (made: readonly Made[]) => made.map(({ state }) => state.telephoneNumbers);
const askedById = (paths: readonly string[]) => paths.filter((path) => path === "GET orders").length;

/** What a killed run leaves: the order is placed, and the state never hears of it. */
async function grownUnseen({ name, id, state }: Made, quantity: number): Promise<void> {
  await stack.update(TYPE, name, id, state, { siteId: state.siteId, sipPeerId: state.sipPeerId, search, quantity });
}

describe("a refresh of many orders", () => {
  test("in one peer reads its pages and one list of orders, also the first time", async () => {
    const made = await orders(200, 24);
    const first = await refresh(made);
    expect(numbersOf(first.after)).toEqual(numbersOf(made));
    const site = String(made[0]?.state.siteId);
    const page = `GET sites/${site}/sippeers/${made[0]?.state.sipPeerId}/tns`;
    expect(first.paths).toEqual([page, "GET orders"]);
    expect((await refresh(first.after)).paths).toEqual([page, "GET orders"]);
  });

  test("finds the order that no state knows, and it alone is read", async () => {
    const made = await orders(6, 2);
    const [first] = made;
    if (!first) throw new Error("nothing was made");
    await grownUnseen(first, 5);
    const { after, paths } = await refresh(made);
    expect(after[0]?.state.telephoneNumbers).toHaveLength(5);
    expect(after[0]?.state.orderIds).toHaveLength(2);
    expect(numbersOf(after).slice(1)).toEqual(numbersOf(made).slice(1));
    // The list, and the next id of the one that has grown.
    expect(askedById(paths)).toBeLessThanOrEqual(2);
  });

  test.each<[string, () => void]>([
    ["doesn't show ids", () => Object.assign(stack.simulator.settings, { orderIdsListed: false })],
    ["has more pages than there are orders", () => Object.assign(stack.simulator.settings, { largestPage: 1 })],
    ["has no order of the resource that is young enough", () => stack.time.pass(700 * 86_400_000)],
  ])("asks for each order by its id when the list %s", async (_, make) => {
    const made = await orders(6, 2);
    const [first] = made;
    if (!first) throw new Error("nothing was made");
    const { after } = await refresh(made);
    await grownUnseen({ ...first, state: after[0]?.state ?? {} }, 5);
    make();
    const again = await refresh(after);
    expect(again.after[0]?.state.telephoneNumbers).toHaveLength(5);
    expect(askedById(again.paths)).toBeGreaterThanOrEqual(6);
  });

  test("doesn't believe a list that was read before this run placed an order", async () => {
    const made = (await refresh(await orders(4, 2))).after;
    const [first, ...others] = made;
    if (!first) throw new Error("nothing was made");
    const { name, id, state } = first;
    const [, late] = await Promise.all([
      Promise.all(others.map((one) => stack.read(TYPE, one.name, one.id, one.state))),
      (async () => {
        await stack.read(TYPE, name, id, state);
        await grownUnseen(first, 3);
        return stack.read(TYPE, name, id, state);
      })(),
    ]);
    expect(late?.state.telephoneNumbers).toHaveLength(3);
  });

  test("asks for one order alone by its id", async () => {
    const { after } = await refresh(await orders(1, 2));
    const { paths } = await refresh(after);
    expect(askedById(paths)).toBe(1);
    expect(stack.simulator.requests.at(-1)?.query).toHaveProperty("customerOrderId");
  });
});

describe("an import of an order", () => {
  const ofOrder = async (made: Made) => (await stack.read(TYPE, "imported", String(made.id)))?.state.telephoneNumbers;

  test("of 5,000 numbers reads lists, not numbers", async () => {
    const [made] = await orders(1, 5_000);
    if (!made) throw new Error("nothing was made");
    const mark = stack.simulator.requests.mark();
    expect(await ofOrder(made)).toEqual(made.state.telephoneNumbers);
    // The order, the page that shows all its numbers, what has left the account since, and the order's notes.
    expect(requests(mark)).toHaveLength(5);
  });

  test("leaves out what has left, and what another order has brought back since", async () => {
    const [made] = await orders(1, 15);
    if (!made) throw new Error("nothing was made");
    const [gone = "", back = "", ...others] = made.state.telephoneNumbers as string[];
    await stack.api.disconnects.disconnect([gone, back]);
    const { siteId, sipPeerId } = made.state;
    await stack.create(TYPE, "again", { siteId, sipPeerId, telephoneNumbers: [back] });
    const mark = stack.simulator.requests.mark();
    expect(await ofOrder(made)).toEqual(others);
    // Only the two that have left are looked up.
    expect(requests(mark).filter((path) => path.startsWith("GET ") && !path.includes("/")).length).toBeLessThan(8);
  });

  test("that a number was ported out and came back shows too", async () => {
    const [made] = await orders(1, 12);
    if (!made) throw new Error("nothing was made");
    const [first = "", ...others] = made.state.telephoneNumbers as string[];
    const { account } = stack.simulator;
    const owned = account.numbers.get(first);
    if (!owned) throw new Error("nothing was bought");
    const before = { ...owned };
    account.completePortOut(account.requestPortOut([first]));
    account.numbers.set(first, { ...before, orderId: "another order", orderType: "PORT_NUMBER_ORDER" });
    expect(await ofOrder(made)).toEqual(others);
  });

  test("looks each number up where the lists don't tell, or are too long", async () => {
    const [made] = await orders(1, 12);
    if (!made) throw new Error("nothing was made");
    stack.simulator.settings.denied = [{ path: "/portouts", why: "role" }];
    const mark = stack.simulator.requests.mark();
    expect(await ofOrder(made)).toEqual(made.state.telephoneNumbers);
    expect(stack.simulator.requests.matching("GET", /^\/tns\//, mark)).toHaveLength(12);
  });
});

describe("a refresh of many SIP peers", () => {
  async function peers(count: number, more: Values = {}): Promise<Made[]> {
    const siteId = await stack.site();
    const made: Made[] = [];
    for (let index = 0; index < count; index += 1) {
      const name = `peer-${index}`;
      const voiceHosts = [{ hostName: `192.0.2.${index + 1}`, port: 5060 }];
      const program = { siteId, name, isDefaultPeer: index === 0, voiceHosts, ...more };
      made.push({ name, ...(await stack.create("SipPeer", name, program)) });
    }
    return made;
  }

  test("reads the list of their site", async () => {
    const made = await peers(20);
    const { after, paths } = await refresh(made, "SipPeer");
    expect(after.map(({ state }) => state)).toEqual(made.map(({ state }) => state));
    expect(paths).toEqual([`GET sites/${made[0]?.state.siteId}/sippeers`]);
  });

  test("reads a peer itself where the list shows something else, or doesn't show it", async () => {
    const made = await peers(5);
    const [changed, gone, same] = made;
    const { account } = stack.simulator;
    const peer = account.peers.get(String(changed?.state.sipPeerId));
    if (peer) peer.voiceHosts = [{ HostName: "192.0.2.99", Port: "5060" }];
    account.peers.delete(String(gone?.state.sipPeerId));
    const { after, paths } = await refresh(made, "SipPeer");
    expect(after[0]?.state.voiceHosts).toEqual([{ hostName: "192.0.2.99", port: 5060 }]);
    expect(after[1]?.state).toEqual({});
    expect(after[2]?.state).toEqual(same?.state);
    expect(paths.slice(1).sort()).toEqual(
      [
        `GET sites/${String(changed?.id).replace("/", "/sippeers/")}`,
        `GET sites/${String(gone?.id).replace("/", "/sippeers/")}`,
      ].sort(),
    );
  });

  test("reads a peer itself when the state has something that the list leaves open", async () => {
    const made = await peers(4, { terminationHosts: [] });
    const { paths } = await refresh(made, "SipPeer");
    expect(paths).toHaveLength(5);
  });
});

describe("a refresh of options", () => {
  test("of 100 numbers in one peer looks one of them up, and reads the peer", async () => {
    const numbers = await stack.numbers(100);
    const made: Made[] = [];
    for (const [index, number] of numbers.entries()) {
      const name = `options-${index}`;
      made.push({ name, ...(await stack.create("TnOptions", name, { telephoneNumbers: [number], sms: "off" })) });
    }
    const { after, paths } = await refresh(made, "TnOptions");
    expect(after.map(({ state }) => state.sms)).toEqual(made.map(() => "off"));
    expect(paths.map((path) => path.split("/").at(-1))).toEqual(["GET tndetails", "tns"]);
    expect((await refresh(after, "TnOptions")).paths).toHaveLength(1);
  });
});
