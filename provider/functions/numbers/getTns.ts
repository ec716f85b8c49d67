import { z } from "zod";
import { manyNumberErrors, numberListErrors } from "../../bandwidth/errorCodes/numbers.js";
import { lookup } from "../../resources/define.js";
import { northAmerican } from "../../resources/phoneNumberOrder/searchCriteria.js";
import { id, oneOf, telephoneNumber, telephoneNumbers, words } from "../../resources/properties/fields.js";
import { listedTn } from "../shared/tnFields.js";

const { areaCode, npaNxx, npaNxxx, state, city, lata } = northAmerican;

/** The states of error 15519, and that of a number whose service is not active yet. */
const STATUSES = [
  "Available",
  "Inservice",
  "InAccount",
  "Disconnected",
  "Aging",
  "PortInPendingFoc",
  "PortOut",
  "Reserved",
  "Removed",
  "Eliminated",
] as const;

/** The numbers that the credentials may see. */
export const getTns = lookup({
  name: "getTns",
  description: `The telephone numbers that the credentials may read, in any state, each with its place. It reads all pages of the list.

With \`telephoneNumbers\`, it asks for these numbers alone, 2,500 in one request, and leaves out those that the credentials can't
see. Without a filter, the list can be very long, and contain numbers of other accounts. Give \`accountId\` or other filters.
Filters that exclude each other give an empty list, not an error. \`getInserviceNumbers\` is faster for the numbers in
service on the provider's account. Needs a role that may read numbers.`,
  operations: ["GET /tns", "POST /tns"],
  errors: { ...numberListErrors, ...manyNumberErrors },
  inputs: z.object({
    accountId: id().optional().describe("Only numbers of this account.").meta({ example: "9500249" }),
    telephoneNumber: telephoneNumber().optional().describe("Only this number."),
    telephoneNumbers: telephoneNumbers()
      .optional()
      .describe("Only these numbers. Can't be combined with other filters.")
      .meta({ set: true, example: ["+19195550100", "+19195550101"] }),
    npa: areaCode.describe("Only this area code, 3 digits, such as `919` (error 15510).").meta({ example: "919" }),
    npaNxx: npaNxx.describe("Only this area code and exchange, 6 digits, such as `919439` (error 15511)."),
    npaNxxx: npaNxxx.describe("Only this block of an exchange, 7 digits, such as `9194391` (error 15512)."),
    state: state.describe("Only this state, two letters, such as `NC`."),
    city: city.describe("Only this city. Less exact than the rate center."),
    rateCenter: words(50)
      .optional()
      .describe("Only this rate center, by its abbreviation, such as `RALEIGH`. Without `state`, those of all states."),
    lata: lata.describe("Only this LATA, at most 5 digits, such as `426`."),
    tier: z
      .string()
      .regex(/^[0-5]$/, "must be a tier from 0 to 5")
      .optional()
      .describe("Only numbers of this tier, `0` to `5`."),
    host: words(100)
      .optional()
      .describe("Only numbers with this host: an IP address, or exactly this subnet, such as `192.0.2.4/30`."),
    service: oneOf("TnService", ["E911", "Voice", "Hosted_E911"])
      .optional()
      .describe("Only numbers with this service: `E911`, `Voice` or `Hosted_E911`."),
    status: oneOf("TnStatus", STATUSES)
      .optional()
      .describe(
        "Only numbers in this state (error 15519). `InAccount`: the number is on the account, but its service is not active yet.",
      ),
  }),
  outputs: z.object({
    tns: z
      .array(z.object(listedTn).meta({ typeName: "ListedTn" }))
      .describe("The numbers, in the API's order. Empty if none matches."),
  }),
  examples: [{ title: "Released numbers of the account", inputs: { accountId: "9500249", status: "Aging" } }],

  check(inputs, given) {
    const others = Object.keys(inputs).filter((name) => name !== "telephoneNumbers");
    if (!given("telephoneNumbers") || others.length === 0) return {};
    const reason = `cannot be combined with ${others.join(", ")}: leave out one or the other`;
    return { failures: [{ property: "telephoneNumbers", reason }] };
  },

  async invoke({ api, inputs: { telephoneNumbers: numbers, ...filters }, signal }) {
    const { tnLookUps } = api;
    return { tns: await (numbers ? tnLookUps.among(numbers, signal) : tnLookUps.list(filters, signal)) };
  },
});
