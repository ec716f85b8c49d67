import type { Client, Request } from "../http/client.js";
import { refusedWith, saysMissing, unexpected } from "../http/expected.js";
import { OrderInterrupted } from "../orders/errors.js";
import { type Following, follow } from "../orders/follow.js";
import { asSpelled, type OrderKind, portInOrder } from "../orders/kinds.js";
import { noSuchPortIn } from "../orders/missing.js";
import { type NumberFailure, numberFailures, toE164, unknownStatus } from "../orders/report.js";
import { type FoundOrder, findOrders, type SubmittedOrder, submitOrder } from "../orders/submit.js";
import { addressCodec, ofThePlace } from "../values/postalAddress.js";
import { isTollFree, wireNumber } from "../values/telephoneNumber.js";
import { changedDocument, without } from "../xml/changedDocument.js";
import { decode, encode } from "../xml/codec.js";
import { element, text, type XmlElement } from "../xml/xml.js";
import { type PortInData, type PortInFacts, portInCodec, portInFactsCodec } from "./portInCodec.js";
import {
  draftFilters,
  knownStates,
  type Milestone,
  movingStates,
  needOf,
  restingStates,
  statesFrom,
} from "./portInStates.js";

export type { PortInData } from "./portInCodec.js";
export { hasReached, type Milestone, needOf, waitsFor } from "./portInStates.js";

/** A port-in as the API shows it. Numbers are E.164. */
export interface PortIn extends PortInData {
  orderId: string;
  /** The API's word. */
  status: string;
  actualFocDate?: string;
  /** When it was placed, in the API's format. */
  orderCreateDate?: string;
  /** The time of its last change, in the API's format. */
  lastModifiedDate?: string;
  losingCarrierName?: string;
  vendorName?: string;
  portType?: string;
  /** The API's remarks about the order. */
  facts: PortInFacts;
  errors: NumberFailure[];
}

/** A port-in's last known state. If the waiting ended before the milestone, also the reason. */
export interface FollowedPortIn {
  portIn: PortIn;
  interruption?: OrderInterrupted;
}

/**
 * The states after a milestone, and the states in which waiting doesn't help. In an unknown state, a port-in is
 * followed only for a moment.
 */
const until = (milestone: Milestone, resting: readonly string[] = restingStates): OrderKind => ({
  ...portInOrder,
  openWords: movingStates,
  states: {
    ...Object.fromEntries(resting.map((status) => [status, "done"])),
    ...Object.fromEntries(statesFrom(milestone).map((status) => [status, "done"])),
  },
});

/** A port-in that was just submitted may still show that it is a draft. */
const untilNoDraft = (milestone: Milestone): OrderKind =>
  until(
    milestone,
    restingStates.filter((status) => needOf(status) !== "submit"),
  );

/** A cancel is over when the losing carrier has agreed to it, or when it came too late. */
const untilCanceled: OrderKind = {
  ...portInOrder,
  openWords: knownStates,
  states: { CANCELLED: "done", COMPLETE: "failed" },
};

const canceledAlready = ["7303"];
/** The losing carrier was asked to agree to a cancel, and has not answered yet. */
const cancelAsked = ["7353"];
const completeAlready = ["7304", "7349"];
const notYetActive = ["7342", "7352", "7604", "7605", "7606"];
const activeAlready = ["7340", "7349"];

/** 7348 has two meanings. Only with a 404 does it mean that the numbers are active. */
const isActivationOver = (error: unknown): boolean =>
  refusedWith(error, ...activeAlready) || (refusedWith(error, "7348") && error.status === 404);

/** Whether the API says that it is too early to set an activation time. */
export const isTooEarly = (error: unknown): boolean => refusedWith(error, ...notYetActive);

/** How to look up port-ins of these numbers. */
const kindFor = (numbers: readonly string[]): OrderKind => ({
  ...portInOrder,
  alsoIn: draftFilters(numbers.some(isTollFree)),
});

/** Port-ins: telephone numbers that come from another carrier. */
export const portIns = (client: Client) => {
  const one = (orderId: string) => client.account(portInOrder.collection, orderId);

  /** Numbers in the endpoint's format: `/portins` is strict about it (1022). */
  function wired(data: PortInData): PortInData {
    const wire = (number: string) => wireNumber(number, client.dialect);
    return {
      ...data,
      billingTelephoneNumber: data.billingTelephoneNumber && wire(data.billingTelephoneNumber),
      newBillingTelephoneNumber: data.newBillingTelephoneNumber && wire(data.newBillingTelephoneNumber),
      telephoneNumbers: data.telephoneNumbers?.map(wire),
    };
  }

  /** A port-in by its id, as the API writes it. Undefined when the API says that it doesn't exist. */
  async function found(orderId: string, signal?: AbortSignal): Promise<XmlElement | undefined> {
    const request: Request = { method: "GET", path: one(orderId), signal };
    try {
      const answer = await client.request(request);
      if (text(answer.body, "ProcessingStatus") === undefined) {
        throw unexpected(request, answer, "the answer holds no port-in");
      }
      return answer.body;
    } catch (error) {
      if (saysMissing(error, ...noSuchPortIn)) return undefined;
      throw error;
    }
  }

  /** A port-in by its id. Undefined when the API says that it doesn't exist. */
  async function get(orderId: string, signal?: AbortSignal): Promise<PortIn | undefined> {
    const body = await found(orderId, signal);
    return body && readPortIn(orderId, body);
  }

  return {
    get,

    /** The port-ins under this customer order id, including drafts. `[]` is proof that there are none. */
    find: (customerOrderId: string, numbers: readonly string[] = [], signal?: AbortSignal): Promise<FoundOrder[]> =>
      findOrders(client, kindFor(numbers), customerOrderId, signal),

    /**
     * Requests numbers, once. If the answer is lost, it looks for the port-in under the id before it sends anything
     * again.
     */
    submit(
      data: PortInData,
      customerOrderId: string,
      options: { signal?: AbortSignal; known?: readonly FoundOrder[] },
    ): Promise<SubmittedOrder> {
      const content = encode(portInCodec, { ...wired(data), customerOrderId });
      const kind = kindFor(data.telephoneNumbers ?? []);
      return submitOrder(client, kind, customerOrderId, { root: "LnpOrder", content }, options);
    },

    /** Submits a draft. It is sent once: the port-in itself shows whether the request arrived. */
    async submitDraft(orderId: string, signal?: AbortSignal): Promise<void> {
      const body = { root: "LnpOrderSupp", content: { ProcessingStatus: "SUBMITTED" } };
      await client.request({ method: "PUT", path: one(orderId), body, repeatable: false, signal });
    },

    /**
     * Sends a SUPP, which changes what it names. An address that changes is set as a whole, and keeps the parts that
     * this version doesn't know. It is sent once: the losing carrier gets and answers every SUPP.
     */
    async supplement(orderId: string, change: PortInData, signal?: AbortSignal): Promise<void> {
      const content = encode(portInCodec, wired(change));
      const subscriber = element(content, "Subscriber");
      const address = change.subscriber?.serviceAddress;
      if (subscriber && address) {
        const body = await found(orderId, signal);
        const there = (body && element(body, "Subscriber", "ServiceAddress")) ?? {};
        const written = changedDocument(addressCodec, without(there, ofThePlace), address);
        subscriber.ServiceAddress = { ResetAddressFields: "true", ...written };
      }
      const body = { root: "LnpOrderSupp", content };
      await client.request({ method: "PUT", path: one(orderId), body, repeatable: false, signal });
    },

    /**
     * Cancels the port-in. "gone" includes a port-in that was canceled before. "complete" means that the cancel came
     * too late. Otherwise the cancel is still in progress.
     */
    async cancel(orderId: string, following: Following): Promise<"canceled" | "gone" | "complete" | OrderInterrupted> {
      try {
        await client.request({ method: "DELETE", path: one(orderId), signal: following.signal });
      } catch (error) {
        if (saysMissing(error, ...noSuchPortIn, ...canceledAlready)) return "gone";
        if (refusedWith(error, ...completeAlready)) return "complete";
        if (!refusedWith(error, ...cancelAsked)) throw error;
      }
      const { report, interruption } = await follow(client, untilCanceled, orderId, following);
      // A draft is deleted. Any other port-in is canceled.
      if (interruption?.reason === "not found" && (await get(orderId, following.signal)) === undefined) return "gone";
      return interruption ?? (report.state === "done" ? "canceled" : "complete");
    },

    /** Waits for a milestone, or for a state in which waiting doesn't help. Never throws, because an order exists. */
    async follow(
      orderId: string,
      milestone: Milestone,
      following: Following,
      { status, submitted = false }: { status?: string; submitted?: boolean } = {},
    ): Promise<FollowedPortIn> {
      const kind = submitted ? untilNoDraft(milestone) : until(milestone);
      const { report, interruption } = await follow(client, kind, orderId, following, { status });
      const portIn = { ...readPortIn(orderId, report.body), status: report.status };
      // No word at all is no state that this version doesn't know: it proves nothing about the port-in.
      const isSilent = report.status === unknownStatus && text(report.body, "ProcessingStatus") === undefined;
      if (isSilent && interruption?.reason === "unknown state") {
        const cause = new Error("the answer holds no port-in.");
        return { portIn, interruption: new OrderInterrupted(kind.label, orderId, report.status, "failure", { cause }) };
      }
      return { portIn, interruption };
    },

    /** When the numbers of a triggered port-in go live by themselves. Undefined when it is too early or over. */
    async activation(orderId: string, signal?: AbortSignal): Promise<string | undefined> {
      try {
        const path = [...one(orderId), "activationStatus"];
        const { body } = await client.request({ method: "GET", path, signal });
        return instant(text(body, "ActivationStatus", "AutoActivationDate"));
      } catch (error) {
        if (isActivationOver(error) || refusedWith(error, ...notYetActive, ...noSuchPortIn)) return undefined;
        throw error;
      }
    },

    /**
     * Sets the activation time. A time in the past activates immediately. Returns the time that the API accepted.
     * Undefined when the numbers are already active, as after an activation whose answer was lost.
     */
    async activate(orderId: string, at: string, signal?: AbortSignal): Promise<string | undefined> {
      const body = { root: "ActivationStatus", content: { AutoActivationDate: at } };
      const path = [...one(orderId), "activationStatus"];
      try {
        const answer = await client.request({ method: "PUT", path, body, oneThing: true, signal });
        return instant(text(answer.body, "ActivationStatus", "AutoActivationDate"));
      } catch (error) {
        if (isActivationOver(error)) return undefined;
        throw error;
      }
    },
  };
};

export function readPortIn(orderId: string, body: XmlElement): PortIn {
  const data = decode(portInCodec, body);
  return {
    ...data,
    orderId,
    status: asSpelled(text(body, "ProcessingStatus") ?? ""),
    requestedFocDate: instant(data.requestedFocDate),
    actualFocDate: instant(text(body, "ActualFocDate")),
    orderCreateDate: text(body, "OrderCreateDate"),
    lastModifiedDate: text(body, "LastModifiedDate"),
    billingTelephoneNumber: data.billingTelephoneNumber && toE164(data.billingTelephoneNumber),
    newBillingTelephoneNumber: data.newBillingTelephoneNumber && toE164(data.newBillingTelephoneNumber),
    telephoneNumbers: data.telephoneNumbers?.map(toE164),
    losingCarrierName: text(body, "LosingCarrierName"),
    vendorName: text(body, "VendorName"),
    portType: text(body, "PortType"),
    facts: decode(portInFactsCodec, body),
    errors: numberFailures({ root: "", content: body }),
  };
}

/** A time in this package's only format. The API writes it in several. */
export function instant(written: string | undefined): string | undefined {
  const time = Date.parse(written ?? "");
  return Number.isNaN(time) ? written : new Date(time).toISOString();
}
