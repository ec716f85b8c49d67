import { z } from "zod";
import { siteLookUpErrors } from "../../bandwidth/errorCodes/sites.js";
import { lookup } from "../../resources/define.js";
import { id } from "../../resources/properties/fields.js";
import { missing } from "../shared/missing.js";

/** How many numbers a site has. */
export const getSiteTotalTns = lookup({
  name: "getSiteTotalTns",
  description: `How many telephone numbers are in service on a site. \`getInserviceNumbers\` lists them.

The call fails if no such site exists.`,
  operations: ["GET /accounts/{accountId}/sites/{siteId}/totaltns"],
  errors: siteLookUpErrors,
  inputs: z.object({ siteId: id().describe("Id of the site.").meta({ example: "13606" }) }),
  outputs: z.object({ count: z.int().describe("How many numbers the site has.") }),

  async invoke({ api, inputs: { siteId }, signal }) {
    const count = await api.placeNumbers.siteTotal(siteId, signal);
    if (count !== undefined) return { count };
    throw missing("siteId", siteId, `site of account ${api.client.accountId}`, "a siteId, as in 13606");
  },
});
