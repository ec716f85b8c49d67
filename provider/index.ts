import { bandwidth } from "./package.js";
import { dynamicClass } from "./pulumi/dynamic/class.js";
import { dynamicFunction } from "./pulumi/dynamic/function.js";

/** What a TypeScript program imports: a class for each resource, and functions for each look-up. The build adds the types. */
export const classes = {
  ...Object.fromEntries(bandwidth.resources.map((resource) => [resource.name, dynamicClass(bandwidth, resource)])),
  ...Object.assign({}, ...bandwidth.functions.map((lookup) => dynamicFunction(bandwidth, lookup))),
};
