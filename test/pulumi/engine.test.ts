import { createServer } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { bandwidth } from "../../provider/package.js";
import { connectEngine } from "../../provider/pulumi/run/engine.js";
import { startSimulator } from "../../simulator/index.js";
import { startEngine } from "./toyServer.js";

/** A proxy that takes every connection, and leads nowhere. */
const proxy = { asked: 0, server: createServer() };
beforeEach(async () => {
  proxy.asked = 0;
  proxy.server = createServer((socket) => {
    proxy.asked += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => proxy.server.listen(0, "127.0.0.1", resolve));
  const { port } = proxy.server.address() as { port: number };
  for (const name of ["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"]) {
    vi.stubEnv(name, `http://127.0.0.1:${port}`);
  }
  for (const name of ["no_proxy", "NO_PROXY", "no_grpc_proxy", "grpc_proxy"]) vi.stubEnv(name, undefined);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await new Promise((resolve) => proxy.server.close(resolve));
});

test("what is said reaches the engine, past the proxy that the environment names", async () => {
  const running = await startEngine();
  const engine = connectEngine(running.address);
  engine.log("warning", "heard");
  await engine.flush();
  engine.close();
  expect(running.lines.map(({ message }) => message)).toEqual(["heard"]);
  expect(proxy.asked).toBe(0);
});

test("calls of the API go past it too, as the documentation says", async () => {
  const simulator = await startSimulator();
  const { client, sites } = bandwidth.connect({ configuration: {}, environment: simulator.environment() });
  expect(await sites.list()).toEqual([]);
  client.close();
  await simulator.close();
  expect(proxy.asked).toBe(0);
});
