import { toE164 } from "../orders/report.js";
import { asText, type Codec, decode } from "../xml/codec.js";
import type { XmlElement } from "../xml/xml.js";

/** A number and its place, as every detailed list shows it. */
export interface NumberPlace {
  /** E.164. */
  telephoneNumber: string;
  city?: string;
  state?: string;
  rateCenter?: string;
  lata?: string;
  tier?: string;
  vendorId?: string;
  vendorName?: string;
}

/** The lists disagree about upper and lower case. */
export const placeCodec: Codec<NumberPlace> = {
  telephoneNumber: asText(["FullNumber"], ["TelephoneNumber"]),
  city: asText(["City"]),
  state: asText(["State"]),
  rateCenter: asText(["RateCenter"]),
  lata: asText(["Lata"], ["LATA"]),
  tier: asText(["Tier"]),
  vendorId: asText(["VendorId"]),
  vendorName: asText(["VendorName"]),
};

/** Reads an element of such a list, with the number as E.164. The text is empty when it names no number. */
export function numberIn<Told extends NumberPlace>(shape: Codec<Told>, node: XmlElement): Told {
  const read = decode(shape, node);
  return { ...read, telephoneNumber: toE164(read.telephoneNumber ?? "") };
}
