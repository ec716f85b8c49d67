import { challenge } from "./basicCheck.js";
import { LONGEST_BODY, tooLong } from "./document.js";

/** A request, from any server. */
export interface CallbackRequest {
  method: string;
  header(name: string): string | undefined;
  /** The body in pieces. Nothing is read before somebody needs it. */
  body: AsyncIterable<Uint8Array>;
}

/** The answer to it. */
export interface CallbackAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** What a handler does with a readable body. */
export interface Reception {
  /** Whether an Authorization header gets access. */
  admits(authorization: string | undefined): boolean;
  /** Answers a body. */
  answer(body: string): Promise<CallbackAnswer>;
  /** Answers a body that was not read: too long, of another type, or not in UTF-8. */
  refuse(status: 400 | 413 | 415, error: Error): CallbackAnswer;
}

/** A plain-text answer without any text from the request. Bandwidth shows it in the subscription's status. */
export function plainAnswer(status: number, words = "", headers: Record<string, string> = {}): CallbackAnswer {
  return { status, headers: { "Content-Type": "text/plain; charset=utf-8", ...headers }, body: words };
}

/** Receives one request. A sender without access learns only that. */
export async function receive(request: CallbackRequest, reception: Reception): Promise<CallbackAnswer> {
  if (request.method !== "POST") return plainAnswer(405, "only POST is allowed", { Allow: "POST" });
  if (!reception.admits(request.header("authorization"))) {
    return plainAnswer(401, "credentials are required", { "WWW-Authenticate": challenge });
  }
  if (!isPlainXml(request)) return reception.refuse(415, new TypeError("the content type isn't XML"));
  const bytes = await read(request);
  if (bytes === undefined) return reception.refuse(413, tooLong());
  const body = decode(bytes);
  if (body === undefined) return reception.refuse(400, new TypeError("the body isn't in UTF-8"));
  return reception.answer(body);
}

/** A body without a type is read: the parser sees whether it is XML. */
function isPlainXml(request: CallbackRequest): boolean {
  const type = request.header("content-type")?.split(";", 1)[0]?.trim() ?? "";
  const encoding = request.header("content-encoding") ?? "identity";
  return /^(|(application|text)\/(.+\+)?xml)$/i.test(type) && encoding === "identity";
}

/** The body. Undefined when it is too long. Its declared length may show that before it is read. */
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
