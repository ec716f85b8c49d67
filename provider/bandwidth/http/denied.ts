import type { ErrorDetail } from "./errorDetails.js";

/** One of the meanings of a 403: all have the same status, and only the code and the words distinguish them. */
interface Denial {
  codes: ReadonlySet<string>;
  words: RegExp;
  hint: string;
}

/** The most specific meaning first: a refusal about a feature may also mention permissions. */
const denials: readonly Denial[] = [
  {
    codes: new Set(["12006"]),
    words: /\b(user|credential)\b.*\bnot (associated|assigned)\b.*\baccount\b/i,
    hint: "Bandwidth knows the credentials, but they belong to another account: check accountId",
  },
  {
    codes: new Set(["5078", "5183", "12017", "12035", "12055", "13674"]),
    words: /\b(feature|product)s?\b|\bnot (been )?(enabled|configured)\b|\bmust be enabled\b/i,
    hint:
      "Bandwidth knows the credentials, but the account lacks the feature or product: ask Bandwidth to enable it " +
      "on the account. No user role can replace it",
  },
  {
    codes: new Set(["12046", "12049"]),
    words: /\b(account type|type of account|kind of account|trial|build account|legacy account|universal platform)\b/i,
    hint:
      "Bandwidth knows the credentials, but the account's type isn't allowed to do this (a trial or Build account has no " +
      "sites, SIP peers or numbers): ask Bandwidth for an account that is",
  },
  {
    codes: new Set(["12011", "5153", "5154"]),
    words: /\broles?\b|\bpermissions?\b/i,
    hint:
      "Bandwidth knows the credentials, but their user lacks the role: an administrator of the account can add it to " +
      "the user or the client credentials",
  },
];

/** Names each meaning when the answer doesn't say which. */
const unclear =
  "Bandwidth knows the credentials, but refused this: their user lacks the role, or the account lacks the feature, or " +
  "the account's type isn't allowed to do it (a trial account can't order numbers), or they belong to another " +
  "account than accountId";

/**
 * What a 403 means, as far as its codes and words show. A code decides before words. An answer without either, or with
 * only "Access Denied", can mean any of them.
 */
export function denialHint(details: readonly ErrorDetail[]): string {
  const byCode = denials.find(({ codes }) => details.some(({ code }) => code !== undefined && codes.has(code)));
  const byWords = () => denials.find(({ words }) => details.some(({ description }) => words.test(description ?? "")));
  return (byCode ?? byWords())?.hint ?? unclear;
}
