import { asFlag, asList, asObject, asText, type Shape } from "../xml/shape.js";
import { type Address, addressShape, type FoundAddress, foundAddressShape } from "./postalAddress.js";

/** Where help is sent to when a number calls 911, and for whom. */
export interface EmergencyAddress {
  callerName?: string;
  address?: Address & { housePrefix?: string };
}

/** In the documented order (docs/maintainers/api.md#element-order). */
export const emergencyShape: Shape<EmergencyAddress> = {
  callerName: asText(["CallerName"]),
  address: asObject(["Address"], addressShape),
};

/** The same, as the API tells it. */
export interface FoundEmergencyAddress extends EmergencyAddress {
  address?: FoundAddress;
}

/** For look-ups only: nothing of this is ever sent. */
export const foundEmergencyShape: Shape<FoundEmergencyAddress> = {
  callerName: asText(["CallerName"]),
  address: asObject(["Address"], foundAddressShape),
};

/** Somebody at an address of their own behind a number that many share. */
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

/** What an order says beside its numbers. */
export interface EmergencyOrder extends FoundEmergencyAddress {
  deleteTnSpecificE911Address?: boolean;
  alternateEndUserIdentifiers?: AlternateEndUser[];
  additionalAddresses?: LocatedAddress[];
}

const locatedShape: Shape<LocatedAddress> = {
  locationId: asText(["LocationId"]),
  ...foundAddressShape,
};

const alternateShape: Shape<AlternateEndUser> = {
  identifier: asText(["Identifier"]),
  callbackNumber: asText(["CallbackNumber"]),
  callerName: asText(["CallerName"]),
  preferredLanguage: asText(["PreferredLanguage"]),
  pidfloEnabled: asFlag(["PIDFLOEnabled"]),
  locationId: asText(["LocationId"]),
  address: asObject(["Address"], locatedShape),
};

/** An order as it is read. */
export const emergencyOrderShape: Shape<EmergencyOrder> = {
  ...foundEmergencyShape,
  deleteTnSpecificE911Address: asFlag(["DeleteTNSpecificE911Address"]),
  alternateEndUserIdentifiers: asList(["AlternateEndUserIdentifiers"], "AlternateEndUserIdentifier", alternateShape),
  additionalAddresses: asList(["AdditionalAddresses"], "Address", locatedShape),
};
