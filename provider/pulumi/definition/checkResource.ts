import type { Claim, Others, Program } from "../run/program.js";
import { propertiesOf } from "../values/property.js";
import { hasUnknown, isObject, isUnknown, reveal, type Values } from "../values/values.js";
import { checkProperties } from "./check.js";
import type { AnyResource } from "./definition.js";
import { asSent, knownPart, withoutFailed } from "./sound.js";

/** Checks inputs by property, then by the definition's own rules about what is known. */
export function check<Api>(definition: Pick<AnyResource<Api>, "inputs" | "check">, inputs: Values, api?: Api) {
  const checked = checkProperties(propertiesOf(definition.inputs), inputs);
  const plain = reveal(checked.values);
  // A rule about several properties only gets values that passed their own checks.
  const sound = withoutFailed(knownPart(asSent(definition, plain)), checked.failures);
  const given = givenIn(plain);
  const { failures = [], warnings = [] } = definition.check?.(sound, given, api) ?? {};
  return { inputs: checked.values, failures: [...checked.failures, ...failures], warnings };
}

/** Whether the program declares something at a path, known or not. */
export function givenIn(plain: Values): (path: string) => boolean {
  return (path) => path.split(".").reduce<unknown>(into, plain) !== undefined;
}

function into(value: unknown, name: string): unknown {
  // Any part of an unknown value may exist.
  if (isUnknown(value)) return value;
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Also refuses what another resource of the same program already has. */
export function checkResource<Api>(
  resource: AnyResource<Api>,
  inputs: Values,
  program: Program,
  urn: string,
  api?: Api,
) {
  const checked = check(resource, inputs, api);
  // Inputs that are wrong may have no claims at all, and claims would only repeat the complaint.
  if (checked.failures.length > 0) {
    program.quiet.hasFailed = true;
    return checked;
  }
  const known = knownPart(asSent(resource, checked.inputs));
  const claims = resource.claims?.(known, givenIn(reveal(checked.inputs))) ?? [];
  const failures = program.claim(urn, claims);
  if (failures.length > 0) program.quiet.hasFailed = true;
  const things = passing(claims);
  // What a number's place or name will be doesn't matter to others.
  const isOpen = resource.numbers !== undefined && hasUnknown(reveal(checked.inputs).telephoneNumbers);
  program.declare(urn, { things, count: resource.keeps?.(known), inputs: known, isOpen });
  return { ...checked, failures, announcement: arrivals(things, program.others(urn)) };
}

/** What may pass from one resource to another. */
export const passing = (claims: readonly Claim[]) => claims.filter(({ stays }) => !stays).map(({ what }) => what);

/** Says what passes to this resource from others that release it. */
function arrivals(things: readonly string[], others: Others): string | undefined {
  const from = new Map<string, string[]>();
  for (const thing of things) {
    const holder = others.holder(thing);
    if (!holder?.certain || holder.keeps) continue;
    from.set(holder.name, [...(from.get(holder.name) ?? []), thing]);
  }
  const lines = [...from].map(
    ([name, all]) => `${all.join(", ")} ${all.length === 1 ? "passes" : "pass"} from ${name}`,
  );
  return lines.join("\n") || undefined;
}
