import { z } from "zod";
import { siteLookUpErrors } from "../../bandwidth/errorCodes/sites.js";
import { site } from "../../resources/account/site.js";
import { lookup } from "../../resources/define.js";
import { id } from "../../resources/properties/fields.js";
import { missing } from "../shared/missing.js";

/** One site that this program does not own. */
export const getSite = lookup({
  name: "getSite",
  description: `A site (sub-account) by its id, also one that no program manages.

It is an error when no such site exists.`,
  operations: ["GET /accounts/{accountId}/sites/{siteId}"],
  errors: siteLookUpErrors,
  inputs: z.object({ siteId: id().describe("Id of the site, as Bandwidth gave it, such as `13606`.") }),
  // The same shape as the resource's: what is read here can be declared there.
  outputs: site.inputs.extend({ siteId: id().describe("Id of the site.") }),

  async invoke({ api, inputs: { siteId }, signal }) {
    const found = await api.sites.get(siteId, signal);
    if (!found) {
      throw missing("siteId", siteId, `site of account ${api.client.accountId}`, "a siteId, as in 13606");
    }
    return { ...found };
  },
});
