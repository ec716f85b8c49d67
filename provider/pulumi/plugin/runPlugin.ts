import type { PluginPackage } from "../definition/package.js";
import { serve } from "./serve.js";

/** How often to check whether the engine that started this process is still there. */
const WATCH_INTERVAL = 10_000;

/**
 * Runs this process as a plugin: it serves, prints the port and nothing else (docs/maintainers/engine.md#start-and-stop), and
 * ends with the engine.
 */
export async function runPlugin<Api>(plugin: PluginPackage<Api>): Promise<void> {
  // A bug in one call must not lose the answers of the others, which may carry what was bought.
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (error: unknown) => console.error(error));
  }
  const server = await serve(plugin, process);

  let stopping = false;
  const stop = async () => {
    // A second signal means that somebody doesn't want to wait.
    if (!stopping) {
      stopping = true;
      await server.stop();
    }
    process.exit();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  endWithParent(stop);
  process.stdout.write(`${server.port}\n`);
}

/** A killed engine sends no signal. But then the process has another parent. */
function endWithParent(stop: () => Promise<void>): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    void stop();
  }, WATCH_INTERVAL);
  watch.unref();
}
