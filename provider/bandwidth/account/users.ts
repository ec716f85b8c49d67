import type { Client, Request } from "../http/client.js";
import { BandwidthError } from "../http/errors.js";
import { elements, saysMissing, unexpected, whole } from "../http/expected.js";
import { at, listEntries } from "../orders/listEntries.js";
import { toE164 } from "../orders/report.js";
import { asText, type Codec, decode } from "../xml/codec.js";
import { element, list, texts, type XmlElement } from "../xml/xml.js";

/** What a user may do. */
export interface Role {
  roleName: string;
  permissions: string[];
}

/** A person or a program that signs in. */
export interface User {
  username: string;
  firstName?: string;
  lastName?: string;
  emailAddress?: string;
  telephoneNumber?: string;
  roles: Role[];
}

/** An account that a user may work on. */
export interface UserAccount {
  accountId: string;
  companyName?: string;
}

const userCodec: Codec<Omit<User, "roles">> = {
  username: asText(["Username"]),
  firstName: asText(["FirstName"]),
  lastName: asText(["LastName"]),
  emailAddress: asText(["EmailAddress"]),
  telephoneNumber: asText(["TelephoneNumber"]),
};

const accountCodec: Codec<UserAccount> = { accountId: asText(["AccountId"]), companyName: asText(["CompanyName"]) };

/** "User '%s' does not exist". */
const noSuchUser = "12000";

/** The users of the account. */
export const users = (client: Client) => ({
  /** Everyone who works on the account. */
  async list(signal?: AbortSignal): Promise<User[]> {
    const request: Request = { method: "GET", path: client.account("users"), signal };
    const form = { what: "list of users", root: "UsersResponse", entries: at("Users", "User"), id: ["Username"] };
    return elements(listEntries(request, await client.request(request), form)).map(userOf);
  },

  /**
   * One user, with the accounts that it may work on. Undefined when the API says that there is no user with that name.
   */
  async get(username: string, signal?: AbortSignal): Promise<(User & { accounts: UserAccount[] }) | undefined> {
    const request: Request = { method: "GET", path: ["users", username], signal };
    try {
      const answer = await client.request(request);
      const found = element(whole(answer), "UserResponse", "User");
      if (!found) throw unexpected(request, answer, "the answer holds no user");
      const accounts = elements(list(found, "Accounts", "Account")).map((one) => decode(accountCodec, one));
      return { ...userOf(found), accounts };
    } catch (error) {
      if (saysMissing(error, noSuchUser)) return undefined;
      throw error;
    }
  },

  /**
   * Changes the password of the user that the client signs in as. The API wants the present password in the
   * authentication, so this works with Basic credentials only.
   */
  async setPassword(username: string, password: string, signal?: AbortSignal): Promise<void> {
    const path = ["users", username, "password"];
    const body = { root: "Password", content: { "#text": password } };
    // A second request would be refused, because the old password is no longer valid. That would hide the success of
    // the first.
    await client.request({ method: "PUT", path, body, oneThing: true, signal, repeatable: false });
  },

  /** Whether the client's credentials are valid: a user may always see itself. */
  async isAdmitted(username: string, signal?: AbortSignal): Promise<boolean> {
    try {
      await client.request({ method: "GET", path: ["users", username], signal });
      return true;
    } catch (error) {
      if (error instanceof BandwidthError && error.status === 401) return false;
      throw error;
    }
  },
});

function userOf(node: XmlElement): User {
  const { telephoneNumber, ...told } = decode(userCodec, node);
  const roles = elements(list(node, "Roles", "Role")).map((role) => ({
    roleName: asText(["RoleName"]).read(role) ?? "",
    permissions: texts(role, "Permissions", "Permission", "PermissionName"),
  }));
  return { ...told, ...(telephoneNumber === undefined ? {} : { telephoneNumber: toE164(telephoneNumber) }), roles };
}
