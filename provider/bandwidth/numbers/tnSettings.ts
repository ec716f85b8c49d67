import type { Client } from "../http/client.js";
import { wireNumber } from "../values/telephoneNumber.js";
import { changedDocument, without } from "../xml/changedDocument.js";
import { asFlag, asText, type Codec, decode } from "../xml/codec.js";
import { numberAtPeer } from "./numberRecords.js";
import { type OptionValues, optionValues } from "./optionValues.js";
import { type PeerPlace, peerNumbers } from "./peerNumbers.js";

/** A number's settings that a look-up shows afterwards, so that a change can be verified. */
export interface TnSettings {
  /** E.164. */
  callForward?: string;
  callingNameDisplay?: boolean;
  smsEnabled?: boolean;
}

/** What a PUT says about a number. It repeats the number's attributes and unknown elements as they are. */
interface Written extends TnSettings {
  fullNumber: string;
  numberFormat?: string;
  rpidFormat?: string;
  rewriteUser?: string;
}

/** The elements in the sequence of the reference's example. */
const shape: Codec<Written> = {
  fullNumber: asText(["FullNumber"]),
  numberFormat: asText(["NumberFormat"]),
  rpidFormat: asText(["RPIDFormat"]),
  rewriteUser: asText(["RewriteUser"]),
  callForward: asText(["CallForward"]),
  callingNameDisplay: asFlag(["CallingNameDisplay"]),
  smsEnabled: asFlag(["MessagingSettings", "SmsEnabled"]),
};

/** Shown for a number, but can't be set. */
const facts = ["Warnings", "Errors"];

/** Settings of one number, written at its SIP peer, immediately and without an order. */
export const tnSettings = (client: Client) => ({
  /**
   * Changes settings of a number (E.164), and returns what it had. Undefined when the API says that the number isn't
   * there. The reference doesn't say what happens to elements that are left out, so this sends everything that the API
   * shows for the number. It can't send what the API doesn't show. Calls `sending` before anything is sent.
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
      peerNumbers(client).forgetNumbers([number]);
    }
    return before;
  },
});

/** Whether a number has these settings. */
export function settingsHold(wanted: TnSettings, found: OptionValues): boolean {
  const { callForward, callingNameDisplay, smsEnabled } = wanted;
  return (
    (callForward === undefined || found.callForward === callForward) &&
    // A setting that is off may be left out.
    (callingNameDisplay === undefined || (found.callingNameDisplay ?? false) === callingNameDisplay) &&
    (smsEnabled === undefined || (found.smsEnabled ?? false) === smsEnabled)
  );
}
