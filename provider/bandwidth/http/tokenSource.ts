import { cut } from "../../cut.js";
import type { Authorizer } from "./authorizer.js";
import type { Clock } from "./clock.js";
import { Canceled } from "./errors.js";
import { type Connections, HttpFailure, type HttpResponse } from "./httpRequest.js";
import type { Redactor } from "./redact.js";
import { isTransientStatus } from "./retry.js";
import { TokenError } from "./tokenError.js";
import { untilAborted } from "./untilAborted.js";

/** What is needed to fetch a token. */
export interface TokenSurroundings {
  tokenUrl: string;
  connections: Connections;
  clock: Clock;
  random: () => number;
  redactor: Redactor;
  timeoutMs: number;
  userAgent: string;
  /** Aborts when the client is closed. */
  closed: AbortSignal;
}

/** A token is replaced this long before it expires. */
const early = 60_000;
/** The lifetime of a token if the endpoint doesn't state it (docs/maintainers/api.md#authentication). */
const usualLifetime = 3_600;
const attempts = 3;
const largestAnswer = 1024 * 1024;

interface Token {
  header: string;
  renewAt: number;
  lifetime: number;
}

/** OAuth2 client credentials: one token for all requests, fetched once for all waiting requests. */
export class TokenSource implements Authorizer {
  private token?: Token;
  private fetching?: Promise<Token>;

  constructor(
    private readonly basic: string,
    private readonly endpoint: TokenSurroundings,
  ) {}

  async header(signal?: AbortSignal): Promise<string> {
    if (this.token && this.endpoint.clock.now() < this.token.renewAt) return this.token.header;
    // All requests share the fetch: one canceled request doesn't end it for the others.
    this.fetching ??= this.fetch().finally(() => {
      this.fetching = undefined;
    });
    const token = await untilAborted(
      this.fetching,
      signal,
      () => new Canceled("a wait for an access token", "unsent", signal?.reason),
    );
    return token.header;
  }

  refused(header: string): boolean {
    if (this.token?.header === header) this.token = undefined;
    return true;
  }

  hint(): string {
    const lifetime = this.token ? ` (valid for ${this.token.lifetime} s)` : "";
    return (
      `The token endpoint ${this.endpoint.tokenUrl} accepts clientId and clientSecret and returned a new token${lifetime}, ` +
      "but the API refuses it: check that baseUrl and tokenUrl belong to the same environment, and that the client " +
      "is allowed to use this account"
    );
  }

  private async fetch(): Promise<Token> {
    for (let attempt = 1; ; attempt++) {
      try {
        const token = this.read(await this.call());
        this.token = token;
        return token;
      } catch (error) {
        // A refusal is reported immediately. Only a failure that may go away by itself gets another call.
        const transient = error instanceof TokenError && error.transient;
        if (!transient || attempt === attempts) throw error;
        await this.endpoint.clock.sleep(this.endpoint.random() * 500 * 2 ** attempt, this.endpoint.closed);
      }
    }
  }

  private async call(): Promise<HttpResponse> {
    const { connections, tokenUrl, timeoutMs, userAgent, closed } = this.endpoint;
    try {
      return await connections.exchange({
        method: "POST",
        url: tokenUrl,
        headers: {
          Authorization: this.basic,
          Accept: "application/json",
          "Content-Type": "application/x-www-form-urlencoded",
          "User-Agent": userAgent,
        },
        body: "grant_type=client_credentials",
        timeoutMs,
        maxAnswerBytes: largestAnswer,
        signal: closed,
      });
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      throw this.failed(`gave no answer: ${error.message}`, error.transient, "check tokenUrl and the network", error);
    }
  }

  private read(reply: HttpResponse): Token {
    const answer = parseJson(reply.body);
    const accessToken = answer?.access_token;
    if (reply.status !== 200 || typeof accessToken !== "string" || !/^[\x21-\x7e]+$/.test(accessToken)) {
      throw this.failed(...this.refusal(reply, answer));
    }
    this.endpoint.redactor.add(accessToken);
    const stated = Number(answer?.expires_in ?? usualLifetime);
    const lifetime = Number.isFinite(stated) && stated > 0 ? stated : usualLifetime;
    // Otherwise, a token with a lifetime of a minute or two would be replaced immediately, forever.
    const margin = Math.min(early, (lifetime * 1_000) / 2);
    const renewAt = this.endpoint.clock.now() + lifetime * 1_000 - margin;
    return { header: `Bearer ${accessToken}`, renewAt, lifetime };
  }

  private refusal(
    reply: HttpResponse,
    answer?: Record<string, unknown>,
  ): [reason: string, transient: boolean, hint: string] {
    if (reply.status === 200) return ["answered 200, but the answer holds no access_token", false, "check tokenUrl"];
    const { redactor } = this.endpoint;
    const said = [answer?.error, answer?.error_description ?? answer?.message].filter((one) => typeof one === "string");
    const words = redactor.beginning(said.length > 0 ? said.join(": ") : reply.body, 20_000);
    const shown = cut(words.replace(/<[^>]*>|\s+/g, " ").trim(), 300);
    const hint =
      reply.status === 400 || reply.status === 401 || reply.status === 403
        ? "check clientId and clientSecret, and that tokenUrl belongs to their environment"
        : "check tokenUrl";
    return [`answered ${reply.status} "${shown}"`, isTransientStatus(reply.status), hint];
  }

  private failed(reason: string, transient: boolean, hint: string, cause?: unknown): TokenError {
    const words = this.endpoint.redactor.clean(`the token endpoint ${this.endpoint.tokenUrl} ${reason}`);
    return new TokenError(new URL(this.endpoint.tokenUrl).pathname, words, transient, hint, cause);
  }
}

function parseJson(body: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
