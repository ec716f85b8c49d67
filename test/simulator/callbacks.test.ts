import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { eventually } from "../eventually.js";
import { byAreaCode, type Caller, disconnectBody, withPeer } from "./support.js";

const credentials = { username: "me", password: "secret" };

let account: Awaited<ReturnType<typeof withPeer>>;
let receiver: Server | undefined;
beforeEach(async () => {
  account = await withPeer({ callbackRetryMs: 1 });
});
afterEach(async () => {
  await account.simulator.close();
  receiver?.closeAllConnections();
  receiver?.close();
});

/** A service that answers with these statuses, repeats the last one forever, and stores what it got. */
async function receive(...statuses: number[]) {
  const came: { authorization?: string; body: string }[] = [];
  receiver = createServer(async (request: IncomingMessage, response) => {
    let body = "";
    for await (const piece of request) body += piece;
    came.push({ authorization: request.headers.authorization, body });
    const status = (statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 200;
    response.writeHead(status, status === 401 ? { "WWW-Authenticate": 'Basic realm="x"' } : {}).end();
  });
  await new Promise<void>((resolve) => receiver?.listen(0, "127.0.0.1", resolve));
  return { came, url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook` };
}

async function subscribe(caller: Caller, url: string, orderType: string, orderId = ""): Promise<string> {
  const own = orderId && `<OrderId>${orderId}</OrderId>`;
  const login = `<BasicAuthentication><Username>${credentials.username}</Username><Password>${credentials.password}</Password></BasicAuthentication>`;
  const target = `<URL>${url}</URL><Expiry>3600</Expiry><CallbackCredentials>${login}</CallbackCredentials>`;
  const body = `<OrderType>${orderType}</OrderType>${own}<CallbackSubscription>${target}</CallbackSubscription>`;
  return (await caller.post("/subscriptions", `<Subscription>${body}</Subscription>`)).id;
}

const statusOf = async (caller: Caller, id: string) =>
  (await caller.get(`/subscriptions/${id}`)).value("Subscriptions", "Subscription", "CallbackSubscription", "Status");

describe("callbacks", () => {
  test("report an order's end without a request, with credentials only after the challenge", async () => {
    const { simulator, caller, siteId } = account;
    const { came, url } = await receive(401, 200);
    simulator.settings.orderLatencyMs = 5;
    const id = await subscribe(caller, url, "orders");
    const orderId = await caller.order(byAreaCode(siteId, "919", 1));
    await eventually(() => expect(simulator.deliveries.map(({ status }) => status)).toEqual([200]));
    const basic = `Basic ${Buffer.from("me:secret").toString("base64")}`;
    expect(came.map(({ authorization }) => authorization)).toEqual([undefined, basic]);
    expect(came[1]?.body).toContain(`<OrderId>${orderId}</OrderId>`);
    expect(came[1]?.body).toContain("<TelephoneNumber>9195550100</TelephoneNumber>");
    expect(await statusOf(caller, id)).toBe("200 OK");
  });

  test("list the numbers of a failed order as completed, as the live API does", async () => {
    const { simulator, caller, siteId } = account;
    const { came, url } = await receive(200);
    await subscribe(caller, url, "orders");
    simulator.account.script({ outcome: "failed" });
    await caller.order(byAreaCode(siteId, "919", 1));
    await eventually(() => expect(came).toHaveLength(1));
    expect(came[0]?.body).toMatch(/<Status>FAILED<.*5005: .*<CompletedTelephoneNumbers><TelephoneNumber>9195550100</);
  });

  test("come again eight times when the receiver fails, and never after an answer in the 400s", async () => {
    const { simulator, caller, siteId } = account;
    const { came, url } = await receive(500);
    const id = await subscribe(caller, url, "orders");
    await caller.order(byAreaCode(siteId, "919", 1));
    await eventually(() => expect(simulator.deliveries).toHaveLength(9));
    expect(came).toHaveLength(9);
    expect(await statusOf(caller, id)).toBe("500 Internal Server Error");
    receiver?.close();

    simulator.deliveries.clear();
    const refusing = await receive(404, 200);
    await subscribe(caller, refusing.url, "disconnects");
    await caller.post("/disconnects", disconnectBody(["9195550100"]));
    await eventually(() => expect(simulator.deliveries.map(({ status }) => status)).toEqual([404]));
    expect(refusing.came).toHaveLength(1);
  });

  test("of one order end with it, together with its subscription", async () => {
    const { simulator, caller, siteId } = account;
    const { came, url } = await receive(200);
    // Long enough that the subscription exists before the order's end, even on a busy machine.
    simulator.settings.orderLatencyMs = 500;
    const orderId = await caller.order(byAreaCode(siteId, "919", 1));
    const id = await subscribe(caller, url, "orders", orderId);
    await eventually(() => expect(simulator.deliveries).toHaveLength(1));
    expect(came).toHaveLength(1);
    expect((await caller.get(`/subscriptions/${id}`)).value("ResponseStatus", "ErrorCode")).toBe("16000");
  });

  test("go to nobody outside this machine", async () => {
    const { simulator, caller, siteId } = account;
    await subscribe(caller, "http://192.0.2.1/hook", "orders");
    await caller.order(byAreaCode(siteId, "919", 1));
    expect(simulator.deliveries).toHaveLength(0);
  });
});
