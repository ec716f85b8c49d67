import { z } from "zod";
import { compositeName, isDuplicate, sameHashes } from "../../bandwidth/account/sipCredentials.js";
import { sipCredentialErrors } from "../../bandwidth/errorCodes/sipCredentials.js";
import { resource } from "../define.js";
import { createOnce } from "../ordering/createOnce.js";
import { heldTwice, notOurs, tellTaken } from "../ordering/ownership.js";
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

Give either the hashes, or \`password\` and \`realm\`. The provider makes both hashes from those two. The password stays in
the state, as a secret. Bandwidth gets only the hashes.

A change writes the whole credential. What this resource does not declare is sent back as Bandwidth has it.`,
  operations: [
    "GET /accounts/{accountId}/sipcredentials",
    "POST /accounts/{accountId}/sipcredentials",
    "GET /accounts/{accountId}/sipcredentials/{userName}",
    "PUT /accounts/{accountId}/sipcredentials/{userName}",
    "DELETE /accounts/{accountId}/sipcredentials/{userName}",
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
    httpVoiceV2AppId: z.string().optional().describe("The voice application that answers calls from this user."),
  }),
  importId: { form: "userName or userName@domain", example: "alice@sip.example.com" },
  examples: [
    {
      title: "By password",
      inputs: { userName: "alice", realm: "desk.1a2b3c.auth.bandwidth.com", password: "correct horse" },
    },
    { title: "By hash", inputs: { userName: "bob", hash1: "0123456789abcdef0123456789abcdef" } },
  ],
  // A name has one credential in the API.
  deleteBeforeReplace: true,

  check: checkSecrets,

  claims({ userName, domain }, given) {
    // A user of another domain is another user.
    if (userName === undefined || (given("domain") && domain === undefined)) return [];
    return [{ what: `the SIP credential ${compositeName({ userName, domain })}`, property: "userName" }];
  },

  /** With a password, the hashes are outputs and not declared. So is what the program leaves to Bandwidth. */
  actual({ hash1, hash1b, ...state }, wanted) {
    const { userName, domain, password } = state;
    const hashes = password === undefined ? { hash1, hash1b } : {};
    const realm = wanted.realm === undefined ? undefined : state.realm;
    const httpVoiceV2AppId = wanted.httpVoiceV2AppId === undefined ? undefined : state.httpVoiceV2AppId;
    const known = Object.entries({ userName, domain, password, realm, httpVoiceV2AppId, ...hashes });
    return Object.fromEntries(known.filter(([, value]) => value !== undefined));
  },

  /**
   * The password is still the declared one, but Bandwidth has other hashes. Somebody has changed them, or version 0.1.0 made
   * the second one.
   */
  changes(state, wanted) {
    const made = madeOf(wanted);
    if (!made) return [];
    const same = state.password === wanted.password && state.realm === wanted.realm;
    return same && !sameHashes(state, made) ? [{ path: "password", kind: "update", replaces: false }] : [];
  },

  announce(state, wanted, isReplaced) {
    const made = madeOf(wanted);
    if (isReplaced || !made || state.password !== wanted.password || state.realm !== wanted.realm) return undefined;
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
    return { id: name, outputs: settled(call, inputs, told, name) };
  },

  async read({ api, id: name, state, signal }) {
    const found = await api.sipCredentials.get(name, signal);
    if (!found) return undefined;
    const { userName, domain, credentialId, realmId } = found;
    // An answer without a hash says nothing about it.
    const hash1 = found.hash1 ?? state?.hash1;
    const unchanged = sameHashes({ hash1 }, { hash1: state?.hash1 });
    const told = { hash1, hash1b: found.hash1b ?? (unchanged ? state?.hash1b : undefined) };
    const hashes = sameHashes(told, state ?? {}) ? { hash1: state?.hash1 ?? told.hash1, hash1b: state?.hash1b } : told;
    const place = splitLike({ userName, domain }, state);
    const realm = realmLike(found.realm, state?.realm);
    const httpVoiceV2AppId = spelledLike(found.httpVoiceV2AppId, state?.httpVoiceV2AppId);
    const declared = state?.password === undefined ? hashes : { password: state.password };
    return {
      inputs: { ...place, ...declared, realm, httpVoiceV2AppId },
      outputs: { compositeName: name, ...hashes, realm, realmId, credentialId, httpVoiceV2AppId },
    };
  },

  async update(call) {
    const { api, id: name, inputs, signal } = call;
    return settled(call, inputs, await api.sipCredentials.replace(name, settingsFor(inputs), signal), name);
  },

  delete: ({ api, id: name, signal }) => api.sipCredentials.remove(name, signal),

  list: {
    inputs: z.object({}),
    async *find({ api, signal }) {
      for await (const credential of api.sipCredentials.list(signal)) {
        const name = compositeName(credential);
        yield { id: name, name };
      }
    },
  },
});
