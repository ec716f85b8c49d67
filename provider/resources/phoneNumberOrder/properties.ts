import { z } from "zod";
import { orderLedger } from "../ordering/orderLedger.js";
import { id, peerId, telephoneNumbers, words } from "../properties/fields.js";
import { numberOptionInputs } from "../properties/numberOptionInputs.js";
import { optionOutputs } from "./optionOutputs.js";
import { searchCriteria } from "./searchCriteria.js";

const later = "Applies to orders from now on. Existing numbers keep what they have.";

/** What a program declares of its numbers. */
export const numberInputs = z.object({
  siteId: id()
    .describe("The site of the numbers. If it changes, the provider moves the numbers.")
    .meta({ writeOnly: true }),
  sipPeerId: peerId()
    .optional()
    .describe(
      "The SIP peer of the numbers. Default: the site's default peer. If it changes, the provider moves the numbers, and never buys them again.",
    )
    .meta({ writeOnly: true }),
  name: words(50)
    .optional()
    .describe("Name of the order in the dashboard, at most 50 characters. Default: the resource's name.")
    .meta({ writeOnly: true }),
  telephoneNumbers: telephoneNumbers()
    .max(5_000, "must contain at most 5000 telephone numbers")
    .optional()
    .describe(
      "The numbers to have, at most 5,000, in any order. **The provider disconnects a number that you drop, and orders a number that you add.** On the Universal Platform, give numbers of other countries as E.164 with the plus sign. Give either this or `search` with `quantity`.",
    ),
  search: searchCriteria
    .optional()
    .describe(
      "The numbers to look for. **A change buys new numbers and then disconnects the old ones.** The provider chooses the kind of order that fits.",
    )
    .meta({ replaces: true, writeOnly: true }),
  quantity: z
    .number()
    .int("must be a whole number")
    .min(1, "must be from 1 to 5000")
    .max(5_000, "must be from 1 to 5000")
    .optional()
    .describe(
      "How many numbers to have, 1 to 5,000. Required with `search`. **If you lower it, the provider disconnects the newest numbers.** If you raise it, it orders more.",
    )
    .meta({ example: 50 }),
  reservationIds: z
    .array(id())
    .optional()
    .describe(
      "Reservations of `telephoneNumbers`. Reserved numbers need them. Reservations that are over may stay here: an order names only those that hold its numbers.",
    )
    .meta({ set: true, writeOnly: true }),
  partialAllowed: z
    .boolean()
    .default(false)
    .describe(
      `Whether an order may bring only a part of the numbers. If false (the default), fewer numbers than requested are an error. ${later}`,
    )
    .meta({ writeOnly: true }),
  backOrderRequested: z
    .boolean()
    .default(false)
    .describe(
      `Whether to wait for numbers that aren't available now, for days if needed. Only with \`search\`. Not with \`npaNxx\`, \`npaNxxx\`, \`tollFreeVanity\` or \`localVanity\`, and not on the Universal Platform with \`countryCodeA3\` (error 5522). ${later}`,
    )
    .meta({ writeOnly: true }),
  protected: z
    .boolean()
    .optional()
    .describe(
      "Whether the numbers are protected against port-out, on accounts that have this protection. Not for toll-free numbers (errors 5097 to 5102).",
    ),
  options: numberOptionInputs
    .optional()
    .describe(
      "Options of all these numbers, as in `TnOptions`. **New numbers get them in the same step in which they are bought**, so that none is without its campaign or passcode in between. Bandwidth takes no options with the purchase itself: a second order follows it, and the next `up` does what that one could not. An import leaves them out of your code, and compares those that you declare with what the numbers have. For a route plan, `finalDestinationUri`, `callVerificationEnabled` and `pindropEnabled` it sends one request for each number, and only if the program that imports declares them: with the resource option `import` or the input `adopt`. Pulumi saves what Bandwidth's lists show: after the resource option `import`, and after `pulumi import`, the next `up` orders these once more, with the values that you declare. Declare options of a number here or in `TnOptions`, not in both.",
    )
    .meta({ typeName: "NumberOptions" }),
  voiceConfigurationPackageId: id()
    .optional()
    .describe(`Universal Platform only: voice configuration package. ${later}`)
    .meta({ writeOnly: true }),
  requirementsPackageId: id()
    .optional()
    .describe(`Universal Platform only: requirements package. ${later}`)
    .meta({ writeOnly: true }),
  autoActivate: z
    .boolean()
    .optional()
    .describe(`Universal Platform only: whether to activate services when all requirements are met. ${later}`)
    .meta({ writeOnly: true }),
  replacementTriggers: z
    .array(z.string())
    .optional()
    .describe("Any texts. **When they change, the provider buys other numbers and disconnects the old ones.**")
    .meta({ replaces: true, writeOnly: true }),
});

/** The outputs. */
export const numberOutputs = z.object({
  telephoneNumbers: z.array(z.string()).describe("The numbers held, as E.164, oldest first."),
  orderIds: z.array(z.string()).describe("The orders that brought them."),
  status: z
    .string()
    .describe(
      "Status of the latest order, in the API's word: `COMPLETE` (`COMPLETED` on the Universal Platform), `PARTIAL`, `BACKORDERED` …",
    ),
  failedNumbers: z
    .array(
      z
        .object({
          telephoneNumber: z.string().optional().describe("The number. Absent if the reason is for the whole order."),
          code: z.string().optional().describe("The API's error code."),
          description: z.string().optional().describe("The API's words."),
        })
        .meta({ typeName: "FailedNumber" }),
    )
    .describe("What the latest order did not bring, and why.")
    .meta({ madeOf: "any" }),
  misplacedNumbers: z
    .array(
      z
        .object({
          telephoneNumber: z.string().describe("The number."),
          siteId: z.string().describe("The site it is in."),
          sipPeerId: z.string().describe("The SIP peer it is in."),
        })
        .meta({ typeName: "MisplacedNumber" }),
    )
    .describe("Numbers that somebody moved elsewhere, and where they are. The next `up` moves them back.")
    .meta({ madeOf: ["telephoneNumbers"] }),
  __orders: orderLedger,
  ...optionOutputs,
});
