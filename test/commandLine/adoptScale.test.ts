import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { address } from "../resources/support.js";
import { adopting, apiOf, removeFolders } from "./adoptSupport.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(async () => {
  removeFolders();
  await simulator.close();
});

const AREAS = ["919", "984", "910", "704", "336"];

/** Sites with as many peers, of so many numbers each, bought one by one. */
async function large(sites: number, peers: number, perPeer: number): Promise<void> {
  const api = apiOf(simulator);
  const all: string[] = [];
  for (let site = 0; site < sites; site++) {
    const siteId = await api.sites.create({ name: `Site ${site}`, address });
    for (let peer = 0; peer < peers; peer++)
      all.push(await api.sipPeers.create(siteId, { name: `Peer ${peer}`, isDefaultPeer: peer === 0 }));
  }
  api.client.close();
  const { account } = simulator;
  for (const [index, sipPeerId] of all.entries()) {
    const area = AREAS[index % AREAS.length] ?? "";
    const first = account.numbers.get(account.buyNumber({ areaCode: area, sipPeerId }));
    // Without a search for each, which takes longer the more there are.
    for (let count = 1; first && count < perPeer; count++) {
      const number = `+1${area}${3 + Math.floor(index / AREAS.length)}${String(count).padStart(6, "0")}`;
      account.numbers.set(number, { ...first, number, options: {}, orderId: `order-${index}-${count}` });
    }
  }
}

test("a large account costs a request for each 1,000 numbers and a few for each SIP peer, and asks for no number by itself", async () => {
  const [peers, perPeer] = [10, 1_500];
  await large(2, peers / 2, perPeer);
  const mark = simulator.requests.mark();
  const { code, stdout, resources } = await adopting(simulator);
  expect(code).toBe(0);
  expect(stdout).toContain(`The program for ${peers * perPeer} telephone numbers is in`);
  expect(resources.filter(({ type }) => type.endsWith(":PhoneNumberOrder"))).toHaveLength(peers);
  const paths = simulator.requests.since(mark).map(({ path }) => path);
  expect(paths.filter((path) => /\/tns\/\+?\d+$/.test(path))).toEqual([]);
  expect(paths.length).toBeLessThanOrEqual((peers * perPeer) / 1_000 + 7 * peers + 15);
});
