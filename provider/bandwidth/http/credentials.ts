import type { Authorizer } from "./authorizer.js";
import type { Redactor } from "./redact.js";
import type { Credentials } from "./settings.js";
import { TokenSource, type TokenSurroundings } from "./tokenSource.js";
import { formerAddressOf } from "./world.js";

/** The authorizer for these credentials. It tells the redactor every secret that it learns. */
export function createAuthorizer(
  credentials: Credentials,
  surroundings: TokenSurroundings & { baseUrl: string },
): Authorizer {
  const { redactor } = surroundings;
  switch (credentials.kind) {
    case "oauth":
      return new TokenSource(basicHeader(credentials.clientId, credentials.clientSecret, redactor), surroundings);
    case "token":
      redactor.add(credentials.accessToken);
      return fixed(
        `Bearer ${credentials.accessToken}`,
        "Bandwidth refused the access token: it may have expired, or belong to another environment than baseUrl. " +
          "Set a new accessToken, or set clientId and clientSecret to let the provider fetch and refresh tokens",
      );
    case "basic":
      return {
        ...fixed(
          basicHeader(credentials.username, credentials.password, redactor),
          `Bandwidth refused the user name and password (Basic authentication). ${insteadOfBasic(surroundings.baseUrl)}`,
        ),
        otherReason: () =>
          `Or Bandwidth doesn't accept a user name and password (Basic authentication) here. ${insteadOfBasic(surroundings.baseUrl)}`,
      };
  }
}

/** Bandwidth doesn't say which status will refuse Basic authentication, or when each address will start. */
function insteadOfBasic(baseUrl: string): string {
  const former = formerAddressOf(baseUrl);
  return [
    "It accepts them only until 2026-12-02: create OAuth2 client credentials, and set clientId and clientSecret",
    ...(former ? [`Until then, the former address may still accept them: set baseUrl to ${former}`] : []),
  ].join(". ");
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
