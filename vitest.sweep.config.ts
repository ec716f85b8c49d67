import { defineConfig } from "vitest/config";
import { todays } from "./test/daily.js";
import engine, { everyDay, parts } from "./vitest.engine.config.js";

/** What is too long for `npm test`: all of it, or today's part. */
export default defineConfig({
  test: {
    ...engine.test,
    include: [...everyDay, ...todays(parts, parts.length).flat()],
    exclude: [],
    env: { ENGINE_SWEEP: "1" },
  },
});
