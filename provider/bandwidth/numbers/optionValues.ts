import { toE164 } from "../orders/report.js";
import { asFlag, asText, type Codec, decode } from "../xml/codec.js";
import { texts, type XmlNode } from "../xml/xml.js";

/**
 * A number's options as its SIP peer shows them. Many answers have only the first four. Only the number's own details
 * show `finalDestinationUri`.
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
}

const optionCodec: Codec<Omit<OptionValues, "protected">> = {
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
  const { callForward, ...read } = decode(optionCodec, typeof found === "string" ? {} : found);
  return {
    ...read,
    callForward: callForward && toE164(callForward),
    // A missing attribute says nothing. There is no word for "not protected".
    protected: texts(found, "TnAttributes", "TnAttribute").includes("Protected"),
  };
}
