import { z } from "zod";
import type { SubscriptionRecord } from "../../bandwidth/account/subscriptions.js";
import { subscriptionLookUpErrors } from "../../bandwidth/errorCodes/subscriptions.js";
import { lookup } from "../../resources/define.js";
import { id, words } from "../../resources/properties/fields.js";

const email = z
  .object({
    address: z.string().describe("Who gets the mail."),
    digestRequested: z.string().optional().describe("`NONE`: a mail for each event; `DAILY`: one a day."),
  })
  .meta({ typeName: "SubscriptionEmail" });

/** A password is never told by the API, so there is none here. */
const callback = z
  .object({
    url: z.string().describe("Where notifications are posted."),
    expiry: z.number().optional().describe("Seconds until the subscription ends, counted from this look."),
    username: z.string().optional().describe("User name that Bandwidth answers a Basic challenge with."),
    publicKey: z.string().optional().describe("Public key of the receiver's certificate, in base64."),
    numberFormat: z.string().optional().describe("How numbers are written in what is posted: `LEGACY` or `E164`."),
  })
  .meta({ typeName: "SubscriptionCallback" });

/** A subscription, as the look-ups show it. */
export const subscription = z
  .object({
    subscriptionId: id().describe("Id of the subscription."),
    orderType: z
      .string()
      .optional()
      .describe("The kind of orders it tells about, as `orders` or `disconnects`; absent for events."),
    eventType: z
      .string()
      .optional()
      .describe("The kind of events it tells about, as `MESSAGING_LOST`; absent for orders."),
    orderId: z.string().optional().describe("The only order it tells about, when it is for one."),
    email: email.optional().describe("Who gets mails; absent for a webhook."),
    callback: callback.optional().describe("The webhook that is called; absent for mails."),
    status: z.string().optional().describe("What came of the latest callback; absent until there was one."),
  })
  .meta({ typeName: "SubscriptionRecord" });

/** Who is told when orders change. */
export const getSubscriptions = lookup({
  name: "getSubscriptions",
  description:
    "The subscriptions of the account: which webhooks and e-mail addresses are told when orders change. Passwords are never shown.",
  operations: ["GET /accounts/{accountId}/subscriptions"],
  errors: subscriptionLookUpErrors,
  inputs: z.object({
    orderType: words(50)
      .optional()
      .describe("Only subscriptions to this kind of orders, as `orders` or `disconnects`. All when it is left out.")
      .meta({ example: "orders" }),
  }),
  outputs: z.object({
    subscriptions: z.array(subscription).describe("The subscriptions; empty when there are none."),
  }),

  async invoke({ api, inputs: { orderType }, signal }) {
    const all = await api.subscriptions.list(signal);
    const found = all.filter((one) => orderType === undefined || one.orderType === orderType);
    return { subscriptions: found.map(shown) };
  },
});

/** What may be shown of a subscription. */
export function shown({ callback, ...told }: SubscriptionRecord) {
  return { ...told, callback: callback && withoutPassword(callback) };
}

function withoutPassword<T extends { password?: string }>({ password: _password, ...rest }: T): Omit<T, "password"> {
  return rest;
}
