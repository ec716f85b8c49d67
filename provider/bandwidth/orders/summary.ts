import { asNumber, asText, type Codec, decode } from "../xml/codec.js";
import type { XmlElement } from "../xml/xml.js";

/** An order in a list. */
export interface OrderSummary {
  orderId: string;
  customerOrderId?: string;
  status?: string;
  countOfTns?: number;
  userId?: string;
  orderDate?: string;
  lastModifiedDate?: string;
}

/** The lists disagree about upper and lower case (docs/maintainers/api.md#order-lists). */
const summaryCodec: Codec<Partial<OrderSummary>> = {
  orderId: asText(["OrderId"], ["orderId"]),
  customerOrderId: asText(["CustomerOrderId"], ["CustomerOrderID"]),
  status: asText(["OrderStatus"], ["ProcessingStatus"]),
  countOfTns: asNumber(["CountOfTNs"]),
  userId: asText(["userId"], ["UserId"], ["CreatedByUser"]),
  orderDate: asText(["OrderDate"], ["OrderCreateDate"]),
  lastModifiedDate: asText(["lastModifiedDate"], ["LastModifiedDate"]),
};

/** What a list says about one of its orders. */
export const orderSummary = (entry: XmlElement): OrderSummary => ({ orderId: "", ...decode(summaryCodec, entry) });
