import type { Client, Request } from "../http/client.js";
import { elements } from "../http/expected.js";
import { at } from "../orders/listEntries.js";
import { pagedList } from "../orders/pagedList.js";
import { toE164 } from "../orders/report.js";
import { wireNumber } from "../values/telephoneNumber.js";
import { asNumber, asText, type Codec, decode } from "../xml/codec.js";
import { type RespOrgs, respOrgCodec } from "./respOrgs.js";

/** A port-in or port-out in a list. Numbers are E.164, times are in the API's own format. */
export interface PortSummary extends RespOrgs {
  orderId: string;
  /** `port_in` or `port_out`: the reference's own list of port-ins also shows port-outs. */
  orderType?: string;
  customerOrderId?: string;
  status?: string;
  countOfTns?: number;
  userId?: string;
  billingTelephoneNumber?: string;
  /** The number, if the list names one. */
  telephoneNumber?: string;
  /** The other carrier's number for the order. */
  pon?: string;
  actualFocDate?: string;
  losingCarrierId?: string;
  losingCarrierName?: string;
  vendorId?: string;
  vendorName?: string;
  requestedFocDate?: string;
  orderDate?: string;
  lastModifiedDate?: string;
  errorCode?: string;
  errorMessage?: string;
  /** Who has the numbers. */
  companyName?: string;
}

/** Which port-ins or port-outs to list. Each list knows some of these filters. */
export interface PortFilters {
  status?: string;
  /** YYYY-MM-DD, as are the other two. These two belong together. */
  date?: string;
  startDate?: string;
  endDate?: string;
  /** E.164, as is `telephoneNumber`. */
  billingTelephoneNumber?: string;
  /** One of the order's numbers. */
  telephoneNumber?: string;
  pon?: string;
  customerOrderId?: string;
}

const summaryCodec: Codec<Partial<PortSummary>> = {
  orderId: asText(["OrderId"], ["orderId"]),
  orderType: asText(["OrderType"]),
  customerOrderId: asText(["CustomerOrderId"]),
  status: asText(["ProcessingStatus"]),
  countOfTns: asNumber(["CountOfTNs"]),
  userId: asText(["userId"], ["UserId"]),
  billingTelephoneNumber: asText(["BillingTelephoneNumber"]),
  telephoneNumber: asText(["FullNumber"]),
  pon: asText(["PON"]),
  actualFocDate: asText(["ActualFOCDate"], ["ActualFocDate"]),
  losingCarrierId: asText(["LNPLosingCarrierId"]),
  losingCarrierName: asText(["LNPLosingCarrierName"]),
  vendorId: asText(["VendorId"]),
  vendorName: asText(["VendorName"]),
  requestedFocDate: asText(["RequestedFOCDate"], ["RequestedFocDate"]),
  orderDate: asText(["OrderDate"]),
  lastModifiedDate: asText(["lastModifiedDate"], ["LastModifiedDate"]),
  errorCode: asText(["ErrorCode"]),
  errorMessage: asText(["ErrorMessage"]),
  companyName: asText(["CompanyName"]),
  ...respOrgCodec,
};

/** All pages of a list of port-ins or port-outs, in the API's sequence. */
export async function portList(
  client: Client,
  path: string[],
  filters: PortFilters,
  signal?: AbortSignal,
): Promise<PortSummary[]> {
  const { startDate, endDate, billingTelephoneNumber, telephoneNumber, ...rest } = filters;
  const wire = (number: string | undefined) => number && wireNumber(number, client.dialect);
  const days = { startdate: startDate, enddate: endDate };
  const request: Request = {
    method: "GET",
    path,
    query: { ...rest, ...days, tn: wire(billingTelephoneNumber), orderTn: wire(telephoneNumber) },
    signal,
  };
  const found: PortSummary[] = [];
  const form = {
    what: "list of ports",
    entries: at("lnpPortInfoForGivenStatus"),
    id: ["OrderId", "orderId"],
    ownSize: 300,
  };
  for await (const entries of pagedList(client, request, { ...form, root: "LNPResponseWrapper" })) {
    for (const entry of elements(entries)) {
      const { billingTelephoneNumber: billing, telephoneNumber: number, ...told } = decode(summaryCodec, entry);
      found.push({
        orderId: "",
        ...told,
        billingTelephoneNumber: billing && toE164(billing),
        telephoneNumber: number && toE164(number),
      });
    }
  }
  return found;
}
