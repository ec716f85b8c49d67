import { outline } from "./outline.js";
import { dynamicClass } from "./pulumi/dynamic/class.js";
import { dynamicFunction } from "./pulumi/dynamic/function.js";

const served = async () => (await import("./served.js")).served;

/** What a TypeScript program imports: a class for each resource, and functions for each look-up. The build adds the types. */
export const classes = {
  ...Object.fromEntries(outline.resources.map((resource) => [resource.name, dynamicClass(outline, resource)])),
  ...Object.assign({}, ...outline.functions.map((name) => dynamicFunction(name, served))),
};
