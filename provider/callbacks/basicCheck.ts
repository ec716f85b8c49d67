import { createHash, timingSafeEqual } from "node:crypto";

/** The credentials that Bandwidth sends: the `username` and `password` of the `Subscription`'s callback. */
export interface CallbackCredentials {
  username: string;
  password: string;
}

/** Who gets access. `"none"` accepts everyone who knows the address. */
export type Accepted = CallbackCredentials | readonly CallbackCredentials[] | "none";

/**
 * Bandwidth sends credentials only after you ask for them (docs/maintainers/api.md#callbacks).
 * @internal
 */
export const challenge = 'Basic realm="pulumi-bandwidth", charset="UTF-8"';

/**
 * Returns whether an Authorization header gets access. The time that it takes reveals nothing about the credentials: it
 * compares whole digests of equal length, always all of them.
 * @internal
 */
export function basicCheck(accepted: Accepted): (authorization: string | undefined) => boolean {
  if (accepted === "none") return () => true;
  const known = [accepted].flat().map(digestOf);
  if (known.length === 0) throw new TypeError("credentials are an empty list. To accept everyone, use `none`");
  return (authorization) => {
    const encoded = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(authorization ?? "")?.[1] ?? "";
    const given = digest(Buffer.from(encoded, "base64").toString("utf8"));
    return known.map((one) => timingSafeEqual(one, given)).includes(true);
  };
}

/** Refuses at the start what would accept everyone, such as variables that aren't set. */
function digestOf({ username, password }: CallbackCredentials): Buffer {
  if (!username || !password || username.includes(":")) {
    throw new TypeError("credentials need a username without a colon, and a password");
  }
  return digest(`${username}:${password}`);
}

const digest = (text: string) => createHash("sha256").update(text).digest();
