import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { Caller } from "./support.js";

let simulator: Simulator;
let caller: Caller;
beforeEach(async () => {
  simulator = await startSimulator();
  caller = new Caller(simulator);
});
afterEach(() => simulator.close());

describe("subscriptions", () => {
  const callback = (inner = "") =>
    `<Subscription><OrderType>orders</OrderType><CallbackSubscription><URL>https://example.com/hook</URL><Expiry>3153600000</Expiry><CallbackCredentials><BasicAuthentication><Username>me</Username><Password>secret</Password></BasicAuthentication></CallbackCredentials>${inner}</CallbackSubscription></Subscription>`;

  test("the id is in Location, the password is never shown, the URL is in quotes", async () => {
    const created = await caller.post("/subscriptions", callback());
    expect([created.status, created.text]).toEqual([201, ""]);
    const shown = await caller.get(`/subscriptions/${created.id}`);
    const at = ["Subscriptions", "Subscription", "CallbackSubscription"];
    expect(shown.value(...at, "URL")).toBe('"https://example.com/hook"');
    expect(Number(shown.value(...at, "Expiry"))).toBeGreaterThan(3_153_599_000);
    expect(shown.text).not.toContain("secret");
  });

  test("a second one for the same target is 409, an invalid one 404, and an empty list 404", async () => {
    const none = await caller.get("/subscriptions");
    expect([none.status, none.value("ResponseStatus", "ErrorCode")]).toEqual([404, "16001"]);
    await caller.post("/subscriptions", callback());
    expect((await caller.post("/subscriptions", callback())).value("ResponseStatus", "ErrorCode")).toBe("16008");
    expect((await caller.post("/subscriptions", callback().replace("orders", "lidbs"))).status).toBe(404);
  });

  test("a deleted one is 404 with 16000", async () => {
    const { id } = await caller.post("/subscriptions", callback());
    expect((await caller.account("DELETE", `/subscriptions/${id}`)).status).toBe(200);
    expect((await caller.get(`/subscriptions/${id}`)).value("ResponseStatus", "ErrorCode")).toBe("16000");
  });
});
