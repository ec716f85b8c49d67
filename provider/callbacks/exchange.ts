import { challenge } from "./basicCheck.js";
import { LONGEST_BODY, tooLong } from "./document.js";

/** A request, from whatever server it comes. */
export interface CallbackRequest {
  method: string;
  header(name: string): string | undefined;
  /** The body in pieces, read no further than somebody wants. */
  body: AsyncIterable<Uint8Array>;
}

/** The answer to it. */
export interface CallbackAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** What a handler does with a body that may be read. */
export interface Reception {
  /** Whether an Authorization header may come in. */
  admits(authorization: string | undefined): boolean;
  /** Answers a body. */
  answer(body: string): Promise<CallbackAnswer>;
  /** Answers a body that was not read: too long, of another type, or not in UTF-8. */
  refuse(status: 400 | 413 | 415, error: Error): CallbackAnswer;
}

/** An answer in plain words, none of which come from the request. Bandwidth shows them in the subscription's status. */
export function plainAnswer(status: number, words = "", headers: Record<string, string> = {}): CallbackAnswer {
  return { status, headers: { "Content-Type": "text/plain; charset=utf-8", ...headers }, body: words };
}

/** Receives one request: who does not belong here learns nothing but that. */
export async function receive(request: CallbackRequest, reception: Reception): Promise<CallbackAnswer> {
  if (request.method !== "POST") return plainAnswer(405, "only POST is answered here", { Allow: "POST" });
  if (!reception.admits(request.header("authorization"))) {
    return plainAnswer(401, "credentials are required", { "WWW-Authenticate": challenge });
  }
  if (!isPlainXml(request)) return reception.refuse(415, new TypeError("the body is not said to be XML"));
  const bytes = await read(request);
  if (bytes === undefined) return reception.refuse(413, tooLong());
  const body = decode(bytes);
  if (body === undefined) return reception.refuse(400, new TypeError("the body is not in UTF-8"));
  return reception.answer(body);
}

/** A body without a type is read: that it is XML is seen soon enough. */
function isPlainXml(request: CallbackRequest): boolean {
  const type = request.header("content-type")?.split(";", 1)[0]?.trim() ?? "";
  const encoding = request.header("content-encoding") ?? "identity";
  return /^(|(application|text)\/(.+\+)?xml)$/i.test(type) && encoding === "identity";
}

/** The body; undefined when it is too long, which its length may tell before it is read. */
async function read(request: CallbackRequest): Promise<Buffer | undefined> {
  if (Number(request.header("content-length") ?? 0) > LONGEST_BODY) return undefined;
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of request.body) {
    length += piece.length;
    if (length > LONGEST_BODY) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
