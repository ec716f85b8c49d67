import { z } from "zod";
import { lookup } from "../../resources/define.js";
import { id } from "../../resources/properties/fields.js";

const summary = z
  .object({
    siteId: id().describe("Id of the site."),
    name: z.string().describe("Name of the site. Two sites may have the same name."),
    description: z.string().optional().describe("Description of the site, if it has one."),
  })
  .meta({ typeName: "SiteSummary" });

/** Every site of the account. */
export const getSites = lookup({
  name: "getSites",
  description:
    "All sites (sub-accounts) of the account, in the API's order, each with what the list shows. `getSite` shows the rest.",
  operations: ["GET /accounts/{accountId}/sites"],
  inputs: z.object({}),
  outputs: z.object({ sites: z.array(summary).describe("The sites. Empty if there are none.") }),
  invoke: async ({ api, signal }) => ({ sites: await api.sites.list(signal) }),
});
