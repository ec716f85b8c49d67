import { z } from "zod";
import { meaningIn } from "../../bandwidth/errorCodes/errorCodes.js";
import { lsrOrderErrors } from "../../bandwidth/errorCodes/lsrOrders.js";
import type { LsrOrder } from "../../bandwidth/porting/lsrOrders.js";
import { isTollFree } from "../../bandwidth/values/telephoneNumber.js";
import type { PropertyFailure } from "../../pulumi/definition/check.js";
import type { Bandwidth } from "../define.js";
import { day, oneOf, telephoneNumber, telephoneNumbers, text, words } from "../properties/fields.js";
import { numberFailures } from "../properties/numberRules.js";

const another = "A change creates another order, which needs another `pon` (error 17032).";

const alphanumeric = (most: number, code: string) =>
  z
    .string()
    .regex(new RegExp(`^[A-Za-z0-9]{1,${most}}$`), `must consist of 1 to ${most} letters and digits (error ${code})`);

/** The limits are the API's (docs/maintainers/api.md#lsr-orders). */
const serviceAddress = z
  .object({
    housePrefix: text(6).optional().describe("Text before the house number, at most 6 characters."),
    houseNumber: words(45).describe("House number, at most 45 characters (error 7108)."),
    houseSuffix: text(45).optional().describe("Text after the house number, such as `1/2`. At most 45 characters."),
    preDirectional: text(2).optional().describe("Direction before the street name, such as `N`. At most 2 characters."),
    streetName: words(200).describe("Name of the street, at most 200 characters (error 7109)."),
    streetSuffix: text(45).optional().describe("Kind of street, such as `St` or `Avenue`. At most 45 characters."),
    postDirectional: text(2).optional().describe("Direction after the street name. At most 2 characters."),
    addressLine2: text(200).optional().describe("Suite, floor or unit. At most 200 characters."),
    county: text(45).optional().describe("County, at most 45 characters."),
    city: words(100).describe("City, at most 100 characters (error 7110)."),
    stateCode: z
      .string()
      .regex(/^[A-Z]{2}$/, "must be the two capital letters of a state or province (error 7395)")
      .describe("The two capital letters of the state or province (errors 7111, 7395)."),
    zip: z
      .string()
      .regex(
        /^(\d{5}(-\d{4})?|[A-Za-z]\d[A-Za-z] ?\d[A-Za-z]\d)$/,
        "must be a ZIP code of five digits, one of five and four, or a Canadian postal code (error 7214)",
      )
      .describe(`ZIP code of five digits, or of five and four, or a Canadian postal code (error 7112). ${another}`)
      .meta({ replaces: true }),
  })
  .meta({ typeName: "LsrServiceAddress" });

const subscriber = z
  .object({
    subscriberType: oneOf("LsrSubscriberType", ["BUSINESS", "RESIDENTIAL"])
      .default("RESIDENTIAL")
      .describe("`RESIDENTIAL` (the default), which needs a `lastName`, or `BUSINESS`, which needs a `businessName`."),
    businessName: text(25).optional().describe("Name of the business, at most 25 characters (errors 7324, 17010)."),
    lastName: text(25).optional().describe("Last name, at most 25 characters (errors 7356, 17011, 17012)."),
    firstName: text(25).optional().describe("First name, at most 25 characters (error 7355)."),
    middleInitial: text(1).optional().describe("One letter (error 7354)."),
    serviceAddress: serviceAddress.describe("Where the numbers are in service (error 7107)."),
    accountNumber: alphanumeric(32, "17006")
      .optional()
      .describe("The subscriber's account number: at most 32 letters and digits (errors 7510, 7511, 17006)."),
    pinNumber: alphanumeric(10, "17007")
      .optional()
      .describe("The PIN of that account: at most 10 letters and digits (errors 7512, 7513, 17007). Secret.")
      .meta({ secret: true }),
  })
  .meta({ typeName: "LsrSubscriber" });

export const lsrOrderInputs = z.object({
  pon: z
    .string()
    .regex(/^[A-Za-z0-9#_-]{1,25}$/, "must consist of 1 to 25 letters, digits, #, - and _ (error 17004)")
    .describe(
      "The purchase order number that you give it: at most 25 letters, digits, `#`, `-` and `_`. Bandwidth accepts each one only once, even after a cancel (errors 17032, 17033). A change creates another order.",
    )
    .meta({ replaces: true, example: "ACME-2026-0001" }),
  telephoneNumbers: telephoneNumbers()
    .describe(`The numbers that should leave. None may be toll-free (error 17005). The order means nothing. ${another}`)
    .meta({ replaces: true }),
  customerOrderId: z
    .string()
    .regex(/^[A-Za-z0-9 -]{1,40}$/, "must consist of 1 to 40 letters, digits, dashes and spaces (error 7318)")
    .optional()
    .describe(
      "Your own id for the order: at most 40 letters, digits, dashes and spaces. The provider first places the order under an id by which an interrupted run can find it, and then sets yours. Without yours, that id stays.",
    ),
  spid: alphanumeric(4, "17021")
    .optional()
    .describe(
      "SPID of the carrier that gets the numbers: at most 4 letters and digits. Default: the account's own SPID. An account with several needs it (errors 17020, 17022).",
    ),
  billingTelephoneNumber: telephoneNumber()
    .optional()
    .describe("The number of the subscriber's bill. Not toll-free (error 7203)."),
  requestedFocDate: day("must be a day as in 2026-03-02 (error 17013)")
    .optional()
    .describe(
      "The day on which the numbers should leave, such as `2026-03-02`: a working day (error 17019), not past (error 7208), and some days ahead for many numbers (error 17028). Default: the next day. If you remove it later, the day stays.",
    ),
  authorizingPerson: words(100).describe("Who authorizes this: at most 100 characters (errors 17023, 17024)."),
  subscriber: subscriber.describe("The subscriber who has the numbers, as in Bandwidth's records (errors 7104, 7519)."),
  waitFor: oneOf("LsrMilestone", ["submitted", "foc", "complete"])
    .optional()
    .describe(
      "What an `up` waits for: `submitted`, `foc` (the day is confirmed) or `complete` (the numbers have left). Without it, an `up` ends when the order is placed. It may take days. An `up` waits as long as `customTimeouts` or `orderTimeout` says, and the next one continues.",
    )
    .meta({ writeOnly: true }),
});

export type LsrOrderInputs = z.infer<typeof lsrOrderInputs>;

/** Rules about several properties. */
export function checkLsrOrder(
  inputs: Partial<LsrOrderInputs>,
  given: (path: string) => boolean,
  api: Bandwidth | undefined,
): PropertyFailure[] {
  const { telephoneNumbers = [], billingTelephoneNumber, requestedFocDate } = inputs;
  const failures = numberFailures(api, { telephoneNumbers, billingTelephoneNumber });
  const fail = (property: string, reason: string) => void failures.push({ property, reason });
  for (const [index, number] of telephoneNumbers.entries()) {
    if (isTollFree(number)) fail(`telephoneNumbers[${index}]`, "must not be toll-free (error 17005)");
  }
  if (billingTelephoneNumber !== undefined && isTollFree(billingTelephoneNumber)) {
    fail("billingTelephoneNumber", "must not be toll-free (error 7203)");
  }
  if (requestedFocDate !== undefined && [0, 6].includes(new Date(requestedFocDate).getUTCDay())) {
    fail("requestedFocDate", "is on a weekend, when nothing is ported (error 17019)");
  }
  const type = inputs.subscriber?.subscriberType;
  if (type === "BUSINESS" && !given("subscriber.businessName")) {
    fail("subscriber.businessName", "is required with the subscriberType BUSINESS (error 17010)");
  }
  if (type === "BUSINESS" && given("subscriber.lastName")) {
    fail("subscriber.lastName", "is not allowed with the subscriberType BUSINESS (error 17011)");
  }
  if (type === "RESIDENTIAL" && !given("subscriber.lastName")) {
    fail("subscriber.lastName", "is required with the subscriberType RESIDENTIAL (error 17012)");
  }
  return failures;
}

/** What is wrong with an order, as the outputs show it. */
export const lsrErrors = z
  .array(
    z
      .object({
        code: z.string().optional().describe("The API's error code."),
        description: z.string().optional().describe("The API's words."),
        meaning: z.string().optional().describe("What the code means, and what to do."),
      })
      .meta({ typeName: "LsrOrderError" }),
  )
  .describe("What is wrong with the order. Empty if nothing is.");

export const shownErrors = ({ errors }: Pick<LsrOrder, "errors">): z.infer<typeof lsrErrors> =>
  errors.map(({ code, description }) => ({ code, description, meaning: meaningIn(lsrOrderErrors, code) }));
