import type { Properties } from "../values/property.js";
import { suggestion } from "../values/suggestion.js";
import type { PropertyFailure } from "./check.js";

/** Among the settings of a provider, what is the engine's own business. */
export const ENGINE_KEYS: ReadonlySet<string> = new Set([
  "version",
  "pluginDownloadURL",
  "pluginChecksums",
  "parameterization",
]);

/** Settings of the stack that there are not: one that is misspelt, a limit above all, must not be without effect. */
export function unknownSettings(given: Iterable<string>, properties: Properties): PropertyFailure[] {
  const unknown = [...given].filter((name) => !Object.hasOwn(properties, name) && !ENGINE_KEYS.has(name));
  return unknown.map((property) => {
    return { property, reason: `is not a setting of this provider${suggestion(property, properties)}` };
  });
}
