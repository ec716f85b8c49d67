// `npm run demo`: installs what is missing, then runs demo.ts.
import { ensureInstalled, run } from "./install.mjs";

process.exitCode = ensureInstalled() ? run(process.execPath, ["--import", "tsx", "scripts/demo.ts"]) : 1;
