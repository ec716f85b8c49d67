import { afterEach, beforeEach, expect, test } from "vitest";
import { Stack } from "./support.js";

let stack: Stack;
beforeEach(async () => {
  stack = await Stack.start({ maxDisconnect: 700 });
});
afterEach(() => stack.close());

const megabytes = () => process.memoryUsage().heapUsed / 1024 / 1024;
const paths = (mark: number) => stack.simulator.requests.since(mark).map(({ method, path }) => `${method} ${path}`);

test("5,000 numbers are one order, one full page to read, and a handful of disconnects", async () => {
  const siteId = await stack.site();
  const sipPeerId = await stack.peer(siteId);
  const program = { siteId, sipPeerId, search: { areaCode: "919" }, quantity: 5_000 };
  let mark = stack.simulator.requests.mark();
  const { id, state } = await stack.create("PhoneNumberOrder", "many", program);
  expect(state.telephoneNumbers).toHaveLength(5_000);
  expect(stack.writes(mark)).toEqual(["POST /orders"]);
  expect(stack.simulator.requests.since(mark).length).toBeLessThan(8);

  mark = stack.simulator.requests.mark();
  const read = await stack.read("PhoneNumberOrder", "many", id, state);
  expect(read?.state.telephoneNumbers).toHaveLength(5_000);
  const page = `GET /accounts/9500249/sites/${siteId}/sippeers/${sipPeerId}/tns`;
  expect(paths(mark)).toEqual([
    // The first page shows all that the state holds, so nothing has to be known of the next one.
    page,
    // One list answers both: whether the API has shown another order of this id since, and whether there is an order
    // that a state from an old backup does not know.
    "GET /accounts/9500249/orders",
  ]);
  mark = stack.simulator.requests.mark();
  await stack.read("PhoneNumberOrder", "many", id, read?.state);
  expect(paths(mark).filter((path) => path.endsWith("/orders"))).toHaveLength(1);

  mark = stack.simulator.requests.mark();
  await stack.delete("PhoneNumberOrder", "many", id, state);
  expect(stack.simulator.ledger.owned()).toEqual([]);
  // 1,000 at a time is too many here (5095), so it goes on with halves.
  const posts = stack.simulator.requests.writes(mark);
  expect(posts.filter(({ status }) => status === 400)).toHaveLength(1);
  expect(posts.filter(({ status }) => status === 201)).toHaveLength(10);
  expect(stack.simulator.requests.since(mark).length).toBeLessThan(40);
});

test("a look at many peers reads pages, not numbers, and keeps little of them", async () => {
  const siteId = await stack.site();
  const made = [];
  for (let index = 0; index < 20; index++) {
    const sipPeerId = await stack.peer(siteId, `p${index}`, index === 0);
    const program = { siteId, sipPeerId, search: { areaCode: "919" }, quantity: 499 };
    const name = `order-${index}`;
    made.push({ name, ...(await stack.create("PhoneNumberOrder", name, program)) });
  }
  const before = megabytes();
  const mark = stack.simulator.requests.mark();
  const found = await Promise.all(made.map(({ name, id, state }) => stack.read("PhoneNumberOrder", name, id, state)));
  expect(found.map((one) => new Set(one?.state.telephoneNumbers as string[]).size)).toEqual(made.map(() => 499));
  // A page of each peer, and the list of orders; the first to ask may still ask by its id.
  expect(stack.simulator.requests.since(mark).length).toBeLessThanOrEqual(23);
  expect(megabytes() - before).toBeLessThan(150);

  // A one-number change touches one number.
  const last = made.at(-1);
  if (!last) throw new Error("nothing was made");
  const smaller = { siteId, sipPeerId: last.state.sipPeerId, search: { areaCode: "919" }, quantity: 498 };
  await stack.update("PhoneNumberOrder", last.name, last.id, last.state, smaller);
  expect(stack.simulator.ledger.released()).toHaveLength(1);
  expect(stack.simulator.ledger.owned()).toHaveLength(20 * 499 - 1);
});
