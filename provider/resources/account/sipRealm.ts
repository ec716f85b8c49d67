import { z } from "zod";
import { isShortFor, shortNameOf } from "../../bandwidth/account/realmNames.js";
import { realmState } from "../../bandwidth/account/realmStates.js";
import { realmErrors } from "../../bandwidth/errorCodes/realms.js";
import { resource } from "../define.js";
import { isMark, markIsReserved, withoutMark } from "../ordering/ownMark.js";
import { id, text } from "../properties/fields.js";
import { createRealm, markAdoptedRealm, updateRealm } from "./sipRealmCreate.js";
import { deleteRealm } from "./sipRealmDelete.js";

const NAME = /^[A-Za-z0-9]([A-Za-z0-9-]{0,28}[A-Za-z0-9])?$/;

/** A place in which SIP credentials are valid. */
export const sipRealm = resource({
  name: "SipRealm",
  description: `A SIP realm: the place in which SIP credentials are valid. Its full name, in \`realm\`, is what SIP clients see in the challenge.

Bandwidth makes a realm in some seconds. The provider waits until it is \`ACTIVE\`, because credentials need that. If the time is
out before, or the run ends, the realm stays in the state and the next \`pulumi up\` waits on. It never creates a second one.
\`customTimeouts\` sets the time.

If Bandwidth cannot create the realm (\`CREATE_FAILED\`), the provider deletes what is left of it, and says so.

**Bandwidth does not delete the default realm of an account**, and none that still has credentials. Make another realm the
default first, with \`isDefault\` there. A delete waits until the realm is gone.

A name can be used once in an account. An interrupted run finds the realm that it created by a mark: the description of the
realm at Bandwidth, such as \`pulumi-bandwidth 3f2a…\`. It never shows as a difference. Your own description takes its place as
soon as the realm is \`ACTIVE\`. A realm of this name without the mark may belong to somebody else: the create is refused, and says
how you can adopt it.`,
  operations: [
    "GET /accounts/{accountId}/realms",
    "POST /accounts/{accountId}/realms",
    "GET /accounts/{accountId}/realms/{realm}",
    "PUT /accounts/{accountId}/realms/{realm}",
    "DELETE /accounts/{accountId}/realms/{realm}",
    "GET /accounts/{accountId}/realms/{realmId}/sipcredentials",
  ],
  errors: realmErrors,
  inputs: z.object({
    name: z
      .string()
      .regex(
        NAME,
        "must have at most 30 letters, digits and hyphens, and begin and end with a letter or a digit (error 33003)",
      )
      .describe(
        "The short name: at most 30 letters, digits and hyphens. It begins and ends with a letter or a digit. The full name " +
          "begins with it. Unique in the account, and upper and lower case count as equal (error 33002). Another name is another realm.",
      )
      .meta({ replaces: true, example: "desk" }),
    description: text(255).optional().describe("Free text, at most 255 characters."),
    isDefault: z
      .boolean()
      .optional()
      .describe(
        "`true` makes this the default realm of the account: credentials that name no realm belong to it. Only `true` can be " +
          "set, because a realm stops being the default only when another one becomes it. Without it, the realm stays as it is.",
      ),
  }),
  outputs: z.object({
    realmId: id().describe("Assigned by Bandwidth.").meta({ stable: true }),
    realm: z
      .string()
      .describe("The full name, such as `desk-1a2b3c.auth.bandwidth.com`. The hashes of credentials are made with it.")
      .meta({ stable: true, madeOf: ["name"] }),
    status: z
      .string()
      .describe(
        "State of the realm, in Bandwidth's word: `ACTIVE`, `CREATE_PENDING`, `CREATE_FAILED`, `DELETE_PENDING` or `DELETE_FAILED`.",
      ),
  }),
  importId: { form: "realmId or name", example: "22" },
  examples: [
    { title: "For desk phones", inputs: { name: "desk" } },
    { title: "The default realm", inputs: { name: "office", description: "Phones of the office", isDefault: true } },
  ],
  leavesMark: true,
  hasOneOwner: true,
  standsAlone: true,
  referredBy: "realmId",

  /** A name is unique, so what has it goes first: what cannot be used any more, or what is replaced by force. */
  deleteBeforeReplace: ({ name = "" }, wanted) => name.toLowerCase() === wanted.name?.toLowerCase(),

  check({ description, isDefault }) {
    const failures = [];
    if (isMark(description)) failures.push({ property: "description", reason: markIsReserved });
    if (isDefault === false) {
      const reason =
        "must be true or left out: a realm stops being the default only when another one becomes it. Set isDefault there";
      failures.push({ property: "isDefault", reason });
    }
    return { failures };
  },

  claims({ name, isDefault }) {
    const key = `the SIP realm "${name?.toLowerCase()}"`;
    return [
      ...(name === undefined ? [] : [{ what: `the SIP realm "${name}"`, key, property: "name", stays: true as const }]),
      ...(isDefault ? [{ what: "the default SIP realm of the account", property: "isDefault" }] : []),
    ];
  },

  /** One that Bandwidth could not create is of no use. A run that saw this has left it in the state. */
  changes: ({ status }) =>
    realmState(status) === "createFailed" ? [{ path: "name", kind: "update", replaces: true }] : [],

  announce(state, wanted, isReplaced) {
    if (isReplaced || !state.isDefault || wanted.isDefault) return undefined;
    return `realm ${state.realm ?? state.name} stays the default realm of the account until another one becomes it`;
  },

  create: createRealm,
  noteOwnership: markAdoptedRealm,

  async read(call) {
    const { api, id: reference, state, signal } = call;
    const found = await (state ? api.realms.get(reference, signal) : api.realms.find(reference, signal));
    if (!found) return undefined;
    const { realmId, realm, status, isDefault } = found;
    const name = state?.name !== undefined && isShortFor(state.name, realm) ? state.name : shortNameOf(realm);
    const { description } = withoutMark(call, { description: found.description });
    return {
      id: realmId,
      // Only what can be declared.
      inputs: { name, description, isDefault: isDefault || undefined },
      outputs: { realmId, realm, status },
    };
  },

  update: updateRealm,

  delete: deleteRealm,

  list: {
    inputs: z.object({}),
    async *find({ api, signal }) {
      for (const { realmId, realm } of await api.realms.list(signal)) yield { id: realmId, name: realm };
    },
  },
});
