import type { Client, Request } from "../http/client.js";
import { errorDetails } from "../http/errorDetails.js";
import { saysMissing, unexpected } from "../http/expected.js";
import { noSuchPortIn } from "../orders/missing.js";
import { type NumberFailure, toE164 } from "../orders/report.js";
import { asText, type Codec, decode } from "../xml/codec.js";
import { text, texts } from "../xml/xml.js";
import { instant } from "./portIns.js";
import { type PortFilters, type PortSummary, portList } from "./portLists.js";

/** A number that leaves for another carrier. */
export interface PortOut {
  orderId: string;
  /** The API's word. */
  status: string;
  /** The winning carrier's number for the order. */
  pon?: string;
  /** The winning carrier. */
  spid?: string;
  accountId?: string;
  requestedFocDate?: string;
  actualFocDate?: string;
  createdByUser?: string;
  orderCreateDate?: string;
  lastModifiedDate?: string;
  /** E.164, if the answer names them. */
  telephoneNumbers: string[];
  errors: NumberFailure[];
}

const shape: Codec<Omit<PortOut, "orderId" | "status" | "telephoneNumbers" | "errors">> = {
  pon: asText(["PON"]),
  spid: asText(["SPID"]),
  accountId: asText(["AccountId"]),
  requestedFocDate: asText(["RequestedFocDate"]),
  actualFocDate: asText(["ActualFocDate"]),
  createdByUser: asText(["userId"], ["UserId"]),
  orderCreateDate: asText(["OrderCreateDate"]),
  lastModifiedDate: asText(["LastModifiedDate"]),
};

/** Port-outs: telephone numbers that leave for another carrier, at that carrier's request. */
export const portOuts = (client: Client) => ({
  /** The account's port-outs, all pages. */
  list: (filters: PortFilters, signal?: AbortSignal): Promise<PortSummary[]> =>
    portList(client, client.account("portouts"), filters, signal),

  /** A port-out by its id. Undefined when the API says that it doesn't exist. This doesn't read a PIN in the answer. */
  async get(orderId: string, signal?: AbortSignal): Promise<PortOut | undefined> {
    const request: Request = { method: "GET", path: client.account("portouts", orderId), signal };
    try {
      const answer = await client.request(request);
      const { body } = answer;
      const status = text(body, "PortOutStatus") ?? text(body, "ProcessingStatus");
      if (status === undefined) throw unexpected(request, answer, "the answer holds no port-out");
      const told = decode(shape, body);
      const errors = errorDetails({ root: "", content: body });
      return {
        ...told,
        orderId,
        status,
        requestedFocDate: instant(told.requestedFocDate),
        actualFocDate: instant(told.actualFocDate),
        telephoneNumbers: texts(body, "ListOfPhoneNumbers", "PhoneNumber").map(toE164),
        errors: errors.map(({ code, description }) => ({ code, description })),
      };
    } catch (error) {
      if (saysMissing(error, ...noSuchPortIn)) return undefined;
      throw error;
    }
  },
});
