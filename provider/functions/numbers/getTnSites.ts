import { z } from "zod";
import { numberErrors } from "../../bandwidth/errorCodes/numbers.js";
import { lookup } from "../../resources/define.js";
import { askedNumber, known, siteName, tnInput } from "../shared/tnFields.js";

/** The site of a number. */
export const getTnSites = lookup({
  name: "getTnSites",
  description: `The sites (sub-accounts) of a telephone number. A number in service is in one site.

The call fails if the API gives no site: the number doesn't exist, or is not in service on an account of yours.`,
  operations: ["GET /tns/{tn}/sites"],
  errors: numberErrors,
  inputs: tnInput,
  outputs: z.object({ telephoneNumber: askedNumber, sites: z.array(siteName).describe("The sites.") }),

  async invoke({ api, inputs: { telephoneNumber }, signal }) {
    return { telephoneNumber, sites: known(await api.tnLookUps.sites(telephoneNumber, signal), telephoneNumber) };
  },
});
