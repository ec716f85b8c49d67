import { afterEach, describe, expect, test } from "vitest";
import type { Simulator } from "../../simulator/index.js";
import { frontEnds, type Made, pause, type Run, startAccount } from "./support.js";

/* How many requests a run makes through each front-end, and what of one run another one may see. */

const address = { houseNumber: "900", streetName: "Main Campus Drive", city: "Raleigh", stateCode: "NC", zip: "27606" };
const TYPE = "PhoneNumberOrder";

let simulator: Simulator;
afterEach(() => simulator.close());

describe.each(frontEnds)("requests of a run, with %s", (name, start) => {
  const begin = (): Promise<Run> => start(simulator.environment());
  const paths = (mark: number) =>
    simulator.requests.since(mark).map(({ method, path }) => `${method} ${path.split("/").slice(3).join("/")}`);

  async function account(): Promise<{ run: Run; site: Made; siteId: string }> {
    simulator = await startAccount();
    const run = await begin();
    const site = await run.create("Site", "site", { name: "Raleigh", address });
    return { run, site, siteId: String(site.state.siteId) };
  }

  async function peerOf(run: Run, siteId: string, index: number): Promise<Made> {
    return run.create("SipPeer", `peer-${index}`, { siteId, name: `peer-${index}`, isDefaultPeer: index === 0 });
  }

  const orderOf = (run: Run, siteId: string, peer: Made, index: number, quantity: number) =>
    run.create(TYPE, `order-${index}`, {
      ...{ siteId, sipPeerId: String(peer.state.sipPeerId), search: { areaCode: "919" }, quantity },
    });

  test("a refresh costs a page for each peer, and three lists for all of it", async () => {
    const { run, site, siteId } = await account();
    const peers: Made[] = [];
    const orders: Made[] = [];
    for (let index = 0; index < 8; index += 1) {
      const peer = await peerOf(run, siteId, index);
      peers.push(peer);
      orders.push(await orderOf(run, siteId, peer, index, 30));
    }
    const next = await begin();
    const mark = simulator.requests.mark();
    const [, peersRead, ordersRead] = await Promise.all([
      next.read("Site", "site", site),
      Promise.all(peers.map((peer, index) => next.read("SipPeer", `peer-${index}`, peer))),
      Promise.all(orders.map((order, index) => next.read(TYPE, `order-${index}`, order))),
    ]);
    expect(peersRead.map((one) => one?.id)).toEqual(peers.map(({ id }) => id));
    expect(ordersRead.map((one) => one?.state.telephoneNumbers)).toEqual(
      orders.map(({ state }) => state.telephoneNumbers),
    );
    const asked = paths(mark).sort();
    const lists = asked.filter((path) => path === "GET orders").length;
    // One may ask by its id before there are enough for a list.
    expect(lists).toBeLessThanOrEqual(2);
    expect(asked.slice(lists)).toEqual(
      [
        `GET sites/${siteId}`,
        `GET sites/${siteId}/sippeers`,
        ...peers.map(({ state }) => `GET sites/${siteId}/sippeers/${state.sipPeerId}/tns`),
      ].sort(),
    );
  });

  test("what a run has read is shared in it, and another run of the same process reads it again", async () => {
    const { run, siteId } = await account();
    const made = await orderOf(run, siteId, await peerOf(run, siteId, 0), 0, 3);
    const [lost] = made.state.telephoneNumbers as string[];
    await run.read(TYPE, "order-0", made);
    const mark = simulator.requests.mark();
    await run.read(TYPE, "order-0", made);
    expect(paths(mark).filter((path) => path.endsWith("/tns"))).toHaveLength(0);

    simulator.account.disconnectNumber(String(lost));
    await pause(10_000);
    const again = await run.read(TYPE, "order-0", made);
    expect(again?.state.telephoneNumbers).not.toContain(lost);
    expect(again?.state.telephoneNumbers).toHaveLength(2);
  });

  test("numbers that a run disconnects are out of what it has read, and nothing is read again for them", async () => {
    const { run, siteId } = await account();
    const peer = await peerOf(run, siteId, 0);
    const orders: Made[] = [];
    for (let index = 0; index < 6; index += 1) orders.push(await orderOf(run, siteId, peer, index, 2));
    const next = await begin();
    const mark = simulator.requests.mark();
    for (const [index, order] of orders.entries()) await next.remove(TYPE, `order-${index}`, order);
    expect(simulator.ledger.owned()).toEqual([]);
    expect(paths(mark).filter((path) => path.endsWith("/tns"))).toHaveLength(1);
  });

  // Only the plugin is asked to import.
  if (name !== "the plugin") return;
  test("an import of an order of 5,000 numbers, which the engine reads twice, takes 10", async () => {
    const { run, siteId } = await account();
    const made = await orderOf(run, siteId, await peerOf(run, siteId, 0), 0, 5_000);
    const next = await begin();
    const mark = simulator.requests.mark();
    const imported = await next.import(TYPE, "imported", made.id);
    const read = await next.read(TYPE, "imported", imported);
    expect(read?.state.telephoneNumbers).toEqual(made.state.telephoneNumbers);
    expect(paths(mark).length).toBeLessThanOrEqual(10);
  });
});
