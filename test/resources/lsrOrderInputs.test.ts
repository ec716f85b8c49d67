import { describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { lsrOrderOf, SERVICE_ADDRESS, TYPE } from "./lsrOrderSupport.js";
import { complaints } from "./support.js";

describe("an LSR order's inputs", () => {
  test("what the API needs is required", () => {
    expect(complaints(TYPE, {})).toEqual([
      "pon is required",
      "telephoneNumbers is required",
      "authorizingPerson is required",
      "subscriber is required",
    ]);
    expect(complaints(TYPE, lsrOrderOf())).toEqual([]);
  });

  test("whose the numbers are is a business or a person", () => {
    const of = (subscriber: Values) => complaints(TYPE, lsrOrderOf({}, subscriber));
    expect(of({ businessName: undefined, lastName: "Smith" })).toEqual([
      "subscriber.businessName is required with the subscriberType BUSINESS (error 17010)",
      "subscriber.lastName is not allowed with the subscriberType BUSINESS (error 17011)",
    ]);
    expect(of({ subscriberType: undefined })).toEqual([
      "subscriber.lastName is required with the subscriberType RESIDENTIAL (error 17012)",
    ]);
    expect(of({ subscriberType: undefined, businessName: undefined, lastName: "Smith" })).toEqual([]);
  });

  test("each has its form and its limit, told with the code of the API", () => {
    const of = (more: Values, subscriber: Values = {}) => complaints(TYPE, lsrOrderOf(more, subscriber)).join("; ");
    for (const [more, code] of [
      [{ pon: "a b" }, "17004"],
      [{ customerOrderId: "a_b" }, "7318"],
      [{ spid: "12345" }, "17021"],
      [{ billingTelephoneNumber: "+18005550100" }, "7203"],
      [{ telephoneNumbers: ["+18885550100"] }, "17005"],
      [{ requestedFocDate: "2027-02-30" }, "17013"],
      [{ requestedFocDate: "2027-03-06" }, "17019"],
    ] as const) {
      expect(of(more)).toContain(`(error ${code})`);
    }
    for (const [subscriber, words] of [
      [{ accountNumber: "1-2" }, "subscriber.accountNumber must consist of 1 to 32 letters and digits (error 17006)"],
      [{ pinNumber: "12345678901" }, "subscriber.pinNumber must consist of 1 to 10 letters and digits (error 17007)"],
      [{ businessName: "x".repeat(26) }, "subscriber.businessName must have at most 25 characters"],
      [{ serviceAddress: { ...SERVICE_ADDRESS, zip: "1001" } }, "(error 7214)"],
      [{ serviceAddress: { ...SERVICE_ADDRESS, stateCode: "ny" } }, "(error 7395)"],
      [{ serviceAddress: { ...SERVICE_ADDRESS, housePrefix: "x".repeat(7) } }, "must have at most 6 characters"],
    ] as const) {
      expect(of({}, subscriber)).toContain(words);
    }
    expect(of({ waitFor: "never" })).toBe('waitFor must be one of "submitted", "foc", "complete"');
  });
});
