import { asFlag, asList, asObject, asText, type Codec } from "../xml/codec.js";
import { type Address, addressCodec, type FoundAddress, foundAddressCodec } from "./postalAddress.js";

/** Where help goes when a number calls 911, and for whom. */
export interface EmergencyAddress {
  callerName?: string;
  address?: Address & { housePrefix?: string };
}

/** In the documented sequence (docs/maintainers/api.md#element-order). */
export const emergencyCodec: Codec<EmergencyAddress> = {
  callerName: asText(["CallerName"]),
  address: asObject(["Address"], addressCodec),
};

/** The same, as the API shows it. */
export interface FoundEmergencyAddress extends EmergencyAddress {
  address?: FoundAddress;
}

/** For look-ups only. Nothing of this is ever sent. */
export const foundEmergencyCodec: Codec<FoundEmergencyAddress> = {
  callerName: asText(["CallerName"]),
  address: asObject(["Address"], foundAddressCodec),
};

/** A person with their own address behind a number that many share. */
export interface AlternateEndUser {
  identifier?: string;
  callbackNumber?: string;
  callerName?: string;
  preferredLanguage?: string;
  pidfloEnabled?: boolean;
  locationId?: string;
  address?: LocatedAddress;
}

type LocatedAddress = FoundAddress & { locationId?: string };

/** An order's data besides its numbers. */
export interface EmergencyOrder extends FoundEmergencyAddress {
  deleteTnSpecificE911Address?: boolean;
  alternateEndUserIdentifiers?: AlternateEndUser[];
  additionalAddresses?: LocatedAddress[];
}

const locatedCodec: Codec<LocatedAddress> = {
  locationId: asText(["LocationId"]),
  ...foundAddressCodec,
};

const alternateCodec: Codec<AlternateEndUser> = {
  identifier: asText(["Identifier"]),
  callbackNumber: asText(["CallbackNumber"]),
  callerName: asText(["CallerName"]),
  preferredLanguage: asText(["PreferredLanguage"]),
  pidfloEnabled: asFlag(["PIDFLOEnabled"]),
  locationId: asText(["LocationId"]),
  address: asObject(["Address"], locatedCodec),
};

/** An order as it is read. */
export const emergencyOrderCodec: Codec<EmergencyOrder> = {
  ...foundEmergencyCodec,
  deleteTnSpecificE911Address: asFlag(["DeleteTNSpecificE911Address"]),
  alternateEndUserIdentifiers: asList(["AlternateEndUserIdentifiers"], "AlternateEndUserIdentifier", alternateCodec),
  additionalAddresses: asList(["AdditionalAddresses"], "Address", locatedCodec),
};
