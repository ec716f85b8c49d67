import type { ErrorCodes } from "./errorCodes.js";

/** Codes returned when subscriptions are looked for. */
export const subscriptionLookUpErrors: ErrorCodes = {
  16000:
    "There is no such subscription in the account. A subscription to one order ends with the order. Others end after `expiry`.",
  16001: "The account has no subscription to this kind of order. Look-ups answer with an empty list.",
  16002: "The account has no subscription to this order. Look-ups answer with an empty list.",
  16003: "The order belongs to another account. Check `orderId`.",
  16004: "There is no order of that kind with this id. Check `orderType` and `orderId`.",
  16005: "There is no order of that kind with this id. Check `orderType` and `orderId`.",
  16007: "The user isn't allowed to do this. Ask an administrator for the role.",
};

/** Codes about subscriptions. */
export const subscriptionErrors: ErrorCodes = {
  ...subscriptionLookUpErrors,
  12164: '`digestRequested: "DAILY"` is only for email. Use `NONE`.',
  14500: "You can't subscribe to this `orderType`. The message lists the allowed values.",
  14501: "Bandwidth can't read the subscription. Check `email` and `callback`: set exactly one of them.",
  14502: "`email.digestRequested` isn't valid. Use `NONE` or `DAILY`.",
  14503: "`callback.url` is empty. Set it.",
  14504: "Bandwidth can't read `callback.publicKey`. Set it to the certificate (DER, CER or CRT) in Base64.",
  14505: "`callback.username` and `callback.password` belong together, and neither may be blank. Set both or none.",
  14506: "Bandwidth can't call `callback.url`. Use a public address, preferably with https.",
  14508: "`orderType` is missing.",
  16006: "The account has the maximum number of subscriptions to all orders of this kind. Delete one of them.",
  16008: "The same subscription already exists. Import it, or change the target.",
};
