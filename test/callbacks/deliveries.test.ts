import type { Server } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type CallbackHandler, notificationHandler, portOutValidationHandler } from "../../provider/callbacks/index.js";
import { eventually } from "../eventually.js";
import { byAreaCode, withPeer } from "../simulator/support.js";
import { credentials, serve, stop } from "./support.js";

let account: Awaited<ReturnType<typeof withPeer>>;
let server: Server | undefined;
beforeEach(async () => {
  account = await withPeer({ callbackRetryMs: 1 });
});
afterEach(async () => {
  stop(server);
  await account.simulator.close();
});

async function serving(handler: CallbackHandler): Promise<string> {
  let url: string;
  ({ url, server } = await serve(handler));
  return url;
}

async function subscribe(url: string): Promise<void> {
  const { username, password } = credentials;
  const login = `<BasicAuthentication><Username>${username}</Username><Password>${password}</Password></BasicAuthentication>`;
  const target = `<URL>${url}</URL><Expiry>3600</Expiry><CallbackCredentials>${login}</CallbackCredentials>`;
  const body = `<OrderType>orders</OrderType><CallbackSubscription>${target}</CallbackSubscription>`;
  await account.caller.post("/subscriptions", `<Subscription>${body}</Subscription>`);
}

test("Bandwidth's notifications reach a handler, including those about a note", async () => {
  const { simulator, caller, siteId } = account;
  const seen: unknown[] = [];
  const url = await serving(
    notificationHandler({
      credentials,
      onNotification: ({ status, note, completedTelephoneNumbers }) =>
        void seen.push(note ?? [status, completedTelephoneNumbers]),
    }),
  );
  await subscribe(url);
  const orderId = await caller.order(byAreaCode(siteId, "919", 1));
  await eventually(() => expect(seen).toEqual([["COMPLETE", ["+19195550100"]]]));
  const note = "<Note><UserId>me</UserId><Description>call me</Description></Note>";
  await caller.post(`/orders/${orderId}/notes`, note);
  await eventually(() => expect(simulator.deliveries.map(({ status }) => status)).toEqual([200, 200]));
  expect(seen.slice(1)).toEqual(["call me"]);
});

test("a failed order's numbers arrive as attempted, though the notification calls them completed", async () => {
  const { simulator, caller, siteId } = account;
  const seen: unknown[] = [];
  const url = await serving(
    notificationHandler({
      credentials,
      onNotification: ({ final, message, completedTelephoneNumbers, attemptedTelephoneNumbers }) =>
        void seen.push([final, message?.code, completedTelephoneNumbers, attemptedTelephoneNumbers]),
    }),
  );
  await subscribe(url);
  simulator.account.script({ outcome: "failed" });
  await caller.order(byAreaCode(siteId, "919", 1));
  await eventually(() => expect(seen).toEqual([[true, "5005", [], ["+19195550100"]]]));
});

test("a notification that a handler could not handle comes again", async () => {
  const { simulator, caller, siteId } = account;
  let times = 0;
  const url = await serving(
    notificationHandler({
      credentials,
      onNotification: () => {
        times += 1;
        if (times < 3) throw new Error("the database is down");
      },
      onError: () => {},
    }),
  );
  await subscribe(url);
  await caller.order(byAreaCode(siteId, "919", 1));
  await eventually(() => expect(simulator.deliveries.map(({ status }) => status)).toEqual([500, 500, 200]));
  expect(times).toBe(3);
});

test("only a refusal refuses a port-out validation: silence and errors let the numbers go", async () => {
  const { simulator } = account;
  const url = await serving(
    portOutValidationHandler({
      credentials,
      onPortOut: ({ pin }) =>
        pin === "1111" ? { portable: true } : { portable: false, errors: [{ code: "7513" }], pin: "1111" },
    }),
  );
  const ask = async (question: object) => {
    const body = JSON.stringify({ url, ...credentials, telephoneNumbers: ["9195550100"], ...question });
    const answer = await fetch(`${simulator.url}/admin/portOutValidation`, { method: "POST", body });
    return (await answer.json()) as { ported: boolean; codes: string[] };
  };
  expect(await ask({ pin: "1111" })).toMatchObject({ ported: true, codes: [] });
  expect(await ask({ pin: "2222" })).toMatchObject({ ported: false, codes: ["7513"] });
  expect(await ask({ pin: "2222", password: "wrong" })).toMatchObject({ ported: true, status: 401 });
  expect(await ask({ pin: "2222", url: "http://127.0.0.1:1/" })).toMatchObject({ ported: true, status: 0 });
});
