import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { connect } from "../../provider/connect.js";
import * as lifecycle from "../../provider/pulumi/definition/lifecycle.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { resourceNamed, Stack } from "./support.js";

/* Resources that a run creates or deletes at the same time share orders (docs/maintainers/money.md#cost). */

const address = { houseNumber: "915", streetName: "Elm", city: "Carpinteria", stateCode: "CA", zip: "93013" };
const emergency = (callerName: string): Values => ({ callerName, address, allowRemoval: true });
const listing: Values = {
  subscriberType: "BUSINESS",
  listingType: "LISTED",
  listingName: { lastName: "Garage" },
  listAddress: true,
  address,
};
const record: Values = { subscriberInformation: "Joes Garage", useType: "BUSINESS", visibility: "PUBLIC" };

/** Some values of each resource that sets something on numbers, and the kind of its orders. */
const settings: [string, "tnoptions" | "e911s" | "lidbs" | "dldas", Values, Values][] = [
  ["TnOptions", "tnoptions", { callForward: "+18285550199" }, { callForward: "+18285550198" }],
  ["E911Address", "e911s", emergency("Office"), emergency("Lobby")],
  ["LidbRecord", "lidbs", record, { ...record, subscriberInformation: "Joes Bar" }],
  ["DirectoryListing", "dldas", listing, { ...listing, listingType: "NON_LISTED" }],
];

let stack: Stack;
let place: { siteId: string; sipPeerId: string };
let numbers: string[];
beforeEach(async () => {
  stack = await Stack.start();
  place = await stack.place();
  const wish = { ...place, search: { areaCode: "919" }, quantity: 4 };
  numbers = (await stack.create("PhoneNumberOrder", "main", wish)).state.telephoneNumbers as string[];
});
afterEach(() => stack.close());

/** The same stack in a process of its own: it knows nothing of what another one has sent. */
function process() {
  const given = { configuration: {}, environment: stack.simulator.environment("classic") };
  const api = connect(given, { clock: stack.time.forProcess() });
  const create = (type: string, program: Values) => {
    const call = { ...stack.call(String(program.telephoneNumbers)), api };
    return lifecycle.create(resourceNamed(type), call, stack.checked(type, program));
  };
  return { api, create };
}

const orders = (kind: (typeof settings)[number][1]) => stack.simulator.account.ordersOf(kind);

describe.each(settings)("%s", (type, kind, values, others) => {
  const on = (values: Values, ...picked: number[]): Values => ({
    telephoneNumbers: picked.map((index) => numbers[index]),
    ...values,
  });

  test("equal ones that are made together are one order, and one look tells that nothing was ordered before", async () => {
    const mark = stack.simulator.requests.mark();
    const made = await Promise.all([0, 1, 2, 3].map((index) => stack.create(type, `n${index}`, on(values, index))));
    expect(orders(kind)).toHaveLength(1);
    expect(new Set(made.map(({ state }) => String(state.orderIds)))).toEqual(new Set([orders(kind)[0]?.id]));
    const lists = stack.simulator.requests
      .since(mark)
      .filter(({ method, path }) => method === "GET" && path.endsWith(`/${kind}`));
    expect(lists).toHaveLength(1);
  });

  test("an order of a killed run is found again, though other resources come together this time", async () => {
    const killed = process();
    await killed.create(type, on(values, 0));
    await killed.create(type, on(values, 1, 2));
    killed.api.client.close();
    expect(orders(kind)).toHaveLength(2);
    // Now all of them at once, in another division, with one that is new.
    const again = process();
    const made = await Promise.all(
      [on(values, 0, 1), on(values, 2), on(values, 3)].map((one) => again.create(type, one)),
    );
    again.api.client.close();
    expect(orders(kind)).toHaveLength(3);
    expect(made[0]?.state.orderIds).toEqual(expect.arrayContaining([orders(kind)[0]?.id]));
    expect(made[2]?.state.orderIds).toEqual([orders(kind)[2]?.id]);
  });

  test("an open order of a killed run about the second resource is waited for before the shared one is sent", async () => {
    stack.simulator.settings.orderLatencyMs = 2_000;
    const killed = process();
    const dying = killed.create(type, on(others, 1));
    dying.catch(() => {});
    while (orders(kind).length === 0) await new Promise((resolve) => setImmediate(resolve));
    killed.api.client.close();
    await dying.catch(() => {});
    const again = process();
    await Promise.all([on(values, 0), on(values, 1)].map((one) => again.create(type, one)));
    again.api.client.close();
    const [first, ...later] = orders(kind);
    const last = later.at(-1);
    expect(first?.status).toBe("COMPLETE");
    expect(last?.createdAt).toBeGreaterThanOrEqual((first?.createdAt ?? 0) + 2_000);
  });
});

test("new orders of numbers ask one list for what was ordered before, and find what a killed run ordered", async () => {
  const wish = (index: number): Values => ({ ...place, search: { areaCode: "984" }, quantity: index + 1 });
  const start = stack.simulator.ledger.bought().length;
  const create = ({ api }: ReturnType<typeof process>, index: number) => {
    const call = { ...stack.call(`order ${index}`), api };
    return lifecycle.create(resourceNamed("PhoneNumberOrder"), call, stack.checked("PhoneNumberOrder", wish(index)));
  };
  const killed = process();
  await create(killed, 3);
  killed.api.client.close();
  const mark = stack.simulator.requests.mark();
  const again = process();
  await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map((index) => create(again, index)));
  again.api.client.close();
  expect(stack.simulator.ledger.bought().length - start).toBe(36);
  const asked = stack.simulator.requests
    .since(mark)
    .filter(({ method, path }) => method === "GET" && path.endsWith("/orders"));
  // Two by their ids, one list, and what it has found: that one by its id, and the next id of it.
  expect(asked.length).toBeLessThanOrEqual(7);
});

test("an emergency address whose order stays open does not hold back another address of the same moment", async () => {
  stack.simulator.account.script({ kind: "e911s", outcome: "stuck" });
  const ended: string[] = [];
  const create = (name: string, index: number) =>
    stack
      .create("E911Address", name, { telephoneNumbers: [numbers[index]], ...emergency(name) })
      .then(({ state }) => state.status)
      .catch(() => "open")
      .then((status) => ended.push(`${name} ${status}`));
  await Promise.all([create("Stuck", 0), create("Lobby", 1)]);
  expect(ended).toEqual(["Lobby COMPLETE", "Stuck open"]);
});

test("an order that is refused as a whole is divided, so that one bad value fails one resource", async () => {
  const forward = (index: number) => ({ telephoneNumbers: [numbers[index]], callForward: `+1828555019${index}` });
  const refusal = { code: "5088", description: "Call forward is invalid" };
  // The shared order, then the order of the first resource alone.
  for (let times = 0; times < 2; times++)
    stack.simulator.faults.on("POST", /tnoptions$/, { kind: "status", status: 400, ...refusal });
  const made = await Promise.allSettled([0, 1].map((index) => stack.create("TnOptions", `n${index}`, forward(index))));
  expect(made.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(orders("tnoptions")).toHaveLength(1);
});
