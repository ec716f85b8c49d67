import type { Client } from "../http/client.js";
import type { Query } from "../http/url.js";
import { agrees } from "../values/agreement.js";
import type { Dialect } from "../values/telephoneNumber.js";
import type { XmlDocument, XmlElement } from "../xml/xml.js";
import { contentId, type EarlierOrder, type EarlierOrders, freshMs } from "./earlierOrders.js";
import { type OrderKind, orderState } from "./kinds.js";
import type { NumberGroup } from "./numberGroups.js";
import type { FoundOrder } from "./submit.js";

/** What differs between the orders that set values of numbers. */
export interface GroupForm<Values> {
  readonly kind: OrderKind;
  /** The body of the POST. */
  document(groups: readonly NumberGroup<Values>[], customerOrderId: string, dialect: Dialect): XmlDocument;
  /** Equal for equal values. */
  key(values: Values): string;
  /**
   * The same without secrets. Ids of orders are made of it, because a hash of a short secret gives it away. Absent:
   * there are none.
   */
  publicKey?(values: Values): string;
  /** How many groups one order can have. Undefined means any number. */
  readonly mostGroups?: number;
  /**
   * Refusals of a number that was just ordered and isn't set up everywhere yet (docs/maintainers/api.md#repeats). A
   * number that is busy with another order waits in the same way.
   */
  readonly notReady: ReadonlySet<string>;
  /**
   * Refusals that mean one number, and that callers take for done. They may come without the number, for a whole order. Then the
   * order is sent in halves until one number is alone with its refusal: of the others, nothing is known.
   */
  readonly ofOneNumber?: ReadonlySet<string>;
  /** A query that finds an order in a list without customer order ids (docs/maintainers/api.md#filters). */
  lookUp?(numbers: readonly string[], dialect: Dialect): Query;
  /** What an order asks for, read from the order itself. Without it, only an identical order is recognized. */
  groupsOf?(order: XmlElement): NumberGroup<Values>[];
  /**
   * Whether the numbers have these values now, as a finished order of an interrupted run should have left them. `ageMs`
   * is the time since the order was placed. Without it, only an open order is followed.
   */
  holds?(client: Client, groups: readonly NumberGroup<Values>[], ageMs: number): Promise<boolean>;
}

/** An order that is about to be sent. */
interface Sending<Values> {
  client: Client;
  form: GroupForm<Values>;
  earlier: EarlierOrders;
  customerOrderId: string;
}

/** The customer order id of groups. Equal for equal groups, in any sequence. */
export function idOf<Values>(form: GroupForm<Values>, groups: readonly NumberGroup<Values>[]): string {
  const content = groups.map(({ values, numbers }) => [publicKeyOf(form, values), ...[...numbers].sort()]);
  return contentId(form.kind, content.sort());
}

const publicKeyOf = <Values>(form: GroupForm<Values>, values: Values): string => (form.publicKey ?? form.key)(values);

/**
 * The latest order about these numbers, if an interrupted run asked for this with it and its values still hold. Or if it is
 * recent, open, and asks for something else.
 */
export async function sentEarlier<Values>(
  { client, form, earlier, customerOrderId }: Sending<Values>,
  groups: readonly NumberGroup<Values>[],
  latest: EarlierOrder | undefined,
): Promise<{ order: FoundOrder; ours: boolean } | undefined> {
  if (latest === undefined) return undefined;
  const isIdExact = groups.every(({ values }) => publicKeyOf(form, values) === form.key(values));
  const isSame = isIdExact && (await earlier.has(latest, customerOrderId));
  const asked = isSame ? groups : await askedIn(form, latest, groups, earlier);
  const isDone = orderState(latest.status) === "done";
  if (asked === undefined) return isDone || latest.ageMs >= freshMs ? undefined : { order: latest, ours: false };
  const holds = !isDone || (await form.holds?.(client, asked, latest.ageMs));
  return holds ? { order: latest, ours: true } : undefined;
}

/**
 * What a recent order asked for these numbers, if it covers what is wanted now. It may have asked for more: a refresh
 * may have seen a part of it since, or it also had the values of other resources.
 */
async function askedIn<Values>(
  { groupsOf }: GroupForm<Values>,
  latest: EarlierOrder,
  groups: readonly NumberGroup<Values>[],
  earlier: EarlierOrders,
): Promise<NumberGroup<Values>[] | undefined> {
  if (groupsOf === undefined || latest.ageMs >= freshMs) return undefined;
  const inIt = groupsOf((await earlier.read(latest)).body);
  const covering: NumberGroup<Values>[] = [];
  for (const { values, numbers } of groups) {
    for (const number of numbers) {
      const found = inIt.find((group) => group.numbers.includes(number) && agrees(group.values, values));
      if (found === undefined) return undefined;
      covering.push({ values: found.values, numbers: [number] });
    }
  }
  return covering;
}
