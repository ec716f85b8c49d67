import type { ApiResponse, Client, Request } from "../http/client.js";
import { BandwidthError } from "../http/errors.js";
import { elements, refusedWith, removeOnce, saysMissing, unexpected } from "../http/expected.js";
import { listEntries } from "../orders/listEntries.js";
import { changedDocument, without } from "../xml/changedDocument.js";
import { asNumber, asObject, asText, asUnquoted, type Codec, decode, encode } from "../xml/codec.js";
import { element, list, text, type XmlElement } from "../xml/xml.js";

/**
 * A subscription, as it is written: exactly one of `orderType` and `eventType`, and exactly one of `email` and
 * `callback`.
 */
export interface Subscription {
  orderType?: string;
  /** Events of numbers without an order. */
  eventType?: string;
  /** Only this order, and only until the order is final. */
  orderId?: string;
  email?: EmailTarget;
  callback?: CallbackTarget;
}

/** Emails about events. */
export interface EmailTarget {
  address: string;
  digestRequested?: string;
}

/** Requests to a webhook. */
export interface CallbackTarget {
  url: string;
  /** Seconds. A read returns the seconds that are left. May exceed 32 bits. */
  expiry?: number;
  username?: string;
  /** Never returned. */
  password?: string;
  publicKey?: string;
  /** The number format in the posted data. */
  numberFormat?: string;
}

/** A subscription as it is read. */
export interface SubscriptionRecord extends Subscription {
  subscriptionId: string;
  /** The result of the latest callback, in the API's words. */
  status?: string;
}

const emailCodec: Codec<EmailTarget> = {
  address: asText(["Email"]),
  digestRequested: asText(["DigestRequested"]),
};

/** The API's pages name the user in two ways, and put the key in two places (docs/maintainers/api.md#subscriptions). */
const callbackCodec: Codec<CallbackTarget> = {
  // Some answers wrap it in quotes.
  url: asUnquoted(["URL"]),
  expiry: asNumber(["Expiry"]),
  username: asText(
    ["CallbackCredentials", "BasicAuthentication", "Username"],
    ["CallbackCredentials", "BasicAuthentication", "UserName"],
  ),
  password: asText(["CallbackCredentials", "BasicAuthentication", "Password"]),
  publicKey: asText(["CallbackCredentials", "PublicKey"], ["CallbackCredentials", "BasicAuthentication", "PublicKey"]),
  numberFormat: asText(["NumberFormat"]),
};

const subscriptionCodec: Codec<Subscription> = {
  orderType: asText(["OrderType"]),
  eventType: asText(["EventType"]),
  orderId: asText(["OrderId"]),
  email: asObject(["EmailSubscription"], emailCodec),
  callback: asObject(["CallbackSubscription"], callbackCodec),
};

/** 404 with these codes: no such subscription, and an empty list (docs/maintainers/api.md#missing-things). */
const noSuchSubscription = "16000";
const noSubscriptions = "16001";

const invalid =
  "This 404 means that Bandwidth doesn't accept the subscription as it is: check its address, expiry and public key";

/** Subscriptions: who gets notified when orders change. */
export const subscriptions = (client: Client) => {
  const collection = () => client.account("subscriptions");
  const one = (subscriptionId: string) => client.account("subscriptions", subscriptionId);
  const document = (subscription: Subscription) => ({
    root: "Subscription",
    content: encode(subscriptionCodec, subscription),
  });

  /** A subscription as the API writes it. Undefined when the API says that it doesn't exist. */
  async function found(subscriptionId: string, signal?: AbortSignal): Promise<XmlElement | undefined> {
    const request: Request = { method: "GET", path: one(subscriptionId), signal };
    try {
      const answer = await client.request(request);
      const all = subscriptionsOf(answer);
      const idOf = (node: XmlElement) => text(node, "SubscriptionId");
      // A subscription that doesn't repeat its id is the requested one.
      const own = all.find((one) => idOf(one) === subscriptionId) ?? all.find((one) => idOf(one) === undefined);
      if (!own) throw unexpected(request, answer, "the answer doesn't hold this subscription");
      return own;
    } catch (error) {
      if (saysMissing(error, noSuchSubscription)) return undefined;
      throw error;
    }
  }

  /** A subscription. Undefined when the API says that it doesn't exist. */
  async function get(subscriptionId: string, signal?: AbortSignal): Promise<SubscriptionRecord | undefined> {
    const own = await found(subscriptionId, signal);
    return own && { ...record(own), subscriptionId };
  }

  return {
    /** Creates a subscription and returns its id. A second one with the same target is refused: 409 with 16008. */
    async create(subscription: Subscription, signal?: AbortSignal): Promise<string> {
      const request: Request = { method: "POST", path: collection(), body: document(subscription), signal };
      try {
        const answer = await client.request(request);
        // There is no body: the id is only in `Location` (docs/maintainers/api.md#ids).
        if (answer.id === undefined) throw unexpected(request, answer, "the answer has no Location, so no id");
        return answer.id;
      } catch (error) {
        if (error instanceof BandwidthError && error.status === 404 && !error.html) error.message += `. ${invalid}`;
        throw error;
      }
    },

    get,

    /** Every subscription of the account. */
    async list(signal?: AbortSignal): Promise<SubscriptionRecord[]> {
      const request: Request = { method: "GET", path: collection(), signal };
      try {
        const form = {
          what: "list of subscriptions",
          entries: subscriptionsIn,
          id: ["SubscriptionId"],
          none: [noSubscriptions],
        };
        return elements(listEntries(request, await client.request(request), form)).map(record);
      } catch (error) {
        if (refusedWith(error, noSubscriptions)) return [];
        throw error;
      }
    },

    /**
     * Changes a subscription, and returns what it was. Undefined when the API says that it doesn't exist. A PUT resets
     * what it leaves out, so the PUT starts from a fresh GET and keeps what this version doesn't know. The API never
     * returns a password, so the PUT can't keep it.
     */
    async change(
      subscriptionId: string,
      wanted: (current: Subscription) => Subscription,
      signal?: AbortSignal,
    ): Promise<Subscription | undefined> {
      const there = await found(subscriptionId, signal);
      if (!there) return undefined;
      const current = decode(subscriptionCodec, there);
      const content = changedDocument(subscriptionCodec, withoutFacts(there), wanted(current));
      const body = { root: "Subscription", content };
      await client.request({ method: "PUT", path: one(subscriptionId), body, oneThing: true, signal });
      return current;
    },

    /** Deletes a subscription. A missing subscription counts as deleted. */
    async remove(subscriptionId: string, signal?: AbortSignal): Promise<void> {
      await removeOnce(
        () => client.request({ method: "DELETE", path: one(subscriptionId), oneThing: true, signal }),
        (error) => refusedWith(error, noSuchSubscription),
        () => get(subscriptionId, signal),
      );
    },
  };
};

/** The subscriptions in an answer, with or without the envelopes about which the API's pages disagree. */
function subscriptionsIn(body: XmlElement): XmlElement[] {
  return elements([...list(body, "Subscriptions", "Subscription"), ...list(body, "Subscription")]);
}

/** The subscriptions in an answer that may also be a single subscription. */
const subscriptionsOf = ({ root, body }: ApiResponse): XmlElement[] =>
  root === "Subscription" ? [body] : subscriptionsIn(body);

/** Without the elements that the API shows and nobody can set. */
function withoutFacts(subscription: XmlElement): XmlElement {
  const callback = element(subscription, "CallbackSubscription");
  return {
    ...without(subscription, ["SubscriptionId", "Status", "status"]),
    ...(callback && { CallbackSubscription: without(callback, ["Status"]) }),
  };
}

function record(subscription: XmlElement): SubscriptionRecord {
  const places = [["CallbackSubscription", "Status"], ["Status"], ["status"]];
  const status = places.map((place) => text(subscription, ...place)).find((found) => found !== undefined);
  return {
    ...decode(subscriptionCodec, subscription),
    subscriptionId: text(subscription, "SubscriptionId") ?? "",
    ...(status === undefined ? {} : { status }),
  };
}
