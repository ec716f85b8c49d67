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
      tiers: z.array(z.string()).describe("Its tiers, `0` to `5`. Empty if the API gives none."),
      vendor: optional("The partner through which numbers come from there."),
      automatedPort: z
        .boolean()
        .optional()
        .describe("Whether a port-in from there is automatic. Absent if the API doesn't say."),
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
        .describe("Whether a port-in must name the subscriber's account there."),
      losingCarrierMinimumPortingInterval: z
        .int()
        .optional()
        .describe("The minimum number of days until it releases a number."),
      telephoneNumbers: numbers,
    })
    .meta({ typeName: "LnpLosingCarrierGroup" }),
);

const REASONS = ["REFUSED", "UNSUPPORTED_RATE_CENTER", "UNSUPPORTED_LOSING_CARRIER", "NOT_ANSWERED"] as const;

/** Whether numbers could be ported in. */
export const getLnpCheck = lookup({
  name: "getLnpCheck",
  description: `Whether you can port in telephone numbers of other carriers, by their rate centers and their carriers.

It orders nothing. The API refuses the whole check in these cases:

- A number is invalid (error 7201).
- A number is part of another order (7205).
- A number is in service on an account of Bandwidth (7206).
- The API doesn't know the rate center of a number (7331).
- There are too many numbers (7314).
- The account may not port (7333).`,
  operations: ["POST /accounts/{accountId}/lnpchecker"],
  errors: lnpCheckErrors,
  inputs: z.object({
    telephoneNumbers: telephoneNumbers()
      .describe(
        "The numbers: 10 digits, 1 and 10 digits, or E.164. The order means nothing. No number may be in the list twice (error 7360). Check toll-free numbers separately from others (7386).",
      )
      .meta({ example: ["+19195550177"] }),
    fullCheck: oneOf("LnpCheckMode", checkModes)
      .default("true")
      .describe(
        "How much to check (error 7472). `false`: only the rate centers, so a number counts as portable whatever its carrier. `true` (the default) and `onnetportability`: the losing carriers too. `offnetportability`: also rate centers of partners, where Bandwidth ports by hand.",
      ),
  }),
  outputs: z.object({
    portType: optional("How a port-in of the numbers would be carried out, such as `AUTOMATED`."),
    portableNumbers: z
      .array(z.string())
      .describe("The numbers that you can port, as E.164: neither the rate center nor the carrier is an obstacle."),
    notPortableNumbers: z
      .array(
        z
          .object({
            telephoneNumber: z.string().describe("The number, as E.164."),
            reason: z
              .enum(REASONS)
              .meta({ typeName: "LnpObstacle" })
              .describe(
                "The obstacle. `REFUSED`: one of `errors` names the number. `NOT_ANSWERED`: the API says nothing about the number.",
              ),
          })
          .meta({ typeName: "NotPortableNumber" }),
      )
      .describe("The numbers that you can't port, and why."),
    supportedRateCenters: rateCenters.describe("Rate centers that you can port from, with the numbers in each."),
    unsupportedRateCenters: rateCenters.describe("Rate centers that you can't port from, with the numbers in each."),
    partnerSupportedRateCenters: rateCenters.describe(
      "Rate centers that a partner covers. Bandwidth ports from there by hand. Only with `offnetportability`.",
    ),
    supportedLosingCarriers: losingCarriers.describe(
      "Carriers that release numbers, with the numbers of each. Empty with `fullCheck: false`.",
    ),
    unsupportedLosingCarriers: losingCarriers.describe(
      "Carriers that don't release numbers, with the numbers of each. Empty with `fullCheck: false`.",
    ),
    errors: portErrors,
  }),

  check({ telephoneNumbers: known }) {
    if (!known) return {};
    const failures = repeated(known, "telephoneNumbers", (number) => number, "the number");
    const tollFree = known.findIndex(isTollFree);
    if (tollFree >= 0 && !known.every(isTollFree)) {
      const reason = "is toll-free, but others are not: the API checks them only separately (error 7386)";
      failures.push({ property: `telephoneNumbers[${tollFree}]`, reason });
    }
    return { failures };
  },

  invoke: ({ api, inputs: { telephoneNumbers: numbers, fullCheck }, signal }) =>
    api.lnpChecks.check(numbers, fullCheck, signal),
});
