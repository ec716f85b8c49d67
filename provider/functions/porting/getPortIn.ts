import { z } from "zod";
import { portInLookUpErrors } from "../../bandwidth/errorCodes/portInLookUps.js";
import { portInRejections } from "../../bandwidth/errorCodes/portInRejections.js";
import { lookup } from "../../resources/define.js";
import { foundPortIn, portErrors, portInFacts, portInId, portInInput, portInStatuses } from "./portFields.js";

const optional = (text: string) => z.string().optional().describe(text);

const address = z
  .object({
    housePrefix: optional("What stands before the house number."),
    houseNumber: optional("House number."),
    houseSuffix: optional("What stands behind the house number, as `A`."),
    preDirectional: optional("Direction before the street's name, as `N`."),
    streetName: optional("Name of the street."),
    streetSuffix: optional("Kind of the street, as `St`."),
    postDirectional: optional("Direction behind the street's name."),
    addressLine2: optional("Second line, as `Suite 500`."),
    city: optional("City."),
    stateCode: optional("Two letters of the state."),
    zip: optional("ZIP code, 5 digits."),
    plusFour: optional("The four further digits of the ZIP code."),
    county: optional("County."),
    country: optional("Country."),
    addressType: optional("Kind of the address, as `Service`."),
  })
  .meta({ typeName: "PortInDetailsAddress" });

const subscriber = z
  .object({
    subscriberType: optional("`BUSINESS` or `RESIDENTIAL`."),
    businessName: optional("Name of the business."),
    firstName: optional("First name."),
    middleInitial: optional("Initial of the middle name."),
    lastName: optional("Last name."),
    serviceAddress: address.optional().describe("Where the numbers are in service at the losing carrier."),
  })
  .meta({ typeName: "PortInDetailsSubscriber" });

/** One port-in. */
export const getPortIn = lookup({
  name: "getPortIn",
  description: `A port-in by its id, whoever placed it: how it stands, its numbers and dates, and what is wrong with it.

It shows the order at this moment and does not wait for anything. The subscriber's PIN at the losing carrier is never
shown. It is an error when no such port-in exists.`,
  operations: ["GET /accounts/{accountId}/portins/{orderid}"],
  errors: { ...portInLookUpErrors, ...portInRejections },
  inputs: portInInput,
  outputs: z.object({
    orderId: portInId,
    status: z.string().describe(`How it stands, in the API's word: ${portInStatuses}`),
    customerOrderId: optional("Id that the customer gave it."),
    pon: optional("The port order number (PON), under which the losing carrier knows it, when the API tells it."),
    telephoneNumbers: z.array(z.string()).describe("The numbers, as E.164."),
    billingTelephoneNumber: optional("The billing telephone number, as E.164."),
    newBillingTelephoneNumber: optional("The billing telephone number of those that stay behind, as E.164."),
    siteId: optional("The site that the numbers come into."),
    sipPeerId: optional("The SIP peer that they come into."),
    requestedFocDate: optional("When they are wished to move, as `2026-03-02T15:30:00.000Z`."),
    actualFocDate: optional("When the losing carrier lets them go, as `2026-03-02T15:30:00.000Z`."),
    triggered: z.boolean().optional().describe("Whether they are activated on demand."),
    partialPort: z.boolean().optional().describe("Whether other numbers of the subscriber stay behind."),
    protected: z.boolean().optional().describe("Whether they will be protected against port-out."),
    subscriber: subscriber.optional().describe("Who has the numbers."),
    loaAuthorizingPerson: optional("Who signed the letter of authorization."),
    accountNumber: optional("The subscriber's account at the losing wireless carrier."),
    alternateSpid: optional("The alternate SPID."),
    billingType: optional("How the port is billed, as `PORTIN`."),
    portType: optional("`AUTOMATED` and others: how it is carried out."),
    losingCarrierName: optional("Name of the carrier that the numbers leave."),
    ...portInFacts,
    vendorName: optional("Name of the carrier that carries it out."),
    accountId: optional("Account of the port-in."),
    createdByUser: optional("Who placed it."),
    lastModifiedBy: optional("Who last changed it."),
    orderCreateDate: optional("When it was placed, in the API's own form."),
    lastModifiedDate: optional("When it last changed, in the API's own form."),
    errors: portErrors,
  }),

  async invoke({ api, inputs: { orderId }, signal }) {
    const found = foundPortIn(await api.portInLookUps.get(orderId, signal), orderId, api.client.accountId);
    // With its PIN anybody could take a number away again: it is not handed on.
    const { wirelessInfo, telephoneNumbers = [], facts, ...rest } = found;
    return { ...rest, ...facts, telephoneNumbers, accountNumber: wirelessInfo?.accountNumber };
  },
});
