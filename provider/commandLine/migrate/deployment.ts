import { isObject } from "../../pulumi/values/values.js";

/** One resource of a state, as `pulumi stack export` writes it. What isn't named here passes unchanged. */
export interface StateResource {
  urn: string;
  type: string;
  custom?: boolean;
  id?: string;
  provider?: string;
  parent?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  dependencies?: string[];
  propertyDependencies?: Record<string, string[] | null>;
  initErrors?: string[];
  delete?: boolean;
  pendingReplacement?: boolean;
  taint?: boolean;
  [field: string]: unknown;
}

/** What `pulumi stack export` writes. */
export interface ExportedState {
  version: number;
  deployment: {
    resources: StateResource[];
    pending_operations?: { type?: string; resource?: { urn?: string } }[];
    [field: string]: unknown;
  };
  [field: string]: unknown;
}

/** Versions of the form of an exported state. 4 only says which features the state uses. */
const VERSIONS = [3, 4];

/** Undefined if the text isn't the state of a stack in a form that is known here. */
export function parseState(text: string): ExportedState | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  return stateOf(parsed);
}

/** The same, of what the text says. */
export function stateOf(parsed: unknown): ExportedState | undefined {
  if (!isObject(parsed) || !VERSIONS.includes(Number(parsed.version)) || !isObject(parsed.deployment)) return undefined;
  const { resources, pending_operations: pending } = parsed.deployment;
  if (!Array.isArray(resources) || !resources.every(isResource)) return undefined;
  if (pending !== undefined && pending !== null && !Array.isArray(pending)) return undefined;
  return parsed as unknown as ExportedState;
}

function isResource(value: unknown): boolean {
  return isObject(value) && typeof value.urn === "string" && typeof value.type === "string";
}

/** Pulumi's mark of values that stand for something special (docs/maintainers/engine.md#wire-marks). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";

/** Whether a value is a reference to a resource, which names its URN. */
export function isReference(value: Record<string, unknown>): boolean {
  return value[SIGNATURE] === RESOURCE && typeof value.urn === "string";
}

/** Whether the state shows secrets, as `pulumi stack export --show-secrets` does. Otherwise they are encrypted. */
export function showsSecrets(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(showsSecrets);
  if (!isObject(value)) return false;
  return value[SIGNATURE] === SECRET ? "plaintext" in value : Object.values(value).some(showsSecrets);
}
