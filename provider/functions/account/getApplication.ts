import { z } from "zod";
import { applicationLookUpErrors } from "../../bandwidth/errorCodes/applications.js";
import { lookup } from "../../resources/define.js";
import { id } from "../../resources/properties/fields.js";
import { missing } from "../shared/missing.js";
import { applicationFields, shownApplication } from "./applicationFields.js";

const user = z
  .object({
    siteId: z.string().describe("Id of the site of the peer."),
    siteName: z.string().optional().describe("Name of the site."),
    sipPeerId: z.string().describe("Id of the peer."),
    name: z.string().optional().describe("Name of the peer."),
  })
  .meta({ typeName: "ApplicationSipPeer" });

/** One application, and who uses it. */
export const getApplication = lookup({
  name: "getApplication",
  description: `An application by its id, even one that no program manages, and the SIP peers that use it.

Passwords are never shown. **Bandwidth's list of the SIP peers may miss some.** The call fails if no such application exists.`,
  operations: [
    "GET /accounts/{accountId}/applications/{applicationId}",
    "GET /accounts/{accountId}/applications/{applicationId}/associatedsippeers",
  ],
  errors: applicationLookUpErrors,
  inputs: z.object({
    applicationId: id()
      .describe("Id of the application, as Bandwidth assigned it.")
      .meta({ example: "93de2206-9669-4e07-948d-329f4b722ee2" }),
  }),
  outputs: z.object({
    ...applicationFields,
    sipPeers: z.array(user).describe("The SIP peers that use it, as far as Bandwidth lists them."),
  }),

  async invoke({ api, inputs: { applicationId }, signal }) {
    const found = await api.applications.get(applicationId, signal);
    const sipPeers = found && (await api.applications.sipPeers(applicationId, signal));
    if (found && sipPeers) return { ...shownApplication(found), sipPeers };
    const what = `application of account ${api.client.accountId}`;
    throw missing("applicationId", applicationId, what, "an id as getApplications shows it");
  },
});
