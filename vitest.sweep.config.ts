import { defineConfig } from "vitest/config";
import engine, { sweeps } from "./vitest.engine.config.js";

/** What is too long for `npm test`. */
export default defineConfig({ test: { ...engine.test, include: sweeps, exclude: [] } });
