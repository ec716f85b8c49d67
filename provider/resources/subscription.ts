import { z } from "zod";
import { agrees } from "../bandwidth/agreement.js";
import { subscriptionErrors } from "../bandwidth/errorCodes/subscriptions.js";
import { BandwidthError } from "../bandwidth/errors.js";
import type { Subscription } from "../bandwidth/subscriptions.js";
import { createOnce, wholeDocument } from "./createOnce.js";
import { resource } from "./define.js";
import { edgeWarnings, id, oneOf, text } from "./fields.js";
import { heldTwice, notOurs, tellTaken } from "./ownership.js";

/** A hundred years, which the API's own pages use for "for ever". Beyond 32 bits. */
const HUNDRED_YEARS = 3_153_600_000;

const email = z
  .object({
    address: z.email("must be an e-mail address").describe("Who gets the mail."),
    digestRequested: oneOf("DigestRequested", ["NONE", "DAILY"])
      .default("NONE")
      .describe("`NONE` (the default) sends a mail for each event, `DAILY` one a day."),
  })
  .meta({ typeName: "EmailSubscription" });

const callback = z
  .object({
    url: z
      .url({ protocol: /^https?$/, error: "must be an absolute http or https address" })
      .describe("Where notifications are posted; it must be reachable from the internet. https is highly recommended."),
    expiry: z
      .int("must be a whole number of seconds")
      .positive("must be more than 0 seconds")
      .default(HUNDRED_YEARS)
      .describe(
        "Seconds from now until the subscription ends; a hundred years when it is not given. What is left of it is no drift.",
      )
      .meta({ unobserved: true }),
    username: text(100)
      .optional()
      .describe("User name that Bandwidth answers a Basic challenge with. At most 100 characters."),
    password: z
      .string()
      .optional()
      .describe(
        "Password for the Basic challenge. Secret; the API never returns it, so a change of it elsewhere is not seen.",
      )
      .meta({ secret: true, unobserved: true }),
    publicKey: z
      .base64("must be in base64")
      .optional()
      .describe("Public key of the receiver's certificate, in base64.")
      .meta({ unobserved: true }),
  })
  .meta({ typeName: "CallbackSubscription" });

/** Tells somebody when orders change: by mail, or by a request to a webhook. */
export const subscription = resource({
  name: "Subscription",
  description: `A subscription: Bandwidth tells a webhook, or an e-mail address, when orders of one kind change.

Whether a callback comes again when its receiver is not there is not settled: Bandwidth's reference says eight times
within forty minutes, other pages of Bandwidth say never. Do not rely on either: look at the order with \`getOrder\` when
it matters. The subscription to a single order disappears when that order is finished, and an order may be finished
before it is subscribed to.

The API takes one subscription of a target. Two stacks on one account need targets of their own, such as addresses that
end in \`?stack=dev\` and \`?stack=prod\`.`,
  operations: [
    "GET /accounts/{accountId}/subscriptions",
    "POST /accounts/{accountId}/subscriptions",
    "GET /accounts/{accountId}/subscriptions/{subscriptionid}",
    "PUT /accounts/{accountId}/subscriptions/{subscriptionid}",
    "DELETE /accounts/{accountId}/subscriptions/{subscriptionid}",
  ],
  errors: subscriptionErrors,
  inputs: z.object({
    orderType: oneOf("SubscriptionOrderType", [
      "portins",
      "portouts",
      "orders",
      "disconnects",
      "dldas",
      "lsrorders",
      "e911s",
      "tnoptions",
      "externalTns",
    ])
      .describe("The kind of orders to be told about.")
      .meta({ replaces: true, example: "orders" }),
    orderId: id().optional().describe("Only this order.").meta({ replaces: true }),
    email: email.optional().describe("Send mails. Exactly one of `email` and `callback` is needed."),
    callback: callback
      .optional()
      .describe("Call a webhook. Exactly one of `email` and `callback` is needed.")
      .meta({ example: { url: "https://hooks.example.com/bandwidth", username: "bandwidth" } }),
  }),
  outputs: z.object({
    subscriptionId: id().describe("Assigned by Bandwidth.").meta({ stable: true }),
    status: z
      .string()
      .optional()
      .describe("What came of the latest callback, as the API words it; absent until there was one."),
  }),
  importId: { form: "subscriptionId", example: "991a60d7-a612-48a5-a86e-326b51997cac" },
  examples: [
    {
      title: "A webhook",
      inputs: { orderType: "orders", callback: { url: "https://hooks.example.com/bandwidth", username: "bandwidth" } },
    },
    {
      title: "Mails, once a day",
      inputs: { orderType: "disconnects", email: { address: "telephony@example.com", digestRequested: "DAILY" } },
    },
  ],
  deleteBeforeReplace: true,

  check({ callback }, given) {
    const both = given("email") && given("callback");
    const none = !given("email") && !given("callback");
    const reason = both ? "cannot be given together with email" : "or email is needed: whom to tell";
    const failures = both || none ? [{ property: "callback", reason }] : [];
    const open = callback?.url?.startsWith("http:");
    const advice = "is plain http: what is sent there can be read on the way; https is highly recommended";
    const warnings = open ? [{ property: "callback.url", reason: advice }] : [];
    if (/^https?:\/\/[^/?#]*@/i.test(callback?.url ?? "")) {
      const reason = "names a user in the address, which stays readable in the state: use username and password";
      warnings.push({ property: "callback.url", reason });
    }
    warnings.push(...edgeWarnings("callback.password", callback?.password));
    return { failures, warnings };
  },

  /** The address may hold a secret, so that it is not told. */
  claims({ orderType, orderId, email, callback }, given) {
    const target = email?.address ?? callback?.url;
    if (orderType === undefined || target === undefined || (given("orderId") && orderId === undefined)) return [];
    const what = `the subscription to ${orderType} of ${orderId ?? "the account"} for this target`;
    const key = JSON.stringify([what, email?.address, callback?.url]);
    return [{ what, property: email ? "email.address" : "callback.url", key, stays: true }];
  },

  async create(call) {
    const { api, inputs, signal } = call;
    // The API takes one subscription of a target, and nothing in it can tell who made it.
    const look = async () =>
      (await api.subscriptions.list(signal)).find((one) => sameTarget(one, inputs))?.subscriptionId;
    const settle = async (there: string) => {
      const what = `subscription ${there} to the same target`;
      if (call.heldByAnother(there)) throw heldTwice(what);
      if (!call.hadBefore(there)) {
        const instead =
          "For a subscription of its own, give it another target: an address that ends in ?stack=NAME, for instance.";
        throw notOurs(call, { type: "Subscription", id: there, exists: `${what} exists already`, instead });
      }
      await api.subscriptions.change(there, () => inputs);
      tellTaken(call, what, there);
      return { id: there, outputs: { subscriptionId: there } };
    };
    const before = await look();
    if (before !== undefined) return settle(before);
    const find = async () => {
      const there = await look();
      const found = there === undefined ? undefined : await api.subscriptions.get(there, signal);
      return found && agrees(found, comparable(inputs)) ? there : undefined;
    };
    try {
      const subscriptionId = await createOnce(api.client, signal, () => api.subscriptions.create(inputs), find);
      return { id: subscriptionId, outputs: { subscriptionId } };
    } catch (error) {
      const there = error instanceof BandwidthError && error.status === 409 ? await look() : undefined;
      if (there === undefined) throw error;
      return settle(there);
    }
  },

  async read({ api, id: subscriptionId, signal }) {
    const found = await api.subscriptions.get(subscriptionId, signal);
    if (!found) return undefined;
    const { subscriptionId: _id, status, ...inputs } = found;
    return { inputs, outputs: { subscriptionId, status } };
  },

  async update({ api, id: subscriptionId, state, inputs, signal }) {
    const changed = await api.subscriptions.change(
      subscriptionId,
      (current) => changedBy(current, state, inputs),
      signal,
    );
    if (!changed) {
      const gone = `subscription ${subscriptionId} does not exist any more`;
      throw new Error(`${gone}; run \`pulumi refresh\`, then \`pulumi up\``);
    }
    return { subscriptionId, status: state.status };
  },

  delete: ({ api, id: subscriptionId, signal }) => api.subscriptions.remove(subscriptionId, signal),

  list: {
    inputs: z.object({ orderType: z.string().optional().describe("Only subscriptions to this kind of orders.") }),
    async *find({ api, query, signal }) {
      for (const { subscriptionId, orderType, callback, email } of await api.subscriptions.list(signal)) {
        if (query.orderType !== undefined && query.orderType !== orderType) continue;
        yield { id: subscriptionId, name: `${orderType}-${callback?.url ?? email?.address ?? subscriptionId}` };
      }
    },
  },
});

/** What an answer can be compared with: the API keeps passwords to itself, and tells what is left of the time. */
function comparable({ callback, ...inputs }: Subscription): Subscription {
  if (!callback) return inputs;
  const { password: _secret, expiry: _left, ...shown } = callback;
  return { ...inputs, callback: shown };
}

/** What the program does not declare is left alone, also of the callback; but there is only one target. */
function changedBy(current: Subscription, before: Partial<Subscription>, inputs: Subscription): Subscription {
  const { email, callback } = inputs;
  const whole = { ...wholeDocument(current, before, inputs), email, callback };
  if (!current.callback || !callback) return whole;
  return { ...whole, callback: wholeDocument(current.callback, before.callback ?? {}, callback) };
}

function sameTarget(one: Subscription, other: Subscription): boolean {
  return (
    one.orderType === other.orderType &&
    one.orderId === other.orderId &&
    one.email?.address === other.email?.address &&
    one.callback?.url === other.callback?.url
  );
}
