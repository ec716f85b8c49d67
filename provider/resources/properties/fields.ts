import { z } from "zod";
import { normalizeTelephoneNumber } from "../../bandwidth/values/telephoneNumber.js";
import type { PropertyFailure } from "../../pulumi/definition/check.js";
import { Asset } from "../../pulumi/values/values.js";

/**
 * Text whose blanks and line breaks at both ends mean nothing: the API's own answers lose them, and every block of YAML ends
 * in a line break. Line ends inside of it are those that XML has.
 */
export function trimmed() {
  return z.string().overwrite((given) => given.replaceAll(/\r\n?/g, "\n").trim());
}

/** What a text that is sent as it stands has around it, by mistake more often than not. */
export function edgeWarnings(property: string, given: string | undefined): PropertyFailure[] {
  if (given === undefined || given === given.trim()) return [];
  return [{ property, reason: "has blanks or line breaks around it, which are a part of it" }];
}

/** Text of at most `max` characters. */
export function text(max: number) {
  return trimmed().max(max, `must have at most ${max} characters`);
}

/** Text that has to say something. */
export function words(max: number) {
  return trimmed().min(1, "must not be empty").max(max, `must have at most ${max} characters`);
}

/** An id that Bandwidth gave: opaque text, even when it looks like a number. */
export function id() {
  return z.string().regex(/^[^\s/]+$/, "must be an id as Bandwidth gives them, without spaces");
}

export function oneOf<const Words extends readonly [string, ...string[]]>(typeName: string, values: Words) {
  return z.enum(values, `must be one of ${values.map((word) => `"${word}"`).join(", ")}`).meta({ typeName });
}

/** One of these words, or one that Bandwidth has added since. A check can warn about a word that is not known. */
export function oneOfOrAnother<const Words extends readonly [string, ...string[]]>(typeName: string, values: Words) {
  const refusal = "must be a word as Bandwidth writes it";
  const another = z.string().regex(/^\w+$/, refusal);
  return z.union([z.enum(values), another], refusal).meta({ typeName });
}

/** A telephone number in any of the usual forms; kept as E.164. */
export function telephoneNumber() {
  return z.string().transform((given, context) => {
    const number = normalizeTelephoneNumber(given);
    if (number) return number;
    context.addIssue("must be a telephone number: 10 digits, 1 and 10 digits, or E.164 as in +19195550100");
    return z.NEVER;
  });
}

/** The numbers that one resource is about: a set, at least one; `numberFailures` tells of those that stand in it twice. */
export function telephoneNumbers() {
  return z.array(telephoneNumber()).min(1, "must hold at least one telephone number").meta({ set: true });
}

/** A day of the calendar, as `2026-01-31`. */
export function day(refusal = "must be a day as in 2026-01-31") {
  return z.string().refine(isDay, refusal);
}

export function isDay(given: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(given) ? Date.parse(given) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(given);
}

/** A file or a text that the program hands over as a whole, as `new pulumi.asset.FileAsset("./letter.pdf")`. */
export function asset() {
  return z.custom<Asset>(
    (value) => value instanceof Asset,
    "must be an asset, as pulumi.asset.FileAsset and StringAsset make them (in YAML fn::fileAsset, fn::stringAsset)",
  );
}

/** Which entries of a list stand there twice, with their paths. */
export function repeated<T>(list: readonly T[], path: string, key: (item: T) => string, what: string) {
  const first = new Map<string, number>();
  return list.flatMap((item, index) => {
    const text = key(item);
    const earlier = first.get(text);
    if (earlier === undefined) {
      first.set(text, index);
      return [];
    }
    return [{ property: `${path}[${index}]`, reason: `${what} ${text} stands at ${path}[${earlier}] already` }];
  });
}
