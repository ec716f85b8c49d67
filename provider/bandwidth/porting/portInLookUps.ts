import type { Client, Request } from "../http/client.js";
import { elements, refusedWith, unexpected } from "../http/expected.js";
import { detailReports, quantity } from "../orders/breakdowns.js";
import { type OrderEvent, orderHistory } from "../orders/history.js";
import { portInOrder } from "../orders/kinds.js";
import { isMissingOrder, noSuchPortIn } from "../orders/missing.js";
import { type OrderNote, orderNotes } from "../orders/notes.js";
import { toE164 } from "../orders/report.js";
import { asText, type Codec, decode } from "../xml/codec.js";
import { element, list, text, texts } from "../xml/xml.js";
import { portInDocuments } from "./portInDocuments.js";
import { instant, type PortIn, readPortIn } from "./portIns.js";
import { type PortFilters, type PortSummary, portList } from "./portLists.js";

/** All the API's data about a port-in. */
export interface PortInDetails extends PortIn {
  accountId?: string;
  /** The losing carrier's number for the order. */
  pon?: string;
  createdByUser?: string;
  lastModifiedBy?: string;
}

/** The progress of a triggered port-in's activation. Numbers are E.164. */
export interface PortInActivation {
  autoActivationDate?: string;
  activatedTelephoneNumbers: string[];
  notYetActivatedTelephoneNumbers: string[];
  /** Why there is nothing to activate: too early, over, or not triggered. */
  unavailable?: { code?: string; description?: string };
}

/** A port-in's file, with its description. */
export interface ListedDocument {
  fileName: string;
  documentName?: string;
  documentType?: string;
}

const detailsCodec: Codec<Omit<PortInDetails, keyof PortIn>> = {
  accountId: asText(["AccountId"]),
  pon: asText(["PON"]),
  createdByUser: asText(["userId"], ["UserId"]),
  lastModifiedBy: asText(["LastModifiedBy"]),
};

const documentCodec: Codec<Partial<ListedDocument>> = {
  fileName: asText(["fileName"], ["FileName"]),
  documentName: asText(["fileMetaData", "DocumentName"], ["FileMetaData", "DocumentName"]),
  documentType: asText(["fileMetaData", "DocumentType"], ["FileMetaData", "DocumentType"]),
};

/** This port-in's activation has not begun, is over, or doesn't exist. */
const notActivatable = [
  ...["7340", "7342", "7343", "7344", "7345", "7346", "7348", "7349", "7352"],
  ...["7604", "7605", "7606"],
];

/**
 * Everything that the API shows about port-ins. Data about one port-in is undefined when the API knows no such port-in.
 */
export const portInLookUps = (client: Client) => {
  const collection = "portins";
  const one = (orderId: string, ...more: string[]) => client.account(portInOrder.collection, orderId, ...more);

  /** Returns undefined instead of the error that there is no such port-in. */
  async function ifKnown<Told>(asking: Promise<Told>): Promise<Told | undefined> {
    try {
      return await asking;
    } catch (error) {
      if (isMissingOrder(collection, error)) return undefined;
      throw error;
    }
  }

  async function read(orderId: string, signal?: AbortSignal): Promise<PortInDetails> {
    const request: Request = { method: "GET", path: one(orderId), signal };
    const answer = await client.request(request);
    if (text(answer.body, "ProcessingStatus") === undefined) {
      throw unexpected(request, answer, "the answer holds no port-in");
    }
    return { ...readPortIn(orderId, answer.body), ...decode(detailsCodec, answer.body) };
  }

  async function activation(orderId: string, signal?: AbortSignal): Promise<PortInActivation> {
    const none = { activatedTelephoneNumbers: [], notYetActivatedTelephoneNumbers: [] };
    const request: Request = { method: "GET", path: one(orderId, "activationStatus"), signal };
    try {
      const answer = await client.request(request);
      const found = element(answer.body, "ActivationStatus");
      if (!found) throw unexpected(request, answer, "the answer holds no activation status");
      const numbers = (around: string) => texts(found, around, "TelephoneNumber").map(toE164);
      return {
        autoActivationDate: instant(text(found, "AutoActivationDate")),
        activatedTelephoneNumbers: numbers("ActivatedTelephoneNumbersList"),
        notYetActivatedTelephoneNumbers: numbers("NotYetActivatedTelephoneNumbersList"),
      };
    } catch (error) {
      if (!refusedWith(error, ...notActivatable) || error.has(...noSuchPortIn)) throw error;
      const { code, description } = error.details[0] ?? {};
      return { ...none, unavailable: { code, description } };
    }
  }

  /** The list with file descriptions has its own format. */
  async function describedDocuments(orderId: string, signal?: AbortSignal): Promise<ListedDocument[]> {
    const request: Request = { method: "GET", path: one(orderId, "loas"), query: { metadata: "true" }, signal };
    const answer = await client.request(request);
    if (text(answer.body, "fileCount") === undefined) {
      throw unexpected(request, answer, "the answer isn't a list of files");
    }
    const files = elements(list(answer.body, "fileData"));
    return files.map((file) => ({ fileName: "", ...decode(documentCodec, file) }));
  }

  async function count(query: { status?: string; vendorId?: string }, signal?: AbortSignal): Promise<number> {
    const request: Request = { method: "GET", path: one("totals"), query, signal };
    return quantity(request, await client.request(request));
  }

  return {
    /** The account's port-ins, newest first as the API lists them, all pages. */
    list: (filters: PortFilters, signal?: AbortSignal): Promise<PortSummary[]> =>
      portList(client, client.account(collection), filters, signal),

    /** The port-ins of one site. */
    ofSite: (siteId: string, filters: { status?: string }, signal?: AbortSignal): Promise<PortSummary[]> =>
      portList(client, client.account("sites", siteId, collection), filters, signal),

    /** How many port-ins the account has. */
    count,

    /** One port-in. */
    get: (orderId: string, signal?: AbortSignal) => ifKnown(read(orderId, signal)),

    /** The progress of its activation. */
    activation: (orderId: string, signal?: AbortSignal) => ifKnown(activation(orderId, signal)),

    /** Its events. */
    history: (orderId: string, signal?: AbortSignal): Promise<OrderEvent[] | undefined> =>
      orderHistory(client, collection, orderId, signal),

    /** Its notes. */
    notes: (orderId: string, signal?: AbortSignal): Promise<OrderNote[] | undefined> =>
      ifKnown(orderNotes(client, collection).notes(orderId, signal)),

    /** Its files. Includes their descriptions only with `described`. */
    async documents(orderId: string, described: boolean, signal?: AbortSignal): Promise<ListedDocument[] | undefined> {
      if (described) return ifKnown(describedDocuments(orderId, signal));
      const names = await portInDocuments(client).names(orderId, signal);
      return names?.map((fileName) => ({ fileName }));
    },

    /** What it reports on its numbers. */
    reports: detailReports(client, collection),
  };
};
