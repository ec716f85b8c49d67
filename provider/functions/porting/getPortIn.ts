import { z } from "zod";
import { portInLookUpErrors } from "../../bandwidth/errorCodes/portInLookUps.js";
import { portInRejections } from "../../bandwidth/errorCodes/portInRejections.js";
import { lookup } from "../../resources/define.js";
import { foundPortIn, portErrors, portInFacts, portInId, portInInput, portInStatuses } from "./portFields.js";

const optional = (text: string) => z.string().optional().describe(text);

const address = z
  .object({
    housePrefix: optional("Text before the house number."),
    houseNumber: optional("House number."),
    houseSuffix: optional("Text after the house number, such as `A`."),
    preDirectional: optional("Direction before the street name, such as `N`."),
    streetName: optional("Name of the street."),
    streetSuffix: optional("Kind of street, such as `St`."),
    postDirectional: optional("Direction after the street name."),
    addressLine2: optional("Second line, such as `Suite 500`."),
    city: optional("City."),
    stateCode: optional("Two letters of the state."),
    zip: optional("ZIP code, 5 digits."),
    plusFour: optional("The last four digits of a ZIP+4 code."),
    county: optional("County."),
    country: optional("Country."),
    addressType: optional("Kind of the address, such as `Service`."),
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
  description: `A port-in by its id, whoever placed it: its status, numbers and dates, and what is wrong with it.

It shows the order at this moment and doesn't wait for anything. The subscriber's PIN at the losing carrier is never
shown. The call fails if no such port-in exists.`,
  operations: ["GET /accounts/{accountId}/portins/{orderid}"],
  errors: { ...portInLookUpErrors, ...portInRejections },
  inputs: portInInput,
  outputs: z.object({
    orderId: portInId,
    status: z.string().describe(`Status, in the API's word: ${portInStatuses}`),
    customerOrderId: optional("Id that the customer gave it."),
    pon: optional("The port order number (PON) by which the losing carrier knows it, if the API gives it."),
    telephoneNumbers: z.array(z.string()).describe("The numbers, as E.164."),
    billingTelephoneNumber: optional("The billing telephone number, as E.164."),
    newBillingTelephoneNumber: optional("The billing telephone number of the numbers that stay behind, as E.164."),
    siteId: optional("The site that the numbers go to."),
    sipPeerId: optional("The SIP peer that the numbers go to."),
    requestedFocDate: optional("The requested time of the move, such as `2026-03-02T15:30:00.000Z`."),
    actualFocDate: optional("When the losing carrier releases them, such as `2026-03-02T15:30:00.000Z`."),
    triggered: z.boolean().optional().describe("Whether they are activated on demand."),
    partialPort: z.boolean().optional().describe("Whether other numbers of the subscriber stay behind."),
    protected: z.boolean().optional().describe("Whether they will be protected against port-out."),
    subscriber: subscriber.optional().describe("Who has the numbers."),
    loaAuthorizingPerson: optional("Who signed the letter of authorization."),
    accountNumber: optional("The subscriber's account at the losing wireless carrier."),
    alternateSpid: optional("The alternate SPID."),
    billingType: optional("How the port is billed, such as `PORTIN`."),
    portType: optional("How it is carried out, such as `AUTOMATED`."),
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
    // Anybody with the PIN could take a number away again, so it isn't passed on.
    const { wirelessInfo, telephoneNumbers = [], facts, ...rest } = found;
    return { ...rest, ...facts, telephoneNumbers, accountNumber: wirelessInfo?.accountNumber };
  },
});
