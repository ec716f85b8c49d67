import type { PropertyFailure } from "../values/failure.js";
import { suggestion } from "../values/suggestion.js";

/** The settings of a provider that only concern the engine. */
export const ENGINE_KEYS: ReadonlySet<string> = new Set([
  "version",
  "pluginDownloadURL",
  "pluginChecksums",
  "parameterization",
]);

/** Settings of the stack that don't exist. A misspelled setting must not be silently without effect, above all a limit. */
export function unknownSettings(given: Iterable<string>, known: readonly string[]): PropertyFailure[] {
  const unknown = [...given].filter((name) => !known.includes(name) && !ENGINE_KEYS.has(name));
  return unknown.map((property) => {
    return { property, reason: `is not a setting of this provider${suggestion(property, known)}` };
  });
}
