import { afterEach, describe, expect, test } from "vitest";
import { bandwidth } from "../../provider/package.js";
import { address, resourceNamed, Stack } from "./support.js";

/* Requests that few runs need, each in the story that needs it. */

let stack: Stack;
afterEach(() => stack.close());

const callback = { url: "https://hooks.example.com/bandwidth", username: "us", password: "a word" };

test("a site that still has SIP peers of somebody else is not deleted, and the error names them", async () => {
  stack = await Stack.start();
  const { id, state } = await stack.create("Site", "office", { name: "Raleigh", address });
  const sipPeerId = await stack.api.sipPeers.create(id, { name: "Elsewhere", isDefaultPeer: true });
  await expect(stack.delete("Site", "office", id, state)).rejects.toThrow(
    `site ${id} still has SIP peers: ${id}/${sipPeerId} ("Elsewhere"). It was not deleted.`,
  );
  expect(stack.simulator.account.sites.has(id)).toBe(true);
});

test("a callback is deleted with its resource, and a second delete has nothing to do", async () => {
  stack = await Stack.start();
  const { id, state } = await stack.create("Subscription", "hook", { orderType: "orders", callback });
  await stack.delete("Subscription", "hook", id, state);
  expect(stack.simulator.account.subscriptions.size).toBe(0);
  await stack.delete("Subscription", "hook", id, state);
});

test("an order that is complete and names none of its numbers is asked for its own list of them", async () => {
  stack = await Stack.start();
  const place = await stack.place();
  const silent =
    "<OrderResponse><OrderStatus>COMPLETE</OrderStatus><CompletedQuantity>2</CompletedQuantity><FailedQuantity>0</FailedQuantity></OrderResponse>";
  stack.simulator.faults.on("GET", /\/orders\/[^/?]+$/, { kind: "status", status: 200, body: silent });
  const wish = { ...place, search: { areaCode: "919" }, quantity: 2 };
  const { state } = await stack.create("PhoneNumberOrder", "main", wish);
  expect(state.telephoneNumbers).toEqual(["+19195550100", "+19195550101"]);
  expect(stack.simulator.ledger.bought()).toEqual(state.telephoneNumbers);
});

test("on the Universal Platform, numbers move to another SIP peer by an order, and none is bought or released", async () => {
  stack = await Stack.start({}, {}, "universal");
  const place = await stack.place();
  const wish = { ...place, search: { areaCode: "919" }, quantity: 2 };
  const { id, state } = await stack.create("PhoneNumberOrder", "main", wish);
  const sipPeerId = await stack.peer(place.siteId, "other", false);
  const moved = await stack.update("PhoneNumberOrder", "main", id, state, { ...wish, sipPeerId });
  expect(moved.telephoneNumbers).toEqual(state.telephoneNumbers);
  expect([...stack.simulator.account.numbers.values()].map((one) => one.sipPeerId)).toEqual([sipPeerId, sipPeerId]);
  expect(stack.simulator.ledger.bought()).toEqual(state.telephoneNumbers);
  expect(stack.simulator.ledger.released()).toEqual([]);
});

describe("everything that can be listed", () => {
  // The notes of an order are listed for that order.
  const types = bandwidth.resources.flatMap(({ name, list }) => (list?.inputs.safeParse({}).success ? [name] : []));

  test.each(types)("%s: an account without one has none", async (type) => {
    stack = await Stack.start();
    expect(await stack.listed(type)).toEqual([]);
  });

  test("shows what is there under ids that an import takes", async () => {
    stack = await Stack.start();
    const { siteId, sipPeerId } = await stack.place();
    const hashes = { hash1: "0".repeat(32), hash1b: "1".repeat(32) };
    await stack.create("SipCredential", "alice", { userName: "alice", domain: "sip.example.com", ...hashes });
    expect(await stack.listed("Site")).toEqual([siteId]);
    expect(await stack.listed("SipPeer")).toEqual([`${siteId}/${sipPeerId}`]);
    expect(await stack.listed("SipCredential")).toEqual(["alice@sip.example.com"]);
    for (const type of ["Site", "SipPeer", "SipCredential"]) {
      for (const id of await stack.listed(type)) expect(await stack.read(type, "imported", id)).toBeDefined();
    }
    expect(resourceNamed("TnOptions").list).toBeUndefined();
  });
});
