import { type Accepted, basicCheck } from "./basicCheck.js";
import type { CallbackAnswer, Reception } from "./exchange.js";
import { type CallbackHandler, handlerOf } from "./handler.js";
import { InvalidCallback } from "./invalidCallback.js";
import { report } from "./notificationHandler.js";
import type { PortOutError } from "./portOutCodes.js";
import {
  type PortOutDecision,
  type PortOutValidation,
  parsePortOutValidation,
  portOutValidationResponse,
} from "./portOutValidation.js";

/** How a service decides whether numbers may be ported away, and from whom it takes the question. */
export interface PortOutValidationHandlerOptions {
  /** What was agreed with Bandwidth when the callback was set up; `"none"` answers everybody. */
  credentials: Accepted;
  /** Decides. The signal says that the time is over. */
  onPortOut: (validation: PortOutValidation, signal: AbortSignal) => Promise<PortOutDecision> | PortOutDecision;
  /** Is told why a request was refused with 7598 or 7599; prints one line to standard error unless it is given. */
  onError?: (error: unknown) => void;
  /** How long deciding may take, in milliseconds. Bandwidth waits for 30 seconds; 25 seconds unless it is given. */
  timeoutMs?: number;
}

const LONGEST_DECISION = 25_000;

/**
 * Answers the question whether numbers may be ported away. Bandwidth ports them when it gets no answer, or any other
 * than 200; so whatever goes wrong behind the sign-in is answered with 200 and a refusal: 7598 when the request cannot be
 * read, 7599 when deciding fails or takes too long.
 */
export function portOutValidationHandler(options: PortOutValidationHandlerOptions): CallbackHandler {
  const { credentials, onPortOut, onError: failed = report, timeoutMs = LONGEST_DECISION } = options;
  const refuse = (error: unknown): CallbackAnswer => {
    failed(error);
    return refusal({ code: "7598", explanation: "the request cannot be read" });
  };
  const answer: Reception["answer"] = async (body) => {
    let pon: string | undefined;
    try {
      const validation = parsePortOutValidation(body);
      pon = validation.pon;
      const decision = await inTime(timeoutMs, (signal) => onPortOut(validation, signal));
      return xmlAnswer({ pon, ...decision });
    } catch (error) {
      if (error instanceof InvalidCallback) return refuse(error);
      failed(error);
      return refusal({ code: "7599" }, pon);
    }
  };
  return handlerOf({ admits: basicCheck(credentials), answer, refuse: (_status, error) => refuse(error) }, failed);
}

function xmlAnswer(decision: PortOutDecision): CallbackAnswer {
  const headers = { "Content-Type": "application/xml; charset=utf-8" };
  return { status: 200, headers, body: portOutValidationResponse(decision) };
}

function refusal(error: PortOutError, pon?: string): CallbackAnswer {
  return xmlAnswer({ portable: false, pon, errors: [error] });
}

async function inTime<T>(timeoutMs: number, decide: (signal: AbortSignal) => Promise<T> | T): Promise<T> {
  const ending = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const error = new Error(`no decision within ${timeoutMs} ms`);
      reject(error);
      ending.abort(error);
    }, timeoutMs);
  });
  try {
    return await Promise.race([decide(ending.signal), over]);
  } finally {
    clearTimeout(timer);
  }
}
