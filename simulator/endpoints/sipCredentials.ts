import { createHash } from "node:crypto";
import { realmsOf } from "../account/realms.js";
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

export const listRoot = "SipCredentialsResponse";
export const root = "SipCredentialResponse";

/** A credential in a request. */
export const oneShape = group({
  ...{ UserName: "text", Domain: "text", Hash1: "text", Hash1b: "text" },
  ...{ Realm: "text", HttpVoiceV2AppId: "text" },
  // Data that only the live API knows. A full write must repeat it.
  CallerPolicy: "text",
});
export const manyShape = group({ SipCredential: many(oneShape) });

/** What is wrong with one credential. */
export interface Problem {
  code: string;
  description: string;
}

/** Name and domain joined: a credential's only name. */
export const nameOf = ({ userName, domain }: { userName: string; domain?: string }) =>
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

/** The realm in the request, or the account's default realm. */
function realmOf(call: Call, element: XmlElement): { realm?: string } | Problem {
  const realms = realmsOf(call.account).map(({ fullName, isDefault }) => ({ name: fullName, isDefault }));
  const named = textOf(element, "Realm");
  if (realms.length === 0 && call.settings.realms === undefined) return { realm: named };
  const account = `account with ID = ${call.account.accountId}`;
  if (named === undefined) {
    const [fallback] = realms.filter(({ isDefault }) => isDefault);
    if (fallback) return { realm: fallback.name };
    return { code: "23021", description: `A default realm was not found on the ${account}.` };
  }
  const found = realms.find(({ name }) => name.toLowerCase() === named.toLowerCase() || name.startsWith(`${named}.`));
  if (found) return { realm: found.name };
  return { code: "23018", description: `Realm '${named}' was not found on the ${account}.` };
}

const realmIdOf = (call: Call, realm: string | undefined): string | undefined =>
  realmsOf(call.account).find(({ fullName }) => fullName === realm)?.id;

/** How clients name the user to the registrar: by the name alone, and joined to the realm. */
export type SignIn = "name" | "name@realm";

/**
 * The ways in which a client with this password gets access, as the registrar computes them with its realm's full name.
 */
export function signIns(credential: SipCredential, password: string): SignIn[] {
  const { realm = "", hash1, hash1b } = credential;
  const name = nameOf(credential);
  const digest = (user: string) => createHash("md5").update([user, realm, password].join(":")).digest("hex");
  const ways: SignIn[] = [];
  if (digest(name) === hash1.toLowerCase()) ways.push("name");
  if (digest(`${name}@${realm}`) === hash1b?.toLowerCase()) ways.push("name@realm");
  return ways;
}

/** Paged by name or by index. An account without any is a 404 with 23008. */
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
  return xmlReply(200, listRoot, {
    Links: links,
    SipCredentials: { SipCredential: items.map((item) => tree(call, item)) },
  });
}

/**
 * Accepts the valid credentials of a list: 201 when there is one, with the errors of the others. 400 when there is
 * none.
 */
function createCredentials(call: Call): Reply {
  return acceptValid(call, (one) => {
    const place = realmOf(call, one);
    return "code" in place ? place : take(call, one, place);
  });
}

/** Reads a list of new credentials, and stores what `accept` finds valid. */
export function acceptValid(call: Call, accept: (one: XmlElement) => SipCredential | Problem): Reply {
  const element = requestBody(call, "SipCredentials", listRoot);
  const [problem] = shapeProblems(element, manyShape);
  if (problem) throw simulatorRefusal(listRoot, problem);
  const given = every(element, "SipCredential");
  if (given.length === 0) throw statusRefusal(400, listRoot, "23006", "Credential list cannot be empty");
  const valid: SipCredential[] = [];
  const errors: XmlTree[] = [];
  for (const one of given) {
    const credential = accept(one);
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
    ValidSipCredentials: { SipCredential: valid.map((one) => tree(call, one)) },
  });
}

/** Stores a new credential in a realm of the account. */
function take(call: Call, element: XmlElement, place: { realm?: string }): SipCredential | Problem {
  const credential = credentialIn(call, element, place);
  if ("code" in credential) return credential;
  const name = nameOf(credential);
  if (call.account.sipCredentials.has(name)) {
    const words = `Sip credential ${name} does already exist on the account with ID = ${call.account.accountId}`;
    return { code: "23009", description: words };
  }
  call.account.sipCredentials.set(name, credential);
  return credential;
}

/** A new credential, as the request has it. */
export function credentialIn(call: Call, element: XmlElement, place: { realm?: string }): SipCredential | Problem {
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
  const httpVoiceV2AppId = textOf(element, "HttpVoiceV2AppId");
  return { id: call.account.nextNumber(), userName, domain, hash1, hash1b, ...place, httpVoiceV2AppId };
}

export function tooLong(fields: Record<string, [value: string | undefined, most: number]>): Problem | undefined {
  for (const [name, [value, most]] of Object.entries(fields)) {
    if (value === undefined || value.length <= most) continue;
    return { code: "23002", description: `${name} '${value}' is too long (${most} characters max)` };
  }
  return undefined;
}

const getCredential = (call: Call): Reply => xmlReply(200, root, { SipCredential: tree(call, credentialOf(call)) });

/** Other hashes for the same user. Elements that are left out are gone. */
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
  const place = realmOf(call, element);
  if ("code" in place) throw statusRefusal(400, root, place.code, place.description);
  const rest = { httpVoiceV2AppId: textOf(element, "HttpVoiceV2AppId"), callerPolicy: textOf(element, "CallerPolicy") };
  Object.assign(credential, { hash1, hash1b }, call.settings.credentialPutKeeps ? {} : { ...place, ...rest });
  call.account.changed();
  return xmlReply(200, root, { SipCredential: tree(call, credential) });
}

function deleteCredential(call: Call): Reply {
  call.account.sipCredentials.delete(nameOf(credentialOf(call)));
  call.account.changed();
  return emptyReply(200);
}

export const tree = (call: Call, credential: SipCredential): XmlTree => ({
  Id: credential.id,
  RealmId: realmIdOf(call, credential.realm),
  UserName: credential.userName,
  Domain: credential.domain,
  Hash1: credential.hash1,
  Hash1b: credential.hash1b,
  Realm: credential.realm,
  HttpVoiceV2AppId: credential.httpVoiceV2AppId,
  CallerPolicy: credential.callerPolicy,
});

export const sipCredentialRoutes: Route[] = [
  ["GET", "/accounts/:account/sipcredentials", listCredentials],
  ["POST", "/accounts/:account/sipcredentials", createCredentials],
  ["GET", "/accounts/:account/sipcredentials/:name", getCredential],
  ["PUT", "/accounts/:account/sipcredentials/:name", replaceCredential],
  ["DELETE", "/accounts/:account/sipcredentials/:name", deleteCredential],
];
