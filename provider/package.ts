import manifest from "../package.json" with { type: "json" };
import { createApi } from "./bandwidth/api.js";
import { checkConfiguration, configuration, settingsOf } from "./configuration.js";
import type { PackageDefinition } from "./pulumi/definition.js";
import type { Bandwidth } from "./resources/define.js";
import { resources } from "./resources/index.js";

/** All that both front-ends serve. */
export const bandwidth: PackageDefinition<Bandwidth> = {
  name: "bandwidth",
  displayName: "Bandwidth",
  version: manifest.version,
  description: manifest.description,
  npmName: manifest.name,
  configuration,
  checkConfiguration,
  connect(given) {
    const { orderTimeoutMs, ...settings } = settingsOf(given);
    return { ...createApi({ ...settings, userAgent: `${manifest.name}/${manifest.version}` }), orderTimeoutMs };
  },
  resources,
  functions: [],
};
