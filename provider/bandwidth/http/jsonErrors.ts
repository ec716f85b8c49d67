import { normalizeTelephoneNumber } from "../values/telephoneNumber.js";
import type { ErrorDetail } from "./errorDetails.js";

/** An object's fields by lowercase name: the API spells them in more than one way. */
type Fields = ReadonlyMap<string, unknown>;

/** Deeper than any error of the API. Anything deeper isn't an error. */
const deepest = 5;

const codes = ["code", "errorcode"];
const words = ["description", "error_description", "message", "faultstring"];

/** Only for an object in the place of an error: elsewhere, these words mean something else. */
const looseCodes = [...codes, "type", "error"];
const looseWords = [...words, "detail", "title"];

/**
 * Errors in a JSON body, from a gateway in front of the API or from its newer parts (docs/maintainers/api.md#errors,
 * shape 10). They are in the body itself, in a list `errors`, or in a nested object such as `error` or
 * `responseStatus`.
 */
export function jsonErrorDetails(body: string): ErrorDetail[] {
  try {
    return errorsIn(JSON.parse(body), true, 0);
  } catch {
    return [];
  }
}

function errorsIn(value: unknown, isError: boolean, depth: number): ErrorDetail[] {
  if (depth > deepest) return [];
  if (Array.isArray(value)) return value.flatMap((entry) => errorsIn(entry, isError, depth + 1));
  const fields = fieldsOf(value);
  if (!fields) return [];
  const listed = fields.get("errors");
  const errors = Array.isArray(listed) ? listed.flatMap((entry) => listedError(entry, depth + 1)) : [];
  // The words around an error list say less than the list.
  if (errors.length > 0) return errors;
  const below = [...fields].flatMap(([name, part]) => (name === "errors" ? [] : errorsIn(part, false, depth + 1)));
  return [...ownError(fields, isError), ...complaints(listed), ...below];
}

const listedError = (entry: unknown, depth: number): ErrorDetail[] =>
  typeof entry === "string" && entry !== ""
    ? [{ description: entry, telephoneNumbers: [] }]
    : errorsIn(entry, true, depth);

function ownError(fields: Fields, isError: boolean): ErrorDetail[] {
  const code = firstText(fields, isError ? looseCodes : codes);
  const description = firstText(fields, isError ? looseWords : words);
  if (code === undefined && description === undefined) return [];
  return [{ code, description, telephoneNumbers: numbersIn(fields) }];
}

/** What is wrong with each field of the request: `{ "zip": ["is required"] }`. */
function complaints(listed: unknown): ErrorDetail[] {
  if (typeof listed !== "object" || listed === null || Array.isArray(listed)) return [];
  return Object.entries(listed).flatMap(([field, said]) => {
    const texts = [said].flat().filter((text) => typeof text === "string" && text !== "");
    return texts.length === 0 ? [] : [{ description: `${field} ${texts.join(", ")}`, telephoneNumbers: [] }];
  });
}

function numbersIn(fields: Fields): string[] {
  const written = [fields.get("telephonenumber"), fields.get("telephonenumbers")].flat();
  return written.flatMap((number) => (typeof number === "string" ? (normalizeTelephoneNumber(number) ?? []) : []));
}

const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? new Map(Object.entries(value).map(([name, part]) => [name.toLowerCase(), part]))
    : undefined;

function firstText(fields: Fields, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = fields.get(name);
    if (typeof value === "string" && value !== "") return value;
    if (typeof value === "number") return String(value);
  }
  return undefined;
}
