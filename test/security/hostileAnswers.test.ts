import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createApi } from "../../provider/bandwidth/api.js";
import { type BandwidthError, MalformedAnswer } from "../../provider/bandwidth/http/errors.js";
import { parseXml } from "../../provider/bandwidth/xml/xml.js";
import { failure } from "../bandwidth/helpers/client.js";
import { type Handler, startServer, type TestServer, xml } from "../bandwidth/helpers/server.js";

let server: TestServer;
const apis: ReturnType<typeof createApi>[] = [];
beforeEach(async () => {
  server = await startServer();
});
afterEach(async () => {
  for (const { client } of apis.splice(0)) client.close();
  await server.close();
});

/** The API with the settings that a user has, at a server that answers so. */
function answering(handler: Handler, credentials: Parameters<typeof createApi>[0]["credentials"] = token) {
  server.handle(handler);
  const tokenUrl = `${server.url}/token`;
  const baseUrl = `${server.url}/api`;
  const api = createApi({ accountId: "99", credentials, baseUrl, tokenUrl, maxConcurrency: 8 });
  apis.push(api);
  return api;
}
const token = { kind: "token", accessToken: "ready-token" } as const;

const MEGABYTE = 1024 * 1024;

/** Answers 200 and writes so many megabytes of the same piece; tells how many left this process. */
function flood(megabytes: number, head = "<SiteResponse><Site><Name>") {
  const sent = { megabytes: 0, closed: false };
  const piece = Buffer.alloc(MEGABYTE, "a");
  const handler: Handler = (_received, response) => {
    response.on("close", () => {
      sent.closed = true;
    });
    response.writeHead(200, { "content-type": "application/xml" });
    response.write(head);
    const more = () => {
      while (!sent.closed && sent.megabytes < megabytes) {
        sent.megabytes += 1;
        if (!response.write(piece)) return void response.once("drain", more);
      }
      response.end();
    };
    more();
  };
  return { handler, sent };
}

/** Runs something and tells by how many megabytes the process has grown meanwhile, at most. */
async function growth(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage().rss;
  let most = before;
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 5);
  await work().finally(() => clearInterval(look));
  return (most - before) / MEGABYTE;
}

describe("an answer that is too large", () => {
  test("500 MB are cut off at the cap, and never held in memory", async () => {
    const { handler, sent } = flood(500);
    const api = answering(handler);
    let error: BandwidthError | undefined;
    const grown = await growth(async () => {
      error = await failure<BandwidthError>(api.sites.get("1"));
    });
    expect(error?.message).toContain(`the answer is longer than ${64 * MEGABYTE} bytes, which is refused`);
    expect(sent.megabytes).toBeLessThan(100);
    expect(grown).toBeLessThan(250);
    expect(server.received).toHaveLength(1);
  });

  test("500 MB that were packed into half a megabyte are cut off too", async () => {
    const packed = gzipSync(Buffer.alloc(500 * MEGABYTE), { level: 9 });
    expect(packed.length).toBeLessThan(MEGABYTE);
    const headers = { "content-type": "application/xml", "content-encoding": "gzip" };
    const api = answering(() => ({ body: packed, headers }));
    let error: BandwidthError | undefined;
    const grown = await growth(async () => {
      error = await failure<BandwidthError>(api.sites.get("1"));
    });
    expect(error?.message).toContain("which is refused");
    expect(grown).toBeLessThan(250);
  });

  test("an endless token answer is cut off sooner", async () => {
    const { handler, sent } = flood(100, '{"access_token":"');
    const api = answering(handler, { kind: "oauth", clientId: "id", clientSecret: "secret" });
    const error = await failure<BandwidthError>(api.sites.get("1"));
    expect(error.message).toContain("no access token");
    expect(sent.megabytes).toBeLessThan(30);
    expect(server.received.every(({ path }) => path === "/token")).toBe(true);
  });
});

const bomb = `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 9 }, (_, index) => {
  const inner = index === 0 ? "&lol;" : `&lol${index};`;
  return `<!ENTITY lol${index + 1} "${inner.repeat(10)}">`;
}).join("")}]><SiteResponse><Site><Id>1</Id><Name>&lol9;</Name></Site></SiteResponse>`;

describe("XML that is an attack", () => {
  test.each([
    ["a bomb of entities", bomb],
    [
      "an external entity",
      `<!DOCTYPE r [<!ENTITY file SYSTEM "file:///etc/passwd">]><SiteResponse>&file;</SiteResponse>`,
    ],
    ["a document type from elsewhere", `<!DOCTYPE r SYSTEM "http://127.0.0.1:1/evil.dtd"><SiteResponse/>`],
    ["one after the root", `<SiteResponse/><!DOCTYPE r [<!ENTITY a "b">]>`],
  ])("%s is refused, and nothing of it is resolved", async (_what, body) => {
    const api = answering(() => xml(body));
    const error = await failure<BandwidthError>(api.sites.get("1"));
    expect(error.name).toBe("BandwidthError");
    expect(error.message).not.toMatch(/root:|lollol/);
    expect(server.received).toHaveLength(1);
  });

  test("half a character is none", async () => {
    const api = answering(() =>
      xml("<SiteResponse><Site><Id>1</Id><Name>a&#xD800;b&#xDC00;</Name></Site></SiteResponse>"),
    );
    expect((await api.sites.get("1"))?.name).toBe("a\ufffdb\ufffd");
  });

  test("entities that nobody declared stay as they are written", async () => {
    const api = answering(() =>
      xml("<SiteResponse><Site><Id>1</Id><Name>&lol9;&amp;lol;</Name></Site></SiteResponse>"),
    );
    expect((await api.sites.get("1"))?.name).toBe("&lol9;&lol;");
  });

  test.each([100, 400_000])("elements nested %i deep are refused, and do not overflow the stack", async (depth) => {
    const api = answering(() => xml(`${"<a>".repeat(depth)}x${"</a>".repeat(depth)}`));
    const error = await failure<BandwidthError>(api.sites.get("1"));
    expect(error.message).toContain("nested deeper than 64 elements, which is refused");
  });

  test("two million empty elements are refused before they are read", async () => {
    const api = answering(() => xml(`<R>${"<a/>".repeat(2_000_000)}</R>`));
    const error = await failure<BandwidthError>(api.sites.get("1"));
    expect(error.message).toContain("received XML with more than 2000000 tags, which is refused");
  });

  test.each([
    ["a comment", `<!--${"a".repeat(9 * MEGABYTE)}-->`],
    ["white space", " ".repeat(9 * MEGABYTE)],
    ["processing instructions", "<?a?>".repeat(2 * MEGABYTE)],
  ])("however long the beginning is, what was made is not lost: %s", async (_what, beginning) => {
    const headers = { location: "/accounts/99/sites/5", "content-type": "application/xml" };
    const api = answering(() => ({ status: 201, headers, body: `<?xml version="1.0"?>${beginning}<R/>` }));
    expect(await api.client.request({ method: "POST", path: ["sites"] })).toMatchObject({ id: "5" });
  });

  test.each([
    ["comments without end", `<R>${"<!--".repeat(MEGABYTE / 4)}`],
    ["comments", `${"<!-- -->".repeat(MEGABYTE / 8)}<R/>`],
    ["CDATA sections without end", `<R>${"<![CDATA[".repeat(MEGABYTE / 9)}`],
    ["attributes", `<R ${'a="b" '.repeat(MEGABYTE / 6)}/>`],
    ["ampersands", `<R>${"&".repeat(MEGABYTE)}</R>`],
    ["open brackets", `<R>${"<".repeat(MEGABYTE)}`],
    ["declarations", `<?xml ${"?".repeat(MEGABYTE)}`],
    ["declarations one after the other", `${"<?a?>".repeat(MEGABYTE / 5)}<R/>`],
    ["line ends", `<R>${"\n".repeat(MEGABYTE)}`],
    ["elements without end", `<R>${"<a/>".repeat(MEGABYTE / 4)}`],
  ])("a megabyte of %s is read or refused before the test times out", (_what, body) => {
    try {
      parseXml(body);
    } catch (error) {
      expect(error).toBeInstanceOf(MalformedAnswer);
    }
  });
});

test("elements that are named like parts of objects change nothing but their own answer", async () => {
  const polluting = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"]
    .map((name) => `<${name}><polluted>yes</polluted><Id>evil</Id></${name}>`)
    .join("");
  const api = answering(() =>
    xml(`<SiteResponse>${polluting}<Site>${polluting}<Id>1</Id><Name>Office</Name></Site></SiteResponse>`),
  );
  const site = await api.sites.get("1");
  expect(site).toMatchObject({ siteId: "1", name: "Office" });
  expect(JSON.stringify(site)).not.toContain("polluted");
  expect("polluted" in {}).toBe(false);
  expect(String({})).toBe("[object Object]");
  expect(Object.getPrototypeOf(site)).not.toHaveProperty("polluted");
});

describe("an id that would lead elsewhere", () => {
  const ids = ["../../users", "..", "1/../2", "1?x=y", "1#x", "%2e%2e", "1\r\nX-Evil: 1", "http://127.0.0.1:1/x"];

  test.each(ids)("%j in a list is asked for as it is, inside the account, or not at all", async (id) => {
    const escaped = id.replaceAll("&", "&amp;");
    const entry = `<Site><Id>${escaped}</Id><Name>Evil</Name></Site>`;
    const api = answering(({ path }) =>
      path.endsWith("/sites") ? xml(`<SitesResponse><Sites>${entry}</Sites></SitesResponse>`) : 404,
    );
    const [listed] = await api.sites.list();
    await api.sites.get(listed?.siteId ?? "").catch(() => {});
    await api.sipPeers.list(listed?.siteId ?? "").catch(() => {});
    for (const { url, headers } of server.received) {
      expect(url).toMatch(/^\/api\/accounts\/99\/sites(\/[^/?#]+(\/sippeers)?)?$/);
      expect(url).not.toMatch(/\/\.\.?(\/|$)/);
      expect(headers).not.toHaveProperty("x-evil");
    }
  });

  test.each([
    "/accounts/99/sites/..",
    "/accounts/99/sites/%2e%2e%2f%2e%2e%2fusers",
    "//evil.example.com/..",
  ])("Location %s leads nowhere else", async (location) => {
    const api = answering(({ method }) => (method === "POST" ? { status: 201, headers: { location } } : 404));
    const id = await api.sites
      .create({ name: "x", address: { houseNumber: "1", streetName: "x", city: "x", stateCode: "NC", zip: "27606" } })
      .catch(() => undefined);
    if (id !== undefined) await api.sites.get(id).catch(() => {});
    for (const { url } of server.received) expect(url).toMatch(/^\/api\/accounts\/99\/sites(\/[^/]+)?$/);
  });
});
