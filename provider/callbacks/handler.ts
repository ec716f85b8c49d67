import type { IncomingMessage, ServerResponse } from "node:http";
import { LONGEST_BODY } from "./document.js";
import { type CallbackAnswer, plainAnswer, type Reception, receive } from "./exchange.js";

/** Receives callbacks, in whichever way a server hands them over. */
export interface CallbackHandler {
  /** For `http.createServer`, Express and what else speaks Node's requests; put it before anything that reads bodies. */
  node: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** For servers and frameworks that speak `Request` and `Response`. */
  fetch: (request: Request) => Promise<Response>;
}

/**
 * Both ways into a reception. `failed` is told what goes wrong in it.
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

/** Leaving the loop early must not close the connection: the answer has to go out on it first. */
const piecesOf = (request: IncomingMessage) => request.iterator({ destroyOnReturn: false });

/**
 * Reads what was left unread, such as the body of a request that has to sign in first: some clients see no answer before
 * all is sent. Says whether the connection can be used again; what is too long is cut off.
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
    return false; // the sender has gone
  }
}

async function* none(): AsyncGenerator<Uint8Array> {}
