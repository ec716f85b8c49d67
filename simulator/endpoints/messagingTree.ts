import { hasMessages } from "../account/reachability.js";
import type { OwnedNumber } from "../account/types.js";
import type { Call } from "../call.js";
import type { XmlTree } from "../xml.js";

/** What an answer shows of a number's messages: whether they are on, its campaign and its route. */
export function messagingTree(call: Call, owned: OwnedNumber): XmlTree {
  const { a2p, nnid } = owned.options;
  const route = call.settings.nnRoutes.find((one) => one.nnid === nnid);
  return {
    SmsEnabled: hasMessages(call.account, owned),
    A2pState: a2p?.state ?? "system_default",
    CampaignId: a2p?.campaignId,
    MessageClass: a2p?.messageClass,
    AssignedNnRoute: route && { Nnid: route.nnid, Name: route.name },
  };
}
