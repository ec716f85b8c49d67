import { z } from "zod";
import { compositeName, isDuplicate, sameHashes } from "../../bandwidth/account/sipCredentials.js";
import { sipCredentialErrors } from "../../bandwidth/errorCodes/sipCredentials.js";
import { resource } from "../define.js";
import { createOnce } from "../ordering/createOnce.js";
import { heldTwice, notOurs, tellTaken } from "../ordering/ownership.js";
import { createInRealm, credentialsAt, placeIn } from "./realmCredential.js";
import {
  checkSecrets,
  madeOf,
  realmLike,
  settingsFor,
  settled,
  spelledLike,
  splitLike,
  type Told,
} from "./sipCredentialHashes.js";
import { hash, realm, sipCredentialInputs } from "./sipCredentialInputs.js";

/** A user that Bandwidth authenticates SIP messages with. */
export const sipCredential = resource({
  name: "SipCredential",
  description: `A SIP credential: a user whose SIP messages Bandwidth authenticates with a digest challenge (RFC 3261).

Give either the hashes, or \`password\` and the realm: \`realmId\` of a \`SipRealm\`, or its full name in \`realm\`. The provider
makes both hashes from those two. The password stays in the state, as a secret. Bandwidth gets only the hashes.

With \`realmId\` the credential is managed in its realm: two realms may have a user of the same name, and the import id is
\`realmId/credentialId\`. Without it, the name alone is the id. Both show the same credentials.

A change writes the whole credential. What this resource does not declare is sent back as Bandwidth has it. Whether the
application of a credential can change in its realm is not sure: Bandwidth's specification says so, its command line does not. If it does not
change, the error says how to replace the credential.`,
  operations: [
    "GET /accounts/{accountId}/sipcredentials",
    "POST /accounts/{accountId}/sipcredentials",
    "GET /accounts/{accountId}/sipcredentials/{userName}",
    "PUT /accounts/{accountId}/sipcredentials/{userName}",
    "DELETE /accounts/{accountId}/sipcredentials/{userName}",
    "GET /accounts/{accountId}/realms/{realm}",
    "GET /accounts/{accountId}/realms/{realmId}/sipcredentials",
    "POST /accounts/{accountId}/realms/{realmId}/sipcredentials",
    "GET /accounts/{accountId}/realms/{realmId}/sipcredentials/{credentialId}",
    "PUT /accounts/{accountId}/realms/{realmId}/sipcredentials/{credentialId}",
    "DELETE /accounts/{accountId}/realms/{realmId}/sipcredentials/{credentialId}",
  ],
  errors: sipCredentialErrors,
  inputs: sipCredentialInputs,
  outputs: z.object({
    compositeName: z
      .string()
      .describe("`user`, or `user@domain`.")
      .meta({ stable: true, madeOf: ["userName", "domain"] }),
    hash1: hash().describe("The first hash, as Bandwidth has it. Secret."),
    hash1b: hash().optional().describe("The second hash, as Bandwidth has it. Secret."),
    realm: realm().optional().describe("The realm, as Bandwidth names it. Absent if Bandwidth doesn't give it."),
    realmId: z.string().optional().describe("The id of the realm, if Bandwidth gives it."),
    credentialId: z
      .string()
      .optional()
      .describe("The number of the credential, if Bandwidth gives it.")
      .meta({ stable: true }),
    applicationId: z.string().optional().describe("The voice application that answers calls from this user."),
    httpVoiceV2AppId: z.string().optional().describe("The same as `applicationId`, under its earlier name."),
  }),
  importId: { form: "userName, userName@domain or realmId/credentialId", example: "alice@sip.example.com" },
  examples: [
    { title: "In a realm", inputs: { userName: "alice", realmId: "$sipRealm.realmId", password: "correct horse" } },
    {
      title: "By password and the name of a realm",
      inputs: { userName: "alice", realm: "phones.1a2b3c.auth.bandwidth.com", password: "correct horse" },
    },
    { title: "By hash", inputs: { userName: "bob", hash1: "0123456789abcdef0123456789abcdef" } },
  ],
  // A name has one credential in the API.
  deleteBeforeReplace: true,

  hasOneOwner: true,
  standsAlone: true,

  check: checkSecrets,

  claims({ userName, domain, realmId }, given) {
    // A user of another domain or realm is another user.
    const isOpen = (given("domain") && domain === undefined) || (given("realmId") && realmId === undefined);
    if (userName === undefined || isOpen) return [];
    const what = `the SIP credential ${compositeName({ userName, domain })}`;
    return [{ what, property: "userName", ...(realmId !== undefined && { key: `${what} of realm ${realmId}` }) }];
  },

  /** With a password, the hashes are outputs and not declared. So is what the program leaves to Bandwidth. */
  actual({ hash1, hash1b, ...state }, wanted) {
    const { userName, domain, password } = state;
    const hashes = password === undefined ? { hash1, hash1b } : {};
    const left = (["realm", "realmId", "applicationId", "httpVoiceV2AppId"] as const).map((property) => {
      return [property, wanted[property] === undefined ? undefined : state[property]];
    });
    const known = Object.entries({ userName, domain, password, ...Object.fromEntries(left), ...hashes });
    return Object.fromEntries(known.filter(([, value]) => value !== undefined));
  },

  /**
   * The password is still the declared one, but Bandwidth has other hashes. Somebody has changed them, or version 0.1.0 made
   * the second one.
   */
  changes(state, wanted) {
    const made = madeOf(wanted, state.realm);
    if (!made) return [];
    return saysTheSame(state, wanted) && !sameHashes(state, made)
      ? [{ path: "password", kind: "update", replaces: false }]
      : [];
  },

  announce(state, wanted, isReplaced) {
    const made = madeOf(wanted, state.realm);
    if (isReplaced || !made || !saysTheSame(state, wanted)) return undefined;
    const { hash1, hash1b } = state;
    if (!sameHashes({ hash1 }, { hash1: made.hash1 }) || sameHashes({ hash1b }, { hash1b: made.hash1b }))
      return undefined;
    return (
      `clients that sign in as user@realm are refused: version 0.1.0 left the second hash of ${state.compositeName} missing ` +
      "or wrong. This update sends the right one. The password stays as it is"
    );
  },

  async create(call) {
    const { api, inputs, signal } = call;
    if (inputs.realmId !== undefined) return createInRealm(call, inputs.realmId);
    const name = compositeName(inputs);
    const settings = settingsFor(inputs);
    const { userName, domain } = inputs;
    const there = () => api.sipCredentials.get(name, signal);
    let told: Told = {};
    const settle = async () => {
      const what = `the SIP credential ${name}`;
      if (call.isHeldByOther(name)) throw heldTwice(what);
      if (!call.wasMine(name)) {
        const instead = "To create another credential, choose another userName or domain.";
        throw notOurs(call, { type: "SipCredential", id: name, exists: `${what} already exists`, instead });
      }
      told = await api.sipCredentials.replace(name, settings, signal);
      tellTaken(call, what, name);
    };
    const post = async () => {
      told = await api.sipCredentials.create({ userName, domain, ...settings }, signal);
      return name;
    };
    // It wasn't there before. So a credential with these hashes comes from a request whose answer was lost.
    const find = async () => {
      const found = await there();
      told = found ?? {};
      return sameHashes(told, settings) ? name : undefined;
    };
    if (await there()) await settle();
    else {
      await createOnce(api.client, signal, post, find).catch((error) => {
        if (!isDuplicate(error)) throw error;
        return settle();
      });
    }
    return { id: name, outputs: settled(call, inputs, told, { id: name }) };
  },

  async read({ api, id, state, signal }) {
    const place = placeIn(id);
    const { key, credentials } = credentialsAt(api, id);
    const found = await credentials.get(key, signal);
    if (!found) return undefined;
    const { userName, domain, credentialId = place?.credentialId, realmId = place?.realmId } = found;
    // An answer without a hash says nothing about it.
    const hash1 = found.hash1 ?? state?.hash1;
    const unchanged = sameHashes({ hash1 }, { hash1: state?.hash1 });
    const told = { hash1, hash1b: found.hash1b ?? (unchanged ? state?.hash1b : undefined) };
    const hashes = sameHashes(told, state ?? {}) ? { hash1: state?.hash1 ?? told.hash1, hash1b: state?.hash1b } : told;
    const user = splitLike({ userName, domain }, state);
    const realm = realmLike(found.realm, state?.realm);
    const spelled = (declared: string | undefined) => spelledLike(found.httpVoiceV2AppId, declared);
    const applicationId = spelled(state?.applicationId ?? state?.httpVoiceV2AppId);
    const application = { applicationId, httpVoiceV2AppId: spelled(state?.httpVoiceV2AppId ?? state?.applicationId) };
    const declared = state?.password === undefined ? hashes : { password: state.password };
    // A program names a realm in one way, and uses one of the names of an application.
    const imported = { ...(place ? { realmId } : { realm }), applicationId };
    return {
      inputs: { ...user, ...declared, ...(state ? { realm, realmId, ...application } : imported) },
      outputs: {
        ...{ compositeName: compositeName(place ? user : { userName: id }), ...hashes },
        ...{ realm, realmId, credentialId, ...application },
      },
    };
  },

  async update(call) {
    const { api, id, inputs, state, signal } = call;
    const { key, credentials } = credentialsAt(api, id);
    const isNamed = inputs.realmId === undefined || state.realm !== undefined;
    const known = isNamed ? state.realm : (await api.realms.get(inputs.realmId ?? "", signal))?.realm;
    const told = await credentials.replace(key, settingsFor(inputs, known), signal);
    return settled(call, inputs, told, { id, known });
  },

  delete({ api, id, signal }) {
    const { key, credentials } = credentialsAt(api, id);
    return credentials.remove(key, signal);
  },

  list: {
    inputs: z.object({
      realmId: z.string().optional().describe("Only the credentials of this realm, as `realmId/credentialId`."),
    }),
    async *find({ api, query, signal }) {
      const { realmId } = query;
      if (typeof realmId === "string") {
        for await (const credential of api.sipCredentials.ofRealm(realmId).list(signal)) {
          const { credentialId } = credential;
          const name = compositeName(credential);
          yield { id: credentialId === undefined ? name : `${realmId}/${credentialId}`, name };
        }
        return;
      }
      for await (const credential of api.sipCredentials.list(signal)) {
        const name = compositeName(credential);
        yield { id: name, name };
      }
    },
  },
});

/** Whether password and realm are the declared ones. The state's own realm comes from Bandwidth where only the id is declared. */
function saysTheSame(
  state: { password?: string; realm?: string },
  wanted: { password?: string; realm?: string },
): boolean {
  return state.password === wanted.password && (wanted.realm === undefined || state.realm === wanted.realm);
}
