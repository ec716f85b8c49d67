import { isIPv4 } from "node:net";
import { cutShort } from "../../cut.js";
import type { Dialect } from "../values/telephoneNumber.js";
import { ConfigurationError } from "./errors.js";

/** How the provider shows Bandwidth who it is. */
export type Credentials =
  | { kind: "oauth"; clientId: string; clientSecret: string }
  | { kind: "token"; accessToken: string }
  | { kind: "basic"; username: string; password: string };

/** What a client must know. */
export interface ClientSettings {
  accountId: string;
  credentials: Credentials;
  /** A path that ends in `/v2` speaks the Universal Platform dialect. */
  baseUrl: string;
  tokenUrl: string;
  /** Requests in flight at once, and so connections kept open. */
  maxConcurrency: number;
  /** How long one attempt may take, its body included; default one minute. */
  requestTimeoutMs?: number;
  /** The longest answer that is read; default 64 MiB. */
  maxAnswerBytes?: number;
  userAgent?: string;
}

/** Settings that were checked. */
export interface CheckedSettings {
  /** Ends without a slash. */
  baseUrl: string;
  tokenUrl: string;
  dialect: Dialect;
}

/** An account's id: a segment of every path, in which nothing else could have a meaning. */
export const accountForm = /^[A-Za-z0-9_-]+$/;
export const accountRule = (given: string): string =>
  `must be the id of an account, as 9500249, and nothing else, not ${JSON.stringify(cutShort(given, 60))}`;

/**
 * Refuses settings that cannot work or would send credentials in the clear.
 * @throws ConfigurationError naming the key.
 */
export function checkSettings(settings: ClientSettings): CheckedSettings {
  if (settings.accountId.trim() === "") throw new ConfigurationError("accountId is empty: set it to your account's id");
  if (!accountForm.test(settings.accountId))
    throw new ConfigurationError(`accountId ${accountRule(settings.accountId)}`);
  if (!Number.isInteger(settings.maxConcurrency) || settings.maxConcurrency < 1) {
    throw new ConfigurationError(`maxConcurrency must be a whole number from 1 on, not ${settings.maxConcurrency}`);
  }
  if (settings.credentials.kind === "token" && !/^[\x21-\x7e]+$/.test(settings.credentials.accessToken)) {
    throw new ConfigurationError("accessToken is empty or has spaces, line ends or other characters no token has");
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
  // A URL would lose line breaks and tabs without a word, and lead elsewhere.
  if (/[\s\p{Cc}]/u.test(value)) throw new ConfigurationError(`${key} has a blank or a line break within it`);
  if (!URL.canParse(value)) throw new ConfigurationError(`${key} is no URL: it looks like https://host/path`);
  const url = new URL(value);
  // Such a URL is not shown: what stands in it may be a password.
  if (url.username !== "" || url.password !== "") {
    throw new ConfigurationError(`${key} must not hold a user name or password: they have settings of their own`);
  }
  if (url.search !== "" || url.hash !== "") throw new ConfigurationError(`${key} must not have a query or fragment`);
  if (!isSafe(url)) {
    throw new ConfigurationError(
      `${key} must begin with https:// (plain http is for a loopback address such as 127.0.0.1 only), not ${url.origin}`,
    );
  }
  return url;
}

/** Whether what is sent there cannot be read on the way: https, or http that does not leave this machine. */
export const isSafe = (url: URL) => url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));

const isLoopback = (host: string) =>
  host === "localhost" || host === "[::1]" || (isIPv4(host) && host.startsWith("127."));
