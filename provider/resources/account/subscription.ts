import { z } from "zod";
import type { Subscription } from "../../bandwidth/account/subscriptions.js";
import { subscriptionErrors } from "../../bandwidth/errorCodes/subscriptions.js";
import { BandwidthError } from "../../bandwidth/http/errors.js";
import { agrees } from "../../bandwidth/values/agreement.js";
import type { PropertyFailure } from "../../pulumi/definition/check.js";
import { resource } from "../define.js";
import { createOnce, wholeDocument } from "../ordering/createOnce.js";
import { heldTwice, notOurs, tellTaken } from "../ordering/ownership.js";
import { edgeWarnings, id, oneOf, oneOfOrAnother, text } from "../properties/fields.js";
import { type CallbackPassword, callbackPassword, heedPassword } from "./callbackPassword.js";

/** A hundred years. The API's own pages use it for "forever". Needs more than 32 bits. */
const HUNDRED_YEARS = 3_153_600_000;

const email = z
  .object({
    address: z.email("must be an e-mail address").describe("The address that gets the mail."),
    digestRequested: oneOf("DigestRequested", ["NONE", "DAILY"])
      .default("NONE")
      .describe("`NONE` (the default) sends a mail for each event. `DAILY` sends one mail a day."),
  })
  .meta({ typeName: "EmailSubscription" });

const callback = z
  .object({
    url: z
      .url({ protocol: /^https?$/, error: "must be an absolute http or https address" })
      .describe(
        "Where Bandwidth posts notifications. It must be reachable from the internet. https is highly recommended.",
      ),
    expiry: z
      .int("must be a whole number of seconds")
      .positive("must be more than 0 seconds")
      .default(HUNDRED_YEARS)
      .describe(
        "Seconds from now until the subscription ends. The default is a hundred years. The time that passes is no drift.",
      )
      .meta({ writeOnly: true }),
    username: text(100)
      .optional()
      .describe("User name with which Bandwidth answers a Basic challenge. At most 100 characters."),
    password: z
      .string()
      .optional()
      .describe(
        'Password for the Basic challenge. Secret. The API never returns it, so a refresh does not show a change made elsewhere. Every change of a subscription writes its whole callback. So the provider changes an imported or adopted subscription with a `username` only when the program declares the password. Declare `""` if there is none.',
      )
      .meta({ secret: true, writeOnly: true }),
    numberFormat: oneOf("CallbackNumberFormat", ["LEGACY", "E164"])
      .optional()
      .describe(
        "How notifications write numbers. `LEGACY` (the API's default) writes 10 digits. `E164` adds a plus and the country code.",
      ),
    publicKey: z
      .base64("must be in base64")
      .optional()
      .describe("Public key of the receiver's certificate, in base64.")
      .meta({ writeOnly: true }),
  })
  .meta({ typeName: "CallbackSubscription" });

/** The kinds of orders whose changes Bandwidth can report. */
const orderTypes = [
  "portins",
  "portouts",
  "orders",
  "disconnects",
  "dldas",
  "lsrorders",
  "e911s",
  "tnoptions",
  "externalTns",
  "lidb",
  "bulkPortins",
  "csrs",
  "importtnorders",
  "removeImportedTnOrders",
  "importVoiceTnOrders",
  "removeImportedVoiceTnOrders",
  "emergencyNotificationGroup",
  "emergencyEndpointGroup",
  "tollfreePortingValidations",
] as const;

const eventTypes = ["MESSAGING_LOST"] as const;

const KNOWN: CallbackPassword = "known";

/** Reports changes of orders, by mail or by a request to a webhook. */
export const subscription = resource({
  name: "Subscription",
  description: `A subscription: Bandwidth notifies a webhook, or an e-mail address, when orders of one kind change.

**Don't rely on a callback alone. When it matters, read the order with \`getOrder\`.** If the receiver is down, Bandwidth
may or may not call again: its reference says eight times within forty minutes, and other pages of Bandwidth say never.
The subscription to a single order disappears when that order finishes. An order may finish before you subscribe to it.

The API accepts one subscription per target. Two stacks on one account need two targets, such as addresses that end in
\`?stack=dev\` and \`?stack=prod\`.`,
  operations: [
    "GET /accounts/{accountId}/subscriptions",
    "POST /accounts/{accountId}/subscriptions",
    "GET /accounts/{accountId}/subscriptions/{subscriptionid}",
    "PUT /accounts/{accountId}/subscriptions/{subscriptionid}",
    "DELETE /accounts/{accountId}/subscriptions/{subscriptionid}",
  ],
  errors: subscriptionErrors,
  inputs: z.object({
    orderType: oneOfOrAnother("SubscriptionOrderType", orderTypes)
      .optional()
      .describe(
        "The kind of orders to report. Give exactly one of `orderType` and `eventType`. A word that this package does not know gives a warning.",
      )
      .meta({ replaces: true, example: "orders" }),
    eventType: oneOfOrAnother("SubscriptionEventType", eventTypes)
      .optional()
      .describe(
        "The kind of events to report that don't come from your orders. `MESSAGING_LOST` means that another account took over the messages of a number. A word that this package does not know gives a warning.",
      )
      .meta({ replaces: true, example: "MESSAGING_LOST" }),
    orderId: id().optional().describe("Report only this order.").meta({ replaces: true }),
    email: email.optional().describe("Send mails. Give exactly one of `email` and `callback`."),
    callback: callback
      .optional()
      .describe("Call a webhook. Give exactly one of `email` and `callback`.")
      .meta({ example: { url: "https://hooks.example.com/bandwidth", username: "bandwidth" } }),
  }),
  outputs: z.object({
    subscriptionId: id().describe("Assigned by Bandwidth.").meta({ stable: true }),
    status: z
      .string()
      .optional()
      .describe("Result of the latest callback, in the API's words. Absent before the first callback."),
    __password: callbackPassword,
  }),
  importId: { form: "subscriptionId", example: "991a60d7-a612-48a5-a86e-326b51997cac" },
  examples: [
    {
      title: "A webhook",
      inputs: { orderType: "orders", callback: { url: "https://hooks.example.com/bandwidth", username: "bandwidth" } },
    },
    {
      title: "One mail a day",
      inputs: { orderType: "disconnects", email: { address: "telephony@example.com", digestRequested: "DAILY" } },
    },
  ],
  deleteBeforeReplace: true,

  hasOneOwner: true,
  standsAlone: true,

  check({ orderType, eventType, callback }, given) {
    const both = given("email") && given("callback");
    const none = !given("email") && !given("callback");
    const reason = both
      ? "cannot be given together with email"
      : "or email is required: one of them receives the notifications";
    const failures = both || none ? [{ property: "callback", reason }] : [];
    if (given("orderType") && given("eventType")) {
      failures.push({ property: "eventType", reason: "cannot be given together with orderType" });
    } else if (!given("orderType") && !given("eventType")) {
      failures.push({ property: "orderType", reason: "or eventType is required: one of them says what to report" });
    }
    if (given("orderId") && given("eventType")) {
      failures.push({ property: "orderId", reason: "cannot be given together with eventType: events have no order" });
    }
    const open = callback?.url?.startsWith("http:");
    const advice = "is plain http: others can read what Bandwidth sends there; https is highly recommended";
    const warnings = open ? [{ property: "callback.url", reason: advice }] : [];
    if (/^https?:\/\/[^/?#]*@/i.test(callback?.url ?? "")) {
      const reason = "contains a user name, which stays readable in the state: use username and password";
      warnings.push({ property: "callback.url", reason });
    }
    warnings.push(...strange("orderType", orderType, orderTypes), ...strange("eventType", eventType, eventTypes));
    warnings.push(...edgeWarnings("callback.password", callback?.password));
    return { failures, warnings };
  },

  /** The address may contain a secret, so the message leaves it out. */
  claims({ orderType, eventType, orderId, email, callback }, given) {
    const target = email?.address ?? callback?.url;
    const kind = orderType ?? eventType;
    if (kind === undefined || target === undefined || (given("orderId") && orderId === undefined)) return [];
    const what = `the subscription to ${kind} of ${orderId ?? "the account"} for this target`;
    const key = JSON.stringify([what, email?.address, callback?.url]);
    return [{ what, property: email ? "email.address" : "callback.url", key, stays: true }];
  },

  async create(call) {
    const { api, inputs, signal } = call;
    // The API accepts one subscription per target, and nothing in it shows who created it.
    const look = async () =>
      (await api.subscriptions.list(signal)).find((one) => sameTarget(one, inputs))?.subscriptionId;
    const settle = async (there: string) => {
      const what = `subscription ${there} to the same target`;
      if (call.isHeldByOther(there)) throw heldTwice(what);
      if (!call.wasMine(there)) {
        const instead =
          "To create another subscription, give it another target, such as an address that ends in ?stack=NAME.";
        throw notOurs(call, { type: "Subscription", id: there, exists: `${what} already exists`, instead });
      }
      await api.subscriptions.change(there, (current) => {
        heedPassword(current, inputs, undefined, call.warn);
        return inputs;
      });
      tellTaken(call, what, there);
      return { id: there, outputs: { subscriptionId: there, __password: KNOWN } };
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
      return { id: subscriptionId, outputs: { subscriptionId, __password: KNOWN } };
    } catch (error) {
      const there = error instanceof BandwidthError && error.status === 409 ? await look() : undefined;
      if (there === undefined) throw error;
      return settle(there);
    }
  },

  async read({ api, id: subscriptionId, state, signal }) {
    const found = await api.subscriptions.get(subscriptionId, signal);
    if (!found) return undefined;
    const { subscriptionId: _id, status, ...inputs } = found;
    return { inputs, outputs: { subscriptionId, status, __password: state ? state.__password : "unknown" } };
  },

  async update({ api, id: subscriptionId, state, inputs, signal, warn }) {
    const wanted = (current: Subscription) => {
      const whole = changedBy(current, state, inputs);
      // If the program no longer has a target that it had, remove the target.
      if (state.callback?.password === undefined) heedPassword(current, whole, state.__password, warn);
      return whole;
    };
    const changed = await api.subscriptions.change(subscriptionId, wanted, signal);
    if (!changed) {
      const gone = `subscription ${subscriptionId} no longer exists`;
      throw new Error(`${gone}; run \`pulumi refresh\`, then \`pulumi up\``);
    }
    return { subscriptionId, status: state.status, __password: KNOWN };
  },

  delete: ({ api, id: subscriptionId, signal }) => api.subscriptions.remove(subscriptionId, signal),

  list: {
    inputs: z.object({
      orderType: z.string().optional().describe("Only subscriptions to this kind of orders."),
      eventType: z.string().optional().describe("Only subscriptions to this kind of events."),
    }),
    async *find({ api, query, signal }) {
      for (const { subscriptionId, orderType, eventType, callback, email } of await api.subscriptions.list(signal)) {
        if (query.orderType !== undefined && query.orderType !== orderType) continue;
        if (query.eventType !== undefined && query.eventType !== eventType) continue;
        const parts = [orderType ?? eventType, callback?.url ?? email?.address ?? subscriptionId];
        yield { id: subscriptionId, name: parts.filter((part) => part !== undefined).join("-") };
      }
    },
  },
});

/** Warns of a word that Bandwidth may not know. */
function strange(property: string, word: string | undefined, known: readonly string[]): PropertyFailure[] {
  if (word === undefined || known.includes(word)) return [];
  return [{ property, reason: `is "${word}", which this package does not know; it knows ${known.join(", ")}` }];
}

/** What an answer can be compared with. The API doesn't return passwords, and it returns the remaining time. */
function comparable({ callback, ...inputs }: Subscription): Subscription {
  if (!callback) return inputs;
  const { password: _secret, expiry: _left, ...shown } = callback;
  return { ...inputs, callback: shown };
}

/** What the program doesn't declare stays as it is, in the callback too. But there is only one target. */
function changedBy(current: Subscription, before: Partial<Subscription>, inputs: Subscription): Subscription {
  const { email, callback } = inputs;
  const whole = { ...wholeDocument(current, before, inputs), email, callback };
  if (!current.callback || !callback) return whole;
  return { ...whole, callback: wholeDocument(current.callback, before.callback ?? {}, callback) };
}

function sameTarget(one: Subscription, other: Subscription): boolean {
  return (
    one.orderType === other.orderType &&
    one.eventType === other.eventType &&
    one.orderId === other.orderId &&
    one.email?.address === other.email?.address &&
    one.callback?.url === other.callback?.url
  );
}
