import { isIPv4 } from "node:net";
import { cutShort } from "../../cut.js";
import type { Dialect } from "../values/telephoneNumber.js";
import { ConfigurationError } from "./errors.js";

/** How the provider authenticates to Bandwidth. */
export type Credentials =
  | { kind: "oauth"; clientId: string; clientSecret: string }
  | { kind: "token"; accessToken: string }
  | { kind: "basic"; username: string; password: string };

/** The client's settings. */
export interface ClientSettings {
  accountId: string;
  credentials: Credentials;
  /** A path that ends in `/v2` means the Universal Platform dialect. */
  baseUrl: string;
  tokenUrl: string;
  /** The maximum number of requests at once, and so of open connections. */
  maxConcurrency: number;
  /** How long one attempt may take, including its body. Default: one minute. */
  requestTimeoutMs?: number;
  /** The longest answer that is read. Default: 64 MiB. */
  maxAnswerBytes?: number;
  userAgent?: string;
}

/** Checked settings. */
export interface CheckedSettings {
  /** Ends without a slash. */
  baseUrl: string;
  tokenUrl: string;
  dialect: Dialect;
}

/** An account's id. It is a segment of every path, so nothing in it may have another meaning. */
export const accountForm = /^[A-Za-z0-9_-]+$/;
export const accountRule = (given: string): string =>
  `must be only the id of an account, such as 9500249, not ${JSON.stringify(cutShort(given, 60))}`;

/**
 * Refuses settings that can't work, or that would send credentials unencrypted.
 * @throws ConfigurationError that names the key.
 */
export function checkSettings(settings: ClientSettings): CheckedSettings {
  if (settings.accountId.trim() === "") throw new ConfigurationError("accountId is empty: set it to your account's id");
  if (!accountForm.test(settings.accountId))
    throw new ConfigurationError(`accountId ${accountRule(settings.accountId)}`);
  if (!Number.isInteger(settings.maxConcurrency) || settings.maxConcurrency < 1) {
    throw new ConfigurationError(`maxConcurrency must be a whole number of at least 1, not ${settings.maxConcurrency}`);
  }
  if (settings.credentials.kind === "token" && !/^[\x21-\x7e]+$/.test(settings.credentials.accessToken)) {
    throw new ConfigurationError(
      "accessToken is empty, or has spaces, line ends or other characters that no token has",
    );
  }
  const base = checkUrl("baseUrl", settings.baseUrl);
  const tokenUrl = checkUrl("tokenUrl", settings.tokenUrl);
  const path = base.pathname.replace(/\/+$/, "");
  return {
    baseUrl: base.origin + path,
    tokenUrl: tokenUrl.href,
    dialect: path.endsWith("/v2") ? "universal" : "classic",
  };
}

function checkUrl(key: "baseUrl" | "tokenUrl", value: string): URL {
  // A URL would silently lose line breaks and tabs, and lead elsewhere.
  if (/[\s\p{Cc}]/u.test(value)) throw new ConfigurationError(`${key} contains a space or a line break`);
  if (!URL.canParse(value)) throw new ConfigurationError(`${key} isn't a URL: use the form https://host/path`);
  const url = new URL(value);
  // Such a URL isn't shown: it may contain a password.
  if (url.username !== "" || url.password !== "") {
    throw new ConfigurationError(`${key} must not contain a user name or password: they have their own settings`);
  }
  if (url.search !== "" || url.hash !== "") throw new ConfigurationError(`${key} must not have a query or fragment`);
  if (!isSafe(url)) {
    throw new ConfigurationError(
      `${key} must begin with https:// (plain http is only for a loopback address such as 127.0.0.1), not ${url.origin}`,
    );
  }
  return url;
}

/** Whether nobody can read the traffic on the way: https, or http that stays on this machine. */
export const isSafe = (url: URL) => url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));

const isLoopback = (host: string) =>
  host === "localhost" || host === "[::1]" || (isIPv4(host) && host.startsWith("127."));
