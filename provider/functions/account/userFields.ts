import { z } from "zod";

const optional = (text: string) => z.string().optional().describe(text);

const role = z
  .object({
    roleName: z.string().describe("Name of the role, such as `ROLE_API_ORDERING`."),
    permissions: z.array(z.string()).describe("What the role permits, such as `VIEW`."),
  })
  .meta({ typeName: "UserRole" });

/** What the API returns for a user. Never the password. */
export const userFields = {
  username: z.string().describe("The name that the user signs in with."),
  firstName: optional("First name."),
  lastName: optional("Last name."),
  emailAddress: optional("E-mail address."),
  telephoneNumber: optional("Telephone number, as E.164 if it is one."),
  roles: z.array(role).describe("The user's roles. Empty if there are none."),
};
