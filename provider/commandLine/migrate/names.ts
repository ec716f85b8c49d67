import { bandwidth } from "../../package.js";

const DYNAMIC = `pulumi-nodejs:dynamic/${bandwidth.name}:`;

/** The resource's name in its definition, if a class of this package made it. */
export function classOf(type: string): string | undefined {
  return type.startsWith(DYNAMIC) ? type.slice(DYNAMIC.length) : undefined;
}

/** The type as the plugin names it. Other types stay. */
export function typeWithPlugin(type: string): string {
  const name = classOf(type);
  return name === undefined ? type : `${bandwidth.name}:index:${name}`;
}

/** `urn:pulumi:STACK::PROJECT::PARENTTYPE$TYPE::NAME`. A name may contain the separator, and a provider's id follows it. */
const URN = /^(urn:pulumi:.*?::.*?::)(.*?)(::.*)$/s;

/**
 * The URN as a program with the plugin has it: with the plugin's types of the resource and of its parents. Whatever isn't such
 * a URN stays.
 */
export function urnWithPlugin(urn: string): string {
  const [, start, types, name] = URN.exec(urn) ?? [];
  if (types === undefined) return urn;
  return `${start}${types.split("$").map(typeWithPlugin).join("$")}${name}`;
}
