import type { ErrorCodes } from "./errorCodes.js";

/** What is said when subscriptions are looked for. */
export const subscriptionLookUpErrors: ErrorCodes = {
  16000:
    "There is no such subscription in the account. That of an order ends with the order; others end after `expiry`.",
  16001: "The account has no subscription to this kind of order. Look-ups answer with an empty list.",
  16002: "The account has no subscription to this order. Look-ups answer with an empty list.",
  16003: "The order belongs to another account. Check `orderId`.",
  16004: "There is no order of that kind with this id. Check `orderType` and `orderId`.",
  16005: "There is no order of that kind with this id. Check `orderType` and `orderId`.",
  16007: "The user may not do this. Ask an administrator for the role.",
};

/** What is said of subscriptions. */
export const subscriptionErrors: ErrorCodes = {
  ...subscriptionLookUpErrors,
  12164: '`digestRequested: "DAILY"` is only for e-mail. Use `NONE`.',
  14500: "`orderType` is none that can be subscribed to. The words name those that there are.",
  14501: "The subscription cannot be read. Check `email` and `callback`: exactly one of them.",
  14502: "`email.digestRequested` is not valid. Use `NONE` or `DAILY`.",
  14503: "`callback.url` is empty. Give it.",
  14504: "`callback.publicKey` cannot be read. Give the certificate (DER, CER or CRT) in Base64.",
  14505: "`callback.username` and `callback.password` go together, and neither is blank. Give both or none.",
  14506: "`callback.url` is no address that Bandwidth can call. Use a public one, best with https.",
  14508: "`orderType` is missing.",
  16006: "The account has as many subscriptions to all orders of this kind as it may. Delete one of them.",
  16008: "The same subscription exists already. Import it, or change the target.",
};
