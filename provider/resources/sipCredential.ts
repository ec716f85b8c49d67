import { z } from "zod";
import { sipCredentialErrors } from "../bandwidth/errorCodes/sipCredentials.js";
import { compositeName, hashesOf, isDuplicate, type SipHashes, sameHashes } from "../bandwidth/sipCredentials.js";
import type { Findings } from "../pulumi/definition.js";
import { createOnce } from "./createOnce.js";
import { resource } from "./define.js";
import { edgeWarnings, trimmed } from "./fields.js";
import { heldTwice, notOurs, tellTaken } from "./ownership.js";

/** The characters that the API accepts (23014, 23015, 23016). */
const SIGNS = "letters, digits and . _ - ! $ & * + = ~";
const plain = /^[A-Za-z0-9._\-!$&*+=~]+$/;
const withAt = /^[A-Za-z0-9._\-!$&*+=~@]+$/;

const hash = () =>
  trimmed()
    .min(1, "must not be empty")
    .max(64, "must have at most 64 characters")
    .meta({ secret: true, example: "0123456789abcdef0123456789abcdef" });

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
      "MD5 of `user:realm:password`, where the user includes `@domain` if there is one; at most 64 characters. Secret.",
    ),
  hash1b: hash()
    .optional()
    .describe("MD5 of `user@domain:realm:realm:password`; for users with a domain; at most 64 characters. Secret."),
  password: z
    .string()
    .min(1, "must not be empty")
    .optional()
    .describe("In place of the hashes: they are made from `password` and `realm`, and only they are sent. Secret.")
    .meta({ secret: true, unobserved: true }),
  realm: z
    .string()
    .min(1, "must not be empty")
    .optional()
    .describe("The realm of the password, as the SIP challenge names it.")
    .meta({ unobserved: true }),
});

type Inputs = z.infer<typeof inputs>;

/** A user with which SIP messages are authenticated. */
export const sipCredential = resource({
  name: "SipCredential",
  description: `A SIP credential: a user whose SIP messages Bandwidth authenticates by a digest challenge (RFC 3261).

Give either the hashes, or \`password\` and \`realm\`, of which the provider makes them. The password is kept, as a
secret, in the state alone; Bandwidth is told the hashes only.`,
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
  }),
  importId: { form: "userName or userName@domain", example: "alice@sip.example.com" },
  examples: [
    {
      title: "By password",
      inputs: { userName: "alice", domain: "sip.example.com", realm: "sip.example.com", password: "correct horse" },
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

  /** Of a password the hashes are outputs, not wishes. */
  actual({ hash1, hash1b, ...state }) {
    const { userName, domain, password, realm } = state;
    const hashes = password === undefined ? { hash1, hash1b } : {};
    const known = Object.entries({ userName, domain, password, realm, ...hashes });
    return Object.fromEntries(known.filter(([, value]) => value !== undefined));
  },

  /** A password that is still the declared one, while Bandwidth has other hashes: somebody has changed them. */
  changes(state, wanted) {
    const { userName, password, realm } = wanted;
    if (userName === undefined || password === undefined || realm === undefined) return [];
    const same = state.password === password && state.realm === realm;
    const agrees = sameHashes(state, hashesOf({ userName, domain: wanted.domain }, { password, realm }));
    return same && !agrees ? [{ path: "password", kind: "update", replaces: false }] : [];
  },

  async create(call) {
    const { api, inputs, signal } = call;
    const name = compositeName(inputs);
    const hashes = hashesFor(inputs);
    const { userName, domain } = inputs;
    const there = () => api.sipCredentials.get(name, signal);
    const settle = async () => {
      const what = `the SIP credential ${name}`;
      if (call.heldByAnother(name)) throw heldTwice(what);
      if (!call.hadBefore(name)) {
        const instead = "For a credential of its own, choose another userName or domain.";
        throw notOurs(call, { type: "SipCredential", id: name, exists: `${what} exists already`, instead });
      }
      await api.sipCredentials.replace(name, hashes, signal);
      tellTaken(call, what, name);
    };
    const post = () => api.sipCredentials.create({ userName, domain, ...hashes }, signal);
    // It was not there before, so that one with these hashes is what a request without an answer has made.
    const find = async () => (sameHashes((await there()) ?? {}, hashes) ? name : undefined);
    if (await there()) await settle();
    else {
      await createOnce(api.client, signal, post, find).catch((error) => {
        if (!isDuplicate(error)) throw error;
        return settle();
      });
    }
    return { id: name, outputs: { compositeName: name, ...hashes } };
  },

  async read({ api, id: name, state, signal }) {
    const found = await api.sipCredentials.get(name, signal);
    if (!found) return undefined;
    const { userName, domain } = found;
    // An answer that keeps a hash to itself says nothing of it.
    const told = { hash1: found.hash1 ?? state?.hash1, hash1b: found.hash1b };
    const hashes = sameHashes(told, state ?? {}) ? { hash1: state?.hash1 ?? told.hash1, hash1b: state?.hash1b } : told;
    const place = splitLike({ userName, domain }, state);
    const declared = state?.password === undefined ? hashes : { password: state.password, realm: state.realm };
    return { inputs: { ...place, ...declared }, outputs: { compositeName: name, ...hashes } };
  },

  async update({ api, id: name, inputs, signal }) {
    const hashes = hashesFor(inputs);
    await api.sipCredentials.replace(name, hashes, signal);
    return { compositeName: name, ...hashes };
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

function hashesFor({ userName, domain, hash1, hash1b, password, realm }: Inputs): SipHashes {
  if (password !== undefined && realm !== undefined) return hashesOf({ userName, domain }, { password, realm });
  if (hash1 === undefined) throw new Error("a SIP credential needs hash1, or password and realm");
  return { hash1, hash1b };
}

function checkSecrets(values: Partial<Inputs>, given: (path: string) => boolean): Findings {
  const failures = [];
  const warnings = [];
  const byPassword = given("password") || given("realm");
  if (byPassword && (given("hash1") || given("hash1b"))) {
    failures.push({ property: "password", reason: "stands in place of the hashes: give one or the other" });
  } else if (given("password") && !given("realm")) {
    failures.push({ property: "realm", reason: "is required with password: the hashes are made of both" });
  } else if (given("realm") && !given("password")) {
    failures.push({ property: "password", reason: "is required with realm: the hashes are made of both" });
  } else if (!byPassword && !given("hash1")) {
    failures.push({ property: "hash1", reason: "is required, or else password and realm" });
  }
  if (given("domain") && values.userName?.includes("@")) {
    failures.push({ property: "userName", reason: "must not hold an @ when there is a domain (error 23014)" });
  }
  if (given("domain") && given("hash1") && !given("hash1b")) {
    warnings.push({ property: "hash1b", reason: "is left out though there is a domain; some clients need it" });
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
