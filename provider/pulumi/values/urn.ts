/** `urn:pulumi:STACK::PROJECT::PARENTTYPE$TYPE::NAME`. A name may contain the separator, and a provider's id follows it. */
const URN = /^(urn:pulumi:.*?::.*?::)(.*?)(::.*)$/s;

/** The URN with other types of the resource and of its parents. What isn't a URN stays. */
export function withTypes(urn: string, rename: (type: string) => string): string {
  const [, start, types, name] = URN.exec(urn) ?? [];
  return types === undefined ? urn : `${start}${types.split("$").map(rename).join("$")}${name}`;
}

/** The type of a resource that a class of the package made. Pulumi has such resources made by its dynamic provider. */
export const typeOfClass = (packageName: string, name: string): string =>
  `pulumi-nodejs:dynamic/${packageName}:${name}`;

/** The type of the same resource with the plugin. */
export const typeOfPlugin = (packageName: string, name: string): string => `${packageName}:index:${name}`;

/** The URN that the class of the package gives to what the plugin calls by this URN. */
export function urnOfClass(packageName: string, urn: string): string {
  const prefix = typeOfPlugin(packageName, "");
  return withTypes(urn, (type) =>
    type.startsWith(prefix) ? typeOfClass(packageName, type.slice(prefix.length)) : type,
  );
}

/**
 * Begins the id of a provider resource that a state got when it came from dynamic resources. The state key of the dynamic
 * resources follows.
 */
export const FROM_CLASSES = "classes:";
