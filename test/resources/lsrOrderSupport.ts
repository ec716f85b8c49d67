import type { Values } from "../../provider/pulumi/values.js";

/** Numbers that are to leave. */
export const LEAVING = ["+19192381468", "+19192381469"];

/** A PIN that the owner of the numbers has agreed to, and that stands nowhere else. */
export const PIN = "73918";

export const SERVICE_ADDRESS = {
  houseNumber: "11",
  streetName: "Park",
  streetSuffix: "Ave",
  city: "New York",
  stateCode: "NY",
  zip: "10016",
};

/** An order for the numbers of a business; parts of the subscriber can be exchanged. */
export function lsrOrderOf(more: Values = {}, subscriber: Values = {}): Values {
  return {
    pon: "ACME-1",
    telephoneNumbers: LEAVING,
    authorizingPerson: "Jim Hopkins",
    subscriber: {
      subscriberType: "BUSINESS",
      businessName: "Joes Garage",
      serviceAddress: SERVICE_ADDRESS,
      accountNumber: "123463",
      pinNumber: PIN,
      ...subscriber,
    },
    ...more,
  };
}

/** A working day, so many weeks from now. */
export function workingDay(weeks = 1): string {
  const date = new Date(Date.now() + weeks * 7 * 86_400_000);
  const holiday = () => /-(01-01|07-04|12-25)$/.test(date.toISOString().slice(0, 10));
  while ([0, 6].includes(date.getUTCDay()) || holiday()) date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}
