import { bandwidth } from "./package.js";
import { dynamicClass } from "./pulumi/dynamic/class.js";
import { dynamicFunction } from "./pulumi/dynamic/function.js";

/** What a TypeScript program imports: a class for each resource, functions for each look-up. Types come from the build. */
export const classes = {
  ...Object.fromEntries(bandwidth.resources.map((resource) => [resource.name, dynamicClass(bandwidth, resource)])),
  ...Object.assign({}, ...bandwidth.functions.map((lookup) => dynamicFunction(bandwidth, lookup))),
};
