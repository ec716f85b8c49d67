import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, expect, test } from "vitest";

const script = fileURLToPath(new URL("../../scripts/httpLog.cjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "http-log-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Sends a token and a body, then calls a port where nothing listens. */
const PROGRAM = `
const http = require("node:http");
const [port] = process.argv.slice(1);
const headers = { Authorization: "Bearer very-secret-token" };
http.request({ port, path: "/api/orders?page=1", method: "POST", headers }, (answer) => {
  answer.resume().on("end", () => http.get({ port: 1, path: "/gone" }).on("error", () => {}));
}).end("<Password>very-secret-password</Password>");
`;

test("the log names each request and its outcome, and no header or body", async () => {
  const server = createServer((_request, answer) => answer.writeHead(201).end("very-secret-answer"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const log = join(folder, "http.log");
  try {
    const env = { ...process.env, HTTP_LOG: log };
    await promisify(execFile)(process.execPath, ["--require", script, "-e", PROGRAM, String(port)], { env });
  } finally {
    server.close();
  }
  const text = readFileSync(log, "utf8");
  expect(text).toMatch(new RegExp(`^\\S+ \\d+ POST http://\\w+:${port}/api/orders\\?page=1 201 \\d+ ms$`, "m"));
  expect(text).toMatch(/GET http:\/\/\S+\/gone E\w+ \d+ ms$/m);
  expect(text).not.toContain("secret");
});
