import type { Redactor } from "./redact.js";
import type { Credentials } from "./settings.js";
import { TokenSource, type TokenSurroundings } from "./tokenSource.js";

/** Gives each request its Authorization header. */
export interface Authorizer {
  header(signal?: AbortSignal): Promise<string>;
  /** The API refused this header. Whether there is now another one to try. */
  refused(header: string): boolean;
  /** What a user should know when the API refuses the credentials for good. */
  hint(): string;
}

/** The authorizer for these credentials; it tells the redactor every secret that it comes to know. */
export function createAuthorizer(credentials: Credentials, surroundings: TokenSurroundings): Authorizer {
  const { redactor } = surroundings;
  switch (credentials.kind) {
    case "oauth":
      return new TokenSource(basicHeader(credentials.clientId, credentials.clientSecret, redactor), surroundings);
    case "token":
      redactor.add(credentials.accessToken);
      return fixed(
        `Bearer ${credentials.accessToken}`,
        "Bandwidth refused the access token: it may have expired, or belong to another environment than baseUrl. " +
          "Set a new accessToken, or clientId and clientSecret, with which tokens are fetched and refreshed",
      );
    case "basic":
      return fixed(
        basicHeader(credentials.username, credentials.password, redactor),
        "Bandwidth refused the user name and password (Basic authentication). Bandwidth ends Basic authentication on " +
          "2026-12-02: create OAuth2 client credentials, and set clientId and clientSecret",
      );
  }
}

function basicHeader(name: string, secret: string, redactor: Redactor): string {
  const encoded = Buffer.from(`${name}:${secret}`, "utf8").toString("base64");
  redactor.add(secret);
  redactor.add(encoded);
  return `Basic ${encoded}`;
}

const fixed = (header: string, hint: string): Authorizer => ({
  header: async () => header,
  refused: () => false,
  hint: () => hint,
});
