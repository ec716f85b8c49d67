import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { type Subscription, subscriptions } from "../../provider/bandwidth/account/subscriptions.js";
import type { BandwidthError } from "../../provider/bandwidth/http/errors.js";
import { failure, useServer } from "./helpers/client.js";
import { refusal, xml } from "./helpers/server.js";

const context = useServer();
const callback: Subscription = {
  orderType: "orders",
  orderId: "o-1",
  callback: {
    url: "https://h.example/x?a=1&b=2",
    expiry: 3_153_600_000,
    username: "u",
    password: "p",
    publicKey: "S2V5",
  },
};
const callbackXml =
  "<OrderType>orders</OrderType><OrderId>o-1</OrderId><CallbackSubscription><URL>https://h.example/x?a=1&amp;b=2</URL><Expiry>3153600000</Expiry>" +
  "<CallbackCredentials><BasicAuthentication><Username>u</Username><Password>p</Password></BasicAuthentication><PublicKey>S2V5</PublicKey></CallbackCredentials></CallbackSubscription>";
const lastBody = () => context.server.received.at(-1)?.body ?? "";
const created = { status: 201, headers: { location: "https://x:443/v1.0/accounts/1/sunscriptions/s-1" } };

describe("creating a subscription", () => {
  it("writes a callback in the documented sequence, with an expiry above 32 bits", async () => {
    expect(await subscriptions(context.client({}, () => created)).create(callback)).toBe("s-1");
    expect(context.server.log()).toEqual(["POST /api/accounts/9900123/subscriptions"]);
    expect(lastBody()).toContain(`<Subscription>${callbackXml}</Subscription>`);
  });

  it("writes emails", async () => {
    const email = { address: "a@b.example", digestRequested: "DAILY" };
    await subscriptions(context.client({}, () => created)).create({ orderType: "portins", email });
    expect(lastBody()).toContain(
      "<Subscription><OrderType>portins</OrderType><EmailSubscription><Email>a@b.example</Email><DigestRequested>DAILY</DigestRequested></EmailSubscription></Subscription>",
    );
  });

  it("that isn't accepted is a 404, which doesn't count as missing", async () => {
    const invalid = refusal(404, "16004", "Invalid URL", "SubscriptionsResponse");
    const error = await failure<BandwidthError>(subscriptions(context.client({}, () => invalid)).create(callback));
    expect(error.message).toBe(
      `POST /accounts/9900123/subscriptions: 404 16004 "Invalid URL". This 404 means that Bandwidth doesn't accept the subscription as it is: check its address, expiry and public key`,
    );
    expect(error).toMatchObject({ status: 404, fate: "refused" });
  });

  it("again for the same target is a 409 with 16008", async () => {
    const duplicate = refusal(409, "16008", "Duplicate subscription already exists");
    const error = await failure<BandwidthError>(subscriptions(context.client({}, () => duplicate)).create(callback));
    expect(error.has("16008")).toBe(true);
  });

  it("without a Location may have succeeded", async () => {
    const error = await failure<BandwidthError>(subscriptions(context.client({}, () => 201)).create(callback));
    expect(error.message).toContain("the answer has no Location, so no id");
    expect(error.fate).toBe("unknown");
  });

  it("doesn't show its password in an error", async () => {
    const secret = { orderType: "orders", callback: { url: "https://h.example", password: "hunter2-marker" } };
    const echo = refusal(400, "1", "bad &lt;Password&gt;hunter2-marker&lt;/Password&gt;");
    const error = await failure(subscriptions(context.client({}, () => echo)).create(secret));
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain("hunter2-marker");
  });
});

describe("reading a subscription", () => {
  const read = (answer: ReturnType<typeof xml> | number) => subscriptions(context.client({}, () => answer)).get("s-1");
  const inner = `<Subscription><SubscriptionId>s-1</SubscriptionId>${callbackXml}</Subscription>`;

  it.each([
    `<SubscriptionsResponse><Subscriptions>${inner}</Subscriptions></SubscriptionsResponse>`,
    `<Subscriptions>${inner}</Subscriptions>`,
    `<SubscriptionsResponse>${inner}</SubscriptionsResponse>`,
    inner,
  ])("works with each envelope", async (body) => {
    expect(await read(xml(body))).toEqual({ subscriptionId: "s-1", ...callback });
  });

  it("removes quotes from the address, and knows the other names of user and key", async () => {
    const credentials =
      "<CallbackCredentials><BasicAuthentication><UserName>u</UserName><PublicKey>K</PublicKey></BasicAuthentication></CallbackCredentials>";
    const target = `<CallbackSubscription><URL>"https://h.example/x"</URL><Expiry>4283455101</Expiry><Status>200 OK</Status>${credentials}</CallbackSubscription>`;
    const body = `<Subscriptions><Subscription><SubscriptionId>s-1</SubscriptionId><OrderType>orders</OrderType>${target}</Subscription></Subscriptions>`;
    expect(await read(xml(body))).toEqual({
      subscriptionId: "s-1",
      orderType: "orders",
      callback: { url: "https://h.example/x", expiry: 4_283_455_101, username: "u", publicKey: "K" },
      status: "200 OK",
    });
  });

  it("says that it doesn't exist only when Bandwidth says so", async () => {
    expect(await read(refusal(404, "16000", "Subscription s-1 not found for accountId 1"))).toBeUndefined();
    const stranger = "<Subscriptions><Subscription><SubscriptionId>s-2</SubscriptionId></Subscription></Subscriptions>";
    for (const other of [401, 403, 404, 200, 204, xml("<Subscriptions/>"), xml(stranger), refusal(400, "16009", "x")]) {
      expect((await failure(read(other))).name).toBe("BandwidthError");
    }
  });
});

describe("the list of subscriptions", () => {
  const read = (answer: ReturnType<typeof xml> | number) => subscriptions(context.client({}, () => answer)).list();
  const entry = (id: number) =>
    `<Subscription><SubscriptionId>s-${id}</SubscriptionId><OrderType>orders</OrderType><EmailSubscription><Email>a@b</Email></EmailSubscription></Subscription>`;

  it("may hold none, in each of the ways to say so, one or many", async () => {
    expect(await read(refusal(404, "16001", "Subscriptions for account 1 order type orders not found"))).toEqual([]);
    expect(await read(204)).toEqual([]);
    expect(await read(xml("<SubscriptionsResponse><Subscriptions/></SubscriptionsResponse>"))).toEqual([]);
    const envelope = (inner: string) =>
      xml(`<SubscriptionsResponse><Subscriptions>${inner}</Subscriptions></SubscriptionsResponse>`);
    expect(await read(envelope(entry(1)))).toEqual([
      { subscriptionId: "s-1", orderType: "orders", email: { address: "a@b" } },
    ]);
    expect(await read(envelope(entry(1) + entry(2)))).toHaveLength(2);
  });

  it("that is refused isn't an empty list", async () => {
    for (const other of [200, 403, 404, xml("<html/>", 404)])
      expect((await failure(read(other))).name).toBe("BandwidthError");
  });
});

it("a change of a subscription keeps unknown elements, and leaves out what nobody can set", async () => {
  const facts = "<Status>200 OK</Status><Zone>2</Zone></CallbackSubscription>";
  const there = `<SubscriptionId>s-1</SubscriptionId>${callbackXml.replace("</CallbackSubscription>", facts)}<Tag>7</Tag>`;
  const get = xml(`<SubscriptionsResponse><Subscription>${there}</Subscription></SubscriptionsResponse>`);
  const api = subscriptions(context.client({}, ({ method }) => (method === "GET" ? get : 200)));
  await api.change("s-1", (current) => ({
    ...current,
    callback: { ...callback.callback, url: "https://other.example" },
  }));
  expect(context.server.log()).toEqual(["GET", "PUT"].map((verb) => `${verb} /api/accounts/9900123/subscriptions/s-1`));
  const url = callbackXml.replace(/<URL>.*<\/URL>/, "<URL>https://other.example</URL>");
  const kept = url.replace("</CallbackSubscription>", "<Zone>2</Zone></CallbackSubscription><Tag>7</Tag>");
  expect(lastBody()).toContain(`<Subscription>${kept}</Subscription>`);
});

it("a subscription that is already gone counts as deleted", async () => {
  const gone = refusal(404, "16000", "not found");
  await subscriptions(context.client({}, () => gone)).remove("s-1");
  await subscriptions(context.client({}, ({ method }) => (method === "DELETE" ? 404 : gone))).remove("s-1");
  const refused = subscriptions(context.client({}, () => 403)).remove("s-1");
  expect((await failure<BandwidthError>(refused)).status).toBe(403);
});
