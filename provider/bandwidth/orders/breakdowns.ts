import type { ApiResponse, Client, Request } from "../http/client.js";
import { elements, unexpected } from "../http/expected.js";
import { asNumber, asText, type Codec, decode } from "../xml/codec.js";
import type { XmlElement } from "../xml/xml.js";
import { at, type ListForm, listEntries, numberOf } from "./listEntries.js";
import { isMissingOrder } from "./missing.js";
import { toE164 } from "./report.js";

/** The kinds of orders that report on their numbers. Each is the name of its collection. */
export type ReportedOrders = "orders" | "portins";

/** How many of an order's numbers are in one area code. */
export interface AreaCodeCount {
  /** 3 digits. */
  areaCode: string;
  count: number;
}

/** How many of an order's numbers are in one exchange. */
export interface NpaNxxCount {
  /** 6 digits. */
  npaNxx: string;
  count: number;
}

const areaCodeCodec: Codec<Partial<AreaCodeCount>> = { areaCode: asText(["AreaCode"]), count: asNumber(["Count"]) };
const npaNxxCodec: Codec<Partial<NpaNxxCount>> = { npaNxx: asText(["NPA-NXX"]), count: asNumber(["Count"]) };

/** What the orders of one kind report on their numbers. Each report is undefined when the API knows no such order. */
export const detailReports = (client: Client, collection: ReportedOrders) => {
  /** A report with one of these roots. */
  async function report(orderId: string, name: string, roots: string[], signal?: AbortSignal) {
    const request: Request = { method: "GET", path: client.account(collection, orderId, name), signal };
    try {
      const answer = await client.request(request);
      if (!roots.includes(answer.root ?? "")) throw unexpected(request, answer, "the answer isn't such a report");
      return { request, answer };
    } catch (error) {
      if (isMissingOrder(collection, error)) return undefined;
      throw error;
    }
  }

  return {
    /** The count of numbers in each area code. */
    async areaCodes(orderId: string, signal?: AbortSignal): Promise<AreaCodeCount[] | undefined> {
      const found = await report(orderId, "areaCodes", [details], signal);
      return found && lines(found).map((line) => ({ areaCode: "", count: 0, ...decode(areaCodeCodec, line) }));
    },

    /** The count of numbers in each exchange. */
    async npaNxxs(orderId: string, signal?: AbortSignal): Promise<NpaNxxCount[] | undefined> {
      const found = await report(orderId, "npaNxx", [details], signal);
      return found && lines(found).map(exchange);
    },

    /** The order's numbers, E.164. */
    async telephoneNumbers(orderId: string, signal?: AbortSignal): Promise<string[] | undefined> {
      const found = await report(orderId, "tns", ["TelephoneNumbers"], signal);
      return found && listEntries(found.request, found.answer, orderNumbers).map((one) => toE164(numberOf(one)));
    },

    /**
     * How many numbers the order has. Port-ins answer with one quantity, orders with the quantities of their exchanges
     * (docs/maintainers/api.md#known-from-samples-only).
     */
    async total(orderId: string, signal?: AbortSignal): Promise<number | undefined> {
      const found = await report(orderId, "totals", [details, "Quantity"], signal);
      if (!found) return undefined;
      const { request, answer } = found;
      if (answer.root === details)
        return lines(found)
          .map(exchange)
          .reduce((sum, { count }) => sum + count, 0);
      return quantity(request, answer);
    },
  };
};

const details = "TelephoneDetailsReports";

const lines = ({ request, answer }: { request: Request; answer: ApiResponse }): XmlElement[] =>
  elements(listEntries(request, answer, { what: "report", entries: at("TelephoneDetailsReport"), id: ["Count"] }));

/** The order's numbers. */
export const orderNumbers: ListForm = {
  what: "list of the order's numbers",
  root: "TelephoneNumbers",
  entries: at("TelephoneNumber"),
};
const exchange = (line: XmlElement): NpaNxxCount => ({ npaNxx: "", count: 0, ...decode(npaNxxCodec, line) });

/** The number in `<Quantity><Count>`. An answer without one is an error. */
export function quantity(request: Request, answer: ApiResponse): number {
  const count = answer.root === "Quantity" ? asNumber(["Count"]).read(answer.body) : undefined;
  if (count === undefined) throw unexpected(request, answer, "the answer holds no quantity");
  return count;
}
