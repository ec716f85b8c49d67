import { toE164 } from "../orders/report.js";
import { asFlag, asText, type Codec, decode } from "../xml/codec.js";
import { texts, type XmlNode } from "../xml/xml.js";

/**
 * The options of a number as its SIP peer tells them. Many answers hold the first four only, and `finalDestinationUri` is
 * told by the details of the number alone.
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
    // A number without the attribute says nothing; there is no word for "not protected".
    protected: texts(found, "TnAttributes", "TnAttribute").includes("Protected"),
  };
}
