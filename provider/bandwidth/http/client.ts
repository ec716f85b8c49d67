import { setMaxListeners } from "node:events";
import PQueue from "p-queue";
import type { Dialect } from "../values/telephoneNumber.js";
import { writeXml, type XmlDocument } from "../xml/xml.js";
import { type ApiResponse, type RequestContext, readAnswer, readFailure, unanswered } from "./apiResponse.js";
import type { Authorizer } from "./authorizer.js";
import { type Clock, systemClock } from "./clock.js";
import { createAuthorizer } from "./credentials.js";
import { absentRequest } from "./dialects.js";
import { BandwidthError, Canceled, ConfigurationError, isCanceled, MalformedAnswer } from "./errors.js";
import { Connections, HttpFailure, type HttpRequest, type HttpResponse } from "./httpRequest.js";
import { RateGate } from "./rateGate.js";
import { Redactor, secretsIn } from "./redact.js";
import {
  askedPause,
  asksForRepeat,
  type FailedAttempt,
  isRateLimit,
  isTransientStatus,
  mayRepeat,
  pauseBefore,
} from "./retry.js";
import { type ClientSettings, checkSettings } from "./settings.js";
import { untilAborted } from "./untilAborted.js";
import { encodePath, encodeQuery, type Query } from "./url.js";

export type { ApiResponse } from "./apiResponse.js";
export type { Clock } from "./clock.js";
export type { ClientSettings, Credentials } from "./settings.js";

/** One call of the API. */
export interface Request {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Segments after the base URL. The client encodes them. */
  path: readonly string[];
  query?: Query;
  body?: XmlDocument;
  /** A file to send instead of a document. */
  file?: { contentType: string; content: Uint8Array };
  /** Whether the answer is a file. */
  forFile?: boolean;
  /**
   * Whether a 303 is an answer: it says that the requested thing is ready elsewhere. The client doesn't follow it,
   * because it often names a host that was not called (docs/maintainers/api.md#redirects).
   */
  seeOther?: boolean;
  /**
   * Whether this request writes one thing, and the answer shows the thing or nothing. Errors in such an answer mean
   * that nothing was written, whatever the status says. Answers about orders hold errors of numbers, and the caller
   * reads them.
   */
  oneThing?: boolean;
  signal?: AbortSignal;
  /** The time limit of one attempt. By default the client's. */
  timeoutMs?: number;
  /** The longest answer to accept. By default the client's. */
  maxAnswerBytes?: number;
  /**
   * Whether sending it twice does no more than sending it once. True by default, but false for POST. A request that
   * isn't repeatable is sent again only when the first one can't have acted (docs/maintainers/money.md#repeats).
   */
  repeatable?: boolean;
}

/** What tests replace. */
export interface ClientEnvironment {
  clock?: Clock;
  /** From 0 to just below 1. */
  random?: () => number;
}

/** A request ready to be sent, as often as needed. */
interface Prepared {
  exchange: HttpRequest;
  asked: RequestContext;
}

type Outcome = { answer: ApiResponse } | (FailedAttempt & { credentialsRenewed: boolean });

const usualTimeout = 60_000;
const usualMaxAnswer = 64 * 1024 * 1024;

/** Talks to one account: address, credentials, retries, rate limits, paging. */
export class Client {
  readonly accountId: string;
  /** The logged-in user, if the credentials name one. */
  readonly userName?: string;
  readonly dialect: Dialect;
  readonly clock: Clock;
  readonly random: () => number;
  private readonly baseUrl: string;
  private readonly limits: { timeoutMs: number; maxAnswerBytes: number };
  private readonly userAgent: string;
  private readonly redactor = new Redactor();
  private readonly connections: Connections;
  private readonly queue: PQueue;
  private readonly gate: RateGate;
  private readonly authorizer: Authorizer;
  private readonly closed = new AbortController();
  private begun = 1;

  /** @throws ConfigurationError that names the setting that can't work. */
  constructor(settings: ClientSettings, environment: ClientEnvironment = {}) {
    const { baseUrl, tokenUrl, dialect } = checkSettings(settings);
    this.accountId = settings.accountId;
    if (settings.credentials.kind === "basic") this.userName = settings.credentials.username;
    this.dialect = dialect;
    this.clock = environment.clock ?? systemClock;
    this.random = environment.random ?? Math.random;
    this.baseUrl = baseUrl;
    this.limits = {
      timeoutMs: settings.requestTimeoutMs ?? usualTimeout,
      maxAnswerBytes: settings.maxAnswerBytes ?? usualMaxAnswer,
    };
    this.userAgent = settings.userAgent ?? "pulumi-bandwidth";
    this.connections = new Connections(settings.maxConcurrency);
    this.queue = new PQueue({ concurrency: settings.maxConcurrency });
    this.gate = new RateGate(this.clock);
    this.authorizer = createAuthorizer(settings.credentials, {
      baseUrl,
      tokenUrl,
      connections: this.connections,
      clock: this.clock,
      random: this.random,
      redactor: this.redactor,
      timeoutMs: this.limits.timeoutMs,
      userAgent: this.userAgent,
      closed: this.closed.signal,
    });
  }

  /** The default time limit of one attempt, in milliseconds. */
  get timeoutMs(): number {
    return this.limits.timeoutMs;
  }

  /** The run that works with this client. What an earlier run has read isn't shared with a later one. */
  get run(): number {
    return this.begun;
  }

  /** Another run begins. It reads everything anew. */
  beginRun(): void {
    this.begun += 1;
  }

  /** The path segments of this account. */
  account(...segments: string[]): string[] {
    return ["accounts", this.accountId, ...segments];
  }

  /**
   * Sends a request, and repeats it where that is allowed and may help. Returns any 2xx answer, even one with errors.
   * @throws BandwidthError for everything else. Canceled when the signal aborts.
   */
  async request(request: Request): Promise<ApiResponse> {
    const prepared = this.prepare(request);
    const repeatable = request.repeatable ?? request.method !== "POST";
    let unclear: BandwidthError | undefined;
    let credentialsRenewed = false;
    try {
      for (let attempt = 1; ; attempt++) {
        const outcome = await this.inTurn(prepared);
        if ("answer" in outcome) return outcome.answer;
        if (outcome.credentialsRenewed && !credentialsRenewed) {
          credentialsRenewed = true;
          continue;
        }
        if (outcome.error.fate === "unknown") unclear = outcome.error;
        if (!mayRepeat(outcome, attempt, repeatable)) {
          // This attempt was never sent, but an earlier one may have acted.
          throw outcome.error.fate === "unsent" ? (unclear ?? outcome.error) : outcome.error;
        }
        const pause = pauseBefore(outcome, attempt, this.random);
        if (isRateLimit(outcome)) this.gate.close(pause);
        else await this.clock.sleep(pause, request.signal);
      }
    } catch (error) {
      if (!isCanceled(error)) throw error;
      const fate = error instanceof Canceled && !unclear ? error.fate : "unknown";
      throw new Canceled(`${prepared.asked.method} ${prepared.asked.path}`, fate, error);
    }
  }

  /** One page of a list. Undefined when the API says that it has no entries. */
  async page(request: Request): Promise<ApiResponse | undefined> {
    try {
      const answer = await this.request(request);
      return answer.status === 204 ? undefined : answer;
    } catch (error) {
      // Some empty lists are a 404 with only links (docs/maintainers/api.md#paging).
      if (error instanceof BandwidthError && error.status === 404 && error.root === "Links") return undefined;
      throw error;
    }
  }

  /** An answer's text without the secrets that it repeats, including the request's. */
  discreet(words: string | undefined, body: XmlDocument): string | undefined {
    return words === undefined ? undefined : this.redactor.with(secretsIn(body)).clean(words);
  }

  /** Closes the connections and ends the wait for a token. */
  close(): void {
    this.closed.abort();
    this.connections.close();
  }

  private prepare(request: Request): Prepared {
    const { method, body, file, forFile, oneThing, signal } = request;
    const absent = absentRequest(this.dialect, method, request.path);
    if (absent !== undefined) throw new ConfigurationError(absent);
    // A resource can have many requests on their way. Each takes its listener away, but Node.js warns of a leak at the eleventh.
    if (signal) setMaxListeners(0, signal);
    const path = encodePath(request.path);
    const headers: Record<string, string> = {
      Accept: forFile ? "*/*" : "application/xml",
      "User-Agent": this.userAgent,
    };
    if (file) headers["Content-Type"] = file.contentType;
    if (body) headers["Content-Type"] = "application/xml; charset=utf-8";
    return {
      exchange: {
        timeoutMs: request.timeoutMs ?? this.limits.timeoutMs,
        maxAnswerBytes: request.maxAnswerBytes ?? this.limits.maxAnswerBytes,
        seeOther: request.seeOther,
        method,
        url: this.baseUrl + path + encodeQuery(request.query),
        headers,
        body: body ? writeXml(body.root, body.content) : file && Buffer.from(file.content),
        signal,
      },
      asked: {
        method,
        path,
        forFile,
        oneThing,
        redactor: body ? this.redactor.with(secretsIn(body)) : this.redactor,
        credentialsHint: () => this.authorizer.hint(),
        otherReason: () => this.authorizer.otherReason?.(),
      },
    };
  }

  /** One attempt, as soon as there is a free slot and no pause. */
  private async inTurn(prepared: Prepared): Promise<Outcome> {
    const { signal } = prepared.exchange;
    const canceled = () => new Canceled("a request that waited for its turn", "unsent", signal?.reason);
    const outcome = new Promise<Outcome>((resolve, reject) => {
      const begun = new Promise<void>((begin) => {
        const turn = this.queue.add(async () => {
          begin();
          if (signal?.aborted) throw canceled();
          await this.gate.pass(signal);
          return this.attempt(prepared);
        });
        turn.then(resolve, reject);
      });
      // This applies only while it waits in the queue. Later, only the attempt itself knows how far it got.
      untilAborted(begun, signal, canceled).catch(reject);
    });
    return outcome;
  }

  private async attempt({ exchange, asked }: Prepared): Promise<Outcome> {
    const authorization = await this.authorizer.header(exchange.signal);
    let reply: HttpResponse;
    try {
      const headers = { ...exchange.headers, Authorization: authorization };
      reply = await this.connections.exchange({ ...exchange, headers });
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      return { error: unanswered(error, asked), transient: error.transient, credentialsRenewed: false };
    }
    if (reply.status !== 429) this.gate.accepted();
    if (reply.status >= 200 && reply.status < 300) return read(reply, asked);
    if (reply.status === 303 && exchange.seeOther) return { answer: { status: reply.status, body: {} } };
    const error = readFailure(reply, asked);
    return {
      error,
      transient: isTransientStatus(reply.status) || asksForRepeat(asked.method, error),
      askedPause: askedPause(reply, this.clock),
      credentialsRenewed: reply.status === 401 && this.authorizer.refused(authorization),
    };
  }
}

function read(reply: HttpResponse, asked: RequestContext): Outcome {
  try {
    return { answer: readAnswer(reply, asked) };
  } catch (error) {
    if (!(error instanceof BandwidthError)) throw error;
    const cut = error.cause instanceof MalformedAnswer && error.cause.kind === "cut";
    return { error, transient: cut, credentialsRenewed: false };
  }
}
