import type { Client, Request } from "../http/client.js";
import { errorDetails } from "../http/errorDetails.js";
import { BandwidthError } from "../http/errors.js";
import { isErrorDocument, isMessage, isOwnNotFound, saysMissing, unexpected } from "../http/expected.js";
import { portInOrder } from "../orders/kinds.js";
import { noSuchPortIn } from "../orders/missing.js";
import { changedDocument } from "../xml/changedDocument.js";
import { asText, type Codec, decode } from "../xml/codec.js";
import { text, texts, type XmlElement } from "../xml/xml.js";

/** The file types that the API accepts (docs/maintainers/api.md#port-ins), by the usual file name extension. */
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

/** A file's description, without its content. */
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

/** A missing file or description. */
const isMissing = (error: unknown): boolean => isOwnNotFound(error) || saysMissing(error, ...noSuchPortIn);

/** The files of port-ins: letters of authorization, invoices, customer service records. */
export const portInDocuments = (client: Client) => {
  const folder = (orderId: string) => client.account(portInOrder.collection, orderId, "loas");
  const file = (orderId: string, fileName: string) => [...folder(orderId), fileName];
  const metadataOf = (orderId: string, fileName: string) => [...file(orderId, fileName), "metadata"];

  /** Sends a file. A refusal may have only a result code (docs/maintainers/api.md#errors, shape 7). */
  async function send(request: Request) {
    const answer = await client.request(request);
    const details = errorDetails({ root: answer.root ?? "", content: answer.body });
    if (details.length === 0) return answer;
    const path = `/${request.path.join("/")}`;
    throw new BandwidthError({ method: request.method, path, status: answer.status, fate: "refused", details });
  }

  /** A file's description, as the API writes it. {} when there is none. */
  async function said(orderId: string, fileName: string, signal?: AbortSignal): Promise<XmlElement> {
    const request: Request = { method: "GET", path: metadataOf(orderId, fileName), signal };
    try {
      const answer = await client.request(request);
      const isDescription = answer.status === 204 || answer.root?.toLowerCase() === "filemetadata";
      if (!isDescription) throw unexpected(request, answer, "the answer holds no description of the file");
      return answer.body;
    } catch (error) {
      if (isMissing(error)) return {};
      throw error;
    }
  }

  return {
    /** The names of a port-in's files. Undefined when there is no such port-in. */
    async names(orderId: string, signal?: AbortSignal): Promise<string[] | undefined> {
      const request: Request = { method: "GET", path: folder(orderId), signal };
      try {
        const answer = await client.request(request);
        if (text(answer.body, "fileCount") === undefined) {
          throw unexpected(request, answer, "the answer isn't a list of files");
        }
        return texts(answer.body, "fileNames");
      } catch (error) {
        if (saysMissing(error, ...noSuchPortIn)) return undefined;
        throw error;
      }
    },

    /** Adds a file, and returns its name. */
    async add(orderId: string, document: DocumentFile, documentType?: string, signal?: AbortSignal): Promise<string> {
      // Some orders need the type with the file itself (7640).
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

    /** Replaces a file's content. */
    async replace(orderId: string, fileName: string, document: DocumentFile, signal?: AbortSignal): Promise<void> {
      await send({ method: "PUT", path: file(orderId, fileName), file: document, oneThing: true, signal });
    },

    /** A file's content. Undefined when there is no such file. */
    async content(orderId: string, fileName: string, signal?: AbortSignal): Promise<Uint8Array | undefined> {
      const request: Request = { method: "GET", path: file(orderId, fileName), forFile: true, signal };
      try {
        const answer = await client.request(request);
        if (isMessage(answer) || isErrorDocument(answer))
          throw unexpected(request, answer, "the answer is a page or a message, not the file");
        // No file that is sent is empty. Taken for the content, it would be sent a second time.
        if (answer.file?.length === 0) throw unexpected(request, answer, "the received file is empty");
        return answer.file;
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },

    /** A file's description. {} when there is none. */
    async metadata(orderId: string, fileName: string, signal?: AbortSignal): Promise<DocumentMetadata> {
      return decode(shape, await said(orderId, fileName, signal));
    },

    /** Sets or clears a file's description. It repeats the parts that this version doesn't know. */
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

    /** Deletes a file. A missing file counts as deleted. */
    async remove(orderId: string, fileName: string, signal?: AbortSignal): Promise<void> {
      await client
        .request({ method: "DELETE", path: file(orderId, fileName), oneThing: true, signal })
        .catch((error: unknown) => {
          if (!isMissing(error)) throw error;
        });
    },
  };
};
