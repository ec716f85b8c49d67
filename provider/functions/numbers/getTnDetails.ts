import { z } from "zod";
import { numberErrors } from "../../bandwidth/errorCodes/numbers.js";
import { lookup } from "../../resources/define.js";
import { callingName, listing } from "../shared/featureValues.js";
import { e911, hosted, originationRoutePlan, tnDetailOptions, tnShare } from "../shared/tnDetailFields.js";
import { known, listedTn, tnInput } from "../shared/tnFields.js";

const optional = (text: string) => z.string().optional().describe(text);
const stands = optional("Status of its last order, in the API's word, such as `Pending`.");

/** Everything that one answer says about a number. */
export const getTnDetails = lookup({
  name: "getTnDetails",
  description: `Details of a telephone number: where it is, its messaging and routes, and its emergency address, calling name and
directory listing.

If a number is not in service on an account of yours, the API returns only its state and its geography. \`getTn\` shows its
options and its history. The call fails if no such number exists.`,
  operations: ["GET /tns/{tn}/tndetails"],
  errors: numberErrors,
  inputs: tnInput,
  outputs: z.object({
    ...listedTn,
    country: optional("Its country, such as `FR`, if the API gives it."),
    tnType: optional("Kind of the number in the API's word, such as `geographic`, if the API gives it."),
    onNetVendor: z.boolean().optional().describe("Whether its carrier belongs to Bandwidth's own network."),
    ...tnShare,
    options: tnDetailOptions,
    originationRoutePlan,
    hosted,
    emergencyAddress: e911
      .optional()
      .describe("Its own emergency address. Absent if it has none, or if it shares that of its SIP peer."),
    callingName: z
      .object({ ...callingName, status: stands })
      .meta({ typeName: "TnCallingName" })
      .optional()
      .describe("Its calling name (LIDB), if it has one."),
    listing: z
      .object({ ...listing, status: stands })
      .meta({ typeName: "TnListing" })
      .optional()
      .describe("Its listing in the directory (DL/DA), if it has one."),
  }),

  invoke: async ({ api, inputs: { telephoneNumber }, signal }) =>
    known(await api.tnLookUps.details(telephoneNumber, signal), telephoneNumber),
});
