import type { IncomingMessage, ServerResponse } from "node:http";
import { LONGEST_BODY } from "./document.js";
import { type CallbackAnswer, plainAnswer, type Reception, receive } from "./exchange.js";

/** Receives callbacks, whichever way a server passes them on. */
export interface CallbackHandler {
  /**
   * For `http.createServer`, Express and everything else with Node's requests. Put it before anything that reads
   * bodies.
   */
  node: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** For servers and frameworks with `Request` and `Response`. */
  fetch: (request: Request) => Promise<Response>;
}

/**
 * A handler with both interfaces. Calls `failed` with errors that happen inside it.
 * @internal
 */
export function handlerOf(reception: Reception, failed: (error: unknown) => void): CallbackHandler {
  const answerTo = (request: Parameters<typeof receive>[0]) =>
    receive(request, reception).catch((error: unknown): CallbackAnswer => {
      failed(error);
      return plainAnswer(500, "the callback was not handled");
    });
  return {
    async node(request, response) {
      const { headers, method = "" } = request;
      const answer = await answerTo({
        method,
        header: (name) => [headers[name]].flat()[0],
        body: piecesOf(request),
      });
      const closing = (await readAway(request)) ? {} : { Connection: "close" };
      response.writeHead(answer.status, { ...answer.headers, ...closing }).end(answer.body);
    },
    async fetch(request) {
      const { status, headers, body } = await answerTo({
        method: request.method,
        header: (name) => request.headers.get(name) ?? undefined,
        body: request.body ?? none(),
      });
      return new Response(body, { status, headers });
    },
  };
}

/** Leaving the loop early must not close the connection: the answer must go out on it first. */
const piecesOf = (request: IncomingMessage) => request.iterator({ destroyOnReturn: false });

/**
 * Reads the unread rest, such as the body of a request that must sign in first: some clients see no answer before
 * everything is sent. Returns whether the connection can be used again. Cuts off what is too long.
 */
async function readAway(request: IncomingMessage): Promise<boolean> {
  let length = 0;
  try {
    for await (const piece of piecesOf(request)) {
      length += piece.length;
      if (length > LONGEST_BODY) return false;
    }
    return true;
  } catch {
    return false; // the sender is gone
  }
}

async function* none(): AsyncGenerator<Uint8Array> {}
