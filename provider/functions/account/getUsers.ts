import { z } from "zod";
import { lookup } from "../../resources/define.js";
import { userFields } from "./userFields.js";

/** Who works on the account. */
export const getUsers = lookup({
  name: "getUsers",
  description: `The users of the account, with their roles.

Bandwidth's newer reference no longer lists this operation. If it is gone, the call fails.`,
  operations: ["GET /accounts/{accountId}/users"],
  inputs: z.object({}),
  outputs: z.object({
    users: z
      .array(z.object(userFields).meta({ typeName: "AccountUser" }))
      .describe("The users, in the API's order. Empty if there are none."),
  }),

  invoke: async ({ api, signal }) => ({ users: await api.users.list(signal) }),
});
