import { z } from "zod";
import type { SubscriptionRecord } from "../../bandwidth/account/subscriptions.js";
import { subscriptionLookUpErrors } from "../../bandwidth/errorCodes/subscriptions.js";
import { lookup } from "../../resources/define.js";
import { id, words } from "../../resources/properties/fields.js";

const email = z
  .object({
    address: z.string().describe("The address that gets the mail."),
    digestRequested: z.string().optional().describe("`NONE`: a mail for each event. `DAILY`: one mail a day."),
  })
  .meta({ typeName: "SubscriptionEmail" });

/** The API never returns a password, so there is none here. */
const callback = z
  .object({
    url: z.string().describe("Where Bandwidth posts notifications."),
    expiry: z.number().optional().describe("Seconds until the subscription ends, counted from this call."),
    username: z.string().optional().describe("User name with which Bandwidth answers a Basic challenge."),
    publicKey: z.string().optional().describe("Public key of the receiver's certificate, in base64."),
    numberFormat: z.string().optional().describe("How notifications write numbers: `LEGACY` or `E164`."),
  })
  .meta({ typeName: "SubscriptionCallback" });

/** A subscription, as the look-ups show it. */
export const subscription = z
  .object({
    subscriptionId: id().describe("Id of the subscription."),
    orderType: z
      .string()
      .optional()
      .describe("The kind of orders it reports, such as `orders` or `disconnects`. Absent for events."),
    eventType: z
      .string()
      .optional()
      .describe("The kind of events it reports, such as `MESSAGING_LOST`. Absent for orders."),
    orderId: z.string().optional().describe("The only order it reports, if it is for one order."),
    email: email.optional().describe("Who gets mails. Absent for a webhook."),
    callback: callback.optional().describe("The webhook that is called. Absent for mails."),
    status: z.string().optional().describe("Result of the latest callback; absent until there was one."),
  })
  .meta({ typeName: "SubscriptionRecord" });

/** Who is notified when orders change. */
export const getSubscriptions = lookup({
  name: "getSubscriptions",
  description:
    "The subscriptions of the account: the webhooks and e-mail addresses that Bandwidth notifies when orders change. Passwords are never shown.",
  operations: ["GET /accounts/{accountId}/subscriptions"],
  errors: subscriptionLookUpErrors,
  inputs: z.object({
    orderType: words(50)
      .optional()
      .describe("Only subscriptions to this kind of orders, such as `orders` or `disconnects`. Default: all.")
      .meta({ example: "orders" }),
  }),
  outputs: z.object({
    subscriptions: z.array(subscription).describe("The subscriptions. Empty if there are none."),
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
