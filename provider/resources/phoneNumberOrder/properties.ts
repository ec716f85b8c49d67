import { z } from "zod";
import { orderLedger } from "../ordering/orderLedger.js";
import { id, telephoneNumbers, words } from "../properties/fields.js";
import { searchCriteria } from "./searchCriteria.js";

const later = "Counts for orders placed from now on; numbers that are there already keep what they have.";

/** What a program declares of its numbers. */
export const numberInputs = z.object({
  siteId: id()
    .describe("The site that gets the numbers. When it changes, the numbers are moved.")
    .meta({ writeOnly: true }),
  sipPeerId: id()
    .optional()
    .describe(
      "The SIP peer that gets the numbers; the site's default peer when it is left out. When it changes, the numbers are moved, never bought again.",
    )
    .meta({ writeOnly: true }),
  name: words(50)
    .optional()
    .describe("Name of the order in the dashboard, at most 50 characters; the resource's name when it is left out.")
    .meta({ writeOnly: true }),
  telephoneNumbers: telephoneNumbers()
    .max(5_000, "must hold at most 5000 telephone numbers")
    .optional()
    .describe(
      "These very numbers: at most 5,000, in any order. Those of other countries as E.164 with the plus sign, on the Universal Platform. A number added is ordered, a number dropped is disconnected. Either this or `search` with `quantity`.",
    ),
  search: searchCriteria
    .optional()
    .describe(
      "What numbers to look for; the provider chooses the kind of order that fits. A change buys new numbers and then disconnects the old ones.",
    )
    .meta({ replaces: true, writeOnly: true }),
  quantity: z
    .number()
    .int("must be a whole number")
    .min(1, "must be from 1 to 5000")
    .max(5_000, "must be from 1 to 5000")
    .optional()
    .describe(
      "How many numbers to keep, 1 to 5,000; needed with `search`. More are ordered, or the newest disconnected, when it changes.",
    )
    .meta({ example: 50 }),
  reservationIds: z
    .array(id())
    .optional()
    .describe(
      "Reservations of `telephoneNumbers`, which they need when they are reserved. Those that are over may stay here: an order names the ones that hold its numbers.",
    )
    .meta({ set: true, writeOnly: true }),
  partialAllowed: z
    .boolean()
    .default(false)
    .describe(
      `Whether an order may be filled in part. When false (the default) fewer numbers than asked for are an error. ${later}`,
    )
    .meta({ writeOnly: true }),
  backOrderRequested: z
    .boolean()
    .default(false)
    .describe(
      `Whether to wait, for days if need be, for numbers that are not there now. Only with \`search\`, and neither with \`npaNxx\`, \`npaNxxx\`, \`tollFreeVanity\` and \`localVanity\` nor on the Universal Platform with \`countryCodeA3\` (error 5522). ${later}`,
    )
    .meta({ writeOnly: true }),
  protected: z
    .boolean()
    .optional()
    .describe(
      "Whether the numbers are protected against port-out, on accounts that have it; toll-free numbers cannot be (errors 5097 to 5102).",
    ),
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
    .describe(`Universal Platform only: activate services when all that is required is there. ${later}`)
    .meta({ writeOnly: true }),
  replacementTriggers: z
    .array(z.string())
    .optional()
    .describe("Any texts; when they change, other numbers are bought and the old ones disconnected.")
    .meta({ replaces: true, writeOnly: true }),
});

/** What the provider tells of them. */
export const numberOutputs = z.object({
  telephoneNumbers: z.array(z.string()).describe("The numbers held, as E.164, oldest first."),
  orderIds: z.array(z.string()).describe("The orders that brought them."),
  status: z
    .string()
    .describe(
      "How the latest order stands, in the API's word: `COMPLETE` (`COMPLETED` on the Universal Platform), `PARTIAL`, `BACKORDERED` …",
    ),
  failedNumbers: z
    .array(
      z
        .object({
          telephoneNumber: z.string().optional().describe("The number; absent when the reason is of the whole order."),
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
    .describe("Numbers that somebody moved elsewhere, and where they are; the next `up` moves them back.")
    .meta({ madeOf: ["telephoneNumbers"] }),
  __orders: orderLedger,
});
