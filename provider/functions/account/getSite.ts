import { z } from "zod";
import { siteLookUpErrors } from "../../bandwidth/errorCodes/sites.js";
import { site } from "../../resources/account/site.js";
import { lookup } from "../../resources/define.js";
import { id } from "../../resources/properties/fields.js";
import { missing } from "../shared/missing.js";

/** One site that this program doesn't own. */
export const getSite = lookup({
  name: "getSite",
  description: `A site (sub-account) by its id, even one that no program manages.

The call fails if no such site exists.`,
  operations: ["GET /accounts/{accountId}/sites/{siteId}"],
  errors: siteLookUpErrors,
  inputs: z.object({ siteId: id().describe("Id of the site, as Bandwidth assigned it, such as `13606`.") }),
  // The same shape as the resource's, so that a program can declare what it reads here.
  outputs: site.inputs.extend({ siteId: id().describe("Id of the site.") }),

  async invoke({ api, inputs: { siteId }, signal }) {
    const found = await api.sites.get(siteId, signal);
    if (!found) {
      throw missing("siteId", siteId, `site of account ${api.client.accountId}`, "a siteId, as in 13606");
    }
    return { ...found };
  },
});
