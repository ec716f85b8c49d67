import type { Server } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type EventNotification, type Notification, notificationHandler } from "../../provider/callbacks/index.js";
import { basic, credentials, event, notice, post, serve, stop } from "./support.js";

let server: Server | undefined;
afterEach(() => {
  stop(server);
  server = undefined;
  vi.restoreAllMocks();
});

function receiving(onNotification?: (notification: Notification) => Promise<void>) {
  const seen: Notification[] = [];
  const errors: unknown[] = [];
  const handler = notificationHandler({
    credentials,
    onNotification: onNotification ?? ((notification) => void seen.push(notification)),
    onError: (error) => errors.push(error),
  });
  return { handler, seen, errors };
}

describe("the handler", () => {
  test("passes on a notification and answers 200", async () => {
    const { handler, seen } = receiving();
    expect((await handler.fetch(post(notice("COMPLETE")))).status).toBe(200);
    expect(seen.map(({ status }) => status)).toEqual(["COMPLETE"]);
  });

  test("passes an event to onEvent, and reports an event that nothing handles", async () => {
    const seen: EventNotification[] = [];
    const onNotification = () => expect.unreachable();
    const onEvent = (one: EventNotification) => void seen.push(one);
    const heard = notificationHandler({ credentials, onNotification, onEvent });
    expect((await heard.fetch(post(event()))).status).toBe(200);
    expect(seen.map(({ impactedTelephoneNumbers }) => impactedTelephoneNumbers)).toEqual([["+19195550100"]]);

    const { handler, errors } = receiving(onNotification);
    expect((await handler.fetch(post(event()))).status).toBe(200);
    expect(String(errors)).toMatch(/MESSAGING_LOST.*no onEvent/);
  });

  test("answers 200 only when the notification was handled, and 500 when it was not", async () => {
    const { handler, errors } = receiving(() => Promise.reject(new Error("the database is down")));
    const answer = await handler.fetch(post(notice("COMPLETE")));
    expect([answer.status, await answer.text()]).toEqual([500, "the callback was not handled"]);
    expect(errors).toEqual([new Error("the database is down")]);

    let done = () => {};
    const slow = receiving(() => new Promise((resolve) => (done = resolve)));
    let answered = false;
    const pending = slow.handler.fetch(post(notice("COMPLETE"))).then(({ status }) => {
      answered = true;
      return status;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(answered).toBe(false);
    done();
    expect(await pending).toBe(200);
  });

  test.each<[string, number, () => Request]>([
    ["no credentials", 401, () => post(notice("COMPLETE"), { Authorization: undefined })],
    [
      "a wrong password",
      401,
      () => post(notice("COMPLETE"), { Authorization: basic({ ...credentials, password: "x" }) }),
    ],
    ["another scheme", 401, () => post(notice("COMPLETE"), { Authorization: "Bearer token" })],
    ["JSON", 415, () => post("{}", { "Content-Type": "application/json" })],
    ["a packed body", 415, () => post(notice("COMPLETE"), { "Content-Encoding": "gzip" })],
    ["too much", 413, () => post("a".repeat(600_000))],
    ["something else than XML", 400, () => post("hello")],
    ["bytes that are no text", 400, () => post(new Uint8Array([0xff, 0xfe]))],
    ["GET", 405, () => new Request("http://127.0.0.1/hook")],
  ])("%s is answered with %i and isn't passed on", async (_what, status, request) => {
    const { handler, seen } = receiving();
    const answer = await handler.fetch(request());
    expect(answer.status).toBe(status);
    expect(answer.headers.get("www-authenticate")).toBe(
      status === 401 ? 'Basic realm="pulumi-bandwidth", charset="UTF-8"' : null,
    );
    expect(answer.headers.get("allow")).toBe(status === 405 ? "POST" : null);
    expect(seen).toEqual([]);
  });

  test("accepts an old and a new password while one changes", async () => {
    const next = { ...credentials, password: "the next one" };
    const handler = notificationHandler({ credentials: [credentials, next], onNotification: () => {} });
    for (const one of [credentials, next]) {
      expect((await handler.fetch(post(notice("COMPLETE"), { Authorization: basic(one) }))).status).toBe(200);
    }
  });

  test("doesn't start with credentials that aren't set", () => {
    const unset = { username: "bandwidth", password: "" };
    expect(() => notificationHandler({ credentials: unset, onNotification: () => {} })).toThrow(TypeError);
    expect(() => notificationHandler({ credentials: [], onNotification: () => {} })).toThrow(TypeError);
  });

  test("prints one line without credentials about an error", async () => {
    const printed = vi.spyOn(console, "error").mockImplementation(() => {});
    const handler = notificationHandler({ credentials, onNotification: () => {} });
    await handler.fetch(post("hello\nFAKE LINE"));
    await handler.fetch(post("hello", { Authorization: basic({ ...credentials, password: "guess" }) }));
    const lines = printed.mock.calls.flat().map(String);
    expect(lines).toHaveLength(1);
    expect(lines.join()).not.toMatch(/\n|nowhere else|guess|Basic/);
  });
});

describe("behind Node's own server", () => {
  test("asks for credentials, then accepts the notification, and the connection stays open", async () => {
    const { handler, seen } = receiving();
    let url: string;
    ({ url, server } = await serve(handler));
    const body = notice("COMPLETE", `<Note>${"a".repeat(200_000)}</Note>`);
    const send = (headers: Record<string, string>) => fetch(url, { method: "POST", body, headers });
    const first = await send({ "Content-Type": "text/xml" });
    await first.text();
    const second = await send({ "Content-Type": "text/xml", Authorization: basic() });
    await second.text();
    expect([first.status, first.headers.get("connection"), second.status]).toEqual([401, "keep-alive", 200]);
    expect(seen).toHaveLength(1);
  });

  test("answers a body that never ends with 413 and closes the connection", async () => {
    const { handler } = receiving();
    let url: string;
    ({ url, server } = await serve(handler));
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    let answer = "";
    socket.on("data", (data) => {
      answer += data;
    });
    socket.on("error", () => {});
    const closed = new Promise((resolve) => socket.on("close", resolve));
    socket.write(`POST /hook HTTP/1.1\r\nHost: x\r\nAuthorization: ${basic()}\r\nTransfer-Encoding: chunked\r\n\r\n`);
    const piece = `${(65_536).toString(16)}\r\n${"a".repeat(65_536)}\r\n`;
    const more = () => {
      while (!socket.destroyed && socket.write(piece));
    };
    socket.on("drain", more);
    more();
    await closed;
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    expect(answer).toMatch(/connection: close/i);
  });
});
