import type { Client, Request } from "../http/client.js";
import { BandwidthError, errorDetails } from "../http/errors.js";
import { isMessage, isOwnNotFound, saysMissing, unexpected } from "../http/expected.js";
import { portInOrder } from "../orders/kinds.js";
import { noSuchPortIn } from "../orders/missing.js";
import { changedDocument } from "../xml/changedDocument.js";
import { asText, type Codec, decode } from "../xml/codec.js";
import { text, texts, type XmlElement } from "../xml/xml.js";

/** The kinds of files that the API takes (docs/maintainers/api.md#port-ins), by the usual ending of their names. */
export const contentTypes = {
  pdf: "application/pdf",
  txt: "text/plain",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  tif: "image/tiff",
  tiff: "image/tiff",
  csv: "text/csv",
  xml: "application/xml",
  wav: "audio/x-wav",
  zip: "application/zip",
} as const;

/** What is said of a file beside its content. */
export interface DocumentMetadata {
  documentName?: string;
  documentType?: string;
}

/** A file to send. */
export interface DocumentFile {
  contentType: string;
  content: Uint8Array;
}

const shape: Codec<DocumentMetadata> = {
  documentName: asText(["DocumentName"]),
  documentType: asText(["DocumentType"]),
};

/** A file or its description that is not there. */
const isMissing = (error: unknown): boolean => isOwnNotFound(error) || saysMissing(error, ...noSuchPortIn);

/** Files that belong to port-ins: letters of authorization, invoices, customer service records. */
export const portInDocuments = (client: Client) => {
  const folder = (orderId: string) => client.account(portInOrder.collection, orderId, "loas");
  const file = (orderId: string, fileName: string) => [...folder(orderId), fileName];
  const metadataOf = (orderId: string, fileName: string) => [...file(orderId, fileName), "metadata"];

  /** Sends a file; a refusal may come with a result code alone (docs/maintainers/api.md#errors, shape 7). */
  async function send(request: Request) {
    const answer = await client.request(request);
    const details = errorDetails({ root: answer.root ?? "", content: answer.body });
    if (details.length === 0) return answer;
    const path = `/${request.path.join("/")}`;
    throw new BandwidthError({ method: request.method, path, status: answer.status, fate: "refused", details });
  }

  /** What is said of a file, as the API writes it; {} when nothing is. */
  async function said(orderId: string, fileName: string, signal?: AbortSignal): Promise<XmlElement> {
    try {
      return (await client.request({ method: "GET", path: metadataOf(orderId, fileName), signal })).body;
    } catch (error) {
      if (isMissing(error)) return {};
      throw error;
    }
  }

  return {
    /** The names of a port-in's files; undefined when there is no such port-in. */
    async names(orderId: string, signal?: AbortSignal): Promise<string[] | undefined> {
      const request: Request = { method: "GET", path: folder(orderId), signal };
      try {
        const answer = await client.request(request);
        if (text(answer.body, "fileCount") === undefined) {
          throw unexpected(request, answer, "the answer is no list of files");
        }
        return texts(answer.body, "fileNames");
      } catch (error) {
        if (saysMissing(error, ...noSuchPortIn)) return undefined;
        throw error;
      }
    },

    /** Adds a file, and gives its name. */
    async add(orderId: string, document: DocumentFile, documentType?: string, signal?: AbortSignal): Promise<string> {
      // Some orders want to know the type with the file itself (7640).
      const request: Request = {
        method: "POST",
        path: folder(orderId),
        query: { documentType },
        file: document,
        signal,
      };
      const answer = await send(request);
      const name = text(answer.body, "filename") ?? answer.id;
      if (name === undefined) throw unexpected(request, answer, "the answer holds no name of the file");
      return name;
    },

    /** Puts another content into a file. */
    async replace(orderId: string, fileName: string, document: DocumentFile, signal?: AbortSignal): Promise<void> {
      await send({ method: "PUT", path: file(orderId, fileName), file: document, oneThing: true, signal });
    },

    /** What a file holds; undefined when it is not there. */
    async content(orderId: string, fileName: string, signal?: AbortSignal): Promise<Uint8Array | undefined> {
      const request: Request = { method: "GET", path: file(orderId, fileName), forFile: true, signal };
      try {
        const answer = await client.request(request);
        if (isMessage(answer)) throw unexpected(request, answer, "what was sent is a page or a message, not the file");
        return answer.file;
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },

    /** What is said of a file; {} when nothing is. */
    async metadata(orderId: string, fileName: string, signal?: AbortSignal): Promise<DocumentMetadata> {
      return decode(shape, await said(orderId, fileName, signal));
    },

    /** Says this of a file, or nothing any more. What is said beside, and not known here, is said again. */
    async describe(orderId: string, fileName: string, metadata: DocumentMetadata, signal?: AbortSignal): Promise<void> {
      const path = metadataOf(orderId, fileName);
      const content = changedDocument(shape, await said(orderId, fileName, signal), metadata);
      if (Object.keys(content).length === 0) {
        await client.request({ method: "DELETE", path, oneThing: true, signal }).catch((error: unknown) => {
          if (!isMissing(error)) throw error;
        });
        return;
      }
      await send({ method: "PUT", path, body: { root: "FileMetaData", content }, oneThing: true, signal });
    },

    /** Deletes a file. One that is not there is deleted already. */
    async remove(orderId: string, fileName: string, signal?: AbortSignal): Promise<void> {
      await client
        .request({ method: "DELETE", path: file(orderId, fileName), oneThing: true, signal })
        .catch((error: unknown) => {
          if (!isMissing(error)) throw error;
        });
    },
  };
};
