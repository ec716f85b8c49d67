import { type Address, addressCodec } from "../values/postalAddress.js";
import { asObject, asText, type Codec, type Field } from "../xml/codec.js";
import { texts } from "../xml/xml.js";

export type LsrAddress = Omit<Address, "plusFour" | "country" | "addressType"> & { housePrefix?: string };

/** Whose the numbers are, and what proves that they may go. */
export interface LsrSubscriber {
  subscriberType?: string;
  businessName?: string;
  lastName?: string;
  firstName?: string;
  middleInitial?: string;
  serviceAddress?: LsrAddress;
  accountNumber?: string;
  pinNumber?: string;
}

/** What an LSR order says. Numbers are in the form of the endpoint. */
export interface LsrOrderData {
  pon?: string;
  customerOrderId?: string;
  spid?: string;
  billingTelephoneNumber?: string;
  requestedFocDate?: string;
  authorizingPerson?: string;
  subscriber?: LsrSubscriber;
  telephoneNumbers?: string[];
}

/** RESEDENTIAL is how the reference spells it in places (docs/maintainers/api.md#lsr-orders). */
const subscriberType: Field<string> = {
  ...asText(["SubscriberType"]),
  read: (parent) => asText(["SubscriberType"]).read(parent)?.replace("RESEDENTIAL", "RESIDENTIAL"),
};

/** A day; some answers put a time behind it (docs/maintainers/api.md#lsr-orders). */
const day = (name: string): Field<string> => ({
  ...asText([name]),
  read: (parent) =>
    asText([name])
      .read(parent)
      ?.replace(/^(\d{4}-\d\d-\d\d)[ T].*$/, "$1"),
});

const numbers: Field<string[]> = {
  path: ["ListOfTelephoneNumbers"],
  read: (parent) => texts(parent, "ListOfTelephoneNumbers", "TelephoneNumber"),
  write: (telephoneNumbers) => ({ TelephoneNumber: telephoneNumbers }),
};

/** In the documented order, where the county stands before the city (docs/maintainers/api.md#lsr-orders). */
const serviceAddress: Codec<LsrAddress> = {
  housePrefix: asText(["HousePrefix"]),
  houseNumber: addressCodec.houseNumber,
  houseSuffix: addressCodec.houseSuffix,
  preDirectional: addressCodec.preDirectional,
  streetName: addressCodec.streetName,
  streetSuffix: addressCodec.streetSuffix,
  postDirectional: addressCodec.postDirectional,
  addressLine2: addressCodec.addressLine2,
  county: addressCodec.county,
  city: addressCodec.city,
  stateCode: addressCodec.stateCode,
  zip: addressCodec.zip,
};

/** In the order of the reference's own request. */
export const lsrOrderCodec: Codec<LsrOrderData> = {
  pon: asText(["Pon"]),
  customerOrderId: asText(["CustomerOrderId"]),
  spid: asText(["SPID"]),
  billingTelephoneNumber: asText(["BillingTelephoneNumber"]),
  requestedFocDate: day("RequestedFocDate"),
  authorizingPerson: asText(["AuthorizingPerson"]),
  subscriber: asObject(["Subscriber"], {
    subscriberType,
    businessName: asText(["BusinessName"]),
    lastName: asText(["LastName"]),
    firstName: asText(["FirstName"]),
    middleInitial: asText(["MiddleInitial"]),
    serviceAddress: asObject(["ServiceAddress"], serviceAddress),
    accountNumber: asText(["AccountNumber"]),
    pinNumber: asText(["PinNumber"]),
  }),
  telephoneNumbers: numbers,
};

/** What the API adds to an order. */
export interface LsrOrderFacts {
  actualFocDate?: string;
  ponVersion?: string;
  orderCreateDate?: string;
  lastModifiedDate?: string;
  lastModifiedBy?: string;
}

export const lsrFactsCodec: Codec<LsrOrderFacts> = {
  actualFocDate: day("ActualFocDate"),
  ponVersion: asText(["PonVersion"]),
  orderCreateDate: asText(["OrderCreateDate"]),
  lastModifiedDate: asText(["LastModifiedDate"]),
  lastModifiedBy: asText(["LastModifiedBy"]),
};
