import { z } from "zod";
import { userErrors } from "../../bandwidth/errorCodes/users.js";
import { lookup } from "../../resources/define.js";
import { missing } from "../shared/missing.js";
import { userFields } from "./userFields.js";

const account = z
  .object({
    accountId: z.string().describe("Id of the account."),
    companyName: z.string().optional().describe("Name of the company that it belongs to."),
  })
  .meta({ typeName: "UserAccount" });

/** One user. */
export const getUser = lookup({
  name: "getUser",
  description: `A user by name, with roles and accounts. The password is never shown. \`pulumi-bandwidth set-password\` changes it.

The call fails if there is no such user. Bandwidth's newer reference no longer lists this operation. If it is gone, the
call fails too.`,
  operations: ["GET /users/{userid}"],
  errors: userErrors,
  inputs: z.object({
    username: z
      .string()
      .trim()
      .min(1, "must not be empty")
      .describe("The name that the user signs in with.")
      .meta({ example: "testcustomer" }),
  }),
  outputs: z.object({
    ...userFields,
    accounts: z.array(account).describe("The accounts that the user may work on."),
  }),

  async invoke({ api, inputs: { username }, signal }) {
    const found = await api.users.get(username, signal);
    if (!found) throw missing("username", username, "user", "a name as getUsers shows it");
    return found;
  },
});
