import { type Address, addressShape } from "../values/postalAddress.js";
import { asObject, asText, type Field, type Shape } from "../xml/shape.js";
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
const serviceAddress: Shape<LsrAddress> = {
  housePrefix: asText(["HousePrefix"]),
  houseNumber: addressShape.houseNumber,
  houseSuffix: addressShape.houseSuffix,
  preDirectional: addressShape.preDirectional,
  streetName: addressShape.streetName,
  streetSuffix: addressShape.streetSuffix,
  postDirectional: addressShape.postDirectional,
  addressLine2: addressShape.addressLine2,
  county: addressShape.county,
  city: addressShape.city,
  stateCode: addressShape.stateCode,
  zip: addressShape.zip,
};

/** In the order of the reference's own request. */
export const lsrOrderShape: Shape<LsrOrderData> = {
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

export const lsrFactsShape: Shape<LsrOrderFacts> = {
  actualFocDate: day("ActualFocDate"),
  ponVersion: asText(["PonVersion"]),
  orderCreateDate: asText(["OrderCreateDate"]),
  lastModifiedDate: asText(["LastModifiedDate"]),
  lastModifiedBy: asText(["LastModifiedBy"]),
};
