import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/**
 * How long the plugin takes from its start to its port, compared with a bare Node process that only loads gRPC and
 * listens: `npx tsx scripts/bench/startup.ts [path/to/plugin.cjs] [runs]`. The two alternate, so that a busy machine
 * slows both.
 */
const root = resolve(import.meta.dirname, "../..");
const plugin = resolve(process.argv[2] ?? join(root, "dist/plugin.cjs"));
const runs = Number(process.argv[3] ?? 20);
if (!existsSync(plugin)) throw new Error(`${plugin} doesn't exist: run npm run build first`);

const BARE = `
const grpc = require("@grpc/grpc-js");
const server = new grpc.Server();
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (_error, port) => console.log(port));
`;

const folder = mkdtempSync(join(tmpdir(), "startup-"));
symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
const bare = join(folder, "bare.cjs");
writeFileSync(bare, BARE);

try {
  const times = { plugin: [] as number[], bare: [] as number[] };
  for (let run = 0; run < runs; run++) {
    times.bare.push(await timeToPort(bare));
    times.plugin.push(await timeToPort(plugin));
  }
  for (const [name, values] of Object.entries(times)) {
    const sorted = values.toSorted((a, b) => a - b);
    const [fastest, median] = [sorted[0], sorted[Math.floor(sorted.length / 2)]].map((value) => value?.toFixed(0));
    console.log(`${name.padEnd(8)} median ${median} ms, fastest ${fastest} ms, of ${runs} runs`);
  }
} finally {
  rmSync(folder, { recursive: true });
}

function timeToPort(script: string): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, [script, "127.0.0.1:1"], { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("exit", () => fail(new Error(`${script} ended before it printed a port`)));
    child.stdout.once("data", () => {
      done(performance.now() - start);
      child.removeAllListeners("exit");
      child.kill("SIGKILL");
    });
  });
}
