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

/** How a service decides whether numbers may be ported away, and from whom it takes the question. */
export interface PortOutValidationHandlerOptions {
  /** What was agreed with Bandwidth when the callback was set up; `"none"` answers everybody. */
  credentials: Accepted;
  /** Decides. The signal says that the time is over. */
  onPortOut: (validation: PortOutValidation, signal: AbortSignal) => Promise<PortOutDecision> | PortOutDecision;
  /** Is told why a request was refused with 7598; prints one line to standard error unless it is given. */
  onError?: (error: unknown) => void;
  /** How long deciding may take, in milliseconds. Bandwidth waits for 30 seconds; 25 seconds unless it is given. */
  timeoutMs?: number;
}

const LONGEST_DECISION = 25_000;

/**
 * Answers the question whether numbers may be ported away. **Bandwidth lets the numbers go when it gets no valid answer**,
 * and also for code 7599. So whatever goes wrong behind the sign-in is answered with 200 and a refusal with 7598: when the
 * request cannot be read, when deciding fails or takes too long, and when the decision cannot be written. The request then
 * waits as an exception, and the other carrier can submit it again. An answer such as 500 could make Bandwidth ask again,
 * but nothing promises that, and after the last attempt the numbers go.
 *
 * A refusal that tells none of the right values gets the request's numbers, since Bandwidth may take one without any value
 * for an approval. Where no number of the request can be read, it gets an account number that nobody has: `UNREADABLE`.
 */
export function portOutValidationHandler(options: PortOutValidationHandlerOptions): CallbackHandler {
  const { credentials, onPortOut, onError = report, timeoutMs = LONGEST_DECISION } = options;
  const failed = (error: unknown): void => {
    try {
      onError(error);
    } catch (another) {
      report(another); // the answer has to go out all the same
    }
  };
  const answer: Reception["answer"] = async (body) => {
    let validation: PortOutValidation;
    try {
      validation = parsePortOutValidation(body);
    } catch (error) {
      failed(error);
      return refusal("the request cannot be read", readableNumbers(body));
    }
    try {
      // What `onPortOut` does to its copy must not spoil the answer.
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
    return refusal("the request cannot be read", readableNumbers(""));
  };
  return handlerOf({ admits: basicCheck(credentials), answer, refuse }, failed);
}

function xmlAnswer(decision: PortOutDecision, request: PortOutValidation): CallbackAnswer {
  const headers = { "Content-Type": "application/xml; charset=utf-8" };
  return { status: 200, headers, body: portOutValidationResponse(decision, request) };
}

/** A value where none is known. No account has this number, so no request is right by it. */
const NO_ACCOUNT = "UNREADABLE";

/** A refusal always tells a value, be it one that nobody has: Bandwidth may take one without any for an approval. */
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
