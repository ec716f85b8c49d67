import { bandwidth } from "../../package.js";
import { typeOfClass, typeOfPlugin, withTypes } from "../../pulumi/values/urn.js";

const PREFIX = typeOfClass(bandwidth.name, "");

/** The resource's name in its definition, if a class of this package made it. */
export function classOf(type: string): string | undefined {
  return type.startsWith(PREFIX) ? type.slice(PREFIX.length) : undefined;
}

/** The type as the plugin names it. Other types stay. */
export function typeWithPlugin(type: string): string {
  const name = classOf(type);
  return name === undefined ? type : typeOfPlugin(bandwidth.name, name);
}

/** The URN as a program with the plugin has it. Whatever isn't a URN stays. */
export const urnWithPlugin = (urn: string): string => withTypes(urn, typeWithPlugin);
