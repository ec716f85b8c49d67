import { z } from "zod";
import { siteErrors } from "../../bandwidth/errorCodes/sites.js";
import { BandwidthError } from "../../bandwidth/http/errors.js";
import { resource } from "../define.js";
import { createOnce, wholeDocument } from "../ordering/createOnce.js";
import { namesOf } from "../ordering/failures.js";
import { markAnew, notOurs, tellTaken } from "../ordering/ownership.js";
import { isMark, markIsReserved, markOf, withMark, withoutMark } from "../ordering/ownMark.js";
import { siteAddress } from "../properties/address.js";
import { id, oneOf, text, words } from "../properties/fields.js";

/** A sub-account: it contains SIP peers, and they contain numbers. */
export const site = resource({
  name: "Site",
  description: `A site (sub-account). It contains SIP peers, and they contain telephone numbers.

Bandwidth deletes a site only when it has no SIP peers. The provider deletes the peers first.

Names don't have to be unique, so each stack creates its own sites. An interrupted run finds the site that it created
by a mark. If the program gives no description, the mark is the site's description at Bandwidth, such as
\`pulumi-bandwidth 3f2a…\`. If it gives one, the mark is a number in \`customerProvidedId\`. A mark never shows as a
difference.`,
  operations: [
    "GET /accounts/{accountId}/sites",
    "POST /accounts/{accountId}/sites",
    "GET /accounts/{accountId}/sites/{siteId}",
    "PUT /accounts/{accountId}/sites/{siteId}",
    "DELETE /accounts/{accountId}/sites/{siteId}",
    "GET /accounts/{accountId}/sites/{siteId}/sippeers",
  ],
  errors: siteErrors,
  inputs: z.object({
    name: words(50).describe(
      "Shown in the dashboard. At most 50 characters (error 12529). An old page of the API says 10, so a longer name gives a warning. Doesn't have to be unique.",
    ),
    address: siteAddress
      .optional()
      .describe(
        "Service address of the site. Most accounts need one. A site without an address exists only if Bandwidth created " +
          "or allowed it. If you remove the address from the program, it stays at Bandwidth.",
      ),
    description: text(250).optional().describe("Free text, at most 250 characters."),
    customerProvidedId: z
      .string()
      .regex(/^\d{1,10}$/, "must be at most 10 digits")
      .optional()
      .describe("Your own id for the site, at most 10 digits. Doesn't have to be unique."),
    customerName: text(250).optional().describe("Name of the customer that the site is for. At most 250 characters."),
    ucTrunkingConfiguration: z
      .object({
        type: oneOf("UcTrunkingType", ["Seats", "Premise", "Cloud"]).describe("`Seats`, `Premise` or `Cloud`."),
        usageCategory: oneOf("UcTrunkingUsageCategory", ["UC250", "UC500", "UC1000"]).describe(
          "`UC250`, `UC500` or `UC1000`.",
        ),
      })
      .meta({ typeName: "UcTrunkingConfiguration" })
      .optional()
      .describe("Only for UC Trunking accounts."),
  }),
  outputs: z.object({ siteId: id().describe("Assigned by Bandwidth.").meta({ stable: true }) }),
  importId: { form: "siteId", example: "13606" },
  examples: [
    {
      title: "A sub-account",
      inputs: {
        name: "Raleigh",
        address: {
          houseNumber: "900",
          streetName: "Main Campus Drive",
          city: "Raleigh",
          stateCode: "NC",
          zip: "27606",
        },
      },
    },
  ],

  leavesMark: true,
  hasOneOwner: true,
  referredBy: "siteId",

  check({ name = "", description }, given) {
    const failures = isMark(description) ? [{ property: "description", reason: markIsReserved }] : [];
    const warnings = [];
    if (name.length > 10) {
      warnings.push({ property: "name", reason: `has ${name.length} characters; some accounts allow only 10` });
    }
    if (!given("address")) {
      warnings.push({
        property: "address",
        reason: "is missing; most accounts refuse to create a site without an address",
      });
    }
    return { failures, warnings };
  },

  /** Two such sites can't be told apart. */
  claims({ name, description, customerProvidedId }) {
    if (name === undefined || description === undefined || customerProvidedId === undefined) return [];
    const what = `a site with this name, description and customerProvidedId`;
    return [
      { what, property: "name", stays: true, key: JSON.stringify([what, name, description, customerProvidedId]) },
    ];
  },

  async create(call) {
    const { api, inputs, signal } = call;
    const marked = withMark(call, inputs, ["description", "customerProvidedId"]);
    const namesakes = async () => {
      const found = [];
      for (const { siteId, name } of await api.sites.list(signal)) {
        if (name !== inputs.name) continue;
        const one = await api.sites.get(siteId, signal);
        // Ask late: by now the program may have shown who owns it.
        if (one && !call.isHeldByOther(siteId)) found.push(one);
      }
      return found;
    };
    const isLike = (one: Content) => sameContent(withoutMark(call, one), inputs);
    const there = await namesakes();
    const own = there.find((one) => marked.isOn(one) || call.wasMine(one.siteId));
    if (own) {
      const { siteId } = own;
      // An older program may have created it, so write all of it.
      await api.sites.change(siteId, () => marked.document, signal);
      tellTaken(call, `site ${siteId} with this name`, siteId);
      return { id: siteId, outputs: { siteId } };
    }
    const twin = marked.isPlaced ? undefined : there.find(isLike);
    if (twin) {
      throw notOurs(call, {
        type: "Site",
        id: twin.siteId,
        exists: `site ${twin.siteId} already has this name, description and customerProvidedId`,
        instead: "To create another site, change one of them, or leave out the description or the customerProvidedId.",
      });
    }
    if (there.length > 0) {
      const ids = there.map(({ siteId }) => siteId).join(", ");
      call.info(
        `another site is named "${inputs.name}" (${ids}), and it does not belong to this stack; this stack creates its own`,
      );
    }
    const known = new Set(there.map(({ siteId }) => siteId));
    const isNew = (one: Content & { siteId: string }) => !known.has(one.siteId) && isLike(one);
    const find = async () => (await namesakes()).find(marked.isPlaced ? marked.isOn : isNew)?.siteId;
    const siteId = await createOnce(api.client, signal, () => api.sites.create(marked.document), find);
    return { id: siteId, outputs: { siteId } };
  },

  /** When a stack adopts a site, it removes the mark of the state that created the site. */
  async noteOwnership(call) {
    const { api, state, signal } = call;
    const found = state.siteId === undefined ? undefined : await api.sites.get(state.siteId, signal);
    if (!found || !isMark(found.description) || found.description === markOf(call)) return;
    const { siteId } = found;
    await markAnew(call, `site ${siteId}`, () =>
      api.sites.change(siteId, (current) => ({ ...current, description: markOf(call) }), signal),
    );
  },

  async read(call) {
    const { api, id: siteId, signal } = call;
    const found = await api.sites.get(siteId, signal);
    if (!found) return undefined;
    const { siteId: _id, ...document } = found;
    return { inputs: withoutMark(call, document), outputs: { siteId } };
  },

  async update({ api, id: siteId, state, inputs, signal }) {
    // An address that is no longer declared stays. Most accounts refuse a site without one.
    const before = { ...state, address: undefined };
    const changed = await api.sites.change(siteId, (current) => wholeDocument(current, before, inputs), signal);
    if (!changed) throw new Error(`site ${siteId} no longer exists; run \`pulumi refresh\`, then \`pulumi up\``);
    return { siteId };
  },

  async delete({ api, id: siteId, signal }) {
    try {
      await api.sites.remove(siteId, signal);
    } catch (error) {
      if (!(error instanceof BandwidthError) || !error.has("12031")) throw error;
      const peers = await api.sipPeers.list(siteId).catch(() => []);
      const named = peers.map(({ sipPeerId, name }) => `${siteId}/${sipPeerId} ("${name}")`);
      if (named.length === 0) throw error;
      throw new Error(
        `site ${siteId} still has SIP peers: ${namesOf(named)}. It was not deleted. The provider deletes the peers of this program ` +
          `first. Delete the others, or keep the site with the resource option retainOnDelete.\n${error.message}`,
        { cause: error },
      );
    }
  },

  list: {
    inputs: z.object({}),
    async *find({ api, signal }) {
      for (const { siteId, name } of await api.sites.list(signal)) yield { id: siteId, name };
    },
  },
});

interface Content {
  description?: string;
  customerProvidedId?: string;
  customerName?: string;
  address?: { houseNumber?: string; stateCode?: string; zip?: string };
}

/** Compare only what the server doesn't rewrite. The server decides the spelling of an address. */
function sameContent(found: Content, wanted: Content): boolean {
  const words = ["description", "customerProvidedId", "customerName"] as const;
  const place = ["houseNumber", "stateCode", "zip"] as const;
  const same = (one = "", other = "") => one.toLowerCase() === other.toLowerCase();
  return (
    words.every((key) => (found[key] ?? "") === (wanted[key] ?? "")) &&
    place.every((key) => same(found.address?.[key], wanted.address?.[key]))
  );
}
