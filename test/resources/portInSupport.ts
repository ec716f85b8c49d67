import type { Values } from "../../provider/pulumi/values.js";
import type { Stack } from "./support.js";

/** Numbers of another carrier. */
export const ELSEWHERE = ["+13035550111", "+13035550112"];

/** A PIN that the losing carrier takes, which stands nowhere else. */
export const PIN = "7391846";

/** A port-in of a business, at this site. */
export function portInOf(siteId: string, more: Values = {}): Values {
  return {
    siteId,
    telephoneNumbers: ELSEWHERE,
    billingTelephoneNumber: ELSEWHERE[0],
    subscriber: {
      subscriberType: "BUSINESS",
      businessName: "Joes Garage",
      serviceAddress: {
        houseNumber: "1700",
        streetName: "Lincoln Street",
        city: "Denver",
        stateCode: "CO",
        zip: "80203",
      },
    },
    loaAuthorizingPerson: "Joe Smith",
    ...more,
  };
}

/** Brings a port-in on to a state, as Bandwidth and the losing carrier do. */
export function advance({ simulator }: Stack, orderId: string, ...statuses: string[]): void {
  for (const status of statuses) simulator.account.advancePortIn(orderId, status);
}

/** Noon of a working day, so many weeks from now. */
export function workingDay(weeks = 1): string {
  const date = new Date(Date.now() + weeks * 7 * 86_400_000);
  date.setUTCHours(15, 30, 0, 0);
  while ([0, 6].includes(date.getUTCDay())) date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString();
}
