import type { Client } from "./client.js";
import type { OptionValues } from "./optionValues.js";
import { type PeerPlace, peerNumbers } from "./peerNumbers.js";
import { type Dialect, wireNumber } from "./telephoneNumber.js";
import type { XmlDocument } from "./xml.js";

/** The settings of a number that a look at it tells afterwards, so that a change can be seen to hold. */
export interface TnSettings {
  /** E.164. */
  callForward?: string;
  callingNameDisplay?: boolean;
  smsEnabled?: boolean;
}

/** Settings of one number, written at its SIP peer: at once, and without an order. */
export const tnSettings = (client: Client) => ({
  /**
   * Changes settings of a number (E.164) that was read as `before`. The reference does not say what becomes of elements
   * that are left out, so all that the API tells of the number is sent along; what it does not tell cannot be.
   */
  async write(number: string, place: PeerPlace, before: OptionValues, changes: TnSettings): Promise<void> {
    const tn = wireNumber(number, client.dialect);
    const path = client.account("sites", place.siteId, "sippeers", place.sipPeerId, "tns", tn);
    try {
      await client.request({ method: "PUT", path, body: document(tn, { ...before, ...changes }, client.dialect) });
    } finally {
      peerNumbers(client).invalidate();
    }
  },
});

/** The elements in the order of the reference's example. */
function document(fullNumber: string, values: OptionValues, dialect: Dialect): XmlDocument {
  const { callForward, callingNameDisplay, smsEnabled } = values;
  return {
    root: "SipPeerTelephoneNumber",
    content: {
      FullNumber: fullNumber,
      NumberFormat: values.numberFormat,
      RPIDFormat: values.rpidFormat,
      RewriteUser: values.rewriteUser,
      CallForward: callForward && wireNumber(callForward, dialect),
      CallingNameDisplay: callingNameDisplay === undefined ? undefined : String(callingNameDisplay),
      TnAttributes: values.protected ? { TnAttribute: "Protected" } : undefined,
      MessagingSettings: smsEnabled === undefined ? undefined : { SmsEnabled: String(smsEnabled) },
    },
  };
}

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
