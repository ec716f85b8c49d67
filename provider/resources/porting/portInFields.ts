import { z } from "zod";
import { isTollFree } from "../../bandwidth/values/telephoneNumber.js";
import type { PropertyFailure } from "../../pulumi/definition/check.js";
import type { Bandwidth } from "../define.js";
import { portInAddress } from "../properties/address.js";
import { id, oneOf, peerId, telephoneNumber, telephoneNumbers, text, words } from "../properties/fields.js";
import { numberFailures } from "../properties/numberRules.js";

const another = "**A change cancels the port-in and submits a new one.**";

/** A date and time, kept in the form in which the API shows it. */
function time() {
  return z.string().transform((given, context) => {
    const milliseconds = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(given) ? Date.parse(given) : Number.NaN;
    if (!Number.isNaN(milliseconds)) return new Date(milliseconds).toISOString();
    context.addIssue("must be a date and time with its zone, as 2027-03-01T15:30:00Z or 2027-03-01T10:30:00-05:00");
    return z.NEVER;
  });
}

/** At once, instead of a time of activation. */
export const NOW = "now";

const timeOrNow = z.string().transform((given, context) => {
  if (given === NOW) return given;
  const parsed = time().safeParse(given);
  if (parsed.success) return parsed.data;
  for (const { message } of parsed.error.issues) context.addIssue(`${message}; or "${NOW}"`);
  return z.NEVER;
});

const subscriber = z
  .object({
    subscriberType: oneOf("PortInSubscriberType", ["BUSINESS", "RESIDENTIAL"]).describe(
      "`BUSINESS` or `RESIDENTIAL`. `RESIDENTIAL` allows no `businessName` (error 7211). Toll-free numbers need `BUSINESS` (error 7391).",
    ),
    businessName: text(25)
      .optional()
      .describe("Name of the business, at most 25 characters (error 7324). Give this or `lastName` (error 7105)."),
    firstName: text(25).optional().describe("First name, at most 25 characters (error 7355)."),
    middleInitial: text(1).optional().describe("One letter (error 7354)."),
    lastName: text(25).optional().describe("Last name, at most 25 characters (error 7356)."),
    serviceAddress: portInAddress.describe("Where the numbers are in service, as on the losing carrier's bill."),
  })
  .meta({ typeName: "PortInSubscriber" });

const wirelessInfo = z
  .object({
    accountNumber: words(100)
      .optional()
      .describe("Account number at the losing carrier, at most 100 characters (errors 7212, 7401)."),
    pinNumber: words(100)
      .optional()
      .describe(
        "PIN or passcode of that account, at most 100 characters (errors 7213, 7435). Secret. A refresh does not show a change made elsewhere.",
      )
      .meta({ secret: true, writeOnly: true }),
  })
  .meta({ typeName: "PortInWirelessInfo" });

/** What a port-in requests, and how the resource handles it. */
export const portInInputs = z.object({
  siteId: id().describe("The site that gets the numbers (error 7309)."),
  sipPeerId: peerId()
    .optional()
    .describe("The SIP peer that gets the numbers (errors 7310, 7311). Default: the site's default peer."),
  telephoneNumbers: telephoneNumbers()
    .max(5_000, "must contain at most 5000 telephone numbers")
    .describe(`The numbers to port in, 1 to 5,000, all from one losing carrier. The order means nothing. ${another}`)
    .meta({ replaces: true, example: ["+13035550111"] }),
  billingTelephoneNumber: telephoneNumber()
    .optional()
    .describe("The number of the losing carrier's bill (error 7103). Required, except for toll-free numbers."),
  newBillingTelephoneNumber: telephoneNumber()
    .optional()
    .describe(
      "The new number of the bill, if the billing number leaves and others stay. It must be neither one of the ported numbers nor the billing number (errors 7496, 7497).",
    ),
  subscriber: subscriber
    .describe("Who has the numbers now, exactly as the losing carrier's records say.")
    .meta({ normalizedByServer: true }),
  loaAuthorizingPerson: words(100)
    .describe(
      "First and last name of the person who signed the letter of authorization, at most 100 characters. Some carriers see only 15 characters.",
    )
    .meta({ normalizedByServer: true }),
  wirelessInfo: wirelessInfo
    .optional()
    .describe(
      "What the losing carrier requires. Wireless carriers nearly always require it (errors 7113, 7114, 7117).",
    ),
  requestedFocDate: time()
    .optional()
    .describe(
      "When the numbers should move: a time on a working day from 8:00 to 15:30 Eastern, at most 30 days ahead (errors 7208 to 7210, 7313, 7315). Default: the next possible date.",
    )
    .meta({ normalizedByServer: true }),
  partialPort: z
    .boolean()
    .default(false)
    .describe("Whether numbers stay at the losing carrier under the same bill (error 7434). Default false."),
  protected: z
    .boolean()
    .optional()
    .describe("Whether the numbers are protected against port-out after they moved (errors 7397, 7398, 7475)."),
  triggered: z
    .boolean()
    .default(false)
    .describe(
      `Whether the numbers wait for an activation on their day: see \`activateAt\`. Not for wireless numbers (error 7343). Default false. ${another}`,
    )
    .meta({ replaces: true }),
  activateAt: timeOrNow
    .optional()
    .describe(
      'When all numbers go live, with `triggered`: a time from the FOC date to three days after it. **No activation can be undone.** To the API, a past time means at once. So the provider refuses a past time. Write "now" if you mean at once. The provider sets the time when the losing carrier has confirmed the date (`FOC`). Without it, the numbers go live at the FOC date.',
    ),
  alternateSpid: id()
    .optional()
    .describe(`SPID of the account, if it has several (error 7337). ${another}`)
    .meta({ replaces: true, writeOnly: true, example: "X455" }),
  billingType: oneOf("PortInBillingType", ["NOCHARGE", "PORTIN", "NEWNUMBER", "PROJECTPORT", "DISCOUNTED"])
    .optional()
    .describe(`How Bandwidth bills the port-in. Needs a permission (error 7359). ${another}`)
    .meta({ replaces: true, writeOnly: true, example: "PORTIN" }),
  waitFor: oneOf("PortInMilestone", ["submitted", "foc", "complete"])
    .default("submitted")
    .describe(
      "What an `up` waits for: `submitted` (the default), `foc` (the losing carrier has confirmed the date) or `complete`. The last two take days. An `up` waits as long as `customTimeouts` or `orderTimeout` says, and the next one continues.",
    )
    .meta({ writeOnly: true }),
  releaseOnDelete: z
    .boolean()
    .default(false)
    .describe(
      "**If true, deleting the resource disconnects the ported numbers, and they may be gone forever.** If false (the default), they stay in service.",
    )
    .meta({ writeOnly: true }),
});

export type PortInInputs = z.infer<typeof portInInputs>;

const easternDay = new Intl.DateTimeFormat("en-US", { timeZone: "America/New_York", weekday: "short" });

/** Rules about several properties. */
export function checkPortIn(
  inputs: Partial<PortInInputs>,
  given: (path: string) => boolean,
  api: Bandwidth | undefined,
): PropertyFailure[] {
  const { telephoneNumbers = [], billingTelephoneNumber: billing, newBillingTelephoneNumber: next } = inputs;
  const failures = numberFailures(api, {
    telephoneNumbers,
    billingTelephoneNumber: billing,
    newBillingTelephoneNumber: next,
  });
  const fail = (property: string, reason: string) => void failures.push({ property, reason });

  const free = telephoneNumbers.filter(isTollFree).length;
  if (free > 0 && free < telephoneNumbers.length) {
    fail("telephoneNumbers", "mix toll-free numbers with others: give each kind its own port-in (error 7386)");
  }
  if (!given("billingTelephoneNumber") && telephoneNumbers.length > free) {
    fail("billingTelephoneNumber", "is required (error 7103)");
  }
  if (next !== undefined && next === billing) {
    fail("newBillingTelephoneNumber", "must not be the current billing number (error 7497)");
  }
  if (next !== undefined && telephoneNumbers.includes(next)) {
    fail("newBillingTelephoneNumber", "must not be one of telephoneNumbers (error 7496)");
  }
  const type = inputs.subscriber?.subscriberType;
  if (free > 0 && inputs.protected === true) fail("protected", "cannot be true for toll-free numbers (error 7397)");
  if (free > 0 && type === "RESIDENTIAL") {
    fail("subscriber.subscriberType", "must be BUSINESS for toll-free numbers (error 7391)");
  }
  if (type === "RESIDENTIAL" && given("subscriber.businessName")) {
    fail("subscriber.businessName", "is not allowed with the subscriberType RESIDENTIAL (error 7211)");
  }
  if (type === "RESIDENTIAL" && !given("subscriber.lastName")) {
    fail("subscriber.lastName", "is required with the subscriberType RESIDENTIAL (error 7105)");
  }
  if (type === "BUSINESS" && !given("subscriber.businessName") && !given("subscriber.lastName")) {
    fail("subscriber.businessName", "or lastName is required (error 7105)");
  }
  const date = inputs.requestedFocDate;
  if (date !== undefined && ["Sat", "Sun"].includes(easternDay.format(new Date(date)))) {
    fail("requestedFocDate", "is on a weekend, when nothing is ported (error 7315)");
  }
  if (given("activateAt") && inputs.triggered === false) {
    fail("activateAt", "is only for triggered: true (error 7345)");
  }
  return failures;
}
