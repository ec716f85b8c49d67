import { type SearchCriteria, searchOrderType } from "../numbers/searchOrder.js";
import { type Dialect, wireNumber } from "../values/telephoneNumber.js";
import type { XmlDocument, XmlElement } from "../xml/xml.js";

/** An order for new numbers. */
export interface NewNumberOrder {
  name: string;
  siteId: string;
  /** Without it, the site's default peer. */
  sipPeerId?: string;
  partialAllowed: boolean;
  backOrderRequested: boolean;
  protected?: boolean;
  voiceConfigurationPackageId?: string;
  requirementsPackageId?: string;
  autoActivate?: boolean;
  /**
   * Named numbers (E.164), or a quantity of the numbers that a search finds. `NumberPicker` places orders for a
   * country.
   */
  what: { telephoneNumbers: string[]; reservationIds?: string[] } | { search: SearchCriteria; quantity: number };
}

/** How many numbers the order may buy. */
export function orderedQuantity({ what }: NewNumberOrder): number {
  return "search" in what ? what.quantity : what.telephoneNumbers.length;
}

/**
 * The body of `POST orders`. Always sends values whose default the sources disagree on
 * (docs/maintainers/api.md#new-number-orders).
 */
export function newNumberDocument(order: NewNumberOrder, customerOrderId: string, dialect: Dialect): XmlDocument {
  const type = orderType(order, dialect);
  return {
    root: "Order",
    content: {
      CustomerOrderId: customerOrderId,
      Name: order.name,
      PeerId: order.sipPeerId,
      BackOrderRequested: String(order.backOrderRequested),
      [type.element]: type.content,
      TnAttributes: order.protected ? { TnAttribute: "Protected" } : undefined,
      PartialAllowed: String(order.partialAllowed),
      SiteId: order.siteId,
      VoiceConfigurationPackageId: order.voiceConfigurationPackageId,
      RequirementsPackageId: order.requirementsPackageId,
      AutoActivate: order.autoActivate === undefined ? undefined : String(order.autoActivate),
    },
  };
}

function orderType({ what }: NewNumberOrder, dialect: Dialect): { element: string; content: XmlElement } {
  if ("search" in what) return searchOrderType(what.search, what.quantity);
  const reservations = what.reservationIds ?? [];
  // The API refuses an order that lists a number twice (5093).
  const numbers = [...new Set(what.telephoneNumbers)].map((number) => wireNumber(number, dialect));
  return {
    element: "ExistingTelephoneNumberOrderType",
    content: {
      TelephoneNumberList: { TelephoneNumber: numbers },
      ReservationIdList: reservations.length > 0 ? { ReservationId: reservations } : undefined,
    },
  };
}
