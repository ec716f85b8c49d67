import {
  type Call,
  emptyReply,
  parameter,
  Refusal,
  type Reply,
  requestBody,
  statusRefusal,
  xmlReply,
} from "../call.js";
import type { Route } from "../routing.js";
import type { XmlTree } from "../xml.js";

const root = "UserResponse";

/** The user with access by name and password, and another one. */
function users(call: Call): XmlTree[] {
  const role = (name: string) => ({ RoleName: name, Permissions: { Permission: [{ PermissionName: "VIEW" }] } });
  return [
    {
      Username: call.gate.credentials.username,
      FirstName: "Sam",
      LastName: "Simulated",
      EmailAddress: "sam@example.com",
      TelephoneNumber: "9195550199",
      Roles: { Role: [role("ROLE_API_ORDERING"), role("ROLE_BDR")] },
    },
    { Username: "testcustomer", FirstName: "Jane", LastName: "Doe", EmailAddress: "jane@example.com", Roles: {} },
  ];
}

function listUsers(call: Call): Reply {
  return xmlReply(200, "UsersResponse", { Users: { User: users(call) } });
}

/** The user in the path. 12000 when there is no such user. */
function userOf(call: Call): XmlTree {
  const name = parameter(call, "user");
  const user = users(call).find(({ Username }) => Username === name);
  if (user === undefined) throw statusRefusal(404, root, "12000", `User '${name}' does not exist`);
  return user;
}

function getUser(call: Call): Reply {
  const { accountId } = call.account;
  const accounts = { Account: { AccountId: accountId, CompanyName: "Simulated Company" } };
  return xmlReply(200, root, { User: { ...userOf(call), Accounts: accounts } });
}

/** Lengths and character sets: 12504, 12619, 12727. */
const shortest = 6;
const longest = 64;
const symbolSets = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/];

function setPassword(call: Call): Reply {
  const user = userOf(call);
  // The API wants the present password in the authentication.
  const itself = call.gate.isUser(call.authorization) && user.Username === call.gate.credentials.username;
  if (!itself) throw new Refusal(emptyReply(403));
  const password = requestBody(call, "Password", root).text;
  const refuse = (code: string, words: string) => statusRefusal(400, root, code, words);
  if (password === "") throw refuse("12503", "Password is required");
  if (password.length < shortest) throw refuse("12504", `Password must be at least ${shortest} characters long`);
  if (password.length > longest) throw refuse("12619", `Password is too long. Max length ${longest} characters`);
  if (symbolSets.filter((set) => set.test(password)).length < 3) {
    const words =
      "Password must contain at least three of the following symbol sets: uppercase letters, lowercase letters, numbers and symbols";
    throw refuse("12727", words);
  }
  if (password === call.gate.credentials.password) {
    throw refuse("12730", "The password must not match any of last 5 passwords");
  }
  call.gate.credentials.password = password;
  return emptyReply(200);
}

export const userRoutes: Route[] = [
  ["GET", "/accounts/:account/users", listUsers],
  ["GET", "/users/:user", getUser],
  ["PUT", "/users/:user/password", setPassword],
];
