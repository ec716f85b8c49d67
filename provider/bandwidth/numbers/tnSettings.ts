import type { Client } from "../http/client.js";
import { wireNumber } from "../values/telephoneNumber.js";
import { changedDocument, without } from "../xml/changedDocument.js";
import { asFlag, asText, type Codec, decode } from "../xml/codec.js";
import { numberAtPeer } from "./numberRecords.js";
import { type OptionValues, optionValues } from "./optionValues.js";
import { type PeerPlace, peerNumbers } from "./peerNumbers.js";

/** The settings of a number that a look at it tells afterwards, so that a change can be seen to hold. */
export interface TnSettings {
  /** E.164. */
  callForward?: string;
  callingNameDisplay?: boolean;
  smsEnabled?: boolean;
}

/** What a PUT says of a number. Its attributes, and what is not known here, are said again as they are. */
interface Written extends TnSettings {
  fullNumber: string;
  numberFormat?: string;
  rpidFormat?: string;
  rewriteUser?: string;
}

/** The elements in the order of the reference's example. */
const shape: Codec<Written> = {
  fullNumber: asText(["FullNumber"]),
  numberFormat: asText(["NumberFormat"]),
  rpidFormat: asText(["RPIDFormat"]),
  rewriteUser: asText(["RewriteUser"]),
  callForward: asText(["CallForward"]),
  callingNameDisplay: asFlag(["CallingNameDisplay"]),
  smsEnabled: asFlag(["MessagingSettings", "SmsEnabled"]),
};

/** Told of a number, and not asked for. */
const facts = ["Warnings", "Errors"];

/** Settings of one number, written at its SIP peer: at once, and without an order. */
export const tnSettings = (client: Client) => ({
  /**
   * Changes settings of a number (E.164), and gives what it had; undefined when the API says that it is not there. The
   * reference does not say what becomes of elements that are left out, so all that the API tells of the number is sent along;
   * what it does not tell cannot be. `sending` is called before anything is sent.
   */
  async write(
    number: string,
    place: PeerPlace,
    changes: TnSettings,
    sending: (before: OptionValues) => void = () => {},
  ): Promise<OptionValues | undefined> {
    const tn = wireNumber(number, client.dialect);
    const path = client.account("sites", place.siteId, "sippeers", place.sipPeerId, "tns", tn);
    const there = await numberAtPeer(client, number, place);
    if (!there) return undefined;
    const before = optionValues(there);
    const callForward = changes.callForward ?? before.callForward;
    const wanted: Written = {
      ...decode(shape, there),
      ...changes,
      ...{ fullNumber: tn, callForward: callForward && wireNumber(callForward, client.dialect) },
    };
    const content = changedDocument(shape, without(there, facts), wanted);
    sending(before);
    try {
      await client.request({ method: "PUT", path, body: { root: "SipPeerTelephoneNumber", content }, oneThing: true });
    } finally {
      peerNumbers(client).invalidate();
    }
    return before;
  },
});

/** Whether a number has these settings. */
export function settingsHold(wanted: TnSettings, found: OptionValues): boolean {
  const { callForward, callingNameDisplay, smsEnabled } = wanted;
  return (
    (callForward === undefined || found.callForward === callForward) &&
    // What is off may be told by leaving it out.
    (callingNameDisplay === undefined || (found.callingNameDisplay ?? false) === callingNameDisplay) &&
    (smsEnabled === undefined || (found.smsEnabled ?? false) === smsEnabled)
  );
}
