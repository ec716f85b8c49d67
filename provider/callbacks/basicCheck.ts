import { createHash, timingSafeEqual } from "node:crypto";

/** What Bandwidth signs in with: the `username` and `password` of the `Subscription`'s callback. */
export interface CallbackCredentials {
  username: string;
  password: string;
}

/** Those who may come in; `"none"` lets in everybody who knows the address. */
export type Accepted = CallbackCredentials | readonly CallbackCredentials[] | "none";

/**
 * Bandwidth sends credentials only after it was asked for them (docs/maintainers/api.md#callbacks).
 * @internal
 */
export const challenge = 'Basic realm="pulumi-bandwidth", charset="UTF-8"';

/**
 * Says of an Authorization header whether it may come in. How long that takes tells nothing of the credentials: digests
 * of equal length are compared whole, all of them in any case.
 * @internal
 */
export function basicCheck(accepted: Accepted): (authorization: string | undefined) => boolean {
  if (accepted === "none") return () => true;
  const known = [accepted].flat().map(digestOf);
  if (known.length === 0) throw new TypeError("credentials are an empty list; `none` lets in everybody");
  return (authorization) => {
    const encoded = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(authorization ?? "")?.[1] ?? "";
    const given = digest(Buffer.from(encoded, "base64").toString("utf8"));
    return known.map((one) => timingSafeEqual(one, given)).includes(true);
  };
}

/** Refuses at the start what would let in everybody, such as variables that are not set. */
function digestOf({ username, password }: CallbackCredentials): Buffer {
  if (!username || !password || username.includes(":")) {
    throw new TypeError("credentials need a username without a colon, and a password");
  }
  return digest(`${username}:${password}`);
}

const digest = (text: string) => createHash("sha256").update(text).digest();
