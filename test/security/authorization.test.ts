import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createApi } from "../../provider/bandwidth/api.js";
import { checkConfiguration } from "../../provider/configuration.js";
import { startSimulator } from "../../simulator/index.js";
import { failure } from "../bandwidth/helpers/client.js";
import { startServer, type TestServer, xml } from "../bandwidth/helpers/server.js";
import { frontEnds } from "../frontEnds/support.js";
import { address } from "../resources/support.js";

/** Somebody who would like to have the credentials. */
let thief: TestServer;
beforeEach(async () => {
  thief = await startServer(({ path }) =>
    path.includes("token") ? { body: '{"access_token":"theirs"}' } : xml("<Response/>"),
  );
});
afterEach(() => thief.close());

/** Whatever reached the thief, no credentials did. */
function expectNothingStolen(): void {
  for (const { headers, body, url } of thief.received) {
    expect(headers.authorization).toBeUndefined();
    expect(body).toBe("");
    expect(url).not.toMatch(/secret|token|Basic/);
  }
}

describe.each(frontEnds)("links and Location headers that name a foreign host, with %s", (_name, start) => {
  test("are never called, in a whole life", async () => {
    const simulator = await startSimulator({ linkBase: `${thief.url}/v1.0` });
    try {
      const run = await start(simulator.environment());
      const site = await run.create("Site", "site", { name: "Raleigh", address });
      const peer = await run.create("SipPeer", "peer", { siteId: site.id, name: "Main", isDefaultPeer: true });
      const at = { siteId: site.id, sipPeerId: peer.state.sipPeerId, search: { areaCode: "919" } };
      const order = await run.create("PhoneNumberOrder", "numbers", { ...at, quantity: 3 });
      const [first] = order.state.telephoneNumbers as string[];
      await run.create("TnOptions", "options", { telephoneNumbers: [first], sms: "on" });
      const callback = { url: "https://hooks.example.com/" };
      await run.create("Subscription", "webhook", { orderType: "orders", callback });
      const grown = await run.update("PhoneNumberOrder", "numbers", order, { ...at, quantity: 4 });
      await run.remove("PhoneNumberOrder", "numbers", grown);
      expect(simulator.requests.length).toBeGreaterThan(12);
      expect(thief.received).toEqual([]);
    } finally {
      await simulator.close();
    }
  });
});

describe.each([
  { kind: "oauth", clientId: "id", clientSecret: "secret" },
  { kind: "token", accessToken: "secret-token" },
  { kind: "basic", username: "user", password: "secret" },
] as const)("credentials of kind $kind", (credentials) => {
  test.each([301, 302, 303, 307, 308])("do not follow a %i to another host, from any request", async (status) => {
    const elsewhere = () => ({ status, headers: { location: `${thief.url}/v1.0/accounts/99/sites?token=no` } });
    const ours = await startServer(({ path }) =>
      path === "/token" ? { body: '{"access_token":"ours-secret"}' } : elsewhere(),
    );
    const settings = { accountId: "99", baseUrl: `${ours.url}/api`, tokenUrl: `${ours.url}/token`, maxConcurrency: 4 };
    const api = createApi({ ...settings, credentials });
    try {
      const address = { houseNumber: "1", streetName: "Main", city: "Raleigh", stateCode: "NC", zip: "27606" };
      await Promise.allSettled([
        api.sites.list(),
        api.sites.get("1"),
        api.sites.create({ name: "x", address }),
        api.sites.change("1", () => ({ name: "x", address })),
        api.sites.remove("1"),
        api.numbers.atPeer("1", "2"),
        api.disconnects.disconnect(["+19195550100"], { timeoutMs: 10, signal: AbortSignal.timeout(300) }),
      ]);
      expect(ours.received.some(({ headers }) => headers.authorization !== undefined)).toBe(true);
      for (const { method, headers, body } of thief.received) {
        expect(method).toBe("GET");
        expect(headers.authorization).toBeUndefined();
        expect(body).toBe("");
      }
    } finally {
      api.client.close();
      await ours.close();
    }
  });
});

test.each([301, 302, 303, 307, 308])("a %i of the token endpoint takes the client secret nowhere", async (status) => {
  const ours = await startServer(() => ({ status, headers: { location: `${thief.url}/token` } }));
  const credentials = { kind: "oauth", clientId: "id", clientSecret: "secret" } as const;
  const settings = { accountId: "99", baseUrl: `${ours.url}/api`, tokenUrl: `${ours.url}/token`, maxConcurrency: 4 };
  const api = createApi({ ...settings, credentials });
  try {
    const error = await failure(api.sites.list());
    expect(error.message).toContain("no access token");
    expect(thief.received).toEqual([]);
    // Nor was the API called with what the thief would have given.
    expect(ours.received.every(({ path }) => path === "/token")).toBe(true);
  } finally {
    api.client.close();
    await ours.close();
    expectNothingStolen();
  }
});

describe("addresses in the configuration", () => {
  const settings = { BW_ACCOUNT_ID: "99", BW_CLIENT_ID: "id", BW_CLIENT_SECRET: "secret" };
  const wrong = (environment: Record<string, string>) =>
    checkConfiguration({ configuration: {}, environment: { ...settings, ...environment } }).map(
      ({ property, reason }) => `${property} ${reason}`,
    );

  test.each([
    ["BW_TOKEN_URL", "tokenUrl", "http://api.bandwidth.com/api/v1/oauth2/token"],
    ["BW_API_URL", "baseUrl", "http://dashboard.bandwidth.com/api"],
    ["BW_TOKEN_URL", "tokenUrl", "http://127.0.0.1.example.com/token"],
    ["BW_TOKEN_URL", "tokenUrl", "http://localhost.example.com/token"],
    ["BW_API_URL", "baseUrl", "http://10.0.0.1/api"],
    ["BW_API_URL", "baseUrl", "ftp://127.0.0.1/api"],
  ])("%s over something that can be read on the way is refused: %s %s", (variable, property, url) => {
    expect(wrong({ [variable]: url })).toEqual([
      expect.stringMatching(new RegExp(`^${property} must begin with https://.*not ${new URL(url).origin}`)),
    ]);
  });

  test.each(["BW_API_URL", "BW_TOKEN_URL"])("%s with a password in it is refused, and not shown", (variable) => {
    const [told, ...more] = wrong({ [variable]: "https://user:marker-password@127.0.0.1/api" });
    expect(more).toEqual([]);
    expect(told).toContain("must not contain a user name or password");
    expect(told).not.toContain("marker");
  });
});
