import numbers from "@bandwidth/numbers";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";

// Bandwidth's own client for Node.js was written against the live API. The calls in its examples must work here too.

/** What the client has made of an answer. */
interface Json {
  [element: string]: Json | undefined;
}

const { Site, SipPeer, AvailableNumbers, Order, InServiceNumber, Tn, Disconnect, Subscription } = numbers;

let simulator: Simulator;
let client: InstanceType<typeof numbers.Client>;

beforeAll(async () => {
  // The client puts whole documents back as it has parsed them: an empty list arrives as the text 0, which the live
  // server ignores.
  simulator = await startSimulator({ ignoresUnknownElements: true });
  client = new numbers.Client(simulator.accountId, undefined, undefined, undefined, undefined, {
    apiEndPoint: simulator.baseUrl,
    tempAccessToken: simulator.credentials.accessToken,
  });
});
afterAll(() => simulator.close());

type Ask = (done: (error: Error | null, result?: unknown) => void) => void;

/** A call of the client that ends with a callback. */
function ask<Result = Json>(call: Ask): Promise<Result> {
  return new Promise((resolve, reject) => {
    call((error, result) => (error ? reject(error) : resolve(result as Result)));
  });
}

/** A method of an object from the client. */
function invoke<Result = Json>(object: unknown, method: string, ...given: unknown[]): Promise<Result> {
  return ask<Result>((done) => {
    (object as Record<string, (...all: unknown[]) => void>)[method]?.(...given, done);
  });
}

/** An order, once it is complete. */
async function settled(get: Ask): Promise<Json> {
  await vi.waitUntil(async () => String((await ask(get)).orderStatus) === "COMPLETE", {
    timeout: 15_000,
    interval: 20,
  });
  return ask(get);
}

/** What the client returned, as it sends it back: without the client itself. */
function document(object: unknown): Record<string, unknown> {
  const { client: _client, ...rest } = object as Record<string, unknown>;
  return rest;
}

describe("Bandwidth's own client for Node.js", () => {
  let siteId: string;
  let sipPeerId: string;
  let telephoneNumbers: string[];
  let orderId: string;

  test("creates a site", async () => {
    const address = {
      houseNumber: "900",
      streetName: "Main Campus",
      streetSuffix: "Drive",
      city: "Raleigh",
      stateCode: "NC",
      zip: "27606",
      addressType: "Service",
    };
    const site = await ask((done) => Site.create(client, { name: "First", description: "Made here", address }, done));
    expect(site).toMatchObject({ name: "First", description: "Made here", address: { city: "Raleigh" } });
    siteId = String(site.id);
  });

  test("lists the sites", async () => {
    const sites = await ask<Json[]>((done) => Site.list(client, done));
    expect(sites.map(({ id, name }) => [String(id), name])).toEqual([[siteId, "First"]]);
  });

  test("puts the whole site back with another name", async () => {
    const site = await ask((done) => Site.get(client, siteId, done));
    await invoke(site, "update", { ...document(site), name: "Second" });
    const again = await ask((done) => Site.get(client, siteId, done));
    expect(again).toMatchObject({ name: "Second", description: "Made here", address: { city: "Raleigh" } });
  });

  test("creates a SIP peer, and names its site in the document", async () => {
    const given = {
      peerName: "Main",
      isDefaultPeer: true,
      shortMessagingProtocol: "SMPP",
      siteId,
      voiceHosts: [{ host: { hostName: "192.0.2.7" } }],
      terminationHosts: [{ terminationHost: { hostName: "192.0.2.9", port: 5060 } }],
    };
    const peer = await ask((done) => SipPeer.create(client, given, done));
    expect(peer).toMatchObject({ peerName: "Main", isDefaultPeer: true });
    expect(peer).toMatchObject({ voiceHosts: { host: { hostName: "192.0.2.7" } } });
    sipPeerId = String(peer.id);
  });

  test("lists the SIP peers of a site", async () => {
    const peers = await ask<Json[]>((done) => SipPeer.list(client, siteId, done));
    expect(peers.map(({ id, peerName }) => [String(id), peerName])).toEqual([[sipPeerId, "Main"]]);
  });

  test("puts the whole SIP peer back without its termination hosts", async () => {
    const peer = await ask((done) => SipPeer.get(client, siteId, sipPeerId, done));
    await invoke(peer, "update", { ...document(peer), description: "Changed", terminationHosts: null });
    const again = await ask((done) => SipPeer.get(client, siteId, sipPeerId, done));
    expect(again).toMatchObject({ description: "Changed", voiceHosts: { host: { hostName: "192.0.2.7" } } });
    expect(again.terminationHosts).not.toHaveProperty("terminationHost");
  });

  test("searches for numbers", async () => {
    const found = await ask((done) => AvailableNumbers.list(client, { areaCode: "919", quantity: 2 }, done));
    telephoneNumbers = found.telephoneNumberList?.telephoneNumber as unknown as string[];
    expect(telephoneNumbers).toEqual(["9195550100", "9195550101"]);
  });

  test("orders them", async () => {
    const existingTelephoneNumberOrderType = { telephoneNumberList: { telephoneNumber: telephoneNumbers } };
    const given = { name: "Two numbers", siteId, peerId: sipPeerId, existingTelephoneNumberOrderType };
    const { order } = await ask((done) => Order.create(client, given, done));
    expect(order).toMatchObject({ name: "Two numbers" });
    orderId = String(order?.id);
  });

  test("follows the order to its end", async () => {
    const order = await settled((done) => Order.get(client, orderId, done));
    expect(order).toMatchObject({ completedQuantity: 2, failedQuantity: 0, order: { name: "Two numbers" } });
  });

  test("lists the orders", async () => {
    const { listOrderIdUserIdDate: listed } = await ask((done) => Order.list(client, { page: 1, size: 100 }, done));
    expect(listed).toMatchObject({ totalCount: 1, orderIdUserIdDate: { orderId, countOfTNs: 2 } });
  });

  test("finds the numbers in service, in the list and one by one", async () => {
    const listed = await ask((done) => InServiceNumber.list(client, { page: 1, size: 100 }, done));
    expect(listed.telephoneNumbers).toMatchObject({ count: 2, telephoneNumber: telephoneNumbers });
    expect(await ask((done) => InServiceNumber.get(client, telephoneNumbers[0], done))).toEqual({});
    expect(await ask((done) => InServiceNumber.totals(client, done))).toEqual({ count: 2 });
  });

  test("looks up a number", async () => {
    const number = await ask((done) => Tn.get(client, telephoneNumbers[0], done));
    expect(number).toMatchObject({ telephoneNumber: telephoneNumbers[0], status: "Inservice" });
    expect(await invoke(number, "getTnDetails")).toMatchObject({ city: "RALEIGH", state: "NC" });
    expect(String((await invoke(number, "getSites")).id)).toBe(siteId);
    expect(String((await invoke(number, "getSipPeers")).id)).toBe(sipPeerId);
    expect(await invoke(number, "getRateCenter")).toEqual({ state: "NC", rateCenter: "RALEIGH" });
  });

  test("lists the numbers that the credentials can see", async () => {
    const listed = await ask((done) => Tn.list(client, { accountId: simulator.accountId }, done));
    expect(listed).toMatchObject({ telephoneNumberCount: 2 });
  });

  test("lists the numbers of the SIP peer", async () => {
    const peer = await ask((done) => SipPeer.get(client, siteId, sipPeerId, done));
    const listed = await invoke<Json[]>(peer, "getTns");
    expect(listed.map(({ fullNumber }) => fullNumber)).toEqual(telephoneNumbers);
  });

  test("creates a subscription, changes it and deletes it", async () => {
    const email = (address: string) => ({
      orderType: "orders",
      emailSubscription: { email: address, digestRequested: "NONE" },
    });
    const made = await ask((done) => Subscription.create(client, email("one@example.com"), done));
    await invoke(made, "update", email("two@example.com"));
    const [listed, ...more] = await ask<Json[]>((done) => Subscription.list(client, done));
    expect(more).toEqual([]);
    expect(listed).toMatchObject({ id: made.id, emailSubscription: { email: "two@example.com" } });
    await invoke(made, "delete");
    expect(simulator.account.snapshot().subscriptions).toEqual([]);
  });

  test("disconnects the numbers", async () => {
    const { orderRequest } = await ask((done) => Disconnect.create(client, "Give up", telephoneNumbers, done));
    const released = await settled((done) => Disconnect.get(client, orderRequest?.id, { tndetail: false }, done));
    expect(released.disconnectedTelephoneNumberList).toMatchObject({ telephoneNumber: telephoneNumbers });
    const listed = await ask((done) => Disconnect.list(client, { page: 1, size: 100 }, done));
    expect(listed.listOrderIdUserIdDate).toMatchObject({ totalCount: 1 });
    expect(simulator.ledger.owned()).toEqual([]);
  });

  test("deletes the SIP peer, then the site", async () => {
    await invoke(await ask((done) => SipPeer.get(client, siteId, sipPeerId, done)), "delete");
    await invoke(await ask((done) => Site.get(client, siteId, done)), "delete");
    expect(simulator.account.sites.size).toBe(0);
  });
});
