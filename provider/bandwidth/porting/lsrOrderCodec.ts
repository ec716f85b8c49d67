import { type Address, addressCodec } from "../values/postalAddress.js";
import { asObject, asText, type Codec, type Field } from "../xml/codec.js";
import { texts } from "../xml/xml.js";

export type LsrAddress = Omit<Address, "plusFour" | "country" | "addressType"> & { housePrefix?: string };

/** Who owns the numbers, and the proof that they may leave. */
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

/** The data of an LSR order. Numbers are in the endpoint's format. */
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

/** The reference spells it RESEDENTIAL in places (docs/maintainers/api.md#lsr-orders). */
const subscriberType: Field<string> = {
  ...asText(["SubscriberType"]),
  read: (parent) => asText(["SubscriberType"]).read(parent)?.replace("RESEDENTIAL", "RESIDENTIAL"),
};

/** A day. Some answers add a time (docs/maintainers/api.md#lsr-orders). */
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

/** In the documented sequence, with the county before the city (docs/maintainers/api.md#lsr-orders). */
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

/** In the sequence of the reference's own request. */
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

/** Data that the API adds to an order. */
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
