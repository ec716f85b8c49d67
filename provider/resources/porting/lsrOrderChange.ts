import type { LsrOrder, LsrOrderData } from "../../bandwidth/porting/lsrOrders.js";
import { equal, isObject, type Values } from "../../pulumi/values/values.js";
import type { LsrOrderInputs } from "./lsrOrderFields.js";
import { wasNotPassedOn } from "./notPassedOn.js";

/** What makes it another order: the API never changes these (docs/maintainers/api.md#lsr-orders). */
export function replacingPart({ pon, telephoneNumbers, subscriber }: LsrOrderInputs) {
  return { pon, telephoneNumbers: [...telephoneNumbers].sort(), zip: subscriber.serviceAddress.zip };
}

/** The part of the inputs that is the order itself. */
export function dataOf({ waitFor: _milestone, ...data }: LsrOrderInputs): LsrOrderData {
  return data;
}

/**
 * All that a PUT has to say to make of an order what is wanted; undefined when the order is that already. What the
 * program does not declare, now or before, is said as the order has it, whatever the API makes of what is not said. An order
 * that shows what is wanted may not have passed it on (7300): while the state has the old values, it is said again.
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
  // A date that is no longer declared stays, as the reference knows no way to take it back.
  said.requestedFocDate = should.requestedFocDate ?? is.requestedFocDate;
  // An empty number would be a wrong one (7203).
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

/** The properties that a change sets, and that are as they were before it. What it empties, the API may keep. */
export function unchanged(before: LsrOrder, now: LsrOrder, change: LsrOrderData): string[] {
  const [was, is] = [changeable(before), changeable(now)];
  return (Object.keys(change) as (keyof LsrOrderData)[]).filter((name) => {
    const [old, new_, wanted] = [was[name], is[name], change[name]].map(plain);
    return wanted !== undefined && !equal(old, wanted) && equal(old, new_);
  });
}

/** Without what is empty, which the API shows or leaves out. */
const plain = (value: unknown) => (value === "" ? undefined : withoutEmpty(value));

/** What of an order could be declared. */
export function changeable(order: LsrOrderData): LsrOrderData {
  const { pon, customerOrderId, spid, billingTelephoneNumber, requestedFocDate } = order;
  const { authorizingPerson, subscriber, telephoneNumbers } = order;
  return {
    ...{ pon, customerOrderId, spid, billingTelephoneNumber, requestedFocDate },
    ...{ authorizingPerson, subscriber, telephoneNumbers },
  };
}

/** Part by part: the wish; nothing, where it was declared before; or what is there. A text that goes is emptied. */
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
