import { z } from "zod";
import { normalizeTelephoneNumber, northAmerican } from "../../bandwidth/values/telephoneNumber.js";
import type { PropertyFailure } from "../../pulumi/definition/check.js";
import { Asset } from "../../pulumi/values/values.js";

/**
 * Text whose leading and trailing spaces and line breaks mean nothing. The API's own answers lose them, and every block of YAML
 * ends in a line break. Line ends inside are those of XML.
 */
export function trimmed() {
  return z.string().overwrite((given) => given.replaceAll(/\r\n?/g, "\n").trim());
}

/** Spaces or line breaks around a text that is sent as it is. They are usually a mistake. */
export function edgeWarnings(property: string, given: string | undefined): PropertyFailure[] {
  if (given === undefined || given === given.trim()) return [];
  return [{ property, reason: "starts or ends with spaces or line breaks, which count as part of it" }];
}

/** Text of at most `max` characters. */
export function text(max: number) {
  return trimmed().max(max, `must have at most ${max} characters`);
}

/** Text that must not be empty. */
export function words(max: number) {
  return trimmed().min(1, "must not be empty").max(max, `must have at most ${max} characters`);
}

/** An id that Bandwidth assigned: opaque text, even when it looks like a number. */
export function id() {
  return z.string().regex(/^[^\s/]+$/, "must be an id as Bandwidth assigns it, without spaces");
}

/** A SIP peer's id. Also in the form `siteId/sipPeerId`, the id of the peer's resource, to which generated programs refer. */
export function peerId() {
  return z
    .string()
    .regex(/^(?:[\w-]+\/)?[^\s/]+$/, "must be an id as Bandwidth assigns it, without spaces, or siteId/sipPeerId")
    .transform((given) => given.slice(given.indexOf("/") + 1));
}

export function oneOf<const Words extends readonly [string, ...string[]]>(typeName: string, values: Words) {
  return z.enum(values, `must be one of ${values.map((word) => `"${word}"`).join(", ")}`).meta({ typeName });
}

/** One of these words, or one that Bandwidth has added since. A check can warn about an unknown word. */
export function oneOfOrAnother<const Words extends readonly [string, ...string[]]>(typeName: string, values: Words) {
  const refusal = "must be a word as Bandwidth writes it";
  const another = z.string().regex(/^\w+$/, refusal);
  return z.union([z.enum(values), another], refusal).meta({ typeName });
}

/** A telephone number in any of the usual forms, kept as E.164. */
export function telephoneNumber() {
  const number = z.string().transform((given, context) => {
    const number = normalizeTelephoneNumber(given);
    if (number) return number;
    context.addIssue("must be a telephone number: 10 digits, 1 and 10 digits, or E.164 as in +19195550100");
    return z.NEVER;
  });
  return number.meta({ rightAsItIs: northAmerican });
}

/** The numbers of one resource: a set of at least one. `numberFailures` reports numbers that are in it twice. */
export function telephoneNumbers() {
  return z.array(telephoneNumber()).min(1, "must contain at least one telephone number").meta({ set: true });
}

/** A calendar day, as `2026-01-31`. */
export function day(refusal = "must be a day as in 2026-01-31") {
  return z.string().refine(isDay, refusal);
}

export function isDay(given: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(given) ? Date.parse(given) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(given);
}

/** A file or a text that the program passes as a whole, such as `new pulumi.asset.FileAsset("./letter.pdf")`. */
export function asset() {
  return z.custom<Asset>(
    (value) => value instanceof Asset,
    "must be an asset, from pulumi.asset.FileAsset or StringAsset (in YAML fn::fileAsset or fn::stringAsset)",
  );
}

/** Which entries are in a list twice, with their paths. */
export function repeated<T>(list: readonly T[], path: string, key: (item: T) => string, what: string) {
  const first = new Map<string, number>();
  return list.flatMap((item, index) => {
    const text = key(item);
    const earlier = first.get(text);
    if (earlier === undefined) {
      first.set(text, index);
      return [];
    }
    return [{ property: `${path}[${index}]`, reason: `${what} ${text} is at ${path}[${earlier}] already` }];
  });
}
