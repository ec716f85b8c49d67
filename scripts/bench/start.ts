import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import grpc from "@grpc/grpc-js";
import providerGrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import emptyPb from "google-protobuf/google/protobuf/empty_pb.js";
import structPb from "google-protobuf/google/protobuf/struct_pb.js";
import { cpuOf } from "./cpu.js";
import { median, type Part, type Row } from "./report.js";

const root = resolve(import.meta.dirname, "../..");
const OURS = join(root, "dist/plugin.cjs");
const NOOP = join(import.meta.dirname, "noopPlugin.cjs");
const SETTINGS = { accountId: "9500249", clientId: "id", clientSecret: "secret" };
const TYPE = "bandwidth:index:PhoneNumberOrder";

/** How the processes start, and what a call costs, beside a plugin that does nothing. They alternate, `runs` times. */
export async function start(runs = 7, calls = 500): Promise<Part> {
  if (!existsSync(OURS)) throw new Error(`${OURS} doesn't exist: run npm run build first`);
  const ours: Record<string, number>[] = [];
  const noop: Record<string, number>[] = [];
  for (let run = 0; run < runs; run++) {
    noop.push(await costOf(NOOP, calls));
    ours.push(await costOf(OURS, calls));
  }
  const rows = Object.keys(ours[0] ?? {}).map((what): Row => {
    const [one, other] = [ours, noop].map((all) => median(all.map((figures) => figures[what] ?? 0)));
    return { what, figures: { ours: one, "no-op": other, ratio: (one ?? 0) / (other ?? 1) } };
  });
  for (const [what, code] of Object.entries(LOADS)) {
    const times = Array.from({ length: runs }, () => loadTime(code));
    rows.push({ what, figures: { ours: median(times) } });
  }
  return {
    title: "Start",
    note: `CPU milliseconds, medians of ${runs} runs in turns. A call is the mean of ${calls}.`,
    rows,
  };
}

async function costOf(script: string, calls: number): Promise<Record<string, number>> {
  const child = spawn(process.execPath, [script, "127.0.0.1:1"], { stdio: ["ignore", "pipe", "inherit"] });
  const pid = child.pid ?? 0;
  const [printed] = (await once(child.stdout, "data")) as [Buffer];
  const figures: Record<string, number> = { "exec to port": cpuOf(pid) };
  const client = new providerGrpc.ResourceProviderClient(
    `127.0.0.1:${String(printed).trim()}`,
    grpc.credentials.createInsecure(),
    { "grpc.max_receive_message_length": -1 },
  );
  const call = (method: string, request: unknown) =>
    new Promise((done, fail) => {
      const unary = client[method as "check"] as unknown as (
        request: unknown,
        callback: (error: Error | null, answer: unknown) => void,
      ) => void;
      unary.call(client, request, (error, answer) => (error ? fail(error) : done(answer)));
    });
  try {
    await call("getPluginInfo", new emptyPb.Empty());
    figures["exec to first answer"] = cpuOf(pid);
    await call("getSchema", new providerPb.GetSchemaRequest());
    figures["exec to schema"] = cpuOf(pid);
    const settings = structPb.Struct.fromJavaScript(SETTINGS);
    const config = new providerPb.CheckRequest();
    config.setNews(settings);
    await call("checkConfig", config);
    const configure = new providerPb.ConfigureRequest();
    configure.setArgs(settings);
    await call("configure", configure);
    figures["exec to configured"] = cpuOf(pid);
    await call("check", checkRequest(0));
    figures["exec to first check"] = cpuOf(pid);
    for (const [method, request] of Object.entries({ check: checkRequest, diff: diffRequest })) {
      // The first calls are slower: the code is not compiled yet.
      for (let index = 0; index < calls; index++) await call(method, request(index));
      const before = cpuOf(pid);
      for (let index = 0; index < calls; index++) await call(method, request(index));
      figures[`a ${method}`] = (cpuOf(pid) - before) / calls;
    }
    return figures;
  } finally {
    client.close();
    child.kill("SIGKILL");
    await once(child, "exit");
  }
}

const inputs = { siteId: "1", sipPeerId: "1", search: { areaCode: "919" }, quantity: 1 };
const urn = (index: number) => `urn:pulumi:dev::bench::${TYPE}::numbers-${index}`;

function checkRequest(index: number) {
  const request = new providerPb.CheckRequest();
  request.setUrn(urn(index));
  request.setType(TYPE);
  request.setNews(structPb.Struct.fromJavaScript(inputs));
  return request;
}

function diffRequest(index: number) {
  const request = new providerPb.DiffRequest();
  request.setUrn(urn(index));
  request.setType(TYPE);
  request.setId(`order-${index}`);
  const state = { ...inputs, telephoneNumbers: ["+19195550100"], orderIds: [`order-${index}`] };
  request.setOlds(structPb.Struct.fromJavaScript(state));
  request.setOldInputs(structPb.Struct.fromJavaScript(inputs));
  request.setNews(structPb.Struct.fromJavaScript(inputs));
  return request;
}

const LOADS = {
  'require("pulumi-bandwidth") after the SDK': `require("./dist/index.cjs")`,
  'import "pulumi-bandwidth" after the SDK': `await import("./dist/index.mjs")`,
};

/** What a program pays for the package, once it has Pulumi's SDK. */
function loadTime(code: string): number {
  const program = `require("@pulumi/pulumi");
(async () => {
  const before = process.cpuUsage();
  ${code};
  const { user, system } = process.cpuUsage(before);
  console.log((user + system) / 1000);
})()`;
  return Number(execFileSync(process.execPath, ["-e", program], { cwd: root, encoding: "utf8" }));
}
