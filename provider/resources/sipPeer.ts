import { z } from "zod";
import { sipPeerErrors } from "../bandwidth/errorCodes/sipPeers.js";
import { BandwidthError } from "../bandwidth/errors.js";
import { sipPeerAddress } from "./address.js";
import { createOnce, tellFound, wholeDocument } from "./createOnce.js";
import { type Bandwidth, resource } from "./define.js";
import { namesOf } from "./failures.js";
import { id, oneOf, repeated, text, words } from "./fields.js";
import { hostName, port, terminationHostName } from "./hosts.js";

const host = z
  .object({ hostName: hostName().describe("IP address or fully qualified domain name."), port: port() })
  .meta({ typeName: "Host" });

const terminationHost = z
  .object({
    hostName: terminationHostName().describe(
      "IPv4 address, or a subnet in CIDR form (mask 20 to 32) whose address is that of the network. Cannot be shared with any other SIP peer (error 13569).",
    ),
    port: port(),
    customerTrafficAllowed: oneOf("CustomerTrafficAllowed", ["LITE", "DOMESTIC", "ALL"])
      .optional()
      .describe("Which calls are allowed: `LITE`, `DOMESTIC` or `ALL`."),
    dataAllowed: z.boolean().optional().describe("Whether messages (SMS) are allowed."),
  })
  .meta({ typeName: "TerminationHost" });

/** Where calls of a site's numbers go to and come from; the API also says "location". */
export const sipPeer = resource({
  name: "SipPeer",
  description: `A SIP peer (location) of a site: the hosts that calls to its telephone numbers go to, and that calls come from.

The first SIP peer of a site has to be its default peer. It can only be deleted when no numbers are left in it; the API
frees numbers with a delay after they were disconnected, and the provider waits for that.`,
  operations: [
    "GET /accounts/{accountId}/sites",
    "GET /accounts/{accountId}/sites/{siteId}/sippeers",
    "POST /accounts/{accountId}/sites/{siteId}/sippeers",
    "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}",
    "PUT /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}",
    "DELETE /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}",
    "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/tns",
  ],
  errors: sipPeerErrors,
  inputs: z.object({
    siteId: id()
      .describe(
        "The site that the peer belongs to. A peer cannot move: another is made at the new site, the numbers of each " +
          "`PhoneNumberOrder` that follows it are moved, and the old one is deleted. One that keeps a termination host is deleted " +
          "first, since such a host belongs to one peer (error 13569): move its numbers away before that.",
      )
      .meta({ replaces: true }),
    name: words(50).describe(
      "At most 50 characters, unique in its site (error 13524). An old page of the API says 10, so a longer name makes a warning.",
    ),
    description: text(50).optional().describe("Free text, at most 50 characters (error 13503)."),
    isDefaultPeer: z
      .boolean()
      .optional()
      .describe("Whether orders that name no peer go here. A site has exactly one default peer (errors 13522, 13558)."),
    shortMessagingProtocol: oneOf("ShortMessagingProtocol", ["SIP", "SMPP"])
      .optional()
      .describe("`SIP` or `SMPP` (the API's default). Can only be changed when SMS is enabled on account and peer."),
    voiceHosts: z
      .array(host)
      .max(10, "must hold at most 10 hosts")
      .optional()
      .describe(
        "Where calls to the numbers go, at most 10. The order is active, then standby. Not together with `voiceHostGroups`.",
      ),
    voiceHostGroups: z
      .array(
        z
          .object({
            hosts: z
              .array(host)
              .min(1, "must hold at least one host")
              .max(10, "must hold at most 10 hosts")
              .describe("The hosts of the group, 1 to 10."),
          })
          .meta({ typeName: "VoiceHostGroup" }),
      )
      .max(5, "must hold at most 5 groups")
      .optional()
      .describe("Groups of at most 10 hosts, at most 5; calls are spread at random within a group.")
      .meta({ set: true }),
    smsHosts: z
      .array(
        z
          .object({ hostName: hostName().describe("IP address or fully qualified domain name. Takes no port.") })
          .meta({ typeName: "SmsHost" }),
      )
      .max(10, "must hold at most 10 hosts")
      .optional()
      .describe("Where messages go, at most 10. A port is not allowed here.")
      .meta({ set: true }),
    terminationHosts: z
      .array(terminationHost)
      .max(10, "must hold at most 10 hosts")
      .optional()
      .describe("Where calls may come from, at most 10.")
      .meta({ set: true }),
    callingName: z
      .object({
        display: z.boolean().describe("Whether calls show a calling name."),
        enforced: z
          .boolean()
          .describe("Whether the setting holds for every number, so that no number can override it."),
      })
      .meta({ typeName: "CallingName" })
      .optional()
      .describe("The calling name (CNAM) of the peer. Needs the CNAM product (error 13576)."),
    finalDestinationUri: text(255)
      .optional()
      .describe(
        "Last attempt for the routing of calls: a SIP URI of at most 255 characters (error 13510 when it is none).",
      ),
    address: sipPeerAddress.optional(),
  }),
  outputs: z.object({ sipPeerId: id().describe("Assigned by Bandwidth.").meta({ stable: true }) }),
  importId: { form: "siteId/sipPeerId", example: "13606/500709" },
  examples: [
    {
      title: "The default peer of a site",
      inputs: {
        siteId: "$site.siteId",
        name: "Main",
        isDefaultPeer: true,
        voiceHosts: [{ hostName: "192.0.2.7", port: 5060 }],
      },
    },
  ],
  // A host that calls come from belongs to one peer of the account (13569). Without such hosts the new peer is made first, and the
  // numbers of the old one can move there.
  deleteBeforeReplace({ terminationHosts: old = [] }, { terminationHosts = [] }) {
    const taken = new Set(old.map(({ hostName }) => hostName));
    return terminationHosts.some(({ hostName }) => taken.has(hostName));
  },

  check(inputs) {
    const { voiceHosts = [], terminationHosts = [] } = inputs;
    const key = (entry: { hostName: string; port?: number }) =>
      `${entry.hostName}${entry.port ? `:${entry.port}` : ""}`;
    const failures = [
      ...repeated(voiceHosts, "voiceHosts", key, "host"),
      ...repeated(terminationHosts, "terminationHosts", key, "host"),
    ];
    if (voiceHosts.length > 0 && (inputs.voiceHostGroups?.length ?? 0) > 0) {
      failures.push({ property: "voiceHostGroups", reason: "cannot be given together with voiceHosts (error 13504)" });
    }
    const long = (inputs.name?.length ?? 0) > 10;
    const reason = `has ${inputs.name?.length} characters; some accounts allow only 10`;
    return { failures, warnings: long ? [{ property: "name", reason }] : [] };
  },

  claims({ siteId, isDefaultPeer, terminationHosts = [] }) {
    const hosts = terminationHosts.map((entry, index) => ({
      what: `the termination host ${entry.hostName}${entry.port ? `:${entry.port}` : ""}`,
      property: `terminationHosts[${index}].hostName`,
    }));
    const isDefault = siteId !== undefined && isDefaultPeer === true;
    return isDefault ? [...hosts, { what: `the default peer of site ${siteId}`, property: "isDefaultPeer" }] : hosts;
  },

  async create(call) {
    const { api, signal } = call;
    const { siteId, ...peer } = call.inputs;
    // Names are unique in a site, so one that is there may be what an interrupted run, or a request without an answer, has made.
    const find = async () => {
      const existing = (await api.sipPeers.list(siteId, signal)).find(({ name }) => name === peer.name)?.sipPeerId;
      if (existing !== undefined) await refuseStranger(api, siteId, existing, peer);
      return existing;
    };
    const post = () => api.sipPeers.create(siteId, peer);
    const sipPeerId = await createOnce(api.client, signal, post, find).catch(async (error) => {
      const existing = error instanceof BandwidthError && error.has("13524") ? await find() : undefined;
      if (existing === undefined) throw error;
      tellFound(call, `SIP peer ${existing} with this name and content`, `${siteId}/${existing}`);
      return existing;
    });
    return { id: `${siteId}/${sipPeerId}`, outputs: { sipPeerId } };
  },

  async read({ api, id: path, signal }) {
    const { siteId, sipPeerId } = parse(path);
    const found = await api.sipPeers.get(siteId, sipPeerId, signal);
    if (!found) return undefined;
    const { sipPeerId: _id, ...peer } = found;
    return { id: `${siteId}/${sipPeerId}`, inputs: { siteId, ...peer }, outputs: { sipPeerId } };
  },

  async update({ api, id: path, state, signal, inputs: { siteId, ...peer } }) {
    const { sipPeerId } = parse(path);
    const current = await api.sipPeers.get(siteId, sipPeerId, signal);
    if (!current)
      throw new Error(`SIP peer ${path} does not exist any more; run \`pulumi refresh\`, then \`pulumi up\``);
    const { sipPeerId: _id, ...document } = current;
    // Whether it is the default peer is left alone when it is no longer declared: a site needs one (13522).
    await api.sipPeers.replace(
      siteId,
      sipPeerId,
      wholeDocument(document, { ...state, isDefaultPeer: undefined }, peer),
    );
    return { sipPeerId };
  },

  async delete({ api, id: path, signal, status, timeoutMs = 120_000 }) {
    const { siteId, sipPeerId } = parse(path);
    const { clock } = api.client;
    const start = clock.now();
    for (let wait = 500; ; wait = Math.min(wait * 2, 5_000)) {
      const refusal = await refusedBy(() => api.sipPeers.remove(siteId, sipPeerId, signal));
      if (!refusal) return;
      // A peer cannot be deleted while it has termination hosts or SMS hosts (api-in-practice §2.12). As long as it has
      // numbers, it keeps them: their calls go there.
      const hosts = refusal.has("13556", "13601");
      const used = hosts && (await api.numbers.atPeer(siteId, sipPeerId)).size > 0;
      if (hosts && !used && (await emptyHosts(api, siteId, sipPeerId))) continue;
      // Numbers leave a peer some time after their disconnect (13555), and the default peer goes last (13558).
      const elapsed = clock.now() - start;
      if (!used && !refusal.has("13555", "13558")) throw refusal;
      if (elapsed + wait > timeoutMs) throw await explained(api, siteId, sipPeerId, refusal);
      const what = refusal.has("13558") ? "the site's other peers to be deleted" : "its numbers to be freed";
      if (elapsed > 1_500) status(`SipPeer: waiting for ${what}, ${Math.round(elapsed / 1000)} s`);
      await clock.sleep(wait, signal);
    }
  },

  list: {
    inputs: z.object({ siteId: id().optional().describe("Only the peers of this site.") }),
    async *find({ api, query, signal }) {
      const wanted = query.siteId;
      const siteIds =
        typeof wanted === "string" ? [wanted] : (await api.sites.list(signal)).map(({ siteId }) => siteId);
      for (const siteId of siteIds) {
        for (const { sipPeerId, name } of await api.sipPeers.list(siteId, signal))
          yield { id: `${siteId}/${sipPeerId}`, name };
      }
    },
  },
});

function parse(path: string): { siteId: string; sipPeerId: string } {
  const [siteId, sipPeerId, ...more] = path.split("/");
  if (!siteId || !sipPeerId || more.length > 0) {
    throw new Error(`"${path}" is not the id of a SIP peer; expected is siteId/sipPeerId, as in 13606/500709`);
  }
  return { siteId, sipPeerId };
}

async function refusedBy(act: () => Promise<void>): Promise<BandwidthError | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (error instanceof BandwidthError) return error;
    throw error;
  }
}

/** The API says that something is left in the way, not what. */
async function explained(api: Bandwidth, siteId: string, sipPeerId: string, refusal: BandwidthError): Promise<Error> {
  const inTheWay = refusal.has("13558") ? otherPeers : remainingNumbers;
  // Where that cannot be looked at, the API's own words have to do.
  const words = await inTheWay(api, siteId, sipPeerId).catch(() => undefined);
  return words === undefined ? refusal : new Error(`${words}\n${refusal.message}`, { cause: refusal });
}

async function otherPeers(api: Bandwidth, siteId: string, sipPeerId: string): Promise<string | undefined> {
  const others = (await api.sipPeers.list(siteId)).filter((one) => one.sipPeerId !== sipPeerId);
  if (others.length === 0) return undefined;
  const names = others.map((one) => `${siteId}/${one.sipPeerId} ("${one.name}")`).join(", ");
  const what = `SIP peer ${siteId}/${sipPeerId} is the default one of its site, which still has others: ${names}`;
  return `${what}. It was not deleted. Delete those first.`;
}

async function remainingNumbers(api: Bandwidth, siteId: string, sipPeerId: string): Promise<string | undefined> {
  const left = [...(await api.numbers.atPeer(siteId, sipPeerId)).keys()];
  if (left.length === 0) return undefined;
  const what = `SIP peer ${siteId}/${sipPeerId} still has ${left.length === 1 ? "a number" : "numbers"}: ${namesOf(left, 10)}`;
  return `${what}. It was not deleted. Move or disconnect them, or keep the peer with the resource option retainOnDelete.`;
}

/** Gives whether there was something to take away. */
async function emptyHosts(api: Bandwidth, siteId: string, sipPeerId: string): Promise<boolean> {
  const current = await api.sipPeers.get(siteId, sipPeerId);
  if (!current || (!current.terminationHosts?.length && !current.smsHosts?.length)) return false;
  const { sipPeerId: _id, ...peer } = current;
  await api.sipPeers.replace(siteId, sipPeerId, { ...peer, terminationHosts: [], smsHosts: [] });
  return true;
}

/** A peer of the same name is only taken over when it is what this program would have made. */
async function refuseStranger(
  api: Bandwidth,
  siteId: string,
  sipPeerId: string,
  wanted: {
    name: string;
    description?: string;
    finalDestinationUri?: string;
    voiceHosts?: { hostName: string }[];
    terminationHosts?: { hostName: string }[];
  },
) {
  const found = await api.sipPeers.get(siteId, sipPeerId);
  const hosts = (list: { hostName: string }[] = []) =>
    list
      .map((entry) => entry.hostName.toLowerCase())
      .sort()
      .join();
  const same =
    found &&
    (found.description ?? "") === (wanted.description ?? "") &&
    (found.finalDestinationUri ?? "") === (wanted.finalDestinationUri ?? "") &&
    hosts(found.voiceHosts) === hosts(wanted.voiceHosts) &&
    hosts(found.terminationHosts) === hosts(wanted.terminationHosts);
  if (same) return;
  throw new Error(
    `site ${siteId} has another SIP peer named "${wanted.name}" already, with other content: ${siteId}/${sipPeerId}. ` +
      "Nothing was created. Choose another name, or take that one over: `adopt` in a TypeScript program, `pulumi import` with the plugin.",
  );
}
