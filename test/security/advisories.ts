import { spawn } from "node:child_process";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer, text } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { AUDIT, type AuditRun } from "../../scripts/supplyChain.mjs";

/** Advisories of a registry, by the name of the package. */
export type Advisories = Record<string, ReturnType<typeof advisory>[]>;

export function advisory(id: string, severity: string, versions: string) {
  const vulnerable_versions = versions;
  return { id: 1, url: `https://github.com/advisories/${id}`, title: id, severity, vulnerable_versions, cwe: [] };
}

/** What is known of the telemetry that Pulumi's SDK brings. */
export const TELEMETRY: Advisories = {
  "@opentelemetry/core": [advisory("GHSA-8988-4f7v-96qf", "moderate", "<2.8.0")],
  "@opentelemetry/propagator-jaeger": [advisory("GHSA-45rx-2jwx-cxfr", "high", "<2.9.0")],
};

/** The real `npm audit` of a project, against a registry on this machine that knows these advisories and nothing else. */
export async function auditWith(advisories: Advisories, cwd: string): Promise<AuditRun> {
  const registry = createServer(async (request, response) => {
    if (!request.url?.endsWith("/advisories/bulk")) return response.writeHead(404).end("{}");
    const asked = Object.keys(await askedFor(request));
    const known = Object.entries(advisories).filter(([name]) => asked.includes(name));
    response.setHeader("content-type", "application/json").end(JSON.stringify(Object.fromEntries(known)));
  });
  await new Promise<void>((resolve) => registry.listen(0, "127.0.0.1", resolve));
  const { port } = registry.address() as AddressInfo;
  const child = spawn("npm", [...AUDIT, "--registry", `http://127.0.0.1:${port}`], {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  const status = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  registry.close();
  return { status: await status, stdout, stderr };
}

async function askedFor(request: IncomingMessage): Promise<object> {
  const body = await buffer(request);
  return JSON.parse(String(request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body));
}
