import { type Accepted, basicCheck } from "./basicCheck.js";
import type { CallbackAnswer, Reception } from "./exchange.js";
import { type CallbackHandler, handlerOf } from "./handler.js";
import { report } from "./notificationHandler.js";
import {
  type PortOutDecision,
  type PortOutValidation,
  parsePortOutValidation,
  portOutValidationResponse,
  readableNumbers,
} from "./portOutValidation.js";

/** How a service decides whether numbers may be ported away, and from whom it accepts the question. */
export interface PortOutValidationHandlerOptions {
  /** The credentials that you agreed with Bandwidth when the callback was set up. `"none"` answers everyone. */
  credentials: Accepted;
  /** Decides. The signal aborts when the time is over. */
  onPortOut: (validation: PortOutValidation, signal: AbortSignal) => Promise<PortOutDecision> | PortOutDecision;
  /** Called with the reason for a refusal with 7598. By default, it prints one line to standard error. */
  onError?: (error: unknown) => void;
  /** How long the decision may take, in milliseconds. Bandwidth waits 30 seconds. Default: 25 seconds. */
  timeoutMs?: number;
}

const LONGEST_DECISION = 25_000;

/**
 * Answers the question whether numbers may be ported away. **Bandwidth lets the numbers go when it gets no valid
 * answer**, and also for code 7599. So after the sign-in, every failure gets status 200 and a refusal with 7598:
 *
 * - the request can't be read,
 * - the decision fails or takes too long,
 * - the decision can't be written.
 *
 * The request then waits as an exception, and the other carrier can submit it again. An answer such as 500 could make
 * Bandwidth ask again. But nothing promises that, and after the last attempt the numbers go.
 *
 * A refusal without any of the right values gets the request's numbers, because Bandwidth may treat a refusal without
 * any value as an approval. If no number of the request can be read, it gets an account number that nobody has:
 * `UNREADABLE`.
 */
export function portOutValidationHandler(options: PortOutValidationHandlerOptions): CallbackHandler {
  const { credentials, onPortOut, onError = report, timeoutMs = LONGEST_DECISION } = options;
  const failed = (error: unknown): void => {
    try {
      onError(error);
    } catch (another) {
      report(another); // the answer must go out anyway
    }
  };
  const answer: Reception["answer"] = async (body) => {
    let validation: PortOutValidation;
    try {
      validation = parsePortOutValidation(body);
    } catch (error) {
      failed(error);
      return refusal("the request can't be read", readableNumbers(body));
    }
    try {
      // `onPortOut` may change its copy. That must not affect the answer.
      const copy = structuredClone(validation);
      const decision = await inTime(timeoutMs, (signal) => onPortOut(copy, signal));
      return xmlAnswer(decision, validation);
    } catch (error) {
      failed(error);
      return refusal("it could not be checked now, submit it again later", validation);
    }
  };
  const refuse: Reception["refuse"] = (_status, error) => {
    failed(error);
    return refusal("the request can't be read", readableNumbers(""));
  };
  return handlerOf({ admits: basicCheck(credentials), answer, refuse }, failed);
}

function xmlAnswer(decision: PortOutDecision, request: PortOutValidation): CallbackAnswer {
  const headers = { "Content-Type": "application/xml; charset=utf-8" };
  return { status: 200, headers, body: portOutValidationResponse(decision, request) };
}

/** A value for when none is known. No account has this number, so it makes no request right. */
const NO_ACCOUNT = "UNREADABLE";

/** A refusal always has a value, even one that nobody has: Bandwidth may treat a refusal without any as an approval. */
function refusal(explanation: string, request: PortOutValidation): CallbackAnswer {
  const accountNumber = request.telephoneNumbers.length === 0 ? NO_ACCOUNT : undefined;
  return xmlAnswer({ portable: false, errors: [{ code: "7598", explanation }], accountNumber }, request);
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
