import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

describe("access to the account", () => {
  const sites = () => `${simulator.baseUrl}/accounts/${simulator.accountId}/sites`;
  const token = async (secret = simulator.credentials.clientSecret) => {
    const basic = Buffer.from(`${simulator.credentials.clientId}:${secret}`).toString("base64");
    return fetch(simulator.tokenUrl, {
      method: "POST",
      headers: { Authorization: `Basic ${basic}`, "Content-Type": "application/x-www-form-urlencoded" },
      body: "grant_type=client_credentials",
    });
  };

  test("a token of the token endpoint gives access until it is revoked", async () => {
    const answer = (await (await token()).json()) as { access_token: string; expires_in: number };
    expect(answer.expires_in).toBe(3_600);
    const headers = { Authorization: `Bearer ${answer.access_token}` };
    expect((await fetch(sites(), { headers })).status).toBe(200);
    simulator.revokeTokens();
    const refused = await fetch(sites(), { headers });
    expect([refused.status, await refused.text()]).toEqual([401, ""]);
    expect(simulator.tokenRequests).toBe(1);
  });

  test("a wrong secret gets no token", async () => {
    expect((await token("wrong")).status).toBe(401);
  });

  test("Basic credentials give access until Bandwidth turns them off", async () => {
    const { username, password } = simulator.credentials;
    const headers = { Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
    expect((await fetch(sites(), { headers })).status).toBe(200);
    simulator.settings.acceptBasic = false;
    expect((await fetch(sites(), { headers })).status).toBe(401);
  });

  test("a token expires", async () => {
    simulator.settings.tokenLifetimeSeconds = 0;
    const answer = (await (await token()).json()) as { access_token: string };
    const headers = { Authorization: `Bearer ${answer.access_token}` };
    expect((await fetch(sites(), { headers })).status).toBe(401);
  });
});
