import type { ApiResponse, Client, Request } from "../http/client.js";
import { errorDetails } from "../http/errorDetails.js";
import { BandwidthError } from "../http/errors.js";
import { elements, unexpected } from "../http/expected.js";
import { type Listing, listingCodec, listingDocument } from "../numbers/listing.js";
import { featuresAgree } from "../numbers/numberFeatures.js";
import { type Applied, appliedOf, type BatchResults, settle } from "../orders/batchResults.js";
import { LookUpUnclear } from "../orders/errors.js";
import { type Following, follow } from "../orders/follow.js";
import type { GroupForm } from "../orders/groupForm.js";
import { groupOrders } from "../orders/groupOrders.js";
import { firstText, dldaOrder as kind } from "../orders/kinds.js";
import { isMissingOrder } from "../orders/missing.js";
import { asWished, byFirstNumber, type Grouped, listGroups, readGroups } from "../orders/orderedNumbers.js";
import { agrees } from "../values/agreement.js";
import { decode } from "../xml/codec.js";
import { element, list, type XmlElement } from "../xml/xml.js";

export type { Listing, ListingName } from "../numbers/listing.js";

const form: GroupForm<Listing> = {
  kind,
  key: (values) => JSON.stringify(values),
  // 16101: not on this account (yet). 16103: another order is processing it. 16111: unknown (yet). Not 16107, which
  // asks you to wait a day.
  notReady: new Set(["16101", "16103", "16111"]),
  document: (groups, customerOrderId, dialect) => listingDocument(groups, customerOrderId, dialect),
  lookUp: byFirstNumber,
  groupsOf: (order) => asWished(groupsOf(order)),
  holds: (client, groups) => featuresAgree(client, groups, ({ listing }, values) => agrees(listing, values)),
};

/** Where an order has its listings. */
const groupPath = ["DldaOrder", "DldaTnGroups", "DldaTnGroup"] as const;

/** The order is processing or over, and can't be changed: 16105, 16106. */
const cannotChange = ["16105", "16106"];

/** Directory listings (DLDA) of numbers. */
export const directoryListings = (client: Client) => {
  const apply = groupOrders(client, form);

  return {
    /** Lists numbers (E.164). Nothing can remove a listing. You can only make it NON_PUBLISHED. */
    set: (numbers: readonly string[], values: Listing, following?: Following): Promise<Applied> =>
      apply(numbers, values, following),

    /**
     * Changes an order that has exactly these numbers. Undefined when the order has other numbers, or can't be changed
     * any more. Then a new order must do it.
     */
    async change(
      orderId: string,
      numbers: readonly string[],
      values: Listing,
      following: Following = {},
    ): Promise<Applied | undefined> {
      const { signal } = following;
      const path = client.account(kind.collection, orderId);
      try {
        const { root, body } = await client.request({ method: "GET", path, signal });
        if (root === undefined)
          throw new LookUpUnclear(`The API's answer about the listing order ${orderId} is empty.`);
        if (firstText(body, kind.status) === undefined)
          throw new LookUpUnclear(`The API's answer about the listing order ${orderId} does not show the order.`);
        const ordered = new Set(groupsOf(body).flatMap(({ telephoneNumbers }) => telephoneNumbers));
        // A PUT replaces the whole order: numbers of other resources in the same order would be lost from it.
        if (ordered.size !== numbers.length || !numbers.every((number) => ordered.has(number))) return undefined;
        const customerOrderId = firstText(body, kind.customerOrderId);
        const groups = [{ values, numbers: [...numbers] }];
        const document = listingDocument(groups, customerOrderId, client.dialect, groupIn(body) ?? {});
        const request: Request = { method: "PUT", path, body: document, signal };
        const answer = await client.request(request);
        // The order stands as before then, and would pass for changed. Errors beside its status are those of its numbers.
        if (firstText(answer.body, kind.status) === undefined && hasErrors(answer))
          throw unexpected(request, answer, "the answer tells of errors, and not that the order was changed");
      } catch (error) {
        if (isMissingOrder(kind.collection, error) || (error instanceof BandwidthError && error.has(...cannotChange)))
          return undefined;
        throw error;
      }
      const settlements: BatchResults = new Map();
      settle([...numbers], orderId, await follow(client, kind, orderId, following), settlements);
      return appliedOf([...settlements.values()], numbers.length);
    },

    /** The groups of all orders, newest first. */
    list: (signal?: AbortSignal) => listGroups(client, kind, groupsOf, signal),
  };
};

const hasErrors = ({ root = "", body }: ApiResponse): boolean => errorDetails({ root, content: body }).length > 0;

/** The only group of an order. Undefined when there are several, which can't become one. */
function groupIn(body: XmlElement): XmlElement | undefined {
  const [envelope, ...path] = groupPath;
  const groups = elements(list(element(body, envelope) ?? body, ...path));
  return groups.length === 1 ? groups[0] : undefined;
}

/** What an order lists, with or without its envelope. */
export const groupsOf = (body: XmlElement): Grouped<Listing>[] =>
  readGroups(body, groupPath, (group) => decode(listingCodec, group));
