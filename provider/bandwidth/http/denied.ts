import type { ErrorDetail } from "./errorDetails.js";

/** One of the meanings of a 403: the status is the same for all, and only the code and the words tell them apart. */
interface Denial {
  codes: ReadonlySet<string>;
  words: RegExp;
  hint: string;
}

/** The most exact meaning first: a feature's refusal may also speak of permission. */
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
      "Bandwidth knows the credentials, but the account lacks the feature or product that this needs: ask Bandwidth to enable it " +
      "on the account. No role of the user can replace it",
  },
  {
    codes: new Set(["12046", "12049"]),
    words: /\b(account type|type of account|kind of account|trial|build account|legacy account|universal platform)\b/i,
    hint:
      "Bandwidth knows the credentials, but the account is of a kind that may not do this (a trial or Build account has no sites, " +
      "SIP peers or numbers): ask Bandwidth for an account that may",
  },
  {
    codes: new Set(["12011", "5153", "5154"]),
    words: /\broles?\b|\bpermissions?\b/i,
    hint:
      "Bandwidth knows the credentials, but their user lacks the role for this: an administrator of the account can add it to the " +
      "user or the client credentials",
  },
];

/** Where the answer does not tell, each meaning is named. */
const unclear =
  "Bandwidth knows the credentials, but refuses this to them: their user lacks the role for it, or the account lacks " +
  "the feature or is of a kind that may not do it (a trial account cannot order numbers), or they belong to another " +
  "account than accountId";

/**
 * What a 403 means, as far as its codes and words tell. A code decides before words do. An answer without either, or one that
 * says "Access Denied" alone, can mean each of them.
 */
export function denialHint(details: readonly ErrorDetail[]): string {
  const byCode = denials.find(({ codes }) => details.some(({ code }) => code !== undefined && codes.has(code)));
  const byWords = () => denials.find(({ words }) => details.some(({ description }) => words.test(description ?? "")));
  return (byCode ?? byWords())?.hint ?? unclear;
}
