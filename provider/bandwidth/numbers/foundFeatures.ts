import type { CallingName } from "../values/callingName.js";
import { type FoundEmergencyAddress, foundEmergencyCodec } from "../values/emergencyAddress.js";
import { decode } from "../xml/codec.js";
import { element, text, type XmlElement } from "../xml/xml.js";
import type { Listing } from "./listing.js";
import { featuresOf, type NumberFeatures } from "./numberFeatures.js";

/** The status of a feature's last order, in the API's word. */
interface Ordered {
  status?: string;
}

/** A number's features as a look-up shows them, including what the API found out about them. */
export interface FoundFeatures extends NumberFeatures {
  emergencyAddress?: FoundEmergencyAddress;
  callingName?: CallingName & Ordered;
  listing?: Listing & Ordered;
}

/** The features in `TelephoneNumberDetails`, with all their data. */
export function foundFeatures(details: XmlElement): FoundFeatures {
  const { emergencyAddress, callingName, listing, options } = featuresOf(details);
  const e911 = element(details, "Features", "E911");
  return {
    options,
    emergencyAddress: emergencyAddress && e911 && decode(foundEmergencyCodec, e911),
    callingName: ordered(callingName, text(details, "Features", "Lidb", "Status")),
    listing: ordered(listing, text(details, "Features", "Dlda", "Status")),
  };
}

const ordered = <Feature extends object>(feature: Feature | undefined, status: string | undefined) =>
  status === undefined ? feature : ({ ...feature, status } as Feature & Ordered);
