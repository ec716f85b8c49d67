import { request as plainRequest } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createApi } from "../../provider/bandwidth/api.js";
import type { XmlElement } from "../../simulator/xml.js";
import { startServer, type TestServer, xml } from "../bandwidth/helpers/server.js";
import { Stack } from "../resources/support.js";

const elementsOf = (element: XmlElement): XmlElement[] => [element, ...element.children.flatMap(elementsOf)];

let stack: Stack;
beforeEach(async () => {
  stack = await Stack.start();
});
afterEach(() => stack.close());

describe("line ends in names and ids", () => {
  const SPLIT = "1\r\nX-Injected: yes\r\n\r\nDELETE /api/accounts/99/sites/1 HTTP/1.1\r\n";
  let server: TestServer;
  beforeEach(async () => {
    server = await startServer(() => xml("<Response/>"));
  });
  afterEach(() => server.close());

  test("make no header and no second request, wherever they stand", async () => {
    const credentials = { kind: "basic", username: `us${SPLIT}`, password: `pa${SPLIT}` } as const;
    const settings = { baseUrl: `${server.url}/api`, tokenUrl: `${server.url}/token`, maxConcurrency: 2 };
    expect(() => createApi({ ...settings, accountId: SPLIT, credentials })).toThrow(
      /^accountId must be only the id of an account/,
    );
    const api = createApi({ ...settings, accountId: "9500249", credentials });
    const acts: (() => Promise<unknown>)[] = [
      () => api.sites.get(SPLIT),
      () => api.sites.remove(SPLIT),
      () => api.sipPeers.get(SPLIT, SPLIT),
      () => api.subscriptions.get(SPLIT),
      () => api.orders.get(SPLIT),
      () => api.numbers.get(SPLIT),
      () => api.numbers.details(SPLIT),
      () => api.numbers.atPeer(SPLIT, SPLIT),
      () => api.inventory.available({ city: SPLIT, state: "NC", quantity: 1 }, false),
      () => api.orders.find("1"),
      () => api.portIns.get(SPLIT),
      () => api.portInDocuments.content(SPLIT, SPLIT),
      () => api.portInDocuments.remove(SPLIT, SPLIT),
      () => api.lsrOrders.get(SPLIT),
      () => api.orderNotes.portins.notes(SPLIT),
      () => api.reservations.get(SPLIT),
      () => api.sipCredentials.get(SPLIT),
      () => api.reports.instance(SPLIT, SPLIT),
      () => api.reports.file(SPLIT, SPLIT),
      () => api.billingReports.get(SPLIT),
      () => api.billingReports.file(SPLIT),
    ];
    for (const act of acts) await act().catch(() => {});
    api.client.close();
    expect(server.received.length).toBeGreaterThanOrEqual(acts.length);
    for (const { url, headers, method } of server.received) {
      expect(headers).not.toHaveProperty("x-injected");
      expect(url).not.toMatch(/[\r\n ]/);
      expect(url).toMatch(/^\/api\/(accounts\/9500249\/|tns\/1%0D%0AX-Injected)/);
      if (method === "DELETE") expect(url).toContain("%0D%0A%0D%0ADELETE");
      expect(headers.authorization).toMatch(/^Basic [A-Za-z0-9+/=]+$/);
    }
  });

  test("in a token are refused before any request", () => {
    const credentials = { kind: "token", accessToken: `token${SPLIT}` } as const;
    const settings = { baseUrl: `${server.url}/api`, tokenUrl: `${server.url}/token`, maxConcurrency: 2 };
    expect(() => createApi({ ...settings, accountId: "99", credentials })).toThrow(/accessToken .*no token has/);
  });

  test("in the ids of a program are refused by the checks", async () => {
    for (const [type, inputs] of [
      ["SipPeer", { siteId: SPLIT, name: "x" }],
      ["PhoneNumberOrder", { siteId: SPLIT, telephoneNumbers: ["9195550100"] }],
      ["PhoneNumberOrder", { siteId: "1", sipPeerId: "../1", telephoneNumbers: ["9195550100"] }],
    ] as const) {
      await expect(stack.create(type, "it", inputs)).rejects.toThrow(/must be an id as Bandwidth assigns it/);
    }
    expect(stack.simulator.requests).toEqual([]);
  });

  test("the test's own server would have seen such a header", async () => {
    await new Promise<void>((resolve, reject) => {
      const sent = plainRequest(`${server.url}/x`, { headers: { "X-Injected": "yes" } }, (response) => {
        response.resume().on("end", resolve);
      });
      sent.on("error", reject).end();
    });
    expect(server.received[0]?.headers).toHaveProperty("x-injected", "yes");
  });
});
