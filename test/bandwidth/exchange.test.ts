import { describe, expect, it } from "vitest";
import type { BandwidthError } from "../../provider/bandwidth/http/errors.js";
import { redirectTarget } from "../../provider/bandwidth/http/httpRequest.js";
import { failure, useServer } from "./helpers/client.js";
import { startServer, xml } from "./helpers/server.js";

const context = useServer();
const get = { method: "GET", path: ["accounts", "1", "reports"], query: { page: 1 } } as const;
const redirect = (status: number, location: string) => ({ status, headers: { location } });

describe("a redirect of a read", () => {
  it.each([301, 302, 303, 307, 308])("%i to the same host is followed with credentials", async (status) => {
    const client = context.client({}, ({ path }) =>
      path === "/moved" ? xml("<R/>") : redirect(status, "/moved?page=1"),
    );
    expect((await client.request(get)).root).toBe("R");
    expect(context.server.log()).toEqual(["GET /api/accounts/1/reports?page=1", "GET /moved?page=1"]);
    expect(context.server.received[1]?.headers.authorization).toBe("Bearer ready-token");
  });

  it("to another host is followed without credentials", async () => {
    const other = await startServer(() => xml("<R/>"));
    try {
      const client = context.client({}, () => redirect(303, `${other.url}/file`));
      expect((await client.request(get)).root).toBe("R");
      expect(other.received[0]?.headers.authorization).toBeUndefined();
    } finally {
      await other.close();
    }
  });

  it("to another host and back does not bring the credentials back", async () => {
    const other = await startServer(() => redirect(302, `${context.server.url}/back`));
    try {
      const client = context.client({}, ({ path }) => (path === "/back" ? xml("<R/>") : redirect(302, other.url)));
      await client.request(get);
      expect(context.server.received[1]?.headers.authorization).toBeUndefined();
    } finally {
      await other.close();
    }
  });

  it("to plain http beyond this machine is refused", async () => {
    const error = await failure<BandwidthError>(
      context.client({}, () => redirect(302, "http://example.com/")).request(get),
    );
    expect(error.message).toContain("302 redirects to http://example.com, which is refused");
  });

  it("is followed five times and no more", async () => {
    const error = await failure<BandwidthError>(context.client({}, () => redirect(302, "/again")).request(get));
    expect(error.message).toContain("more than 5 redirects");
    expect(context.server.received).toHaveLength(6);
  });
});

it.each([302, 308])("the body of a %i isn't read, however long it is", async (status) => {
  const sent = { pieces: 0, closed: false };
  const piece = Buffer.alloc(1_000_000, " ");
  const client = context.client({}, ({ path }, response) => {
    if (path === "/moved") return xml("<R/>");
    response.on("close", () => {
      sent.closed = true;
    });
    response.writeHead(status, { location: "/moved" });
    const more = () => {
      while (!sent.closed && sent.pieces < 1_000) {
        sent.pieces += 1;
        if (!response.write(piece)) return void response.once("drain", more);
      }
    };
    more();
    return undefined;
  });
  expect((await client.request(get)).root).toBe("R");
  await expect.poll(() => sent.closed).toBe(true);
  expect(sent.pieces).toBeLessThan(20);
});

it("a redirect from https to http is refused, even to this machine", () => {
  const from = "https://dashboard.bandwidth.com/api";
  expect(() => redirectTarget("GET", 302, "http://127.0.0.1/x", from)).toThrow(/from https to http:\/\/127.0.0.1/);
  expect(redirectTarget("GET", 302, "//user:pw@files.bandwidth.com/x", from).href).toBe(
    "https://files.bandwidth.com/x",
  );
});

describe("a redirect of a write", () => {
  it("is refused, and says where it leads", async () => {
    const client = context.client({}, () => redirect(308, "https://dashboard.bandwidth.com/api/"));
    const error = await failure<BandwidthError>(client.request({ ...get, method: "PUT" }));
    expect(error.message).toContain("308 redirects this PUT to https://dashboard.bandwidth.com: check baseUrl");
    expect(error.fate).toBe("refused");
  });
});

describe("an answer that takes too long", () => {
  it("ends at the time limit when nothing comes", async () => {
    const client = context.client({ requestTimeoutMs: 500 }, () => undefined);
    const error = await failure<BandwidthError>(client.request({ ...get, method: "POST" }));
    expect(error.message).toContain("no complete answer within 0.5 s");
    expect(error.fate).toBe("unknown");
  });

  it("ends at the time limit though its body keeps trickling in", async () => {
    const client = context.client({}, (_received, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write("<"), 5);
      response.on("close", () => clearInterval(drip));
    });
    const error = await failure<BandwidthError>(client.request({ ...get, method: "POST", timeoutMs: 500 }));
    expect(error.message).toContain("no complete answer within 0.5 s");
  });
});

it("an answer that is too large isn't read to its end", async () => {
  let sent = 0;
  const client = context.client({ maxAnswerBytes: 100_000 }, (_received, response) => {
    const chunk = Buffer.alloc(50_000, " ");
    const send = () => {
      while (!response.destroyed && sent < 50_000_000 && response.write(chunk)) sent += chunk.length;
    };
    response.on("drain", send);
    send();
  });
  const error = await failure<BandwidthError>(client.request(get));
  expect(error.message).toContain("longer than 100000 bytes");
  expect(context.server.received).toHaveLength(1);
  expect(sent).toBeLessThan(50_000_000);
});

it("a closed client leaves no connection open", async () => {
  const client = context.client({}, () => 200);
  await client.request(get);
  const [received] = context.server.received;
  client.close();
  await new Promise((resolve) => (received?.socket.destroyed ? resolve(0) : received?.socket.on("close", resolve)));
  expect(received?.socket.destroyed).toBe(true);
});

it("a 303 can itself be an answer, and isn't followed", async () => {
  const client = context.client({}, () => redirect(303, "https://elsewhere.example.com/file"));
  expect(await client.request({ ...get, seeOther: true })).toMatchObject({ status: 303 });
  expect(context.server.received).toHaveLength(1);
});
