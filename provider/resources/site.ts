import { z } from "zod";
import { siteErrors } from "../bandwidth/errorCodes/sites.js";
import { BandwidthError } from "../bandwidth/errors.js";
import { siteAddress } from "./address.js";
import { createOnce, tellFound, wholeDocument } from "./createOnce.js";
import { resource } from "./define.js";
import { namesOf } from "./failures.js";
import { id, oneOf, text, words } from "./fields.js";

/** A sub-account: the container of SIP peers, and through them of numbers. */
export const site = resource({
  name: "Site",
  description: `A site (sub-account): the container of SIP peers, and through them of telephone numbers.

A site can only be deleted when it has no SIP peers; the provider deletes in that order.`,
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
      "Shown in the dashboard, at most 50 characters (error 12529); an old page of the API says 10, so a longer name makes a warning. Need not be unique.",
    ),
    address: siteAddress,
    description: text(250).optional().describe("Free text, at most 250 characters."),
    customerProvidedId: z
      .string()
      .regex(/^\d{1,10}$/, "must be at most 10 digits")
      .optional()
      .describe("An id of your own, at most 10 digits. Need not be unique."),
    customerName: text(250).optional().describe("Name of the customer that the site is for, at most 250 characters."),
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

  check: ({ name }) =>
    name && name.length > 10
      ? { warnings: [{ property: "name", reason: `has ${name.length} characters; some accounts allow only 10` }] }
      : {},

  async create(call) {
    const { api, inputs, signal, heldByAnother, warn } = call;
    const find = async () => {
      const namesakes = (await api.sites.list(signal)).filter(
        ({ siteId, name }) => name === inputs.name && !heldByAnother(siteId),
      );
      for (const { siteId } of namesakes) {
        const found = await api.sites.get(siteId, signal);
        if (found && sameContent(found, inputs)) return siteId;
      }
      if (namesakes.length > 0) {
        warn(
          `another site is named "${inputs.name}" (${namesakes.map(({ siteId }) => siteId).join(", ")}), with other content`,
        );
      }
      return undefined;
    };
    // A site has no unique name: what an interrupted run made is only found by looking, before another is made.
    const existing = await find();
    if (existing !== undefined) {
      tellFound(call, `site ${existing} with this name and content`, existing);
      return { id: existing, outputs: { siteId: existing } };
    }
    const siteId = await createOnce(api.client, signal, () => api.sites.create(inputs), find);
    return { id: siteId, outputs: { siteId } };
  },

  async read({ api, id: siteId, signal }) {
    const found = await api.sites.get(siteId, signal);
    if (!found) return undefined;
    const { siteId: _id, ...inputs } = found;
    return { inputs, outputs: { siteId } };
  },

  async update({ api, id: siteId, state, inputs, signal }) {
    const current = await api.sites.get(siteId, signal);
    if (!current) throw new Error(`site ${siteId} does not exist any more; run \`pulumi refresh\`, then \`pulumi up\``);
    const { siteId: _id, ...document } = current;
    await api.sites.replace(siteId, wholeDocument(document, state, inputs), signal);
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
        `site ${siteId} still has SIP peers: ${namesOf(named)}. It was not deleted. Peers that this program declares go ` +
          `first; delete the others, or keep the site with the resource option retainOnDelete.\n${error.message}`,
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

/** Of the address only what the server does not rewrite is compared: spelling is its own affair. */
function sameContent(found: Content, wanted: Content): boolean {
  const words = ["description", "customerProvidedId", "customerName"] as const;
  const place = ["houseNumber", "stateCode", "zip"] as const;
  const same = (one = "", other = "") => one.toLowerCase() === other.toLowerCase();
  return (
    words.every((key) => (found[key] ?? "") === (wanted[key] ?? "")) &&
    place.every((key) => same(found.address?.[key], wanted.address?.[key]))
  );
}
