import manifest from "../package.json" with { type: "json" };
import { createApi } from "./bandwidth/api.js";
import type { ClientEnvironment } from "./bandwidth/http/client.js";
import { settingsOf } from "./configuration.js";
import type { GivenSettings } from "./pulumi/definition/package.js";
import type { Bandwidth } from "./resources/define.js";

/** The API as this configuration reaches it. Tests pass their own clock, so that nothing waits. */
export function connect(given: GivenSettings, environment?: ClientEnvironment): Bandwidth {
  const { orderTimeoutMs, ownsAdopted, releaseDelayMs: _, movedFrom: _before, ...settings } = settingsOf(given);
  const withAgent = { ...settings, userAgent: `${manifest.name}/${manifest.version}` };
  return { ...createApi(withAgent, environment), orderTimeoutMs, ownsAdopted };
}
