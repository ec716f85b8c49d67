import { z } from "zod";
import { presentKind } from "../../bandwidth/account/applications.js";
import { applicationLookUpErrors } from "../../bandwidth/errorCodes/applications.js";
import { lookup } from "../../resources/define.js";
import { oneOf, words } from "../../resources/properties/fields.js";
import { applicationFields, shownApplication } from "./applicationFields.js";

/** What answers calls and gets messages. */
export const getApplications = lookup({
  name: "getApplications",
  description:
    "The voice and messaging applications of the account. Passwords are never shown. `getApplication` also tells which SIP peers use one.",
  operations: ["GET /accounts/{accountId}/applications"],
  errors: applicationLookUpErrors,
  inputs: z.object({
    serviceType: oneOf("ServiceType", ["Voice-V2", "Messaging-V2"])
      .optional()
      .describe("Only applications for calls (`Voice-V2`) or for messages (`Messaging-V2`). Default: both."),
    name: words(255).optional().describe("Only applications with exactly this name. Several may have it."),
  }),
  outputs: z.object({
    applications: z
      .array(z.object(applicationFields).meta({ typeName: "ApplicationRecord" }))
      .describe("The applications. Empty if there are none."),
  }),

  async invoke({ api, inputs: { serviceType, name }, signal }) {
    const all = await api.applications.list(signal);
    const found = all.filter(
      (one) =>
        (serviceType === undefined || presentKind(one.serviceType ?? "") === serviceType) &&
        (name === undefined || one.name === name),
    );
    return { applications: found.map(shownApplication) };
  },
});
