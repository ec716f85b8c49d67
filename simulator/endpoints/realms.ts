import { createHash } from "node:crypto";
import { changeLater, type Realm, realmsOf } from "../account/realms.js";
import {
  type Call,
  emptyReply,
  parameter,
  type Refusal,
  type Reply,
  requestBody,
  simulatorRefusal,
  statusRefusal,
  xmlReply,
} from "../call.js";
import type { Route } from "../routing.js";
import { group, othersIn, shapeProblems } from "../shape.js";
import { textOf, type XmlElement, type XmlTree } from "../xml.js";

const root = "RealmResponse";

const realmShape = group({ Realm: "text", Description: "text", Default: "text" });

/** Where no page names a code, the words come without one. */
const refusal = (code: string | undefined, words: string) => statusRefusal(400, root, code, words);

/** The realm in the path: by its id or its full name. A short name is not found, unless the settings say so. */
export function realmIn(call: Call, missing?: (reference: string) => Refusal): Realm {
  const reference = parameter(call, "realm");
  const byName = (realm: Realm) =>
    [realm.fullName, ...(call.settings.realmsByShortName ? [realm.name] : [])].some(
      (name) => name.toLowerCase() === reference.toLowerCase(),
    );
  const all = realmsOf(call.account);
  const found = all.find(({ id }) => id === reference) ?? all.find(byName);
  if (found) return found;
  // The live API answers a GET in words alone, the page of DELETE has a code.
  if (missing) throw missing(reference);
  throw statusRefusal(404, root, undefined, "The resource does not exist");
}

const notFound = (reference: string) => statusRefusal(404, root, "33001", `Realm '${reference}' was not found`);

const credentialsIn = ({ account }: Call, realm: Realm) =>
  [...account.sipCredentials.values()].filter((credential) => credential.realm === realm.fullName);

const tree = (call: Call, realm: Realm): XmlTree => ({
  Id: realm.id,
  Realm: realm.fullName,
  Description: realm.description,
  Default: String(realm.isDefault),
  SipCredentialCount: String(credentialsIn(call, realm).length),
  Status: realm.status,
  ...realm.others,
});

/** The list has no pages. An account without the feature answers with an empty one. */
function listRealms(call: Call): Reply {
  const fragment = call.query.get("realmfragment") ?? undefined;
  const problem = (code: string, words: string) => statusRefusal(400, "RealmsResponse", code, words);
  if (fragment !== undefined) {
    if (fragment === "") throw problem("13111", "Realmfragment can not be empty.");
    if (fragment.length < 3) throw problem("13112", "Realmfragment should contain at least 3 characters.");
    if (fragment.length > 64) throw problem("13115", "Realmfragment cannot contain more than 64 characters.");
    if (!/^[a-z0-9.-]+$/.test(fragment)) {
      throw problem("13116", `Realmfragment ${fragment} is invalid. Supported chars: [.a-z0-9]`);
    }
  }
  const found = realmsOf(call.account).filter(({ fullName }) => fullName.toLowerCase().includes(fragment ?? ""));
  return xmlReply(200, "RealmsResponse", { Realms: { Realm: found.map((realm) => tree(call, realm)) } });
}

/** The document of a realm. A PUT may repeat what a GET shows of data that nobody understands. */
function readRealm(call: Call, others: XmlTree = {}): XmlElement {
  const element = requestBody(call, "Realm", root);
  const [problem] = shapeProblems(element, realmShape, others);
  if (problem) throw simulatorRefusal(root, problem);
  const description = textOf(element, "Description");
  if ((description?.length ?? 0) > 255) throw refusal(undefined, "Description is too long (255 characters max)");
  if (textOf(element, "Default") === undefined) throw refusal("1003", "Default is required");
  return element;
}

function createRealm(call: Call): Reply {
  const { account, settings } = call;
  const element = readRealm(call);
  if (settings.withoutSipRegistrar) {
    throw refusal("33004", "Account is not enabled for SIP Credentials. SipCredentialSettings are required.");
  }
  const name = textOf(element, "Realm");
  const isDefault = textOf(element, "Default") === "true";
  if (name === undefined) throw refusal("1003", "Realm is required");
  if (name.length > 30) throw refusal("33003", `Realm '${name}' is too long (30 characters max)`);
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i.test(name)) {
    throw refusal(undefined, `The supplied Realm '${name}' is not valid.`);
  }
  const there = realmsOf(account);
  if (there.some((one) => one.name.toLowerCase() === name.toLowerCase())) {
    throw refusal("33002", `Realm '${name}' already exists`);
  }
  const hex = createHash("sha256").update(account.accountId).digest("hex").slice(0, 6);
  const joint = settings.realmNames === "dot" ? "." : "-";
  const realm: Realm = {
    id: account.nextNumber(),
    name,
    fullName: `${name.toLowerCase()}${joint}${hex}.auth.bandwidth.com`,
    description: textOf(element, "Description"),
    isDefault: false,
    status: "CREATE_PENDING",
    others: othersIn(element, realmShape),
  };
  account.realms.set(realm.id, realm);
  if (isDefault || (settings.firstRealmIsDefault && there.length === 0)) makeDefault(call, realm);
  const answer = xmlReply(201, root, { Realm: tree(call, realm) });
  if (settings.realmsEnd !== undefined) changeLater(account, realm, settings.realmsEnd);
  account.changed();
  return answer;
}

function makeDefault({ account, settings }: Call, realm: Realm): void {
  for (const one of settings.realms ?? []) one.isDefault = false;
  for (const one of account.realms.values()) one.isDefault = one === realm;
}

/** A PUT replaces everything but the name: a description that it leaves out is gone. */
function replaceRealm(call: Call): Reply {
  const realm = realmIn(call, notFound);
  const element = readRealm(call, realm.others);
  const name = textOf(element, "Realm");
  if (name !== undefined && name.toLowerCase() !== realm.name.toLowerCase()) {
    throw refusal("33005", "Cannot update Realm value. Instead, you must delete and recreate it.");
  }
  const isDefault = textOf(element, "Default") === "true";
  if (!isDefault && realm.isDefault) throw refusal(undefined, "Default cannot be set to false");
  realm.description = textOf(element, "Description");
  realm.others = othersIn(element, realmShape);
  if (isDefault) makeDefault(call, realm);
  call.account.changed();
  return xmlReply(200, root, { Realm: tree(call, realm) });
}

function deleteRealm(call: Call): Reply {
  const realm = realmIn(call, notFound);
  if (realm.status === "DELETE_PENDING") throw refusal(undefined, `Realm '${realm.fullName}' is being deleted`);
  if (realm.status === "CREATE_PENDING") throw refusal(undefined, `Realm '${realm.fullName}' is being created`);
  if (realm.isDefault) {
    throw refusal("33006", "Cannot delete default Realm. Please assign a new Realm to be the default.");
  }
  if (credentialsIn(call, realm).length > 0) {
    const words = "It is not possible to remove this Realm because it is in use on some provisioned SIP Credentials.";
    throw refusal("12666", words);
  }
  realm.status = "DELETE_PENDING";
  if (call.settings.realmDeletesEnd !== undefined) changeLater(call.account, realm, call.settings.realmDeletesEnd);
  call.account.changed();
  return emptyReply(202);
}

export const realmRoutes: Route[] = [
  ["GET", "/accounts/:account/realms", listRealms],
  ["POST", "/accounts/:account/realms", createRealm],
  ["GET", "/accounts/:account/realms/:realm", (call) => xmlReply(200, root, { Realm: tree(call, realmIn(call)) })],
  ["PUT", "/accounts/:account/realms/:realm", replaceRealm],
  ["DELETE", "/accounts/:account/realms/:realm", deleteRealm],
];
