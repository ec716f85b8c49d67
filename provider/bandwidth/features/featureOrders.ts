import type { ApiResponse, Client, Request } from "../http/client.js";
import { unexpected } from "../http/expected.js";
import type { Query } from "../http/url.js";
import {
  dldaOrder,
  e911Order,
  externalTnsOrder,
  firstText,
  lidbOrder,
  moveOrder,
  type OrderKind,
  tnOptionOrder,
} from "../orders/kinds.js";
import { provenEntries } from "../orders/list.js";
import { isMissingOrder } from "../orders/missing.js";
import { type Grouped, orderedNumbers } from "../orders/orderedNumbers.js";
import { type NumberFailure, type NumberWarning, orderWarnings, readOrder } from "../orders/report.js";
import { type OrderSummary, orderSummary } from "../orders/summary.js";
import { wireNumber } from "../values/telephoneNumber.js";
import { asText, type Codec, decode } from "../xml/codec.js";
import { element, text, type XmlElement } from "../xml/xml.js";
import { type CallingName, callingNameGroups } from "./callingNames.js";
import { groupsOf, type Listing } from "./directoryListings.js";
import { type EmergencyOrder, emergencyOrderCodec } from "./emergencyAddresses.js";
import { type ExternalOrder, externalOrder } from "./externalTns.js";
import { type ToldOptions, toldGroups } from "./optionGroups.js";

/** What every order says about itself. */
export interface OrderHead {
  orderId: string;
  customerOrderId?: string;
  status: string;
  createdByUser?: string;
  orderCreateDate?: string;
  lastModifiedDate?: string;
  orderCompleteDate?: string;
  failedNumbers: NumberFailure[];
}

/** Which orders to list. Each list knows some of these filters, and ignores the others. */
export interface OrderFilters {
  status?: readonly string[];
  /** E.164, as is `callBack`. */
  telephoneNumber?: string;
  callBack?: string;
  /** Whether to show each order with its content, if the list can. */
  orderDetails?: boolean;
  [name: string]: Query[string];
}

/** An order in a list, with its content if the list shows it. */
export type ListedFeatureOrder<Content> = OrderSummary | (OrderSummary & Pick<OrderHead, "failedNumbers"> & Content);

type Head = Pick<OrderHead, "createdByUser" | "orderCreateDate" | "lastModifiedDate" | "orderCompleteDate">;

const headCodec: Codec<Head> = {
  createdByUser: asText(["CreatedByUser"]),
  orderCreateDate: asText(["OrderCreateDate"]),
  lastModifiedDate: asText(["LastModifiedDate"]),
  orderCompleteDate: asText(["OrderCompleteDate"]),
};

/** Looks up orders that set something for numbers. */
export const featureOrders = (client: Client) => ({
  tnOptions: lookUps(
    client,
    tnOptionOrder,
    "TnOptionOrder",
    (order): OptionOrder => ({
      tnOptionGroups: toldGroups(order),
      warnings: orderWarnings(order),
    }),
  ),
  lidbs: lookUps(client, lidbOrder, "LidbOrder", (order): { lidbTnGroups: Grouped<CallingName>[] } => ({
    lidbTnGroups: callingNameGroups(order),
  })),
  dldas: lookUps(client, dldaOrder, "DldaOrder", (order): { dldaTnGroups: Grouped<Listing>[] } => ({
    dldaTnGroups: groupsOf(order),
  })),
  e911s: lookUps(client, e911Order, "E911Order", (order): EmergencyOrder & { telephoneNumbers: string[] } => ({
    telephoneNumbers: orderedNumbers(order),
    ...decode(emergencyOrderCodec, order),
  })),
  externalTns: lookUps(client, externalTnsOrder, "ExternalTnsOrder", (order): ExternalOrder => externalOrder(order)),
  moves: lookUps(
    client,
    moveOrder,
    "MoveTnsOrder",
    (order): MoveOrder => ({
      telephoneNumbers: orderedNumbers(order),
      ...decode(moveCodec, order),
    }),
  ),
});

/** What an order that moves numbers is about. */
interface MoveOrder {
  telephoneNumbers: string[];
  siteId?: string;
  sipPeerId?: string;
  sourceAccountId?: string;
}

const moveCodec: Codec<Omit<MoveOrder, "telephoneNumbers">> = {
  siteId: asText(["SiteId"]),
  sipPeerId: asText(["SipPeerId"]),
  sourceAccountId: asText(["SourceAccountId"]),
};

interface OptionOrder {
  tnOptionGroups: Grouped<ToldOptions>[];
  warnings: NumberWarning[];
}

function lookUps<Content extends object>(
  client: Client,
  kind: OrderKind,
  wrapper: string,
  contentOf: (order: XmlElement) => Content,
) {
  const whole = (entry: XmlElement) => {
    const { failed: failedNumbers, customerOrderId } = readOrder(kind, { root: wrapper, body: entry });
    return { ...orderSummary(entry), customerOrderId, failedNumbers, ...contentOf(entry) };
  };

  return {
    /** The orders in the API's sequence: at most 1,000 of the last two years (docs/maintainers/api.md#paging). */
    async list(filters: OrderFilters, signal?: AbortSignal): Promise<ListedFeatureOrder<Content>[]> {
      const { telephoneNumber, callBack, ...rest } = filters;
      const wire = (number: string | undefined) => number && wireNumber(number, client.dialect);
      const query = { ...rest, tn: wire(telephoneNumber), callBack: wire(callBack) };
      const entries = await provenEntries(client, kind, query, signal);
      return entries.map((entry) => (isWhole(entry) ? whole(entry) : orderSummary(entry)));
    },

    /** One order. Undefined when the API says that it doesn't exist. */
    async get(orderId: string, signal?: AbortSignal): Promise<(OrderHead & Content) | undefined> {
      const request: Request = { method: "GET", path: client.account(kind.collection, orderId), signal };
      const answer = await client.request(request).catch((error) => {
        if (isMissingOrder(kind.collection, error)) return undefined;
        throw error;
      });
      return answer && { ...headOf(kind, request, answer, wrapper, orderId), ...contentOf(orderIn(answer, wrapper)) };
    },
  };
}

function headOf(kind: OrderKind, request: Request, answer: ApiResponse, wrapper: string, orderId: string): OrderHead {
  if (answer.root === undefined || firstText(answer.body, kind.status) === undefined) {
    throw unexpected(request, answer, `the answer holds no ${kind.label}`);
  }
  const { status, failed, customerOrderId } = readOrder(kind, answer);
  const told = decode(headCodec, orderIn(answer, wrapper));
  return { orderId, customerOrderId, status, ...told, failedNumbers: failed };
}

/** Some answers wrap the order, some are the order (docs/maintainers/api.md#order-states). */
const orderIn = ({ body }: ApiResponse, wrapper: string): XmlElement => element(body, wrapper) ?? body;

/** A summary counts its numbers. An order with content names them, and looks like the order's own answer. */
const isWhole = (entry: XmlElement): boolean =>
  text(entry, "CountOfTNs") === undefined && text(entry, "ProcessingStatus") !== undefined;
