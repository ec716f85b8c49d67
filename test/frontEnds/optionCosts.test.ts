import { afterEach, describe, expect, test } from "vitest";
import type { Simulator } from "../../simulator/index.js";
import { frontEnds, type Made, startAccount } from "./support.js";

/* What it costs to make many numbers text: the batches of the API, and pages (docs/maintainers/money.md#cost). */

const address = { houseNumber: "900", streetName: "Main Campus Drive", city: "Raleigh", stateCode: "NC", zip: "27606" };
const TYPE = "PhoneNumberOrder";
const ORDERS = 10;
/** One page of the API says 5,000, another 1,000 (docs/maintainers/api.md#batches). */
const mostPerOrder = 1_000;

let simulator: Simulator;
afterEach(() => simulator.close());

describe.each(frontEnds)("messages and a campaign for the numbers of ten orders, with %s", (_name, start) => {
  const paths = (mark: number) =>
    simulator.requests.since(mark).map(({ method, path }) => `${method} ${path.split("/").slice(3).join("/")}`);
  const having = (asked: readonly string[], part: string) => asked.filter((path) => path.includes(part));

  test.each([
    20, 500,
  ])("%i numbers each, cost the API's batches, and a refresh of them costs pages", async (quantity) => {
    simulator = await startAccount();
    const run = await start(simulator.environment());
    const site = await run.create("Site", "site", { name: "Raleigh", address });
    const siteId = String(site.state.siteId);
    const application = await run.create("Application", "texts", {
      ...{ name: "Texts", serviceType: "Messaging-V2", inboundCallbackUrl: "https://hooks.example.com/messages" },
    });
    const bare = { siteId, name: "main", isDefaultPeer: true };
    const peer = await run.create("SipPeer", "main", bare);
    const order = { siteId, sipPeerId: String(peer.state.sipPeerId), search: { areaCode: "919" }, quantity };
    const names = Array.from({ length: ORDERS }, (_, index) => `order-${index}`);
    const made: Made[] = [];
    for (const name of names) made.push(await run.create(TYPE, name, order));

    const next = await start(simulator.environment());
    let mark = simulator.requests.mark();
    const messaging = { applicationId: application.id, sms: { a2pLongCode: "DefaultOff" } };
    const texting = await next.update("SipPeer", "main", peer, { ...bare, messaging });
    const options = { sms: "on", campaignId: "CDEMO01", messageClass: "Campaign-A", portOutPasscode: "a1b2c3" };
    const programs = { ...order, options };
    const after = await Promise.all(names.map((name, index) => next.update(TYPE, name, made[index] as Made, programs)));
    const asked = paths(mark);
    const batches = Math.ceil((ORDERS * quantity) / mostPerOrder);
    expect(having(asked, "POST tnoptions")).toHaveLength(batches);
    expect(having(asked, "POST tnPortoutPasscodes")).toHaveLength(Math.ceil((ORDERS * quantity) / 2_500));
    // Each order is looked at once, and found by lists of the kind; the peer's services take six requests.
    expect(asked.length).toBeLessThanOrEqual(batches * 3 + 10);

    const last = await start(simulator.environment());
    mark = simulator.requests.mark();
    await last.read("SipPeer", "main", texting);
    const seen = await Promise.all(names.map((name, index) => last.read(TYPE, name, after[index] as Made)));
    expect(seen.map((one) => one?.state.telephoneNumbers)).toEqual(made.map(({ state }) => state.telephoneNumbers));
    for (const one of seen) expect(one?.state.options).toMatchObject({ campaignId: "CDEMO01", sms: "on" });
    const refreshed = paths(mark);
    // A full page without links may not be the last one. It has shown all that is looked for.
    expect(having(refreshed, "/tns")).toHaveLength(1);
    expect(refreshed.length).toBeLessThanOrEqual(9);
  });
});
