import { type Address, addressCodec } from "../values/postalAddress.js";
import { asFlag, asObject, asText, type Codec, type Field } from "../xml/codec.js";
import { texts } from "../xml/xml.js";
import { type RespOrgs, respOrgCodec } from "./respOrgs.js";

/** Who has the numbers now, and where. */
export interface PortInSubscriber {
  subscriberType?: string;
  businessName?: string;
  firstName?: string;
  middleInitial?: string;
  lastName?: string;
  serviceAddress?: PortInAddress;
}

export type PortInAddress = Address & { housePrefix?: string };

/** The data of a port-in. Numbers are in the endpoint's format. */
export interface PortInData {
  customerOrderId?: string;
  requestedFocDate?: string;
  alternateSpid?: string;
  billingTelephoneNumber?: string;
  newBillingTelephoneNumber?: string;
  siteId?: string;
  sipPeerId?: string;
  subscriber?: PortInSubscriber;
  loaAuthorizingPerson?: string;
  wirelessInfo?: { accountNumber?: string; pinNumber?: string };
  protected?: boolean;
  telephoneNumbers?: string[];
  partialPort?: boolean;
  triggered?: boolean;
  billingType?: string;
}

const protection: Field<boolean> = {
  path: ["TnAttributes"],
  read: (parent) => texts(parent, "TnAttributes", "TnAttribute").includes("Protected"),
  write: (value) => (value ? { TnAttribute: "Protected" } : {}),
};

const phoneNumbers: Field<string[]> = {
  path: ["ListOfPhoneNumbers"],
  read: (parent) => texts(parent, "ListOfPhoneNumbers", "PhoneNumber"),
  write: (numbers) => ({ PhoneNumber: numbers }),
};

const place: Codec<PortInAddress> = addressCodec;

/** In the sequence of the reference's own request. */
export const portInCodec: Codec<PortInData> = {
  customerOrderId: asText(["CustomerOrderId"]),
  requestedFocDate: asText(["RequestedFocDate"]),
  alternateSpid: asText(["AlternateSpid"]),
  billingTelephoneNumber: asText(["BillingTelephoneNumber"]),
  newBillingTelephoneNumber: asText(["NewBillingTelephoneNumber"]),
  siteId: asText(["SiteId"], ["siteid"]),
  sipPeerId: asText(["PeerId"]),
  subscriber: asObject(["Subscriber"], {
    subscriberType: asText(["SubscriberType"]),
    businessName: asText(["BusinessName"]),
    firstName: asText(["FirstName"]),
    middleInitial: asText(["MiddleInitial"]),
    lastName: asText(["LastName"]),
    serviceAddress: asObject(["ServiceAddress"], place),
  }),
  loaAuthorizingPerson: asText(["LoaAuthorizingPerson"]),
  wirelessInfo: asObject(["WirelessInfo"], {
    accountNumber: asText(["AccountNumber"]),
    pinNumber: asText(["PinNumber"]),
  }),
  protected: protection,
  telephoneNumbers: phoneNumbers,
  partialPort: asFlag(["PartialPort"]),
  triggered: asFlag(["Triggered"]),
  billingType: asText(["BillingType"]),
};

/** The API's own data about a port-in, each in its own format. */
export interface PortInFacts extends RespOrgs {
  earliestEstimate?: string;
  losingCarrierSpid?: string;
  losingCarrierIsWireless?: boolean;
  bulkPortInOrderId?: string;
  tollFreePortType?: string;
  tollFreeValidationStatus?: string;
  countryCodeA3?: string;
  phoneNumberType?: string;
  addressId?: string;
  vatNumber?: string;
}

export const portInFactsCodec: Codec<PortInFacts> = {
  earliestEstimate: asText(["EarliestEstimate"]),
  losingCarrierSpid: asText(["LosingCarrierSPID"], ["LosingCarrierSpid"]),
  losingCarrierIsWireless: asFlag(["LosingCarrierIsWireless"]),
  bulkPortInOrderId: asText(["BulkPortinOrderId"], ["BulkPortInOrderId"]),
  tollFreePortType: asText(["TollFreePortType"]),
  tollFreeValidationStatus: asText(["TollFreeValidationStatus"]),
  ...respOrgCodec,
  countryCodeA3: asText(["CountryCodeA3"]),
  phoneNumberType: asText(["PhoneNumberType"]),
  addressId: asText(["AddressId"], ["Subscriber", "AddressId"]),
  vatNumber: asText(["Subscriber", "VatNumber"]),
};
