import { describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { ELSEWHERE, portInOf, TYPE } from "./portInSupport.js";
import { complaints } from "./support.js";

describe("a port-in's inputs", () => {
  test("what the losing carrier has to know is required", () => {
    expect(complaints(TYPE, {})).toEqual([
      "siteId is required",
      "telephoneNumbers is required",
      "subscriber is required",
      "loaAuthorizingPerson is required",
    ]);
    const { billingTelephoneNumber: _without, ...rest } = portInOf("1");
    expect(complaints(TYPE, rest)).toEqual(["billingTelephoneNumber is required (error 7103)"]);
    expect(complaints(TYPE, { ...rest, telephoneNumbers: ["+18005550100"] })).toEqual([]);
  });

  test("who has the numbers is a business or a person", () => {
    const { subscriber } = portInOf("1") as { subscriber: Values };
    const of = (more: Values) => complaints(TYPE, portInOf("1", { subscriber: { ...subscriber, ...more } }));
    expect(of({ subscriberType: "RESIDENTIAL" })).toEqual([
      "subscriber.businessName is not allowed with the subscriberType RESIDENTIAL (error 7211)",
      "subscriber.lastName is required with the subscriberType RESIDENTIAL (error 7105)",
    ]);
    expect(of({ businessName: undefined })).toEqual(["subscriber.businessName or lastName is required (error 7105)"]);
    expect(of({ businessName: "x".repeat(26), middleInitial: "ab" })).toEqual([
      'subscriber.businessName must have at most 25 characters (it is "xxxxxxxxxxxxxxxxxxxxxxxxxx")',
      'subscriber.middleInitial must have at most 1 characters (it is "ab")',
    ]);
  });

  test("numbers, times and their combinations", () => {
    const of = (more: Values) => complaints(TYPE, portInOf("1", more));
    expect(of({ telephoneNumbers: ["+18005550100", "+13035550111"] })).toEqual([
      "telephoneNumbers mix toll-free numbers with others: give each kind its own port-in (error 7386)",
    ]);
    expect(of({ newBillingTelephoneNumber: ELSEWHERE[0] })).toEqual([
      "newBillingTelephoneNumber must not be the current billing number (error 7497)",
      "newBillingTelephoneNumber must not be one of telephoneNumbers (error 7496)",
    ]);
    expect(of({ requestedFocDate: "2027-03-06T15:30:00Z" })).toEqual([
      "requestedFocDate is on a weekend, when nothing is ported (error 7315)",
    ]);
    expect(of({ requestedFocDate: "2027-03-01" })[0]).toContain(
      "requestedFocDate must be a date and time with its zone",
    );
    expect(of({ activateAt: "soon", triggered: true })[0]).toMatch(/^activateAt must be a date and time.*; or "now"$/);
    expect(of({ activateAt: "now" })).toEqual(["activateAt is only for triggered: true (error 7345)"]);
    expect(of({ waitFor: "never" })).toEqual(['waitFor must be one of "submitted", "foc", "complete"']);
  });
});
