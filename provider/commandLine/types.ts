import type { AnyResource } from "../pulumi/definition/definition.js";
import type { Bandwidth } from "../resources/define.js";
import { resources } from "../resources/loaded.js";

/** The names of the resources whose definition says this, in the order of the package. */
export const typesWhere = (says: (resource: AnyResource<Bandwidth>) => boolean): ReadonlySet<string> =>
  new Set(resources.filter(says).map(({ name }) => name));

/** Resources whose numbers are held, and not only described. */
export const holdersOfNumbers = typesWhere(({ numbers }) => numbers === "held");
