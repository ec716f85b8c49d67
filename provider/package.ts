import manifest from "../package.json" with { type: "json" };
import { commonErrors } from "./bandwidth/errorCodes/common.js";
import { leftOut } from "./bandwidth/leftOut.js";
import { newerOperations, specification } from "./bandwidth/newerOperations.js";
import { operations, replaced } from "./bandwidth/operations.js";
import { connect } from "./connect.js";
import { functions } from "./functions/loaded.js";
import { publicationOf } from "./publication.js";
import type { PackageDefinition } from "./pulumi/definition/package.js";
import { schemaText } from "./pulumi/schema/schema.js";
import type { Bandwidth } from "./resources/define.js";
import { resources } from "./resources/loaded.js";
import { served } from "./served.js";
import { utilities } from "./utilities.js";

/** The whole package: what both front-ends serve, with every definition, and what only its papers name. */
export const bandwidth: PackageDefinition<Bandwidth> = {
  ...served,
  description: manifest.description,
  publication: publicationOf(manifest),
  schema: async () => Buffer.from(schemaText(bandwidth)),
  connect: (given) => connect(given),
  resources,
  functions,
  utilities,
  errors: commonErrors,
  operations: [...operations, ...newerOperations],
  newerOperations,
  specification,
  leftOut,
  replaced,
};
