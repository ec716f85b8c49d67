import type { SipCredential } from "../account/types.js";
import {
  type Call,
  emptyReply,
  parameter,
  Refusal,
  type Reply,
  requestBody,
  simulatorRefusal,
  statusRefusal,
  xmlReply,
} from "../call.js";
import { pageOf, sizeOf } from "../paging.js";
import type { Route } from "../routing.js";
import { group, many, shapeProblems } from "../shape.js";
import { echo, every, textOf, type XmlElement, type XmlTree } from "../xml.js";

const listRoot = "SipCredentialsResponse";
const root = "SipCredentialResponse";

const oneShape = group({ UserName: "text", Domain: "text", Hash1: "text", Hash1b: "text" });
const manyShape = group({ SipCredential: many(oneShape) });

/** What is wrong with one credential. */
interface Problem {
  code: string;
  description: string;
}

/** Name and domain joined: the only name that a credential has. */
const nameOf = ({ userName, domain }: { userName: string; domain?: string }) =>
  domain === undefined ? userName : `${userName}@${domain}`;

function credentialOf(call: Call): SipCredential {
  const name = parameter(call, "name");
  const found = call.account.sipCredentials.get(name);
  if (found === undefined) {
    const words = `Sip credential ${name} was not found on the account with ID = ${call.account.accountId}`;
    throw statusRefusal(404, root, "23007", words);
  }
  return found;
}

/** Paged by name or by index; an account without any is a 404 with 23008. */
function listCredentials(call: Call): Reply {
  const fragment = (name: string) => call.query.get(name) ?? "";
  const found = [...call.account.sipCredentials.values()]
    .filter(({ userName }) => userName.includes(fragment("usernamefragment")))
    .filter(({ domain }) => (domain ?? "").includes(fragment("domainfragment")))
    .filter(({ realm }) => (realm ?? "").includes(fragment("realmFragment")))
    // The account has no applications that could have a name.
    .filter(() => fragment("applicationNameFragment") === "");
  if (found.length === 0) {
    const words = `There are no Sip credentials associated with the account with ID = ${call.account.accountId}`;
    throw statusRefusal(404, listRoot, "23008", words);
  }
  const { items, links } = pageOf(call, found, nameOf, sizeOf(call) ?? 300);
  return xmlReply(200, listRoot, { Links: links, SipCredentials: { SipCredential: items.map(tree) } });
}

/** Takes the valid ones of a list: 201 when there is one, with the errors of the others; 400 when there is none. */
function createCredentials(call: Call): Reply {
  const element = requestBody(call, "SipCredentials", listRoot);
  const [problem] = shapeProblems(element, manyShape);
  if (problem) throw simulatorRefusal(listRoot, problem);
  const given = every(element, "SipCredential");
  if (given.length === 0) throw statusRefusal(400, listRoot, "23006", "Credential list cannot be empty");
  const valid: SipCredential[] = [];
  const errors: XmlTree[] = [];
  for (const one of given) {
    const credential = take(call, one);
    if ("code" in credential) {
      const { code, description } = credential;
      errors.push({ ErrorCode: code, Description: description, SipCredential: echo(one) });
    } else valid.push(credential);
  }
  call.account.changed();
  if (valid.length === 0) {
    const ResponseStatus = { Description: "Please check your input parameters." };
    throw new Refusal(xmlReply(400, listRoot, { ResponseStatus, Errors: { Error: errors } }));
  }
  return xmlReply(201, listRoot, {
    Errors: errors.length > 0 ? { Error: errors } : undefined,
    ValidSipCredentials: { SipCredential: valid.map(tree) },
  });
}

function take(call: Call, element: XmlElement): SipCredential | Problem {
  const userName = textOf(element, "UserName");
  const hash1 = textOf(element, "Hash1");
  const domain = textOf(element, "Domain");
  if (userName === undefined) return { code: "1003", description: "UserName is required" };
  if (hash1 === undefined) return { code: "23001", description: "Element Hash1 is required" };
  const hash1b = textOf(element, "Hash1b");
  const problem = tooLong({ UserName: [userName, 32], Domain: [domain, 32], Hash1: [hash1, 64], Hash1b: [hash1b, 64] });
  if (problem) return problem;
  const signs = domain === undefined ? /^[\w.\-!$&*+=~@]+$/ : /^[\w.\-!$&*+=~]+$/;
  if (!signs.test(userName)) {
    return { code: domain === undefined ? "23016" : "23014", description: `UserName '${userName}' is invalid.` };
  }
  if (domain !== undefined && !/^[\w.\-!$&*+=~]+$/.test(domain)) {
    return { code: "23015", description: `Domain '${domain}' is invalid.` };
  }
  const credential = { userName, domain, hash1, hash1b };
  const name = nameOf(credential);
  if (call.account.sipCredentials.has(name)) {
    const words = `Sip credential ${name} does already exist on the account with ID = ${call.account.accountId}`;
    return { code: "23009", description: words };
  }
  call.account.sipCredentials.set(name, credential);
  return credential;
}

function tooLong(fields: Record<string, [value: string | undefined, most: number]>): Problem | undefined {
  for (const [name, [value, most]] of Object.entries(fields)) {
    if (value === undefined || value.length <= most) continue;
    return { code: "23002", description: `${name} '${value}' is too long (${most} characters max)` };
  }
  return undefined;
}

const getCredential = (call: Call): Reply => xmlReply(200, root, { SipCredential: tree(credentialOf(call)) });

/** Other hashes for the same user; what is left out is gone. */
function replaceCredential(call: Call): Reply {
  const credential = credentialOf(call);
  const element = requestBody(call, "SipCredential", root);
  const [problem] = shapeProblems(element, oneShape);
  if (problem) throw simulatorRefusal(root, problem);
  if (textOf(element, "UserName") !== undefined || textOf(element, "Domain") !== undefined) {
    const words = "Unable to change the UserName or the Domain associated with the Hash Values.";
    throw statusRefusal(400, root, "23004", words);
  }
  const hash1 = textOf(element, "Hash1");
  const hash1b = textOf(element, "Hash1b");
  if (hash1 === undefined) throw statusRefusal(400, root, "23001", "Element Hash1 is required");
  const long = tooLong({ Hash1: [hash1, 64], Hash1b: [hash1b, 64] });
  if (long) throw statusRefusal(400, root, long.code, long.description);
  Object.assign(credential, { hash1, hash1b });
  call.account.changed();
  return xmlReply(200, root, { SipCredential: tree(credential) });
}

function deleteCredential(call: Call): Reply {
  call.account.sipCredentials.delete(nameOf(credentialOf(call)));
  call.account.changed();
  return emptyReply(200);
}

const tree = ({ userName, domain, hash1, hash1b, realm, httpVoiceV2AppId }: SipCredential): XmlTree => ({
  UserName: userName,
  Domain: domain,
  Hash1: hash1,
  Hash1b: hash1b,
  Realm: realm,
  HttpVoiceV2AppId: httpVoiceV2AppId,
});

export const sipCredentialRoutes: Route[] = [
  ["GET", "/accounts/:account/sipcredentials", listCredentials],
  ["POST", "/accounts/:account/sipcredentials", createCredentials],
  ["GET", "/accounts/:account/sipcredentials/:name", getCredential],
  ["PUT", "/accounts/:account/sipcredentials/:name", replaceCredential],
  ["DELETE", "/accounts/:account/sipcredentials/:name", deleteCredential],
];
