import type { Realm } from "../account/realms.js";
import type { SipCredential } from "../account/types.js";
import {
  type Call,
  emptyReply,
  parameter,
  type Reply,
  requestBody,
  simulatorRefusal,
  statusRefusal,
  xmlReply,
} from "../call.js";
import { pageOf, sizeOf } from "../paging.js";
import type { Route } from "../routing.js";
import { group, shapeProblems } from "../shape.js";
import { textOf, type XmlElement } from "../xml.js";
import { location } from "./created.js";
import { realmIn } from "./realms.js";
import { acceptValid, credentialIn, listRoot, nameOf, type Problem, root, tooLong, tree } from "./sipCredentials.js";

const refusal = (code: string, words: string) => statusRefusal(400, root, code, words);

const wordsOfPlace = (call: Call, realm: Realm) =>
  `realm with ID = ${realm.id} and account with ID = ${call.account.accountId}`;

const inRealm = ({ account }: Call, realm: Realm): [key: string, credential: SipCredential][] =>
  [...account.sipCredentials].filter(([, credential]) => credential.realm === realm.fullName);

function found(call: Call): { realm: Realm; key: string; credential: SipCredential } {
  const realm = realmIn(call);
  const id = parameter(call, "credential");
  const [entry] = inRealm(call, realm).filter(([, credential]) => credential.id === id);
  if (entry) return { realm, key: entry[0], credential: entry[1] };
  throw statusRefusal(404, root, "23025", `Sip credential with ID ${id} was not found on ${wordsOfPlace(call, realm)}`);
}

/** Without a page, a redirect leads to the first one. A realm without credentials is a 404. */
function list(call: Call): Reply {
  const realm = realmIn(call);
  if (!call.query.has("page")) {
    const [path = ""] = Object.values(location(call, "realms", realm.id, "sipcredentials"));
    return emptyReply(303, { Location: `${path}?page=1&size=500` });
  }
  const fragment = (name: string) => call.query.get(name)?.toLowerCase() ?? "";
  const all = inRealm(call, realm)
    .map(([, credential]) => credential)
    .filter(({ userName }) => userName.toLowerCase().includes(fragment("userNamefragment")));
  if (all.length === 0) {
    const words = `There are no Sip credentials associated with the ${wordsOfPlace(call, realm)}`;
    throw statusRefusal(404, listRoot, "23008", words);
  }
  const { items, links } = pageOf(call, all, nameOf, sizeOf(call) ?? 500);
  return xmlReply(200, listRoot, {
    Links: links,
    SipCredentials: { SipCredential: items.map((one) => tree(call, one)) },
  });
}

/** The application has to exist. */
function applicationProblem(call: Call, element: XmlElement): Problem | undefined {
  const id = textOf(element, "HttpVoiceV2AppId");
  if (id === undefined || call.account.applications.has(id.toLowerCase())) return undefined;
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) {
    return { code: "23020", description: `Application ID ${id} is not a valid UUID.` };
  }
  const words = `Application with ID ${id} was not found on the account with ID = ${call.account.accountId}`;
  return { code: "23019", description: words };
}

function create(call: Call): Reply {
  const realm = realmIn(call);
  if (realm.status !== "ACTIVE") {
    const words = `Realm '${realm.fullName}' is not active. Sip credentials can only use active realms.`;
    throw statusRefusal(400, listRoot, "23022", words);
  }
  return acceptValid(call, (element) => take(call, realm, element));
}

function take(call: Call, realm: Realm, element: XmlElement): SipCredential | Problem {
  const named = textOf(element, "Realm");
  if (named !== undefined && named.toLowerCase() !== realm.fullName.toLowerCase()) {
    const words = `Realm '${named}' does not correspond to the realm with ID = ${realm.id}.`;
    return { code: "23018", description: `${words} Please remove this field from the Sip credential body.` };
  }
  const problem = applicationProblem(call, element);
  if (problem) return problem;
  const credential = credentialIn(call, element, { realm: realm.fullName });
  if ("code" in credential) return credential;
  const name = nameOf(credential);
  const twin = inRealm(call, realm).find(([, one]) => nameOf(one).toLowerCase() === name.toLowerCase())?.[1];
  if (twin) {
    // The live words repeat the hashes of the one that is there.
    const words = `Sip credential ${name} (${twin.hash1}, ${twin.hash1b}) does already exist on ${wordsOfPlace(call, realm)}`;
    return { code: "23026", description: words };
  }
  const { sipCredentials } = call.account;
  // Two realms may have a user of one name.
  sipCredentials.set(sipCredentials.has(name) ? `${credential.id}/${name}` : name, credential);
  return credential;
}

const putShape = group({
  ...{ RealmId: "text", Realm: "text", UserName: "text", Hash1: "text", Hash1b: "text", HttpVoiceV2AppId: "text" },
  // Data that only the live API knows. A full write must repeat it.
  CallerPolicy: "text",
});

/** Other hashes for the same user. Elements that are left out are gone. */
function replace(call: Call): Reply {
  const { realm, credential } = found(call);
  const element = requestBody(call, "SipCredential", root);
  const [problem] = shapeProblems(element, putShape);
  if (problem) throw simulatorRefusal(root, problem);
  if (textOf(element, "RealmId") !== realm.id) throw refusal("23031", "RealmId is required");
  if (textOf(element, "UserName") !== undefined) throw refusal("23030", "Unable to change the UserName");
  const [hash1, hash1b] = [textOf(element, "Hash1"), textOf(element, "Hash1b")];
  if (hash1 === undefined) throw refusal("23001", "Element Hash1 is required");
  const wrong = tooLong({ Hash1: [hash1, 64], Hash1b: [hash1b, 64] }) ?? applicationProblem(call, element);
  if (wrong) throw refusal(wrong.code, wrong.description);
  const rest = { httpVoiceV2AppId: textOf(element, "HttpVoiceV2AppId"), callerPolicy: textOf(element, "CallerPolicy") };
  Object.assign(credential, { hash1, hash1b }, call.settings.credentialPutKeeps ? {} : rest);
  call.account.changed();
  return xmlReply(200, root, { SipCredential: tree(call, credential) });
}

function remove(call: Call): Reply {
  call.account.sipCredentials.delete(found(call).key);
  call.account.changed();
  return emptyReply(200);
}

const path = "/accounts/:account/realms/:realm/sipcredentials";

export const realmCredentialRoutes: Route[] = [
  ["GET", path, list],
  ["POST", path, create],
  ["GET", `${path}/:credential`, (call) => xmlReply(200, root, { SipCredential: tree(call, found(call).credential) })],
  ["PUT", `${path}/:credential`, replace],
  ["DELETE", `${path}/:credential`, remove],
];
