import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import type { ClientSettings } from "../../provider/bandwidth/http/client.js";
import { type BandwidthError, Canceled } from "../../provider/bandwidth/http/errors.js";
import { failure, useServer } from "./helpers/client.js";
import type { Handler, Scripted } from "./helpers/server.js";

const context = useServer();
const get = { method: "GET", path: ["accounts", "1", "sites"] } as const;
const credentials = { kind: "oauth", clientId: "id-1", clientSecret: "S3CRET&<marker>" } as const;

interface Script {
  token?: (call: number) => Scripted | Promise<Scripted>;
  api?: Handler;
}

const granted = (call: number, expires_in?: number | string) => ({
  body: JSON.stringify({ access_token: `token-${call}`, token_type: "Bearer", expires_in }),
});

function oauth(
  { token = (call) => granted(call, 3600), api = () => 200 }: Script,
  settings: Partial<ClientSettings> = {},
) {
  let calls = 0;
  const client = context.client({ credentials, ...settings }, (received, response) =>
    received.path === "/token" ? token(++calls) : api(received, response),
  );
  return { client, calls: () => calls };
}

const used = () =>
  context.server.received.filter(({ path }) => path !== "/token").map(({ headers }) => headers.authorization);

describe("OAuth2 client credentials", () => {
  it("are exchanged for a token that all requests share", async () => {
    const { client, calls } = oauth({});
    await Promise.all(Array.from({ length: 12 }, () => client.request(get)));
    expect(calls()).toBe(1);
    expect(new Set(used())).toEqual(new Set(["Bearer token-1"]));
    const [call] = context.server.received;
    expect(call).toMatchObject({ method: "POST", path: "/token", body: "grant_type=client_credentials" });
    expect(call?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    const basic = `Basic ${Buffer.from(`${credentials.clientId}:${credentials.clientSecret}`).toString("base64")}`;
    expect(call?.headers.authorization).toBe(basic);
  });

  it("get a new token a minute before the old one ends", async () => {
    const { client, calls } = oauth({ token: (call) => granted(call, "600") });
    await client.request(get);
    context.clock.time += 539_000;
    await client.request(get);
    expect(calls()).toBe(1);
    context.clock.time += 1_000;
    await client.request(get);
    expect(calls()).toBe(2);
  });

  it("assume an hour when the endpoint doesn't state a token's lifetime", async () => {
    const { client, calls } = oauth({ token: (call) => granted(call) });
    await client.request(get);
    context.clock.time += 3_539_000;
    await client.request(get);
    expect(calls()).toBe(1);
    context.clock.time += 2_000;
    await client.request(get);
    expect(calls()).toBe(2);
  });

  it("don't fetch a token for every request when tokens live only a minute", async () => {
    const { client, calls } = oauth({ token: (call) => granted(call, 60) });
    for (let request = 0; request < 5; request++) await client.request(get);
    expect(calls()).toBe(1);
  });

  it("get a new token once after a 401, and the request is repeated, even a purchase", async () => {
    const { client, calls } = oauth({ api: ({ headers }) => (headers.authorization === "Bearer token-1" ? 401 : 200) });
    const order = { method: "POST", path: ["accounts", "1", "orders"], body: { root: "Order", content: {} } } as const;
    expect((await client.request(order)).status).toBe(200);
    expect(calls()).toBe(2);
    expect(used()).toEqual(["Bearer token-1", "Bearer token-2"]);
  });

  it("refresh once for many requests whose token was refused at the same moment", async () => {
    const { client, calls } = oauth({ api: ({ headers }) => (headers.authorization === "Bearer token-1" ? 401 : 200) });
    await Promise.all(Array.from({ length: 5 }, () => client.request(get)));
    expect(calls()).toBe(2);
  });

  it("that the API refuses again end in an error with the token endpoint's answer", async () => {
    const { client, calls } = oauth({ api: () => 401 });
    const error = await failure<BandwidthError>(client.request(get));
    expect(error).toMatchObject({ status: 401, fate: "refused" });
    expect(error.message).toContain(`The token endpoint ${context.server.url}/token accepts clientId and clientSecret`);
    expect(error.message).toContain("3600 s");
    expect(calls()).toBe(2);
    expect(used()).toEqual(["Bearer token-1", "Bearer token-2"]);
  });

  it("whose refresh fails end in that failure", async () => {
    const refused = { status: 400, body: '{"error":"invalid_client","error_description":"disabled"}' };
    const { client } = oauth({ api: () => 401, token: (call) => (call === 1 ? granted(1) : refused) });
    const error = await failure(client.request(get));
    expect(error.message).toContain('answered 400 "invalid_client: disabled"');
  });
});

describe("a token call that fails", () => {
  it("is an error immediately, with the endpoint's status and words but no secret", async () => {
    const echo = `client ${credentials.clientId} with ${credentials.clientSecret} is unknown`;
    const body = JSON.stringify({ error: "invalid_client", error_description: echo });
    const { client, calls } = oauth({ token: () => ({ status: 401, body }) });
    const error = await failure<BandwidthError>(client.request(get));
    expect(error.message).toContain(
      `${context.server.url}/token answered 401 "invalid_client: client id-1 with [secret] is unknown"`,
    );
    expect(error.message).toContain("check clientId and clientSecret");
    expect(error.fate).toBe("unsent");
    expect(calls()).toBe(1);
    expect(used()).toEqual([]);
    const shown = inspect(error, { depth: 10, showHidden: true });
    expect(shown).not.toContain(credentials.clientSecret);
    expect(shown).not.toContain(Buffer.from(`id-1:${credentials.clientSecret}`).toString("base64"));
  });

  it("never counts as the API's answer that something doesn't exist", async () => {
    const { client } = oauth({ token: () => ({ status: 404, body: "<html><title>Nothing here</title></html>" }) });
    const error = await failure<BandwidthError>(client.request(get));
    expect(error.status).toBeUndefined();
    expect(error.codes).toEqual([]);
    expect(error.message).toContain('answered 404 "Nothing here". check tokenUrl');
  });

  it("is tried again when it may go away by itself", async () => {
    const { client, calls } = oauth({ token: (call) => (call < 3 ? 503 : granted(call)) });
    expect((await client.request(get)).status).toBe(200);
    expect(calls()).toBe(3);
  });

  it("says so when the answer has no token", async () => {
    const { client } = oauth({ token: () => ({ body: "{}" }) });
    expect((await failure(client.request(get))).message).toContain(
      "answered 200, but the answer holds no access_token",
    );
  });

  it("says so when nothing answers", async () => {
    const { client } = oauth({}, { tokenUrl: "http://127.0.0.1:9/token" });
    expect((await failure(client.request(get))).message).toMatch(
      /token endpoint http:\/\/127.0.0.1:9\/token gave no answer.*ECONNREFUSED/,
    );
  });

  it("isn't redirected elsewhere with the secret", async () => {
    const { client } = oauth({ token: () => ({ status: 307, headers: { location: "http://127.0.0.1:9/elsewhere" } }) });
    expect((await failure(client.request(get))).message).toMatch(/307 redirects this POST/);
    expect(context.server.received).toHaveLength(1);
  });
});

it("a request canceled while it waits for a token leaves the token to the others", async () => {
  const controller = new AbortController();
  const { client, calls } = oauth({
    token: async (call) => {
      controller.abort();
      await new Promise((resolve) => setTimeout(resolve, 20));
      return granted(call);
    },
  });
  const canceled = failure<Canceled>(client.request({ ...get, method: "POST", signal: controller.signal }));
  const other = client.request(get);
  const error = await canceled;
  expect(error).toBeInstanceOf(Canceled);
  expect(error.fate).toBe("unsent");
  expect((await other).status).toBe(200);
  expect(calls()).toBe(1);
});
