import type { AnyResource } from "../definition/definition.js";
import type { PackageDefinition } from "../definition/package.js";
import type { PackageOutline, PropertyOutline, PropertyOutlines, ResourceOutline } from "../dynamic/outline.js";
import { type Properties, type Property, propertiesOf } from "../values/property.js";

/** What a program loads in place of the definitions. It is plain data, which the build writes into the bundle. */
export function outlineOf<Api>(pack: PackageDefinition<Api>): PackageOutline {
  const { name, displayName, npmName } = pack;
  return {
    name,
    displayName,
    npmName,
    settings: Object.keys(propertiesOf(pack.configuration)),
    resources: pack.resources.map(resourceOutline),
    functions: pack.functions.map((definition) => definition.name),
  };
}

function resourceOutline<Api>(resource: AnyResource<Api>): ResourceOutline {
  const outputs = Object.entries(propertiesOf(resource.outputs)).filter(([, { internal }]) => !internal);
  const those = (kind: "secret" | "stable") => outputs.filter(([, property]) => property[kind]).map(([name]) => name);
  return {
    name: resource.name,
    inputs: outlines(propertiesOf(resource.inputs)),
    outputs: outputs.map(([name]) => name),
    secretOutputs: those("secret"),
    stableOutputs: those("stable"),
    idForm: resource.importId.form,
    needsStateKey: Boolean(resource.placesOrders || resource.leavesMark),
  };
}

function outlines(properties: Properties): PropertyOutlines {
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, outline(property)]));
}

function outline({ secret, items, properties }: Property): PropertyOutline {
  return {
    ...(secret && { secret }),
    ...(items && { items: outline(items) }),
    ...(properties && { properties: outlines(properties) }),
  };
}
