import { describe, expect, test } from "vitest";
import { checkConfiguration, settingsOf, worldFrom } from "../provider/configuration.js";

const check = (configuration: Record<string, string>, environment: Record<string, string> = {}) =>
  checkConfiguration({ configuration, environment }).map(({ property, reason }) => `${property} ${reason}`);
const credentials = (configuration: Record<string, string>, environment: Record<string, string> = {}) =>
  settingsOf({ configuration: { accountId: "1", ...configuration }, environment }).credentials;

const oauth = { clientId: "id", clientSecret: "MARKER-secret" };
const basic = { username: "user", password: "MARKER-password" };

const VARIABLES = {
  ...{ accountId: "BW_ACCOUNT_ID", clientId: "BW_CLIENT_ID", clientSecret: "BW_CLIENT_SECRET" },
  ...{ accessToken: "BW_ACCESS_TOKEN", username: "BW_USERNAME", password: "BW_PASSWORD", baseUrl: "BW_API_URL" },
  ...{ tokenUrl: "BW_TOKEN_URL", maxConcurrency: "BW_MAX_CONCURRENCY", orderTimeout: "BW_ORDER_TIMEOUT" },
  ...{ maxPurchases: "BW_MAX_PURCHASES", maxDisconnects: "BW_MAX_DISCONNECTS" },
};

describe("configuration", () => {
  test("says what is missing, and how to give it", () => {
    expect(check({})).toEqual([
      "accountId is required: `pulumi config set bandwidth:accountId …`, or BW_ACCOUNT_ID",
      "clientId and clientSecret are required (or accessToken): `pulumi config set bandwidth:clientId …`, or BW_CLIENT_ID and BW_CLIENT_SECRET",
    ]);
  });

  test("within one place OAuth2 beats a token beats Basic", () => {
    expect(credentials({ ...oauth, accessToken: "t", ...basic }).kind).toBe("oauth");
    expect(credentials({ accessToken: "t", ...basic }).kind).toBe("token");
    expect(credentials(basic).kind).toBe("basic");
  });

  test("the stack's configuration beats the environment, whatever kind it is", () => {
    const environment = { BW_CLIENT_ID: "other", BW_CLIENT_SECRET: "other", BW_ACCOUNT_ID: "2" };
    expect(credentials(basic, environment).kind).toBe("basic");
    expect(settingsOf({ configuration: {}, environment }).accountId).toBe("2");
  });

  test("half a pair is an error that names the other half", () => {
    expect(check({ accountId: "1", clientId: "id" })).toEqual([
      "clientSecret is missing, but clientId is given in the same place; they belong together",
    ]);
    expect(check({ accountId: "1", password: "p" })).toEqual([
      "username is missing, but password is given in the same place; they belong together",
    ]);
  });

  test("plain http is for a loopback address only", () => {
    expect(check({ accountId: "1", ...oauth, baseUrl: "http://example.com/api" })[0]).toMatch(
      /^baseUrl must begin with https/,
    );
    expect(check({ accountId: "1", ...oauth, tokenUrl: "http://example.com/t" })[0]).toMatch(
      /^tokenUrl must begin with https/,
    );
    expect(
      check({ accountId: "1", ...oauth, baseUrl: "http://127.0.0.1:1/api", tokenUrl: "http://localhost:1/t" }),
    ).toEqual([]);
  });

  test("numbers and durations are checked", () => {
    expect(
      check({ accountId: "1", ...oauth, maxConcurrency: "0", maxPurchases: "many", orderTimeout: "soon" }),
    ).toEqual([
      'maxConcurrency must be a whole number from 1 to 100, not "0"',
      'maxPurchases must be a whole number, 0 or more, not "many"',
      'orderTimeout must be a duration such as 90s or 10m, not "soon"',
    ]);
    expect(check({ accountId: "1", ...oauth, releaseDelay: "soon" })).toEqual([
      'releaseDelay must be a duration such as 90s or 10m, not "soon"',
    ]);
    expect(
      settingsOf({ configuration: { accountId: "1", ...oauth, orderTimeout: "1h30m" }, environment: {} })
        .orderTimeoutMs,
    ).toBe(5_400_000);
  });

  const EDGES: [before: string, after: string][] = [
    ["", "\n"],
    ["", "\r\n"],
    [" ", "\t"],
    ["\ufeff", " "],
  ];
  const all = {
    accountId: "9500249",
    ...oauth,
    baseUrl: "https://a.example.com/api",
    tokenUrl: "https://b.example.com/t",
  };
  const others = { maxConcurrency: "4", orderTimeout: "90s", maxPurchases: "1", maxDisconnects: "2" };

  test.each(
    EDGES,
  )("blanks and line breaks around a setting (%j, %j) mean nothing, wherever it stands", (before, after) => {
    const around = (source: object) =>
      Object.fromEntries(Object.entries(source).map(([key, value]) => [key, before + value + after]));
    for (const kind of [
      all,
      { ...all, ...others },
      { accountId: "1", ...basic },
      { accountId: "1", accessToken: "t" },
    ]) {
      const plain = settingsOf({ configuration: kind, environment: {} });
      expect(settingsOf({ configuration: around(kind), environment: {} })).toEqual(plain);
      const named = Object.entries(kind).map(([key, value]) => [VARIABLES[key as keyof typeof VARIABLES], value]);
      expect(settingsOf({ configuration: {}, environment: around(Object.fromEntries(named)) })).toEqual(plain);
    }
  });

  test("a setting of blanks alone is none", () => {
    expect(check({ accountId: " \n", ...oauth })[0]).toMatch(/^accountId is required/);
    expect(settingsOf({ configuration: { ...all, baseUrl: " " }, environment: {} }).baseUrl).toMatch(
      /^https:.*bandwidth/,
    );
  });

  test.each([
    "95 249",
    "9500249/sites",
    "9500249#1",
    "9500249?x",
    "..",
    "95\n249",
    "«id»",
    "%2e",
  ])("an account id like %j is refused by its key", (accountId) => {
    expect(check({ accountId, ...oauth })).toEqual([
      `accountId must be only the id of an account, such as 9500249, not ${JSON.stringify(accountId)}`,
    ]);
  });

  test.each<[wrong: object, ...complaints: string[]]>([
    [{ baseUrl: "https://a.example.com\n.evil.example/api" }, "baseUrl contains a space or a line break"],
    [{ tokenUrl: "https://a.example .com/t" }, "tokenUrl contains a space or a line break"],
    [{ clientId: "a\nb" }, "clientId contains a line break or another control character"],
    [{ clientSecret: "MARKER\nb" }, "clientSecret contains a line break or another control character"],
    [
      { accountId: "1/2", clientId: "a\tb" },
      "accountId must be only the id of an account",
      "clientId contains a line break",
    ],
  ])("%j is refused by its key", (wrong, ...complaints) => {
    const told = check({ ...all, ...wrong });
    expect(told).toEqual(complaints.map((complaint) => expect.stringContaining(complaint)));
    expect(told.join()).not.toContain("MARKER");
  });

  test("a user name with a colon cannot be sent, nor a password with a line break", () => {
    expect(check({ accountId: "1", username: "a:b", password: "MARKER" })).toEqual([
      "username contains a colon, which Basic authentication cannot carry",
    ]);
    expect(check({ accountId: "1", username: "a", password: "MAR\nKER" })).toEqual([
      "password contains a line break or another control character",
    ]);
  });

  test("no error holds a secret", () => {
    const given = { configuration: { ...oauth, ...basic, baseUrl: "ftp://user:MARKER@x" }, environment: {} };
    let message = "";
    try {
      settingsOf(given);
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain("not valid");
    expect(message).not.toContain("MARKER");
  });
});

describe("where things live", () => {
  const world = (configuration: Record<string, string>) =>
    worldFrom({ configuration: { accountId: "1", accessToken: "t", ...configuration }, environment: {} }).name;

  test("is one place at Bandwidth, by whatever of its addresses", () => {
    const addresses = [
      "https://dashboard.bandwidth.com/api",
      "https://dashboard.bandwidth.com/v1.0",
      "https://DASHBOARD.bandwidth.com:443/api/v2/",
      "https://api.bandwidth.com/api",
      "https://api.bandwidth.com/api/v2",
    ];
    expect(new Set(addresses.map((baseUrl) => world({ baseUrl })))).toEqual(new Set(["bandwidth.com/1"]));
    expect(world({})).toBe("bandwidth.com/1");
  });

  test("is told apart by host, port and account", () => {
    const places: Record<string, string>[] = [
      {},
      { accountId: "2" },
      { baseUrl: "https://test.api.bandwidth.com/api" },
      { baseUrl: "https://proxy.example.com/bandwidth/api" },
      { baseUrl: "https://proxy.example.com:8443/bandwidth/api" },
      { baseUrl: "http://127.0.0.1:1/api" },
      { baseUrl: "http://127.0.0.1:2/api" },
    ];
    expect(new Set(places.map(world)).size).toBe(places.length);
  });

  test("ownsAdopted is false unless somebody says true, and nothing else", () => {
    const owns = (configuration: Record<string, string>) =>
      settingsOf({ configuration: { accountId: "1", accessToken: "t", ...configuration }, environment: {} })
        .ownsAdopted;
    expect([owns({}), owns({ ownsAdopted: "false" }), owns({ ownsAdopted: "true" })]).toEqual([false, false, true]);
    for (const ownsAdopted of ["yes", "1", "True"])
      expect(check({ accountId: "1", accessToken: "t", ownsAdopted })).toEqual([
        `ownsAdopted must be true or false, not "${ownsAdopted}"`,
      ]);
  });

  test("movedFrom takes what the refusal names, and any address of the API with the account", () => {
    const from = (movedFrom: string) =>
      worldFrom({ configuration: { accountId: "1", accessToken: "t", movedFrom }, environment: {} }).movedFrom;
    for (const baseUrl of ["https://api.bandwidth.com/api", "https://test.example.com", "http://127.0.0.1:1/api/v2"]) {
      expect(from(world({ baseUrl }))).toBe(world({ baseUrl }));
      expect(from(`${baseUrl}/1`)).toBe(world({ baseUrl }));
    }
    for (const movedFrom of ["yes", "true", "bandwidth.com", "bandwidth.com/", "https://", "https://host", "//x/1"]) {
      expect(check({ accountId: "1", accessToken: "t", movedFrom })).toEqual([
        `movedFrom must be a place such as bandwidth.com/9500249, as the refusal names it, not "${movedFrom}"`,
      ]);
    }
  });
});
