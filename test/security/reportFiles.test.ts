import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Api, createApi } from "../../provider/bandwidth/api.js";
import type { BandwidthError } from "../../provider/bandwidth/http/errors.js";
import { startSimulator } from "../../simulator/index.js";
import { failure, TestClock } from "../bandwidth/helpers/client.js";
import { type Handler, startServer, type TestServer, xml } from "../bandwidth/helpers/server.js";
import { frontEnds } from "../frontEnds/support.js";

/** The API, and the host to which it sends those who fetch a file. */
let ours: TestServer;
let elsewhere: TestServer;
let api: Api;
beforeEach(async () => {
  ours = await startServer();
  elsewhere = await startServer(() => ({ body: "Caller,Called\n" }));
  const credentials = { kind: "token", accessToken: "marker-token" } as const;
  const settings = { baseUrl: `${ours.url}/api`, tokenUrl: `${ours.url}/token`, maxConcurrency: 4 };
  api = createApi({ accountId: "99", credentials, ...settings }, { clock: new TestClock() });
});
afterEach(async () => {
  api.client.close();
  await ours.close();
  await elsewhere.close();
});

const files: [string, () => ReturnType<Api["reports"]["file"]>][] = [
  ["a report", () => api.reports.file("1", "2")],
  ["a billing report", () => api.billingReports.file("1")],
  ["billing detail records", () => api.billingDetailRecords.file("1")],
];

describe.each(files)("the file of %s", (_what, fetch) => {
  test.each([
    301, 302, 303, 307, 308,
  ])("is fetched from another host by a %i, without the credentials", async (status) => {
    ours.handle(() => ({ status, headers: { location: `${elsewhere.url}/key/file.csv?signature=theirs` } }));
    const { content } = await fetch();
    expect(Buffer.from(content ?? "").toString()).toBe("Caller,Called\n");
    expect(ours.received.map(({ headers }) => headers.authorization)).toEqual(["Bearer marker-token"]);
    expect(elsewhere.received).toHaveLength(1);
    expect(JSON.stringify(elsewhere.received.map(({ headers, url, body }) => [headers, url, body]))).not.toContain(
      "marker",
    );
  });

  test("is not fetched with the credentials when the other host sends back to ours", async () => {
    let turn = 0;
    ours.handle(() =>
      turn++ === 0 ? { status: 307, headers: { location: `${elsewhere.url}/key` } } : { body: "a,b\n" },
    );
    elsewhere.handle(() => ({ status: 307, headers: { location: `${ours.url}/api/accounts/99/users` } }));
    await fetch();
    expect(ours.received.map(({ headers }) => headers.authorization)).toEqual(["Bearer marker-token", undefined]);
  });

  test.each([
    "file:///etc/passwd",
    "ftp://127.0.0.1/x",
    "http://example.com/x",
    "data:text/plain,x",
    "http://",
  ])("is not fetched from %s", async (location) => {
    ours.handle(() => ({ status: 307, headers: { location } }));
    const error = await failure<BandwidthError>(fetch());
    expect(error.message).toMatch(/redirect|refused/);
    expect(error.message).not.toContain("root:");
  });

  test("has an address that no error shows: its signature opens it to everybody", async () => {
    ours.handle(() => ({ status: 303, headers: { location: `${elsewhere.url}/key?X-Amz-Signature=marker-sign` } }));
    elsewhere.handle((_received, response) => void response.destroy());
    const error = await fetch().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(inspect(error, { depth: 10 })).not.toContain("marker-sign");
  });

  test("that leads round in circles is given up", async () => {
    ours.handle(({ url }) => ({ status: 307, headers: { location: `${ours.url}${url}x` } }));
    expect((await failure<BandwidthError>(fetch())).message).toContain("more than 5 redirects");
    expect(ours.received.length).toBeLessThan(10);
  });

  test("that is a page or a message is no file", async () => {
    ours.handle(() => ({ status: 307, headers: { location: `${elsewhere.url}/key` } }));
    elsewhere.handle(() => xml('<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><Error>&e;</Error>'));
    expect((await failure<BandwidthError>(fetch())).message).toContain("a page or a message, not a report");
  });
});

const MEGABYTE = 1024 * 1024;

test("a file without an end is cut off at 512 MiB", async () => {
  const sent = { megabytes: 0, closed: false };
  const piece = Buffer.alloc(MEGABYTE, "a");
  const endless: Handler = (_received, response) => {
    response.on("close", () => {
      sent.closed = true;
    });
    response.writeHead(200, { "content-type": "text/csv" });
    const more = () => {
      while (!sent.closed && sent.megabytes < 700) {
        sent.megabytes += 1;
        if (!response.write(piece)) return void response.once("drain", more);
      }
      response.end();
    };
    more();
  };
  ours.handle(endless);
  const error = await failure<BandwidthError>(api.reports.file("1", "2"));
  expect(error.message).toContain(`the answer is longer than ${512 * MEGABYTE} bytes, which is refused`);
  expect(sent.megabytes).toBeLessThan(600);
  expect(ours.received).toHaveLength(1);
});

describe("an id that would lead elsewhere", () => {
  const locations = [
    "/..",
    "/%2e%2e%2f%2e%2e%2fusers",
    "/..%2f..%2fusers",
    "/1%0d%0aX-Evil:1",
    "/1%3fx=y",
    "//evil.example.com/..",
    "",
  ];

  test.each(locations)("in the Location of a new report (%j) is no id: nothing is asked for under it", async (end) => {
    const location = `https://dashboard.bandwidth.com/v1.0/accounts/99/billingreports${end}`;
    ours.handle(({ method }) => (method === "POST" ? { status: 201, headers: { location } } : 404));
    const period = { startDate: "2026-01-01", endDate: "2026-01-31" };
    for (const make of [
      () => api.billingReports.create({ type: "BDR", ...period }),
      () => api.billingDetailRecords.create(period),
      () => api.reports.create("1", { outputFormat: "csv", parameters: [] }),
    ]) {
      const id = await make().catch(() => undefined);
      expect(id ?? "billingreports").toMatch(/^[\w-]+$/);
    }
    expect(ours.received.every(({ method }) => method === "POST")).toBe(true);
  });
});

describe.each(frontEnds)("the name that an answer gives a file, with %s,", (_name, start) => {
  test("leads to no other place than the program says", async () => {
    const folder = await mkdtemp(join(tmpdir(), "reports-"));
    const simulator = await startSimulator();
    try {
      simulator.settings.reportFiles = "direct";
      const run = await start(simulator.environment());
      const path = join(folder, "inner", "numbers.csv");
      await run.create("ReportInstance", "it", { reportId: "100020", outputFormat: "csv", path });
      expect(await readdir(folder)).toEqual(["inner"]);
      expect(await readdir(join(folder, "inner"))).toEqual(["numbers.csv"]);
      expect(await readFile(path, "utf8")).toContain("Instance,");
    } finally {
      await simulator.close();
      await rm(folder, { recursive: true });
    }
  });
});
