import type { OwnedNumber } from "../account/types.js";
import type { Call } from "../call.js";
import type { XmlTree } from "../xml.js";

/** What an answer shows of a number's messages: whether they are on, its campaign and its route. */
export function messagingTree(call: Call, { options }: OwnedNumber): XmlTree {
  const { a2p, nnid } = options;
  const route = call.settings.nnRoutes.find((one) => one.nnid === nnid);
  return {
    SmsEnabled: options.sms === "on",
    A2pState: a2p?.state ?? "system_default",
    CampaignId: a2p?.campaignId,
    MessageClass: a2p?.messageClass,
    AssignedNnRoute: route && { Nnid: route.nnid, Name: route.name },
  };
}
