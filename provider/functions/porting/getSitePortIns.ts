import { z } from "zod";
import { orderListErrors } from "../../bandwidth/errorCodes/orderLists.js";
import { siteLookUpErrors } from "../../bandwidth/errorCodes/sites.js";
import { refusedWith } from "../../bandwidth/http/expected.js";
import { lookup } from "../../resources/define.js";
import { id } from "../../resources/properties/fields.js";
import { missing } from "../shared/missing.js";
import { portFilters, portSummary } from "./portFields.js";

/** The port-ins of a site. */
export const getSitePortIns = lookup({
  name: "getSitePortIns",
  description: `The port-ins of one site: orders that bring numbers into it from other carriers. It reads all pages of the list.

The call fails if no such site exists.`,
  operations: ["GET /accounts/{accountId}/sites/{siteId}/portins"],
  errors: { ...siteLookUpErrors, ...orderListErrors },
  inputs: z.object({
    siteId: id().describe("Id of the site.").meta({ example: "13606" }),
    status: portFilters.status,
  }),
  outputs: z.object({
    portIns: z.array(portSummary).describe("The port-ins, in the API's order. Empty if none matches."),
  }),

  async invoke({ api, inputs: { siteId, status }, signal }) {
    try {
      return { portIns: await api.portInLookUps.ofSite(siteId, { status }, signal) };
    } catch (error) {
      if (!refusedWith(error, "12016")) throw error;
      throw missing("siteId", siteId, `site of account ${api.client.accountId}`, "a siteId, as in 13606");
    }
  },
});
