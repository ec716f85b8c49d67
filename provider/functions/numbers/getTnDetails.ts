import { z } from "zod";
import { numberErrors } from "../../bandwidth/errorCodes/numbers.js";
import { lookup } from "../../resources/define.js";
import { callingName, listing } from "../shared/featureValues.js";
import { e911, hosted, originationRoutePlan, tnDetailOptions, tnShare } from "../shared/tnDetailFields.js";
import { known, listedTn, tnInput } from "../shared/tnFields.js";

const optional = (text: string) => z.string().optional().describe(text);
const stands = optional("How the last order of it stands, in the API's word, as `Pending`.");

/** All that one answer tells of a number. */
export const getTnDetails = lookup({
  name: "getTnDetails",
  description: `Details of a telephone number: where it is, its messaging and routes, and its emergency address, calling name and
directory listing.

Of a number that is not in service on an account of yours the API tells the state and the geography only. Its options and
its history are told by \`getTn\`. It is an error when no such number exists.`,
  operations: ["GET /tns/{tn}/tndetails"],
  errors: numberErrors,
  inputs: tnInput,
  outputs: z.object({
    ...listedTn,
    country: optional("Its country, as `FR`, when the API tells it."),
    tnType: optional("Kind of the number in the API's word, as `geographic`, when the API tells it."),
    onNetVendor: z.boolean().optional().describe("Whether its carrier belongs to Bandwidth's own network."),
    ...tnShare,
    options: tnDetailOptions,
    originationRoutePlan,
    hosted,
    emergencyAddress: e911
      .optional()
      .describe("Its own emergency address; absent when it has none, or shares that of its SIP peer."),
    callingName: z
      .object({ ...callingName, status: stands })
      .meta({ typeName: "TnCallingName" })
      .optional()
      .describe("Its calling name (LIDB), when it has one."),
    listing: z
      .object({ ...listing, status: stands })
      .meta({ typeName: "TnListing" })
      .optional()
      .describe("How it stands in the directory (DL/DA), when it does."),
  }),

  invoke: async ({ api, inputs: { telephoneNumber }, signal }) =>
    known(await api.tnLookUps.details(telephoneNumber, signal), telephoneNumber),
});
