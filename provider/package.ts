import manifest from "../package.json" with { type: "json" };
import { createApi } from "./bandwidth/api.js";
import { beyondLimits } from "./bandwidth/buying/limits.js";
import { commonErrors } from "./bandwidth/errorCodes/common.js";
import type { ClientEnvironment } from "./bandwidth/http/client.js";
import { isSignInRefused } from "./bandwidth/http/tokenSource.js";
import { newerOperations } from "./bandwidth/newerOperations.js";
import { operations, replaced } from "./bandwidth/operations.js";
import { adviceOn, checkConfiguration, configuration, settingsOf, worldFrom } from "./configuration.js";
import { functions } from "./functions/index.js";
import { publicationOf } from "./publication.js";
import type { GivenSettings, PackageDefinition } from "./pulumi/definition/package.js";
import type { Bandwidth } from "./resources/define.js";
import { resources } from "./resources/index.js";
import { utilities } from "./utilities.js";

/** The API as this configuration reaches it. Tests pass their own clock, so that nothing waits. */
export function connect(given: GivenSettings, environment?: ClientEnvironment): Bandwidth {
  const { orderTimeoutMs, releaseDelayMs: _, movedFrom: _before, ...settings } = settingsOf(given);
  const withAgent = { ...settings, userAgent: `${manifest.name}/${manifest.version}` };
  return { ...createApi(withAgent, environment), orderTimeoutMs };
}

/** Everything that both front-ends serve. */
export const bandwidth: PackageDefinition<Bandwidth> = {
  name: "bandwidth",
  displayName: "Bandwidth",
  version: manifest.version,
  description: manifest.description,
  npmName: manifest.name,
  publication: publicationOf(manifest),
  configuration,
  checkConfiguration,
  adviceOn: (given) => (checkConfiguration(given).length > 0 ? [] : adviceOn(given)),
  checkPlan: (given, planned) => (checkConfiguration(given).length > 0 ? [] : beyondLimits(settingsOf(given), planned)),
  restMs: (given) => settingsOf(given).releaseDelayMs,
  connect: (given) => connect(given),
  world: worldFrom,
  isSignInRefused,
  resources,
  functions,
  utilities,
  errors: commonErrors,
  operations: [...operations, ...newerOperations],
  newerOperations,
  replaced,
};
