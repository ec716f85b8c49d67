import type { Client, Request } from "../http/client.js";
import { elements, unexpected, whole } from "../http/expected.js";
import { at, listEntries } from "../orders/listEntries.js";
import { type Address, addressCodec } from "../values/postalAddress.js";
import { asFlag, asList, asObject, asText, type Codec, decode } from "../xml/codec.js";
import { element, text, texts } from "../xml/xml.js";

/** A contact person of the account. */
export interface Contact {
  firstName?: string;
  lastName?: string;
  phone?: string;
  email?: string;
}

/** The account, as `GET /accounts/{accountId}` shows it. */
export interface Account {
  accountId?: string;
  companyName?: string;
  accountType?: string;
  globalAccountNumber?: string;
  associatedCatapultAccount?: string;
  nenaId?: string;
  address?: Address;
  contact?: Contact;
  reservationAllowed?: boolean;
  lnpEnabled?: boolean;
  altSpid?: string;
  spid?: string;
  portCarrierType?: string;
}

/** Something that the account may use. */
export interface Product {
  name: string;
  features: string[];
  /** Settings for numbers of one country and type. */
  countrySettings: CountrySetting[];
}

/** The states of a product's features for numbers of one country and type. */
export interface CountrySetting {
  countryCodeA3?: string;
  phoneNumberType?: string;
  features: { name?: string; isDisabled?: boolean }[];
}

const contactCodec: Codec<Contact> = {
  firstName: asText(["FirstName"]),
  lastName: asText(["LastName"]),
  phone: asText(["Phone"]),
  email: asText(["Email"]),
};

const accountCodec: Codec<Account> = {
  accountId: asText(["AccountId"]),
  companyName: asText(["CompanyName"]),
  accountType: asText(["AccountType"]),
  globalAccountNumber: asText(["GlobalAccountNumber"]),
  associatedCatapultAccount: asText(["AssociatedCatapultAccount"]),
  nenaId: asText(["NenaId"]),
  address: asObject(["Address"], addressCodec),
  contact: asObject(["Contact"], contactCodec),
  reservationAllowed: asFlag(["ReservationAllowed"]),
  lnpEnabled: asFlag(["LnpEnabled"]),
  altSpid: asText(["AltSpid"]),
  spid: asText(["SPID"]),
  portCarrierType: asText(["PortCarrierType"]),
};

const countrySettings = asList<CountrySetting>(["CountrySettings"], "CountrySetting", {
  countryCodeA3: asText(["CountryCodeA3"]),
  phoneNumberType: asText(["PhoneNumberType"]),
  features: asList(["Features"], "Feature", { name: asText(["FeatureName"]), isDisabled: asFlag(["IsDisabled"]) }),
});

/** The client's account. */
export const account = (client: Client) => ({
  /** The account's data, and the number tiers that it may have. */
  async get(signal?: AbortSignal): Promise<Account & { accountId: string; tiers: string[] }> {
    const request: Request = { method: "GET", path: client.account(), signal };
    const answer = await client.request(request);
    const found = element(whole(answer), "AccountResponse", "Account") ?? element(whole(answer), "Account");
    if (!found) throw unexpected(request, answer, "the answer holds no account");
    const read = decode(accountCodec, found);
    return { ...read, accountId: read.accountId ?? client.accountId, tiers: texts(found, "Tiers", "Tier") };
  },

  /** What the account may use. */
  async products(signal?: AbortSignal): Promise<Product[]> {
    const request: Request = { method: "GET", path: client.account("products"), signal };
    const root = "AccountProductsResponse";
    const form = { what: "list of products", root, entries: at("Products", "Product"), id: ["Name"] };
    return elements(listEntries(request, await client.request(request), form)).map((product) => ({
      name: text(product, "Name") ?? "",
      features: texts(product, "Features", "Feature"),
      countrySettings: countrySettings.read(product) ?? [],
    }));
  },
});
