import { z } from "zod";
import { portInLookUpErrors } from "../../bandwidth/errorCodes/portInLookUps.js";
import { numberOutputs } from "../../resources/phoneNumberOrder/properties.js";
import { day, id, telephoneNumber, words } from "../../resources/properties/fields.js";
import { missing } from "../shared/missing.js";
import type { OrderFamily } from "../shared/orderLookUp.js";

const optional = (text: string) => z.string().optional().describe(text);

const EXAMPLE = "b6080e4c-7ddf-4faa-bbd8-328a72de9297";

/** The port-in to look up. */
export const portInInput = z.object({
  orderId: id().describe("Id of the port-in, as Bandwidth assigned it: a text like a UUID.").meta({ example: EXAMPLE }),
});

/** The port-in that was looked up. */
export const portInId = id().describe("Id of the port-in.");

/** The port-in, or the error that there is none. */
export function foundPortIn<Told>(told: Told | undefined, orderId: string, accountId: string): Told {
  if (told !== undefined) return told;
  throw missing("orderId", orderId, `port-in of account ${accountId}`, `the orderId of a port-in, as in ${EXAMPLE}`);
}

/** The port-ins, for look-ups of one thing of them. */
export const portIns: OrderFamily = {
  input: portInInput,
  id: portInId,
  errors: portInLookUpErrors,
  found: foundPortIn,
};

/** The known states of a port-in (docs/maintainers/api.md#port-ins). */
export const portInStatuses =
  "`DRAFT`, `VALIDATE_TFNS`, `MISSING_REQUIREMENTS`, `PENDING_DOCUMENTS`, `PENDING_CARRIER_APPROVAL`, `SUBMITTED`, `REQUESTED_SUPP`, `FOC`, `COMPLETE`, `EXCEPTION`, `REQUESTED_CANCEL`, `CANCELLED` …";

/** Who is responsible for toll-free numbers. */
const respOrgs = {
  targetRespOrgId: optional("The RespOrg that toll-free numbers go to, such as `JYT01`."),
  controllingRespOrgId: optional("The RespOrg that has the toll-free numbers now."),
  respOrgException: z.boolean().optional().describe("Whether the account has an exception for the target RespOrg."),
};

/** What the API knows about a port-in besides what was requested. */
export const portInFacts = {
  earliestEstimate: optional("The earliest date that Bandwidth expects, in the API's own form."),
  losingCarrierSpid: optional("SPID of the carrier that the numbers leave."),
  losingCarrierIsWireless: z.boolean().optional().describe("Whether that is a wireless carrier."),
  bulkPortInOrderId: optional("The bulk port-in that it is part of."),
  tollFreePortType: optional("How toll-free numbers are ported, in the API's word."),
  tollFreeValidationStatus: optional("Result of the check of toll-free numbers, such as `COMPLETE` or `FAILED`."),
  ...respOrgs,
  countryCodeA3: optional("The numbers' country, such as `USA`. Only on the Universal Platform."),
  phoneNumberType: optional("Their kind, such as `GEOGRAPHIC`. Only on the Universal Platform."),
  addressId: optional("Id of the end user's address. Only on the Universal Platform."),
  vatNumber: optional("VAT number of the subscriber's company. Only on the Universal Platform."),
};

/** The filters of the lists of port-ins and port-outs. No list knows all of them. */
export const portFilters = {
  status: words(50).optional().describe("Only orders with this status, in the API's word, such as `complete`."),
  date: day()
    .optional()
    .describe(
      "Only orders of this day, such as `2026-01-31`. It is the day of the order in Bandwidth's older reference, and the day of the last change in the newer one.",
    ),
  startDate: day()
    .optional()
    .describe("Only orders that last changed on this day or later, such as `2026-01-31`. Needs `endDate`."),
  endDate: day()
    .optional()
    .describe("Only orders that last changed on this day or earlier, such as `2026-02-28`. Needs `startDate`."),
  billingTelephoneNumber: telephoneNumber()
    .optional()
    .describe(
      "Only orders with this billing telephone number: 10 digits, 1 and 10 digits, or E.164. Not together with days.",
    ),
  telephoneNumber: telephoneNumber()
    .optional()
    .describe("Only orders about this number: 10 digits, 1 and 10 digits, or E.164.")
    .meta({ example: "+19194440001" }),
  pon: words(50).optional().describe("Only orders with this port order number (PON). Not together with days."),
  customerOrderId: words(40).optional().describe("Only orders with this id from the customer. Not together with days."),
};

/** One port in a list. */
export const portSummary = z
  .object({
    orderId: z.string().describe("Id of the order."),
    orderType: optional("`port_in` or `port_out`. The API's list of port-ins may show port-outs too."),
    customerOrderId: optional("Id that the customer gave it, if the list has it."),
    status: optional("Status, in the API's word, such as `FOC`."),
    countOfTns: z.int().optional().describe("How many numbers it is about."),
    userId: optional("Who placed it."),
    billingTelephoneNumber: optional("Its billing telephone number, as E.164."),
    telephoneNumber: optional("Its number, as E.164, if the list names one."),
    pon: optional("The port order number (PON) by which the other carrier knows it."),
    actualFocDate: optional("When the losing carrier releases the numbers (FOC), in the API's own form."),
    losingCarrierId: optional("Id of the carrier that the numbers leave."),
    losingCarrierName: optional("Name of the carrier that the numbers leave."),
    vendorId: optional("Id of the carrier that carries it out."),
    vendorName: optional("Name of the carrier that carries it out."),
    requestedFocDate: optional("The requested time of the move, in the API's own form."),
    orderDate: optional("When it was placed, in the API's own form."),
    lastModifiedDate: optional("When it last changed, in the API's own form."),
    errorCode: optional("Code of the API's last message about it, such as `200`."),
    errorMessage: optional("The API's last message about it, such as `Port out successful.`"),
    companyName: optional("Name of the subscriber's company, if the list has it."),
    ...respOrgs,
  })
  .meta({ typeName: "PortSummary" });

/** What the API found wrong. */
export const portErrors = numberOutputs.shape.failedNumbers.describe(
  "What the API or the other carrier found wrong, each with code and words.",
);
