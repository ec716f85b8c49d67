import type { LsrOrder, LsrOrderData } from "../../bandwidth/porting/lsrOrders.js";
import { equal, isObject, type Values } from "../../pulumi/values/values.js";
import type { LsrOrderInputs } from "./lsrOrderFields.js";
import { wasNotPassedOn } from "./notPassedOn.js";

/** What makes it another order. The API never changes these (docs/maintainers/api.md#lsr-orders). */
export function replacingPart({ pon, telephoneNumbers, subscriber }: LsrOrderInputs) {
  return { pon, telephoneNumbers: [...telephoneNumbers].sort(), zip: subscriber.serviceAddress.zip };
}

/** The part of the inputs that is the order itself. */
export function dataOf({ waitFor: _milestone, ...data }: LsrOrderInputs): LsrOrderData {
  return data;
}

/**
 * Everything that a PUT must contain to make an order what is declared. Undefined if the order is that already. What the
 * program declares neither now nor before is sent as the order has it, because nobody knows what the API does with a missing
 * value. An order that shows the declared values may not have passed them on (7300). While the state has the old values, they
 * are sent again.
 */
export function changeOf(
  order: LsrOrder,
  before: Partial<LsrOrderInputs>,
  wanted: LsrOrderInputs,
  ownId: string,
  refused: readonly string[] = [],
): LsrOrderData | undefined {
  const { pon: _pon, telephoneNumbers: _numbers, ...is } = changeable(order);
  const { pon, telephoneNumbers, ...should } = dataOf(wanted);
  const said = merged(is, before, should) as LsrOrderData;
  // A date that is no longer declared stays, because the reference has no way to remove it.
  said.requestedFocDate = should.requestedFocDate ?? is.requestedFocDate;
  // An empty number would be an invalid one (7203).
  if (said.billingTelephoneNumber === "") said.billingTelephoneNumber = undefined;
  if (should.customerOrderId === undefined && before.customerOrderId !== undefined) said.customerOrderId = ownId;
  if (!equal(withoutEmpty(said), withoutEmpty(is))) return said;
  const { pon: _before, telephoneNumbers: _had, ...was } = changeable(before);
  const isDoubtful = wasNotPassedOn(order) || refused.length > 0;
  return isDoubtful && !equal(withoutEmpty(was), withoutEmpty(should)) ? said : undefined;
}

/** The properties in which a program differs from a state. */
export function differing(before: Partial<LsrOrderInputs>, wanted: LsrOrderInputs): string[] {
  const [was, is] = [changeable(before), changeable(wanted)];
  return (Object.keys(is) as (keyof LsrOrderData)[]).filter((name) => !equal(plain(was[name]), plain(is[name])));
}

/** The properties that a change sets and that are as they were before it. The API may keep what the change empties. */
export function unchanged(before: LsrOrder, now: LsrOrder, change: LsrOrderData): string[] {
  const [was, is] = [changeable(before), changeable(now)];
  return (Object.keys(change) as (keyof LsrOrderData)[]).filter((name) => {
    const [old, new_, wanted] = [was[name], is[name], change[name]].map(plain);
    return wanted !== undefined && !equal(old, wanted) && equal(old, new_);
  });
}

/** Without empty values, which the API shows or leaves out. */
const plain = (value: unknown) => (value === "" ? undefined : withoutEmpty(value));

/** The part of an order that could be declared. */
export function changeable(order: LsrOrderData): LsrOrderData {
  const { pon, customerOrderId, spid, billingTelephoneNumber, requestedFocDate } = order;
  const { authorizingPerson, subscriber, telephoneNumbers } = order;
  return {
    ...{ pon, customerOrderId, spid, billingTelephoneNumber, requestedFocDate },
    ...{ authorizingPerson, subscriber, telephoneNumbers },
  };
}

/**
 * Part by part: the declared value; nothing, if it was declared before; or what is there. A text that is removed is sent empty.
 */
function merged(is: unknown, before: unknown, should: unknown): unknown {
  if (should === undefined) {
    if (before === undefined || typeof is !== "string") return is;
    return "";
  }
  if (!isObject(should)) return should;
  const [had, was] = [isObject(is) ? is : {}, isObject(before) ? before : {}];
  const names = [...new Set([...Object.keys(had), ...Object.keys(should)])];
  return Object.fromEntries(names.map((name) => [name, merged(had[name], was[name], should[name])]));
}

function withoutEmpty(value: unknown): unknown {
  if (!isObject(value)) return value;
  const kept: Values = {};
  for (const [name, part] of Object.entries(value)) {
    if (part !== undefined && part !== "") kept[name] = withoutEmpty(part);
  }
  return kept;
}
