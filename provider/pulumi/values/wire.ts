import { makeRoomFor } from "../../heap.js";
import { Asset, isObject, Secret, UNKNOWN, type Values } from "./values.js";

/** How Pulumi marks special values on the wire (docs/maintainers/engine.md#wire-marks). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";

/** One mark for each type that may be unknown. Node programs send the mark of strings for all of them. */
const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const UNKNOWNS = new Set([
  UNKNOWN_STRING,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** A property bag as Pulumi sends it → values with `UNKNOWN` and `Secret` in their places. */
export function fromWire(bag: Record<string, unknown>): Values {
  return Object.fromEntries(Object.entries(bag).map(([key, value]) => [key, valueFromWire(value)]));
}

function valueFromWire(value: unknown): unknown {
  if (typeof value === "string") return UNKNOWNS.has(value) ? UNKNOWN : value;
  if (Array.isArray(value)) {
    makeRoomFor(value.length);
    return value.map(valueFromWire);
  }
  if (!isObject(value)) return value ?? undefined;
  switch (value[SIGNATURE]) {
    case SECRET:
      return new Secret(valueFromWire(value.value));
    case OUTPUT: {
      const inner = "value" in value ? valueFromWire(value.value) : UNKNOWN;
      return value.secret === true ? new Secret(inner) : inner;
    }
    case RESOURCE:
      // A reference to a resource stands for its id.
      return valueFromWire(value.id || value.urn);
    case ASSET:
      return assetFromWire(value);
    default:
      return fromWire(value);
  }
}

function assetFromWire({ hash, text, path, uri }: Values): Asset {
  const said = Object.entries({ text, path, uri }).filter(([, part]) => typeof part === "string" && part !== "");
  return new Asset(typeof hash === "string" && hash !== "" ? hash : undefined, Object.fromEntries(said));
}

/** Values → a property bag for Pulumi. `undefined` is left out, because it is no value there. */
export function toWire(values: Values): Record<string, unknown> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([key, value]) => [key, valueToWire(value)]));
}

function valueToWire(value: unknown): unknown {
  if (value === UNKNOWN) return UNKNOWN_STRING;
  if (value instanceof Secret) return { [SIGNATURE]: SECRET, value: valueToWire(value.value) };
  if (value instanceof Asset) return toWire({ [SIGNATURE]: ASSET, hash: value.hash, ...value.source });
  if (Array.isArray(value)) return value.map((item) => (item === undefined ? null : valueToWire(item)));
  return isObject(value) ? toWire(value) : value;
}

/** Values as a state file and an import file have them: there, a secret holds its text as JSON. */
export function toFile(values: Values): Record<string, unknown> {
  return inFile(toWire(values)) as Record<string, unknown>;
}

function inFile(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inFile);
  if (!isObject(value)) return value;
  if (value[SIGNATURE] === SECRET) return { [SIGNATURE]: SECRET, plaintext: JSON.stringify(value.value) };
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, inFile(part)]));
}
