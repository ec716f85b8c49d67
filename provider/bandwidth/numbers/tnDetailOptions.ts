import { toE164 } from "../orders/report.js";
import { asFlag, asText, type Codec, decode } from "../xml/codec.js";
import { element, type XmlElement } from "../xml/xml.js";

/** A number's options as `tndetails` shows them. An option that the answer leaves out is unset, or isn't shown. */
export interface TnDetailOptions {
  /** E.164. */
  callForward?: string;
  numberFormat?: string;
  rpidFormat?: string;
  rewriteUser?: string;
  finalDestinationUri?: string;
  callVerificationEnabled?: boolean;
  pindropEnabled?: boolean;
}

const shape: Codec<TnDetailOptions> = {
  // Samples write the number as text. The schema puts it into an element.
  callForward: asText(["CallForward", "TelephoneNumber"], ["CallForward"]),
  numberFormat: asText(["NumberFormat"]),
  rpidFormat: asText(["RPIDFormat"]),
  rewriteUser: asText(["RewriteUser"]),
  finalDestinationUri: asText(["FinalDestinationURI"], ["FinalDestinationUri"]),
  callVerificationEnabled: asFlag(["CallVerificationEnabled"]),
  pindropEnabled: asFlag(["PindropEnabled"]),
};

/** The options in `TelephoneNumberDetails`. Undefined when the answer doesn't have that element. */
export function optionsIn(details: XmlElement): TnDetailOptions | undefined {
  const options = element(details, "TnOptions");
  if (options === undefined) return undefined;
  const { callForward, ...read } = decode(shape, options);
  return { ...read, ...(callForward && { callForward: toE164(callForward) }) };
}
