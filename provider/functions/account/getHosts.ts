import { z } from "zod";
import { hostListErrors } from "../../bandwidth/errorCodes/hosts.js";
import { lookup } from "../../resources/define.js";
import { oneOf, words } from "../../resources/properties/fields.js";

const host = z
  .object({
    hostName: z.string().describe("Address or name of the host, or a subnet in CIDR form."),
    port: z.int().optional().describe("Port, if one was given."),
    customerTrafficAllowed: z
      .string()
      .optional()
      .describe("The calls that a termination host may make: `LITE`, `DOMESTIC` or `ALL`."),
    dataAllowed: z.boolean().optional().describe("Whether a termination host may send data."),
  })
  .meta({ typeName: "AccountHost" });

const sipPeer = z
  .object({
    siteId: z.string().describe("Id of the site."),
    sipPeerId: z.string().describe("Id of the SIP peer."),
    voiceHosts: z.array(host).describe("The hosts that Bandwidth sends calls to."),
    smsHosts: z.array(host).describe("The hosts that Bandwidth sends messages to."),
    terminationHosts: z.array(host).describe("The hosts that calls may come from."),
  })
  .meta({ typeName: "SipPeerHosts" });

/** The account's hosts on the network. */
export const getHosts = lookup({
  name: "getHosts",
  description: `The hosts of all SIP peers of the account.

A termination host belongs to only one SIP peer (error 13569). This shows which peer has an address.`,
  operations: ["GET /accounts/{accountId}/hosts"],
  errors: hostListErrors,
  inputs: z.object({
    host: words(253)
      .optional()
      .describe(
        "Only this host: an IP address, such as `192.0.2.7`, or exactly this subnet in CIDR form, such as `192.0.2.8/30`.",
      ),
    type: oneOf("HostType", ["SMS", "TERMINATION", "ORIGINATION"])
      .optional()
      .describe("Only hosts of this kind. `ORIGINATION` means the voice hosts."),
  }),
  outputs: z.object({
    sipPeers: z.array(sipPeer).describe("The SIP peers that have such hosts, in the API's order. Empty if none has."),
  }),

  invoke: async ({ api, inputs, signal }) => ({ sipPeers: await api.hosts.list(inputs, signal) }),
});
