import { toE164 } from "../orders/report.js";
import type { TnRoute } from "../values/routePlan.js";
import { asFlag, asText, type Codec, decode } from "../xml/codec.js";
import { texts, type XmlNode } from "../xml/xml.js";
import { messagingIn, type TnMessaging } from "./tnDetailCodec.js";

/** A number's registration with the carriers, as answers show it. */
export interface A2pTold {
  /** Lower case: `system_default`, `overridden` or `off`. */
  state?: string;
  campaignId?: string;
  messageClass?: string;
}

/**
 * A number's options as its SIP peer shows them. Many answers have only the first four. Only the number's own details
 * show `finalDestinationUri`, the route plan, call verification and Pindrop. Another list shows the passcodes.
 */
export interface OptionValues {
  callForward?: string;
  callingNameDisplay?: boolean;
  smsEnabled?: boolean;
  protected: boolean;
  numberFormat?: string;
  rpidFormat?: string;
  rewriteUser?: string;
  finalDestinationUri?: string;
  a2p?: A2pTold;
  nnid?: string;
  originationRoutePlan?: TnRoute[];
  callVerificationEnabled?: boolean;
  pindropEnabled?: boolean;
  /** Null: told as none. Secret. */
  portOutPasscode?: string | null;
}

type FromPeer = Pick<
  OptionValues,
  | "callForward"
  | "callingNameDisplay"
  | "smsEnabled"
  | "numberFormat"
  | "rpidFormat"
  | "rewriteUser"
  | "finalDestinationUri"
>;

const optionCodec: Codec<FromPeer> = {
  callForward: asText(["CallForward"]),
  callingNameDisplay: asFlag(["CallingNameDisplay"]),
  smsEnabled: asFlag(["MessagingSettings", "SmsEnabled"]),
  numberFormat: asText(["NumberFormat"]),
  rpidFormat: asText(["RPIDFormat"]),
  rewriteUser: asText(["RewriteUser"]),
  finalDestinationUri: asText(["FinalDestinationURI"], ["FinalDestinationUri"]),
};

/** The options in `SipPeerTelephoneNumber`. */
export function optionValues(found: XmlNode): OptionValues {
  const item = typeof found === "string" ? {} : found;
  const { callForward, ...read } = decode(optionCodec, item);
  return {
    ...read,
    ...messagingValues(messagingIn(item)),
    callForward: callForward && toE164(callForward),
    // A missing attribute says nothing. There is no word for "not protected".
    protected: texts(found, "TnAttributes", "TnAttribute").includes("Protected"),
  };
}

/** What answers about messaging say of a number's campaign and route. Answers without a word about a campaign don't tell it. */
export function messagingValues(messaging: TnMessaging | undefined): Pick<OptionValues, "a2p" | "nnid"> {
  const { a2pState, campaignId, messageClass, nnRoute } = messaging ?? {};
  const isTold = a2pState !== undefined || campaignId !== undefined || messageClass !== undefined;
  const nnid = nnRoute?.nnid;
  return {
    ...(isTold && { a2p: { state: a2pState?.toLowerCase(), campaignId, messageClass } }),
    ...(nnid !== undefined && { nnid }),
  };
}
