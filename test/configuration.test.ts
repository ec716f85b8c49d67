import { describe, expect, test } from "vitest";
import { checkConfiguration, settingsOf } from "../provider/configuration.js";

const check = (configuration: Record<string, string>, environment: Record<string, string> = {}) =>
  checkConfiguration({ configuration, environment }).map(({ property, reason }) => `${property} ${reason}`);
const credentials = (configuration: Record<string, string>, environment: Record<string, string> = {}) =>
  settingsOf({ configuration: { accountId: "1", ...configuration }, environment }).credentials;

const oauth = { clientId: "id", clientSecret: "MARKER-secret" };
const basic = { username: "user", password: "MARKER-password" };

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
      "clientSecret is missing, though clientId is given in the same place; the two belong together",
    ]);
    expect(check({ accountId: "1", password: "p" })).toEqual([
      "username is missing, though password is given in the same place; the two belong together",
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
      'orderTimeout must be a duration such as 90s or 10m, not "soon"',
      'maxConcurrency must be a whole number from 1 to 100, not "0"',
      'maxPurchases must be a whole number, 0 or more, not "many"',
    ]);
    expect(
      settingsOf({ configuration: { accountId: "1", ...oauth, orderTimeout: "1h30m" }, environment: {} })
        .orderTimeoutMs,
    ).toBe(5_400_000);
  });

  test("no error holds a secret", () => {
    const given = { configuration: { ...oauth, ...basic, baseUrl: "ftp://user:MARKER@x" }, environment: {} };
    let message = "";
    try {
      settingsOf(given);
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain("not usable");
    expect(message).not.toContain("MARKER");
  });
});
