import type { Subscription } from "../account/types.js";
import { type Call, emptyReply, parameter, type Reply, statusRefusal, xmlReply } from "../call.js";
import type { Route } from "../routing.js";
import type { XmlTree } from "../xml.js";
import { location } from "./created.js";
import { readSubscription } from "./subscriptionBody.js";

const root = "SubscriptionsResponse";

/** The subscription in the path, or 404 with 16000. */
function subscriptionOf(call: Call): Subscription {
  const id = parameter(call, "subscription");
  const subscription = call.account.subscriptions.get(id);
  if (subscription === undefined) {
    throw statusRefusal(404, root, "16000", `Subscription ${id} not found for accountId ${call.account.accountId}`);
  }
  return subscription;
}

/** None is 404 with 16001. */
function listSubscriptions(call: Call): Reply {
  const orderType = call.query.get("orderType");
  const found = [...call.account.subscriptions.values()].filter(
    (subscription) => orderType === null || subscription.orderType === orderType,
  );
  if (found.length === 0) {
    const words = `Subscriptions for account ${call.account.accountId} order type ${orderType ?? "null"} not found`;
    throw statusRefusal(404, root, "16001", words);
  }
  return envelope(found.map((subscription) => subscriptionTree(call, subscription)));
}

/**
 * 201 without a body: the id is only in Location. A body that fails validation is a 404
 * (docs/maintainers/api.md#errors).
 */
function createSubscription(call: Call): Reply {
  const fields = readSubscription(call, 404);
  refuseTwin(call, fields, undefined);
  const id = call.account.nextUuid();
  call.account.subscriptions.set(id, { id, ...fields });
  call.account.changed();
  return emptyReply(201, location(call, "subscriptions", id));
}

function getSubscription(call: Call): Reply {
  return envelope([subscriptionTree(call, subscriptionOf(call))]);
}

/** Replaces the whole subscription. Elements that are left out get their default. */
function replaceSubscription(call: Call): Reply {
  const before = subscriptionOf(call);
  const { id } = before;
  const fields = readSubscription(call, 400, subscriptionTree(call, before));
  refuseTwin(call, fields, id);
  call.account.subscriptions.set(id, { id, ...fields });
  call.account.changed();
  return emptyReply(200);
}

function deleteSubscription(call: Call): Reply {
  call.account.subscriptions.delete(subscriptionOf(call).id);
  call.account.changed();
  return emptyReply(200);
}

const targetOf = ({ orderType, eventType, orderId, email, callback }: Omit<Subscription, "id">) =>
  JSON.stringify([orderType, eventType, orderId, email?.Email, callback?.url]);

function refuseTwin(call: Call, fields: Omit<Subscription, "id">, ownId: string | undefined): void {
  for (const other of call.account.subscriptions.values()) {
    if (other.id !== ownId && targetOf(other) === targetOf(fields)) {
      throw statusRefusal(409, root, "16008", "Duplicate subscription already exists");
    }
  }
}

function envelope(subscriptions: XmlTree[]): Reply {
  return xmlReply(200, root, { Subscriptions: { Subscription: subscriptions } });
}

/**
 * Expiry counts down, the password is never shown, the URL may be in quotes (docs/maintainers/api.md#subscriptions).
 */
function subscriptionTree(call: Call, subscription: Subscription): XmlTree {
  const { id, orderType, eventType, orderId, email, callback, status } = subscription;
  const quote = call.settings.quotedUrls ? '"' : "";
  return {
    SubscriptionId: id,
    OrderType: orderType,
    EventType: eventType,
    OrderId: orderId,
    EmailSubscription: email,
    CallbackSubscription: callback && {
      URL: `${quote}${callback.url}${quote}`,
      User: callback.user,
      Expiry: Math.max(0, Math.round((callback.expiresAt - call.account.now()) / 1_000)),
      Status: status ?? "200 OK",
      CallbackCredentials:
        callback.username === undefined && callback.publicKey === undefined
          ? undefined
          : {
              BasicAuthentication: callback.username && { Username: callback.username },
              PublicKey: callback.publicKey,
            },
      ...callback.others,
    },
    ...subscription.others,
  };
}

export const subscriptionRoutes: Route[] = [
  ["GET", "/accounts/:account/subscriptions", listSubscriptions],
  ["POST", "/accounts/:account/subscriptions", createSubscription],
  ["GET", "/accounts/:account/subscriptions/:subscription", getSubscription],
  ["PUT", "/accounts/:account/subscriptions/:subscription", replaceSubscription],
  ["DELETE", "/accounts/:account/subscriptions/:subscription", deleteSubscription],
];
