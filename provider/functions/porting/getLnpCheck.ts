import { z } from "zod";
import { lnpCheckErrors } from "../../bandwidth/errorCodes/lnpChecks.js";
import { checkModes } from "../../bandwidth/porting/lnpChecks.js";
import { isTollFree } from "../../bandwidth/values/telephoneNumber.js";
import { lookup } from "../../resources/define.js";
import { oneOf, repeated, telephoneNumbers } from "../../resources/properties/fields.js";
import { portErrors } from "./portFields.js";

const optional = (text: string) => z.string().optional().describe(text);
const numbers = z.array(z.string()).describe("The numbers, as E.164.");

const rateCenters = z.array(
  z
    .object({
      rateCenter: optional("Abbreviation of the rate center."),
      city: optional("Its city."),
      state: optional("Two letters of its state."),
      lata: optional("Its LATA."),
      tiers: z.array(z.string()).describe("Its tiers, `0` to `5`; empty when the API tells none."),
      vendor: optional("The partner through which numbers come from there."),
      automatedPort: z
        .boolean()
        .optional()
        .describe("Whether a port-in from there goes by itself; absent when the API does not say."),
      telephoneNumbers: numbers,
    })
    .meta({ typeName: "LnpRateCenterGroup" }),
);

const losingCarriers = z.array(
  z
    .object({
      losingCarrierSpid: optional("SPID of the carrier."),
      losingCarrierName: optional("Name of the carrier."),
      losingCarrierIsWireless: z.boolean().optional().describe("Whether it is a wireless carrier."),
      losingCarrierAccountNumberRequired: z
        .boolean()
        .optional()
        .describe("Whether a port-in has to name the subscriber's account there."),
      losingCarrierMinimumPortingInterval: z
        .int()
        .optional()
        .describe("How many days it takes at least to let a number go."),
      telephoneNumbers: numbers,
    })
    .meta({ typeName: "LnpLosingCarrierGroup" }),
);

const REASONS = ["REFUSED", "UNSUPPORTED_RATE_CENTER", "UNSUPPORTED_LOSING_CARRIER", "NOT_ANSWERED"] as const;

/** Whether numbers could be ported in. */
export const getLnpCheck = lookup({
  name: "getLnpCheck",
  description: `Whether telephone numbers of other carriers could be ported in, by their rate centers and their carriers.

It only asks: nothing is ordered. The API refuses a check as a whole when one of its numbers is invalid (error 7201), is in
service on an account of Bandwidth (7206), is part of another order (7205), or is in a rate center that it does not know
(7331), when there are too many numbers (7314), or when the account may not port (7333).`,
  operations: ["POST /accounts/{accountId}/lnpchecker"],
  errors: lnpCheckErrors,
  inputs: z.object({
    telephoneNumbers: telephoneNumbers()
      .describe(
        "The numbers: 10 digits, 1 and 10 digits, or E.164. Order means nothing, and none may stand twice (error 7360); toll-free numbers are checked apart from others (7386).",
      )
      .meta({ example: ["+19195550177"] }),
    fullCheck: oneOf("LnpCheckMode", checkModes)
      .default("true")
      .describe(
        "How much to check (error 7472). `false`: the rate centers only, so a number counts as portable whatever its carrier. `true`, the default, and `onnetportability`: the losing carriers, too. `offnetportability`: rate centers of partners, too, where Bandwidth ports by hand.",
      ),
  }),
  outputs: z.object({
    portType: optional("How a port-in of the numbers would be carried out, as `AUTOMATED`."),
    portableNumbers: z
      .array(z.string())
      .describe("The numbers that can be ported, as E.164: neither rate center nor carrier is in the way."),
    notPortableNumbers: z
      .array(
        z
          .object({
            telephoneNumber: z.string().describe("The number, as E.164."),
            reason: z
              .enum(REASONS)
              .meta({ typeName: "LnpObstacle" })
              .describe(
                "What is in the way. `REFUSED`: one of `errors` names the number. `NOT_ANSWERED`: the API says nothing of the number.",
              ),
          })
          .meta({ typeName: "NotPortableNumber" }),
      )
      .describe("The numbers that cannot, and why."),
    supportedRateCenters: rateCenters.describe("Rate centers that can be ported from, with the numbers in each."),
    unsupportedRateCenters: rateCenters.describe("Rate centers that cannot, with the numbers in each."),
    partnerSupportedRateCenters: rateCenters.describe(
      "Rate centers that a partner covers: Bandwidth ports from there by hand. Only with `offnetportability`.",
    ),
    supportedLosingCarriers: losingCarriers.describe(
      "Carriers that let numbers go, with the numbers of each. Empty with `fullCheck: false`.",
    ),
    unsupportedLosingCarriers: losingCarriers.describe(
      "Carriers that do not, with the numbers of each. Empty with `fullCheck: false`.",
    ),
    errors: portErrors,
  }),

  check({ telephoneNumbers: known }) {
    if (!known) return {};
    const failures = repeated(known, "telephoneNumbers", (number) => number, "the number");
    const tollFree = known.findIndex(isTollFree);
    if (tollFree >= 0 && !known.every(isTollFree)) {
      const reason = "is toll-free, others are not: the API checks them apart only (error 7386)";
      failures.push({ property: `telephoneNumbers[${tollFree}]`, reason });
    }
    return { failures };
  },

  invoke: ({ api, inputs: { telephoneNumbers: numbers, fullCheck }, signal }) =>
    api.lnpChecks.check(numbers, fullCheck, signal),
});
