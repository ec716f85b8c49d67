import type { PortIn, PortInData } from "../../bandwidth/porting/portIns.js";
import { equal, isObject, type Values } from "../../pulumi/values/values.js";
import type { PortInInputs } from "./portInFields.js";

/** What a SUPP can change. The API never changes the numbers (7498) nor `triggered` (7350). */
const changeable = [
  "siteId",
  "sipPeerId",
  "billingTelephoneNumber",
  "newBillingTelephoneNumber",
  "subscriber",
  "loaAuthorizingPerson",
  "wirelessInfo",
  "requestedFocDate",
  "partialPort",
  "protected",
] as const;

/** What a state has of it. */
export const changeableOf = (state: PortInData): PortInData =>
  Object.fromEntries(changeable.map((name) => [name, state[name]]));

/** What makes it another port-in. */
export const replacing = ["telephoneNumbers", "triggered", "alternateSpid", "billingType"] as const;

/** What would still matter after the numbers moved, and what a change of the port-in can no longer reach. */
export const lasting = ["telephoneNumbers", "siteId", "sipPeerId", "protected"] as const;

/** Without these, an order leaves out the element. It doesn't send an empty one. */
const clearable = { newBillingTelephoneNumber: "", wirelessInfo: { accountNumber: "", pinNumber: "" } } as const;

/** The part of the inputs that is the port-in itself. */
export function dataOf({ protected: kept, ...inputs }: PortInInputs): PortInData {
  const { waitFor: _milestone, activateAt: _time, releaseOnDelete: _release, ...data } = inputs;
  return { ...data, ...(kept ? { protected: true } : {}) };
}

/** A port-in as a program would declare it. */
export function askedFor(portIn: PortIn): PortInData {
  const { subscriber } = portIn;
  // The API says that the address is a service address, as every such address is.
  const { addressType: _always, ...serviceAddress } = subscriber?.serviceAddress ?? {};
  const names = [...changeable, ...replacing];
  const data = Object.fromEntries(names.map((name) => [name, portIn[name]]));
  return { ...data, ...(subscriber && { subscriber: { ...subscriber, serviceAddress } }) };
}

/**
 * What a SUPP must contain to make a port-in what is declared. Undefined if there is nothing to change. That includes a port-in
 * that is already like that, as after a run that was killed after its SUPP.
 */
export function suppOf(before: PortInData, wanted: PortInInputs, actual?: PortIn): PortInData | undefined {
  const change: Values = {};
  for (const name of changeable) {
    const is = before[name];
    const should = wanted[name];
    if (equal(is, should) || (actual && isThere(actual[name], is, should))) continue;
    if (should !== undefined) change[name] = cleared(is, should);
    else if (name in clearable) change[name] = clearable[name as keyof typeof clearable];
  }
  return Object.keys(change).length > 0 ? change : undefined;
}

/**
 * What a SUPP must also contain: for a change that was not passed on, what the program no longer declares and the port-in
 * shows.
 */
export function takenBack(wanted: PortInInputs, actual: PortIn, refused: readonly string[] = []): PortInData {
  const names = changeable.filter((name) => refused.includes(name) && wanted[name] !== undefined);
  const differ = names.filter((name) => !isThere(actual[name], undefined, wanted[name]));
  return Object.fromEntries(differ.map((name) => [name, cleared(actual[name], wanted[name])]));
}

/** Whether a port-in shows what a state has of these properties. */
export const shows = (portIn: PortIn, state: PortInData, names: readonly string[]): boolean =>
  changeable.every((name) => !names.includes(name) || isThere(portIn[name], undefined, state[name]));

/** Whether what is declared is there, and nothing that was declared before and no longer is. */
function isThere(actual: unknown, before: unknown, should: unknown): boolean {
  if (!isObject(should) && !isObject(before)) return equal(actual === "" ? undefined : actual, should);
  const inside = (whole: unknown, name: string) => (isObject(whole) ? whole[name] : undefined);
  const names = [before, should].flatMap((part) => (isObject(part) ? Object.keys(part) : []));
  return names.every((name) => isThere(inside(actual, name), inside(before, name), inside(should, name)));
}

/** A text that is no longer there is sent empty, because a SUPP keeps what it doesn't name. An address is set as a whole. */
function cleared(is: unknown, should: unknown): unknown {
  if (!isObject(is) || !isObject(should)) return should;
  const gone = Object.entries(is).filter(([name, value]) => typeof value === "string" && should[name] === undefined);
  return { ...Object.fromEntries(gone.map(([name]) => [name, ""])), ...should };
}

/** An existing port-in, as these inputs would have declared it. What the API adds is no difference. */
export function seenAs(wanted: PortInInputs, portIn: PortIn): PortInData {
  return declared(wanted, portIn) as PortInData;
}

/** The part of the declared values that is there. */
export function declared(wanted: unknown, actual: unknown): unknown {
  if (!isObject(wanted) || !isObject(actual)) return actual;
  const names = Object.keys(wanted).filter((name) => wanted[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, declared(wanted[name], actual[name])]));
}

/** The properties in which the two differ. The order of numbers means nothing. */
export function differing<Name extends keyof PortInInputs>(
  names: readonly Name[],
  is: Partial<PortInInputs>,
  should: Partial<PortInInputs>,
): Name[] {
  const plain = (value: unknown) => (Array.isArray(value) ? [...value].sort() : value);
  return names.filter((name) => !equal(plain(is[name]), plain(should[name])));
}
