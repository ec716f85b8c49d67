import { z } from "zod";
import { lsrOrderErrors } from "../../bandwidth/errorCodes/lsrOrders.js";
import { lookup } from "../../resources/define.js";
import { shownErrors } from "../../resources/porting/lsrOrderFields.js";
import { foundLsrOrder, lsrExample, lsrHead, lsrOrderInput, lsrStatus } from "./lsrFields.js";

const optional = (text: string) => z.string().optional().describe(text);

const address = z
  .object({
    housePrefix: optional("Text before the house number."),
    houseNumber: optional("House number."),
    houseSuffix: optional("Text after the house number."),
    preDirectional: optional("Direction before the street name."),
    streetName: optional("Name of the street."),
    streetSuffix: optional("Kind of street."),
    postDirectional: optional("Direction after the street name."),
    addressLine2: optional("Suite, floor or unit."),
    county: optional("County."),
    city: optional("City."),
    stateCode: optional("The two letters of the state or province."),
    zip: optional("ZIP code, or a Canadian postal code."),
  })
  .meta({ typeName: "LsrDetailsAddress" });

const subscriber = z
  .object({
    subscriberType: optional("`BUSINESS` or `RESIDENTIAL`."),
    businessName: optional("Name of the business."),
    lastName: optional("Last name."),
    firstName: optional("First name."),
    middleInitial: optional("Initial of the middle name."),
    accountNumber: optional("The subscriber's account number."),
    serviceAddress: address.optional().describe("Where the numbers are in service."),
  })
  .meta({ typeName: "LsrDetailsSubscriber" });

/** One request to move numbers away from Bandwidth's network. */
export const getLsrOrder = lookup({
  name: "getLsrOrder",
  description: `An LSR order by its id, whoever placed it: its status, numbers and days, and what is wrong with it.

It shows the order at this moment and doesn't wait for anything. The subscriber's PIN is never shown. The call fails if no such order exists.`,
  operations: ["GET /accounts/{accountId}/lsrorders/{orderid}"],
  errors: lsrOrderErrors,
  inputs: lsrOrderInput,
  examples: [lsrExample("The result of an order")],
  outputs: z.object({
    ...lsrHead,
    status: z.string().describe(`Status, in the API's word: ${lsrStatus}`),
    telephoneNumbers: z.array(z.string()).describe("The numbers, as E.164."),
    spid: optional("SPID of the carrier that gets the numbers."),
    authorizingPerson: optional("Who authorizes it."),
    subscriber: subscriber.optional().describe("The subscriber who has the numbers."),
    orderCreateDate: optional("When it was placed, in the API's own form."),
    lastModifiedBy: optional("Who changed it last: a user, or `System`."),
  }),

  async invoke({ api, inputs: { orderId }, signal }) {
    const order = foundLsrOrder(await api.lsrOrders.get(orderId, signal), orderId, api.client.accountId);
    const { pinNumber: _never, ...subscriber } = order.subscriber ?? {};
    return {
      ...order,
      telephoneNumbers: order.telephoneNumbers ?? [],
      subscriber: order.subscriber && subscriber,
      errors: shownErrors(order),
    };
  },
});
