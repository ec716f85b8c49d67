import { z } from "zod";
import type { Bandwidth } from "../../resources/define.js";
import { id } from "../../resources/properties/fields.js";
import { missing } from "./missing.js";

/** The SIP peer to look at. */
export const peerInput = z.object({
  siteId: id().describe("Id of the site that the peer belongs to.").meta({ example: "13606" }),
  sipPeerId: id().describe("Id of the peer, as Bandwidth assigned it.").meta({ example: "500709" }),
});

/** The peer, or the error that there is none. */
export function ofPeer<Told>(
  told: Told | undefined,
  { siteId, sipPeerId }: z.infer<typeof peerInput>,
  api: Bandwidth,
): Told {
  if (told !== undefined) return told;
  const what = `SIP peer of site ${siteId} of account ${api.client.accountId}`;
  const expected = "a siteId as in 13606 and the sipPeerId of a peer in it as in 500709";
  throw missing("sipPeerId", sipPeerId, what, expected);
}
