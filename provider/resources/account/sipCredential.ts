import { z } from "zod";
import {
  compositeName,
  hashesOf,
  isDuplicate,
  isShortFor,
  type ListedSipCredential,
  type SipCredentialSettings,
  type SipHashes,
  sameHashes,
} from "../../bandwidth/account/sipCredentials.js";
import { sipCredentialErrors } from "../../bandwidth/errorCodes/sipCredentials.js";
import type { Call, Findings } from "../../pulumi/definition/definition.js";
import { Unfinished } from "../../pulumi/definition/errors.js";
import { resource } from "../define.js";
import { createOnce } from "../ordering/createOnce.js";
import { heldTwice, notOurs, tellTaken } from "../ordering/ownership.js";
import { edgeWarnings, trimmed } from "../properties/fields.js";

/** The characters that the API accepts (23014, 23015, 23016). */
const SIGNS = "letters, digits and . _ - ! $ & * + = ~";
const plain = /^[A-Za-z0-9._\-!$&*+=~]+$/;
const withAt = /^[A-Za-z0-9._\-!$&*+=~@]+$/;

const hash = () =>
  trimmed()
    .min(1, "must not be empty")
    .max(64, "must have at most 64 characters")
    .meta({ secret: true, example: "0123456789abcdef0123456789abcdef" });

const realm = () => z.string().min(1, "must not be empty").meta({ example: "desk.1a2b3c.auth.bandwidth.com" });

const inputs = z.object({
  userName: z
    .string()
    .max(32, "must have at most 32 characters")
    .regex(withAt, `must consist of ${SIGNS}; @ only where there is no domain (error 23016)`)
    .describe(`The user, at most 32 of ${SIGNS}. Another user is another credential.`)
    .meta({ replaces: true, example: "alice" }),
  domain: z
    .string()
    .max(32, "must have at most 32 characters")
    .regex(plain, `must consist of ${SIGNS} (error 23015)`)
    .optional()
    .describe("Joined to the user with an @; at most 32 characters. Another domain is another credential.")
    .meta({ replaces: true, example: "sip.example.com" }),
  hash1: hash()
    .optional()
    .describe(
      "MD5 of `user:realm:password`, for clients that sign in as `user`. `user` includes `@domain` if there is one, and `realm` " +
        "is the full name of the realm. At most 64 characters. Secret.",
    ),
  hash1b: hash()
    .optional()
    .describe(
      "MD5 of `user@realm:realm:password`, for clients that sign in as `user@realm`. `user` includes `@domain` if there is one. " +
        "At most 64 characters. Secret.",
    ),
  password: z
    .string()
    .min(1, "must not be empty")
    .optional()
    .describe("In place of the hashes: both are made from `password` and `realm`, and only they are sent. Secret.")
    .meta({ secret: true, unobserved: true }),
  realm: realm()
    .optional()
    .describe(
      "The full name of the realm that the credential is in, as the SIP challenge names it. Required with `password`, since the " +
        "hashes are made from it. Without it a new credential is in the account's default realm, and an existing one stays where it is.",
    ),
  httpVoiceV2AppId: z
    .string()
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, "must be the id of an application, a UUID (error 23020)")
    .optional()
    .describe(
      "The id of the voice application that answers calls from this user. Left out, the one that Bandwidth has stays.",
    )
    .meta({ example: "7e3f0b52-2f0c-4b19-9d0a-0d5f5a3c1e77" }),
});

type Inputs = z.infer<typeof inputs>;

/** A user with which SIP messages are authenticated. */
export const sipCredential = resource({
  name: "SipCredential",
  description: `A SIP credential: a user whose SIP messages Bandwidth authenticates by a digest challenge (RFC 3261).

Give either the hashes, or \`password\` and \`realm\`, of which the provider makes both. The password is kept, as a
secret, in the state alone; Bandwidth is told the hashes only.

A change of the credential writes it as a whole. What this resource does not declare is sent back as Bandwidth has it.`,
  operations: [
    "GET /accounts/{accountId}/sipcredentials",
    "POST /accounts/{accountId}/sipcredentials",
    "GET /accounts/{accountId}/sipcredentials/{userName}",
    "PUT /accounts/{accountId}/sipcredentials/{userName}",
    "DELETE /accounts/{accountId}/sipcredentials/{userName}",
  ],
  errors: sipCredentialErrors,
  inputs,
  outputs: z.object({
    compositeName: z
      .string()
      .describe("`user`, or `user@domain`.")
      .meta({ stable: true, madeOf: ["userName", "domain"] }),
    hash1: hash().describe("The first hash, as Bandwidth has it. Secret."),
    hash1b: hash().optional().describe("The second hash, as Bandwidth has it. Secret."),
    realm: realm().optional().describe("The realm, as Bandwidth names it; absent when it does not tell."),
    realmId: z.string().optional().describe("The id of the realm, when Bandwidth tells it."),
    credentialId: z
      .string()
      .optional()
      .describe("The number of the credential, when Bandwidth tells it.")
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
  // The API has one credential of a name.
  deleteBeforeReplace: true,

  check: checkSecrets,

  claims({ userName, domain }, given) {
    // Of another domain, a user is another one.
    if (userName === undefined || (given("domain") && domain === undefined)) return [];
    return [{ what: `the SIP credential ${compositeName({ userName, domain })}`, property: "userName" }];
  },

  /** Of a password the hashes are outputs, not wishes; so is what the program leaves to Bandwidth. */
  actual({ hash1, hash1b, ...state }, wanted) {
    const { userName, domain, password } = state;
    const hashes = password === undefined ? { hash1, hash1b } : {};
    const realm = wanted.realm === undefined ? undefined : state.realm;
    const httpVoiceV2AppId = wanted.httpVoiceV2AppId === undefined ? undefined : state.httpVoiceV2AppId;
    const known = Object.entries({ userName, domain, password, realm, httpVoiceV2AppId, ...hashes });
    return Object.fromEntries(known.filter(([, value]) => value !== undefined));
  },

  /**
   * A password that is still the declared one, while Bandwidth has other hashes: somebody has changed them, or version 0.1.0
   * has made the second one.
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
      `the password of ${state.compositeName} stays as it is. Its second hash is missing or wrong, as version 0.1.0 made it, ` +
      "so that clients that sign in as user@realm are refused: this update sends the right one"
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
      if (call.heldByAnother(name)) throw heldTwice(what);
      if (!call.hadBefore(name)) {
        const instead = "For a credential of its own, choose another userName or domain.";
        throw notOurs(call, { type: "SipCredential", id: name, exists: `${what} exists already`, instead });
      }
      told = await api.sipCredentials.replace(name, settings, signal);
      tellTaken(call, what, name);
    };
    const post = async () => {
      told = await api.sipCredentials.create({ userName, domain, ...settings }, signal);
      return name;
    };
    // It was not there before, so that one with these hashes is what a request without an answer has made.
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
    // An answer that keeps a hash to itself says nothing of it.
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

/** Some answers give `user@domain` as the user alone: that is the same credential. */
function splitLike(found: { userName: string; domain?: string }, state: Partial<Inputs> | undefined) {
  const { userName, domain } = state ?? {};
  const same = userName !== undefined && compositeName({ userName, domain }) === compositeName(found);
  return same ? { userName, domain } : found;
}

type Told = Partial<ListedSipCredential>;

/** Both hashes of a declared password. */
function madeOf({ userName, domain, password, realm }: Partial<Inputs>): Required<SipHashes> | undefined {
  if (userName === undefined || password === undefined || realm === undefined) return undefined;
  return hashesOf({ userName, domain }, { password, realm });
}

function settingsFor(inputs: Inputs): SipCredentialSettings {
  const { hash1, hash1b, realm, httpVoiceV2AppId } = inputs;
  const hashes = madeOf(inputs) ?? (hash1 === undefined ? undefined : { hash1, hash1b });
  if (!hashes) throw new Error("a SIP credential needs hash1, or password and realm");
  return { ...hashes, realm, httpVoiceV2AppId };
}

/** What is told, in the program's spelling; what is not told is as it was declared. */
function spelledLike(told: string | undefined, declared: string | undefined): string | undefined {
  if (told === undefined || declared === undefined) return told ?? declared;
  return told.toLowerCase() === declared.toLowerCase() ? declared : told;
}

/** The realm in the program's spelling, where that names the one that Bandwidth tells. */
const realmLike = (told: string | undefined, declared: string | undefined): string | undefined =>
  told !== undefined && declared !== undefined && isShortFor(declared, told) ? declared : spelledLike(told, declared);

/** What stands after a write. Bandwidth may keep what it cannot change, and no error says so. */
function settled(call: Pick<Call<never>, "warn">, inputs: Inputs, told: Told, name: string) {
  const { hash1, hash1b } = settingsFor(inputs);
  const { credentialId, realmId } = told;
  const realm = realmLike(told.realm, inputs.realm);
  const httpVoiceV2AppId = spelledLike(told.httpVoiceV2AppId, inputs.httpVoiceV2AppId);
  const outputs = { compositeName: name, hash1, hash1b, realm, realmId, credentialId, httpVoiceV2AppId };
  const kept = (["realm", "httpVoiceV2AppId"] as const).filter(
    (property) => inputs[property] !== undefined && outputs[property] !== inputs[property],
  );
  if (kept.length > 0) {
    const differences = kept.map((property) => `${property} is "${outputs[property]}", not "${inputs[property]}"`);
    throw new Unfinished(
      `Bandwidth wrote the credential ${name} with its hashes, but left something as it was: ${differences.join("; ")}. ` +
        "Run `pulumi up` with `--replace` and the URN of the credential: that deletes it and makes it anew",
      { id: name, outputs },
    );
  }
  if (inputs.password !== undefined && told.realm !== undefined && spelledLike(told.realm, realm) !== realm) {
    call.warn(
      `the realm "${inputs.realm}" is called "${told.realm}" in full. The hashes of ${name} are made of the short name, so that ` +
        "no client can sign in with the password: write the full name",
    );
  }
  return outputs;
}

function checkSecrets(values: Partial<Inputs>, given: (path: string) => boolean): Findings {
  const failures = [];
  const warnings = [];
  const byPassword = given("password");
  if (byPassword && (given("hash1") || given("hash1b"))) {
    failures.push({ property: "password", reason: "stands in place of the hashes: give one or the other" });
  } else if (given("password") && !given("realm")) {
    failures.push({ property: "realm", reason: "is required with password: the hashes are made of both" });
  } else if (!byPassword && !given("hash1")) {
    failures.push({ property: "hash1", reason: "is required, or else password and realm" });
  }
  if (given("domain") && values.userName?.includes("@")) {
    failures.push({ property: "userName", reason: "must not hold an @ when there is a domain (error 23014)" });
  }
  if (given("hash1") && !given("hash1b")) {
    warnings.push({ property: "hash1b", reason: "is left out; clients that sign in as user@realm need it" });
  }
  for (const name of ["password", "realm"] as const) warnings.push(...edgeWarnings(name, values[name]));
  for (const name of ["hash1", "hash1b"] as const) {
    const value = values[name];
    if (value !== undefined && !/^[0-9a-f]{32}$/i.test(value)) {
      warnings.push({ property: name, reason: "is not the 32 hexadecimal digits of an MD5 hash" });
    }
  }
  return { failures, warnings };
}
