import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";

/** A folder for journals. `npm test` sets it for the whole run and reads it at the end (`scripts/coverage.ts`). */
const folder = process.env.SIMULATOR_JOURNAL;
const seen = new Set<string>();

/**
 * Records that the provider used an operation, once per process: `GET classic /accounts/:account/sites`. Who knows what used it says
 * so: `Site: GET classic …`.
 */
export function writeDown(method: string, dialect: string, path: string, user?: string): void {
  const line = `${user === undefined ? "" : `${user}: `}${method} ${dialect} ${path}\n`;
  if (folder === undefined || seen.has(line)) return;
  seen.add(line);
  mkdirSync(folder, { recursive: true });
  appendFileSync(join(folder, `${process.pid}.txt`), line);
}
