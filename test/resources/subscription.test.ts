import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { complaints, Stack, warnings } from "./support.js";

const TYPE = "Subscription";
const callback = { url: "https://hooks.example.com/bandwidth", username: "bandwidth", password: "MARKER" };

describe("a subscription's inputs", () => {
  test.each([
    ["nobody to tell", { orderType: "orders" }, ["callback or email is needed: whom to tell"]],
    [
      "two to tell",
      { orderType: "orders", callback, email: { address: "noc@example.com" } },
      ["callback cannot be given together with email"],
    ],
    [
      "an order type that cannot be followed",
      { orderType: "lidbs", callback },
      [expect.stringContaining('orderType must be one of "portins"')],
    ],
    [
      "no address",
      { orderType: "orders", callback: { url: "/hook" } },
      ['callback.url must be an absolute http or https address (it is "/hook")'],
    ],
    [
      "an end in the past",
      { orderType: "orders", callback: { ...callback, expiry: 0 } },
      ["callback.expiry must be more than 0 seconds (it is 0)"],
    ],
    [
      "a user name that is too long",
      { orderType: "orders", callback: { ...callback, username: "x".repeat(101) } },
      [
        'callback.username must have at most 100 characters (it is "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…")',
      ],
    ],
    [
      "a key that is not base64",
      { orderType: "orders", callback: { ...callback, publicKey: "not base64!" } },
      ['callback.publicKey must be in base64 (it is "not base64!")'],
    ],
    [
      "a digest of its own",
      { orderType: "orders", email: { address: "noc@example.com", digestRequested: "HOURLY" } },
      ['email.digestRequested must be one of "NONE", "DAILY" (it is "HOURLY")'],
    ],
    [
      "no mail address",
      { orderType: "orders", email: { address: "noc" } },
      ['email.address must be an e-mail address (it is "noc")'],
    ],
  ])("refuses %s", (_what, inputs, expected) => {
    expect(complaints(TYPE, inputs)).toEqual(expected);
  });

  test("plain http is allowed, with a warning", () => {
    expect(warnings(TYPE, { orderType: "orders", callback: { url: "http://hooks.example.com/" } })).toHaveLength(1);
  });
});

describe("a subscription", () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await Stack.start();
  });
  afterEach(() => stack.close());
  const program = { orderType: "orders", callback };

  test("what is left of its time is no drift, and neither is what the API never tells", async () => {
    const { id, state } = await stack.create(TYPE, "hook", program);
    const found = await stack.read(TYPE, "hook", id, state);
    expect(found?.inputs).toMatchObject({ callback: { ...callback, expiry: 3_153_600_000 } });
    expect(stack.diff(TYPE, found?.state ?? {}, program).changes).toEqual([]);
  });

  test("a repeated create takes over the subscription to the same target", async () => {
    const first = await stack.create(TYPE, "hook", program);
    expect((await stack.create(TYPE, "hook", program)).id).toBe(first.id);
    expect(await stack.api.subscriptions.list()).toHaveLength(1);
  });

  test("a repeated create takes it over with less of its time left, and with another password, but not with another user", async () => {
    let now = Date.now();
    const later = await Stack.start({ now: () => now });
    const expiring = (more: object = {}) => ({
      orderType: "orders",
      callback: { ...callback, expiry: 86_400, ...more },
    });
    const first = await later.create(TYPE, "hook", expiring());
    now += 3_600_000;
    later.simulator.revokeTokens();
    expect((await later.create(TYPE, "hook", expiring({ password: "other" }))).id).toBe(first.id);
    expect(later.said.join()).toContain(
      "exists already, and is taken over. If an interrupted run has made it, or it is being replaced, all is well;",
    );
    await expect(later.create(TYPE, "hook", expiring({ username: "somebody" }))).rejects.toThrow(
      `subscription ${first.id} to the same target exists already, with other content. Nothing was changed.`,
    );
    expect((await later.api.subscriptions.get(first.id))?.callback?.username).toBe("bandwidth");
    await later.close();
  });

  test("after an answer that was lost only what has this content is taken for what was asked for", async () => {
    const { faults } = stack.simulator;
    faults.on("POST", /subscriptions$/, { kind: "lostAnswer" });
    const { id } = await stack.create(TYPE, "hook", program);
    faults.on("POST", /subscriptions$/, { kind: "reset" });
    const another = { ...program, callback: { ...callback, username: "somebody" } };
    await expect(stack.create(TYPE, "other", another)).rejects.toThrow(
      `subscription ${id} to the same target exists already, with other content. Nothing was changed.`,
    );
    expect((await stack.api.subscriptions.get(id))?.callback?.username).toBe(callback.username);
  });

  test("deleted elsewhere it is gone; another URL is a change in place", async () => {
    const { id, state } = await stack.create(TYPE, "hook", program);
    const other = { orderType: "orders", callback: { ...callback, url: "https://other.example.com/" } };
    expect(stack.diff(TYPE, state, other)).toMatchObject({ replaces: [] });
    const next = await stack.update(TYPE, "hook", id, state, other);
    expect((await stack.api.subscriptions.get(id))?.callback?.url).toBe("https://other.example.com/");
    expect(stack.diff(TYPE, next, { ...other, orderType: "disconnects" }).replaces).toEqual(["orderType"]);
    stack.simulator.account.deleteSubscription(id);
    expect(await stack.read(TYPE, "hook", id, next)).toBeUndefined();
  });
});
