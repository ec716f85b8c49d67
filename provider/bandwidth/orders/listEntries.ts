import type { ApiResponse, Request } from "../http/client.js";
import { type ErrorDetail, errorDetails } from "../http/errorDetails.js";
import { unexpected } from "../http/expected.js";
import { list, text, type XmlElement, type XmlNode } from "../xml/xml.js";

/** The form of a list in an answer. */
export interface ListForm {
  /** Its name in errors: `list of sites`. */
  what: string;
  /** The answer's root, if all sources agree on it. */
  root?: string;
  /** Finds the entries in the root's content. */
  entries: (body: XmlElement) => XmlNode[];
  /** What each entry must have: one of these elements. Without names: a text, a `FullNumber` or a `TelephoneNumber`. */
  id?: readonly string[];
  /** The most entries that an answer shows, whatever it counts. */
  most?: number;
  /** What an answer says when there are no entries: a code, or words in lowercase. */
  none?: readonly string[];
}

/** The entries at a path below the root. */
export const at =
  (...path: string[]) =>
  (body: XmlElement): XmlNode[] =>
    list(body, ...path);

/** The element names of counts. */
const counts = ["TotalCount", "ResultCount", "TelephoneNumberCount", "Count"];

/** Counts are next to the entries, or one or two wrappers above. */
const deepestCount = 3;

/**
 * The entries of a list that comes in one answer. A 204 has none.
 * @throws BandwidthError when the answer isn't such a list, or shows fewer entries than it counts.
 */
export function listEntries(request: Request, answer: ApiResponse, form: ListForm): XmlNode[] {
  if (answer.status === 204) return [];
  const found = entriesIn(request, answer, form);
  refuseShort(request, answer, form, found.length);
  return found;
}

/**
 * The entries in one answer, which is a whole list or a page. Empty elements don't count as entries.
 * @throws BandwidthError when the answer isn't such a list: it has errors, has content but no entry, or has an
 * unreadable entry. `counted`: a count without entries is no error, because the caller compares it with all pages.
 */
export function entriesIn(request: Request, answer: ApiResponse, form: ListForm, counted = false): XmlNode[] {
  const { what, root, id } = form;
  const { body } = answer;
  if (root !== undefined && answer.root !== root) throw unexpected(request, answer, `the answer isn't a ${what}`);
  if (answer.root === undefined) throw unexpected(request, answer, `the ${what} is an empty body`);
  const found = form.entries(body).filter(holdsText);
  const around = without(body, new Set(found));
  const problems = errorDetails({ root: answer.root, content: around }).filter(({ code = "" }) => !fine.has(code));
  // Only the "none" words may be there. With any other content, it isn't an empty list.
  if (found.length === 0 && saysNone(problems, form) && strangers(body).length <= 1) return [];
  const [problem] = problems;
  if (problem) {
    const words = [problem.code, problem.description].filter((word) => word !== undefined).join(" ");
    throw unexpected(request, answer, `the answer isn't a ${what}: ${words}`);
  }
  const strange = found.length === 0 ? strangers(body, counted) : [];
  if (strange.length > 0) {
    throw unexpected(request, answer, `the ${what} has no readable entry, but contains ${strange.join(", ")}`);
  }
  if (found.some((entry) => idOf(entry, id) === undefined)) {
    throw unexpected(
      request,
      answer,
      `the ${what} has an entry without ${(id ?? ["a telephone number"]).join(" or ")}`,
    );
  }
  return found;
}

/** Codes next to a list that succeeded. */
const fine = new Set(["0", "200", "201"]);

/**
 * Whether the content in place of a list says that there is nothing. Only codes or words that Bandwidth documents for
 * this list count. Codes have other meanings elsewhere, so each list names its own.
 */
export function saysNone(details: readonly ErrorDetail[], { none = [] }: Pick<ListForm, "none">): boolean {
  const isNone = ({ code, description = "" }: ErrorDetail) =>
    none.some((said) => said === code || (/\s/.test(said) && description.toLowerCase().includes(said)));
  return details.length > 0 && details.every(isNone);
}

/** @throws BandwidthError when an answer counts more entries than were read so far, including this answer's. */
export function refuseShort(request: Request, answer: ApiResponse, form: ListForm, read: number): void {
  refuseShortOf(request, { status: answer.status, count: statedCount(answer.body, form) }, form, read);
}

/** The same, for an answer of which only its status and its count are left. */
export function refuseShortOf(
  request: Request,
  { status, count = 0 }: { status: number; count: number | undefined },
  form: ListForm,
  read: number,
): void {
  const shown = Math.min(count, form.most ?? count);
  if (read >= shown) return;
  const words = `the ${form.what} counts ${count} and shows ${read}: entries that it doesn't show may still exist`;
  throw unexpected(request, { status, body: {} }, words);
}

/** How many entries an answer counts: the highest of its counts with these names. */
export function statedCount(body: XmlElement, { entries }: ListForm, names = counts): number | undefined {
  const found = countsIn(without(body, new Set(entries(body))), names, deepestCount);
  return found.length > 0 ? Math.max(...found) : undefined;
}

function countsIn(node: XmlElement, names: readonly string[], depth: number): number[] {
  const here = names.flatMap((name) => {
    const written = text(node, name) ?? "";
    return /^\d{1,9}$/.test(written) ? [Number(written)] : [];
  });
  if (depth === 0) return here;
  const below = Object.keys(node).flatMap((name) => {
    const [child, ...more] = list(node, name);
    return typeof child === "object" && more.length === 0 ? countsIn(child, names, depth - 1) : [];
  });
  return [...here, ...below];
}

/** What is around the entries. */
function without(node: XmlElement, entries: ReadonlySet<XmlNode>): XmlElement {
  const kept = Object.keys(node).map((name) => {
    // A text alone isn't an entry: the same text may be elsewhere.
    const around = list(node, name).filter((child) => !entries.has(child));
    return [name, around.map((child) => (typeof child === "string" ? child : without(child, entries)))] as const;
  });
  return Object.fromEntries(kept.filter(([, around]) => around.length > 0));
}

/** The names of other content in an answer without entries. Leaves out links, and zero counts. `counted`: all counts. */
function strangers(body: XmlElement, counted = false): string[] {
  return Object.keys(body).filter(
    (name) => name !== "Links" && list(body, name).some((node) => isStranger(name, node, counted)),
  );
}

function isStranger(name: string, node: XmlNode, counted: boolean): boolean {
  if (typeof node !== "string") return strangers(node, counted).length > 0;
  const written = node.trim();
  if (counted && counts.includes(name) && /^\d{1,9}$/.test(written)) return false;
  return written !== "" && !(written === "0" && /(count|total|quantity)$/i.test(name));
}

function holdsText(node: XmlNode): boolean {
  if (typeof node === "string") return node.trim() !== "";
  for (const name in node) {
    const children = node[name];
    if (Array.isArray(children) ? children.some(holdsText) : children !== undefined && holdsText(children)) return true;
  }
  return false;
}

function idOf(entry: XmlNode, names: readonly string[] | undefined): string | undefined {
  if (names === undefined) return numberOf(entry) || undefined;
  if (names.length === 0) return "";
  return names.map((name) => text(entry, name)).find((found) => found !== undefined);
}

/** The number that an entry of a number list is or contains, as written. Empty when there is none. */
export const numberOf = (entry: XmlNode): string =>
  text(entry) ?? text(entry, "FullNumber") ?? text(entry, "TelephoneNumber") ?? "";
