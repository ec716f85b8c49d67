import type { Client } from "../http/client.js";
import { elements } from "../http/expected.js";
import type { Query } from "../http/url.js";
import { type Dialect, wireNumber } from "../values/telephoneNumber.js";
import { element, list, texts, type XmlElement } from "../xml/xml.js";
import type { OrderKind } from "./kinds.js";
import { listOrderBodies } from "./list.js";
import type { NumberGroup } from "./numberGroups.js";
import { toE164 } from "./report.js";

/** What an order sets, and for which numbers (E.164). */
export type Grouped<Values> = Values & { telephoneNumbers: string[] };

/** The same in the form of a request. */
export const asWished = <Values extends object>(groups: readonly Grouped<Values>[]): NumberGroup<Values>[] =>
  groups.map(({ telephoneNumbers, ...values }) => ({ values: values as unknown as Values, numbers: telephoneNumbers }));

/** The content of the request element `TelephoneNumbers`, for numbers in E.164. */
export const numbersElement = (numbers: readonly string[], dialect: Dialect): XmlElement => ({
  TelephoneNumber: numbers.map((number) => wireNumber(number, dialect)),
});

/** The numbers (E.164) of an order or of a group in it. */
export const orderedNumbers = (order: XmlElement): string[] =>
  texts(order, "TelephoneNumbers", "TelephoneNumber").map(toE164);

/**
 * What an order sets for which numbers, with or without its envelope. `path`: the envelope, the list of groups, a
 * group.
 */
export function readGroups<Values>(
  body: XmlElement,
  [envelope, groups, group]: readonly [string, string, string],
  read: (group: XmlElement) => Values,
): Grouped<Values>[] {
  const order = element(body, envelope) ?? body;
  return elements(list(order, groups, group)).map((one) => ({ telephoneNumbers: orderedNumbers(one), ...read(one) }));
}

/** What the orders of a kind have set for which numbers, newest order first. */
export async function* listGroups<Values>(
  client: Client,
  kind: OrderKind,
  groupsOf: (body: XmlElement) => Grouped<Values>[],
  signal?: AbortSignal,
): AsyncIterable<Grouped<Values>> {
  for await (const { body } of listOrderBodies(client, kind, signal)) yield* groupsOf(body);
}

/** Finds a number's orders in a list without customer order ids. */
export const byFirstNumber = ([number = ""]: readonly string[], dialect: Dialect): Query => ({
  tn: wireNumber(number, dialect),
});
