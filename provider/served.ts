import manifest from "../package.json" with { type: "json" };
import { beyondLimits } from "./bandwidth/buying/limits.js";
import { isSignInRefused } from "./bandwidth/http/tokenError.js";
import { adviceOn, checkConfiguration, configuration, settingsOf, worldFrom } from "./configuration.js";
import { functions } from "./functions/index.js";
import type { ServedPackage } from "./pulumi/definition/package.js";
import type { Bandwidth } from "./resources/define.js";
import { resources } from "./resources/index.js";

/** What both front-ends serve. */
export const served = {
  name: "bandwidth",
  displayName: "Bandwidth",
  version: manifest.version,
  npmName: manifest.name,
  configuration,
  checkConfiguration,
  adviceOn: (given) => (checkConfiguration(given).length > 0 ? [] : adviceOn(given)),
  checkPlan: (given, planned) => (checkConfiguration(given).length > 0 ? [] : beyondLimits(settingsOf(given), planned)),
  restMs: (given) => settingsOf(given).releaseDelayMs,
  connect: async (given) => (await import("./connect.js")).connect(given),
  beginRun: (api) => api.client.beginRun(),
  world: worldFrom,
  isSignInRefused,
  resources,
  functions,
} satisfies ServedPackage<Bandwidth>;
