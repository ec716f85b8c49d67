import { createHash } from "node:crypto";
import type { Reply } from "./call.js";
import type { Settings } from "./settings.js";

/** What gives access to the account. None of it is real. */
export interface SimulatorCredentials {
  clientId: string;
  clientSecret: string;
  username: string;
  password: string;
  /** A token that never expires unless it is revoked. */
  accessToken: string;
}

export const defaultCredentials: SimulatorCredentials = {
  clientId: "SIMULATOR-CLIENT",
  clientSecret: "simulator-client-secret",
  username: "simulator-user",
  password: "simulator-password",
  accessToken: "simulator-access-token",
};

/** Tokens and access. */
export class Gate {
  private readonly tokens = new Map<string, number>();
  private issued = 0;
  private readonly firstDay: SimulatorCredentials;
  /** Requests to the token endpoint. */
  tokenRequests = 0;

  constructor(
    readonly credentials: SimulatorCredentials,
    private readonly settings: Settings,
    private readonly now: () => number,
  ) {
    this.firstDay = { ...credentials };
    this.reset();
  }

  /** Only the ready token is valid, and the password is the first one. */
  reset(): void {
    Object.assign(this.credentials, this.firstDay);
    this.tokens.clear();
    this.tokens.set(this.credentials.accessToken, Number.POSITIVE_INFINITY);
    this.tokenRequests = 0;
  }

  /** Invalidates every token at once, including the ready one. */
  revokeTokens(): void {
    this.tokens.clear();
  }

  /** `POST /api/v1/oauth2/token` (docs/maintainers/api.md#authentication). */
  answerTokenRequest(authorization: string | undefined, body: string): Reply {
    this.tokenRequests += 1;
    const { clientId, clientSecret } = this.credentials;
    if (authorization !== basic(clientId, clientSecret)) {
      return json(401, { error: "invalid_client", error_description: "Client authentication failed" });
    }
    if (new URLSearchParams(body).get("grant_type") !== "client_credentials") {
      return json(400, { error: "unsupported_grant_type", error_description: "grant_type must be client_credentials" });
    }
    this.issued += 1;
    const token = createHash("sha256").update(`${this.issued}:${this.now()}`).digest("hex");
    this.tokens.set(token, this.now() + this.settings.tokenLifetimeSeconds * 1_000);
    return json(200, { access_token: token, token_type: "Bearer", expires_in: this.settings.tokenLifetimeSeconds });
  }

  /** Whether an API request gets access. */
  admits(authorization: string | undefined): boolean {
    const bearer = /^Bearer (.+)$/.exec(authorization ?? "")?.[1];
    if (bearer !== undefined) return (this.tokens.get(bearer) ?? 0) > this.now();
    return this.settings.acceptBasic && this.isUser(authorization);
  }

  /** Whether the request was signed with the user's name and password. */
  isUser(authorization: string | undefined): boolean {
    const { username, password } = this.credentials;
    return authorization === basic(username, password);
  }
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}

function json(status: number, value: unknown): Reply {
  return { status, body: JSON.stringify(value), contentType: "application/json" };
}
