import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { create } from "../../provider/pulumi/definition/lifecycle.js";
import { Program } from "../../provider/pulumi/run/program.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { complaints, resourceNamed, Stack, warnings } from "./support.js";

const TYPE = "Subscription";
/** The API has no subscription. */
const none = "<R><ResponseStatus><ErrorCode>16001</ErrorCode><Description>not found</Description></ResponseStatus></R>";
const callback = { url: "https://hooks.example.com/bandwidth", username: "bandwidth", password: "MARKER" };

describe("a subscription's inputs", () => {
  test.each([
    [
      "nobody to tell",
      { orderType: "orders" },
      ["callback or email is required: one of them receives the notifications"],
    ],
    [
      "two to tell",
      { orderType: "orders", callback, email: { address: "noc@example.com" } },
      ["callback cannot be given together with email"],
    ],
    ["nothing to tell", { callback }, ["orderType or eventType is required: one of them says what to report"]],
    [
      "orders and events at once",
      { orderType: "orders", orderId: "4711", eventType: "MESSAGING_LOST", callback },
      [
        "eventType cannot be given together with orderType",
        "orderId cannot be given together with eventType: events have no order",
      ],
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

  test("a word that this package does not know makes a warning only", () => {
    for (const known of [{ orderType: "lidb" }, { eventType: "MESSAGING_LOST" }]) {
      expect([complaints(TYPE, { ...known, callback }), warnings(TYPE, { ...known, callback })]).toEqual([[], []]);
    }
    expect(complaints(TYPE, { orderType: "lidbs", callback })).toEqual([]);
    expect(warnings(TYPE, { orderType: "lidbs", callback })).toEqual([
      expect.stringMatching(/^orderType is "lidbs", which this package does not know; it knows portins, /),
    ]);
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

  test("one to the same target is not taken over, but adopted when the program says so", async () => {
    const first = await stack.create(TYPE, "hook", program);
    const refusal = await stack.create(TYPE, "hook", program).catch(String);
    expect(refusal).toContain(`subscription ${first.id} to the same target already exists. This stack cannot tell`);
    expect(refusal).toContain(`\`pulumi import bandwidth:index:Subscription hook ${first.id}\``);
    expect(stack.writes()).toEqual(["POST /subscriptions"]);
    expect((await create(resourceNamed(TYPE), stack.call("hook"), stack.checked(TYPE, program), first.id)).id).toBe(
      first.id,
    );
    expect(await stack.api.subscriptions.list()).toHaveLength(1);
  });

  test("one that is being replaced by force is recognized after a refresh, and written as it is declared by now", async () => {
    const first = await stack.create(TYPE, "hook", program);
    stack.refreshed.add(first.id);
    const changed = { ...program, callback: { ...callback, username: "somebody" } };
    expect((await stack.create(TYPE, "hook", changed)).id).toBe(first.id);
    expect((await stack.api.subscriptions.get(first.id))?.callback?.username).toBe("somebody");
  });

  test("two stacks at once: the one that comes second is told so, and takes nothing", async () => {
    const { faults, account } = stack.simulator;
    const first = await stack.create(TYPE, "hook", program);
    // The first one came between the look and the request.
    faults.on("GET", /subscriptions$/, { kind: "status", status: 404, body: none });
    await expect(stack.create(TYPE, "hook", program)).rejects.toThrow(
      `subscription ${first.id} to the same target already exists`,
    );
    expect(account.subscriptions.size).toBe(1);
  });

  test("after an answer that was lost only what has this content is taken for what was asked for", async () => {
    const { faults } = stack.simulator;
    faults.on("POST", /subscriptions$/, { kind: "lostAnswer" });
    const { id } = await stack.create(TYPE, "hook", program);
    faults.on("GET", /subscriptions$/, { kind: "status", status: 404, body: none });
    faults.on("POST", /subscriptions$/, { kind: "reset" });
    const another = { ...program, callback: { ...callback, username: "somebody" } };
    await expect(stack.create(TYPE, "other", another)).rejects.toThrow(
      `subscription ${id} to the same target already exists`,
    );
    expect((await stack.api.subscriptions.get(id))?.callback?.username).toBe(callback.username);
  });

  test("the same target twice in a program is refused, without telling the address; unknown orders are no target", () => {
    const program = new Program();
    const claims = (name: string, inputs: Values, given = true) =>
      program.claim(
        `urn:pulumi:dev::p::bandwidth:index:${TYPE}::${name}`,
        resourceNamed(TYPE).claims?.(inputs, () => given) ?? [],
      );
    const target = { orderType: "orders", callback: { url: "https://hooks.example.com/?token=MARKER" } };
    expect(claims("one", target, false)).toEqual([]);
    expect(claims("two", target, false)).toEqual([
      {
        property: "callback.url",
        reason: `the subscription to orders of the account for this target is also declared by ${TYPE} "one"`,
      },
    ]);
    expect(claims("two", target, true)).toEqual([]);
    expect(claims("two", { ...target, orderId: "4711" })).toEqual([]);
    expect(claims("three", { ...target, orderType: "portins" }, false)).toEqual([]);
  });

  test("to an event is made, read, imported, listed, and found again by its target", async () => {
    const lost = { eventType: "MESSAGING_LOST", callback };
    const { id, state } = await stack.create(TYPE, "lost", lost);
    await stack.create(TYPE, "hook", program);
    expect(stack.diff(TYPE, (await stack.read(TYPE, "lost", id, state))?.state ?? {}, lost).changes).toEqual([]);
    const imported = await stack.read(TYPE, "lost", id);
    expect(imported?.inputs).toMatchObject({ eventType: "MESSAGING_LOST" });
    expect(imported?.inputs).not.toHaveProperty("orderType");
    expect(complaints(TYPE, imported?.inputs ?? {})).toEqual([]);
    const names = [];
    const { list } = resourceNamed(TYPE);
    for await (const found of list?.find({ ...stack.call("list"), query: { eventType: "MESSAGING_LOST" } }) ?? []) {
      names.push(found.name);
    }
    expect(names).toEqual([`MESSAGING_LOST-${callback.url}`]);
    await expect(stack.create(TYPE, "lost", lost)).rejects.toThrow(
      `subscription ${id} to the same target already exists`,
    );
  });

  test("an update keeps what the program does not declare, and what this package does not know", async () => {
    const { id, state } = await stack.create(TYPE, "hook", program);
    const stored = () => stack.simulator.account.subscriptions.get(id);
    Object.assign(stored()?.callback ?? {}, { others: { NumberFormat: "E164", Zone: "2" } });
    const moved = { ...program, callback: { ...callback, url: "https://other.example.com/" } };
    const next = await stack.update(TYPE, "hook", id, state, moved);
    expect(stored()?.callback).toMatchObject({ others: { NumberFormat: ["E164"], Zone: ["2"] }, password: "MARKER" });
    await stack.update(TYPE, "hook", id, next, { orderType: "orders", email: { address: "noc@example.com" } });
    expect(stored()).toMatchObject({ email: { Email: "noc@example.com" } });
    expect(stored()).not.toHaveProperty("callback");
  });

  test("an imported or adopted one is not changed without its password, which nobody could tell", async () => {
    const { id } = await stack.create(TYPE, "hook", program);
    const stored = () => stack.simulator.account.subscriptions.get(id)?.callback;
    const { url, username } = callback;
    const silent = { orderType: "orders", callback: { url: `${url}?v=2`, username } };
    const imported = await stack.read(TYPE, "hook", id);
    const fresh = await stack.read(TYPE, "hook", id, imported?.state);
    const mark = stack.simulator.requests.mark();
    await expect(stack.update(TYPE, "hook", id, fresh?.state ?? {}, silent)).rejects.toThrow(
      /^callback\.password is not declared.* Nothing was sent\. Declare the password, or "" if there is none/,
    );
    const adopted = create(resourceNamed(TYPE), stack.call("hook"), stack.checked(TYPE, silent), id);
    await expect(adopted).rejects.toThrow("callback.password is not declared");
    expect([stack.writes(mark), stored()?.password]).toEqual([[], "MARKER"]);
    const spoken = { ...silent, callback: { ...silent.callback, password: "MARKER" } };
    const next = await stack.update(TYPE, "hook", id, fresh?.state ?? {}, spoken);
    expect(stored()).toMatchObject({ url: `${url}?v=2`, password: "MARKER" });
    // From now on it is known, and may be taken away.
    await stack.update(TYPE, "hook", id, next, silent);
    expect(stored()?.password).toBeUndefined();
  });

  test("an imported one that has no password is changed when the program says so", async () => {
    const { url, username } = callback;
    const without = { orderType: "orders", callback: { url, username } };
    const made = await stack.create(TYPE, "hook", without);
    // One that this state has made has no other password than the program's.
    const moved = { ...without, callback: { url: `${url}?v=2`, username } };
    await stack.update(TYPE, "hook", made.id, made.state, moved);
    expect(stack.said.join()).not.toContain("callback.password");
    const imported = await stack.read(TYPE, "hook", made.id);
    const said = { ...without, callback: { url, username, password: "" } };
    expect(complaints(TYPE, said)).toEqual([]);
    await stack.update(TYPE, "hook", made.id, imported?.state ?? {}, said);
    expect((await stack.api.subscriptions.get(made.id))?.callback).toMatchObject({ url, username });
  });

  test("one of version 0.1.0, whose state does not say, is changed with a warning", async () => {
    const { id, state } = await stack.create(TYPE, "hook", program);
    const { url, username } = callback;
    const { __password: _unsaid, ...old } = state;
    const before = { ...old, callback: { url, username, expiry: 3_153_600_000 } };
    const next = await stack.update(TYPE, "hook", id, before, {
      orderType: "orders",
      callback: { url: `${url}?v=2`, username },
    });
    expect(stack.said.filter((line) => line.includes("callback.password is not declared"))).toHaveLength(1);
    await stack.update(TYPE, "hook", id, next, { orderType: "orders", callback: { url, username } });
    expect(stack.said.filter((line) => line.includes("callback.password is not declared"))).toHaveLength(1);
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
