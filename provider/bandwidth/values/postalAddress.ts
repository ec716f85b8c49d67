import { asFlag, asText, type Codec } from "../xml/codec.js";

/** The address of a site or SIP peer. The API may correct its spelling. */
export interface Address {
  housePrefix?: string;
  houseNumber?: string;
  houseSuffix?: string;
  preDirectional?: string;
  streetName?: string;
  streetSuffix?: string;
  postDirectional?: string;
  addressLine2?: string;
  city?: string;
  stateCode?: string;
  zip?: string;
  plusFour?: string;
  county?: string;
  country?: string;
  addressType?: string;
}

/**
 * In the documented sequence: in the wrong place, the API silently drops `AddressLine2`
 * (docs/maintainers/api.md#element-order).
 */
export const addressCodec: Codec<Address> = {
  housePrefix: asText(["HousePrefix"]),
  houseNumber: asText(["HouseNumber"]),
  houseSuffix: asText(["HouseSuffix"]),
  preDirectional: asText(["PreDirectional"]),
  streetName: asText(["StreetName"]),
  streetSuffix: asText(["StreetSuffix"]),
  postDirectional: asText(["PostDirectional"]),
  addressLine2: asText(["AddressLine2"]),
  city: asText(["City"]),
  stateCode: asText(["StateCode"]),
  zip: asText(["Zip"]),
  plusFour: asText(["PlusFour"]),
  county: asText(["County"]),
  country: asText(["Country"]),
  addressType: asText(["AddressType"]),
};

/** An address with the API's additional data. */
export interface FoundAddress extends Address {
  /** In degrees, in the API's own format. */
  latitude?: string;
  longitude?: string;
  /** `VALID` and others. */
  validationStatus?: string;
  /** Whether the API changed the given spelling. */
  adjusted?: boolean;
}

/** For look-ups only. Nothing of this is ever sent. */
export const foundAddressCodec: Codec<FoundAddress> = {
  ...addressCodec,
  latitude: asText(["Latitude"]),
  longitude: asText(["Longitude"]),
  validationStatus: asText(["ValidationStatus"]),
  adjusted: asFlag(["Adjusted"]),
};

/** What the API finds out about an address. It is only true for that place. */
export const ofThePlace = ["Latitude", "Longitude", "LegacyAddressId", "LegacyEntityId", "RegionId"];
