import type { Properties } from "../values/property.js";
import { suggestion } from "../values/suggestion.js";
import type { PropertyFailure } from "./check.js";

/** The settings of a provider that only concern the engine. */
export const ENGINE_KEYS: ReadonlySet<string> = new Set([
  "version",
  "pluginDownloadURL",
  "pluginChecksums",
  "parameterization",
]);

/** Settings of the stack that don't exist. A misspelled setting must not be silently without effect, above all a limit. */
export function unknownSettings(given: Iterable<string>, properties: Properties): PropertyFailure[] {
  const unknown = [...given].filter((name) => !Object.hasOwn(properties, name) && !ENGINE_KEYS.has(name));
  return unknown.map((property) => {
    return { property, reason: `is not a setting of this provider${suggestion(property, properties)}` };
  });
}
