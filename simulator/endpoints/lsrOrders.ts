import { enterLsrState, isOver } from "../account/lsrOrders.js";
import type { LsrOrder } from "../account/portingTypes.js";
import { stayingErrors } from "../account/stayingErrors.js";
import { type Call, parameter, type Reply, statusRefusal, xmlReply } from "../call.js";
import type { Route } from "../routing.js";
import { toE164, wire } from "../telephone.js";
import type { XmlTree } from "../xml.js";
import { isoTime, location } from "./created.js";
import { history } from "./featureOrders.js";
import { noOrders, visibleUntil } from "./listRules.js";
import { refuseLsr, root } from "./lsrErrors.js";
import { readChange, readLsrOrder } from "./lsrOrderBody.js";
import { addNote, listNotes } from "./notes.js";
import { notPassedOn } from "./notPassedOn.js";

const user = "simulator-user";

function createLsrOrder(call: Call): Reply {
  const fields = readLsrOrder(call);
  const { account } = call;
  const now = account.now();
  const order: LsrOrder = {
    id: account.nextUuid(),
    createdAt: now,
    modifiedAt: now,
    status: "",
    ponVersion: 0,
    errors: [],
    notes: [],
    history: [],
    ...fields,
  };
  account.lsrOrders.set(order.id, order);
  enterLsrState(account, order, "PENDING");
  const shown = { ...tree(call, order), SiteId: 0, PeerId: 0, CreatedByUser: user };
  // In this answer, the day is followed by a time (docs/maintainers/api.md#lsr-orders).
  const { requestedFocDate } = order;
  return xmlReply(
    201,
    root,
    { LsrOrder: { ...shown, RequestedFocDate: `${requestedFocDate} 00:00:00` } },
    location(call, "lsrorders", order.id),
  );
}

function tree(call: Call, order: LsrOrder): XmlTree {
  const { Subscriber, ...rest } = order.details;
  return {
    CustomerOrderId: order.customerOrderId,
    LastModifiedBy: user,
    OrderCreateDate: isoTime(order.createdAt),
    AccountId: call.account.accountId,
    OrderId: order.id,
    LastModifiedDate: isoTime(order.modifiedAt),
    OrderStatus: order.status,
    BillingTelephoneNumber: order.billingNumber && wire(call, order.billingNumber),
    Pon: order.pon,
    PonVersion: order.ponVersion,
    RequestedFocDate: order.requestedFocDate,
    ActualFocDate: order.actualFocDate,
    ...rest,
    Subscriber,
    ListOfTelephoneNumbers: { TelephoneNumber: order.numbers.map((number) => wire(call, number)) },
    LsrOrderErrors: {
      LsrOrderError: order.errors.map(({ code, description }) => ({ Code: code, Description: description })),
    },
    CountOfTNs: order.numbers.length,
  };
}

/** The order in the path. A missing order is a 404 with 5035. */
function orderOf(call: Call): LsrOrder {
  const id = parameter(call, "order");
  const order = call.account.lsrOrders.get(id);
  if (order) return order;
  throw statusRefusal(404, root, "5035", `lsr order ${id} not found.`);
}

/** A SUPP, or the cancel, which ignores all other changes (docs/maintainers/api.md#lsr-orders). */
function changeLsrOrder(call: Call): Reply {
  const order = orderOf(call);
  if (isOver(order)) {
    const ported = { code: "17029", description: "Can't modify LSR order, because it contains ported numbers." };
    const closed = { code: "17015", description: "Lsr order is in unmodifiable state." };
    throw refuseLsr([order.status === "COMPLETE" ? ported : closed], tree(call, order));
  }
  const change = readChange(call, order, tree(call, order));
  const { suppsWithoutEffect } = call.settings;
  if (change === "cancel") enterLsrState(call.account, order, "CANCELLED");
  else if (suppsWithoutEffect) {
    const shown = suppsWithoutEffect === "new values" ? change : {};
    Object.assign(order, shown, {
      errors: notPassedOn(suppsWithoutEffect, call.settings, order.errors),
      modifiedAt: call.account.now(),
    });
    call.account.changed();
  } else {
    const errors = stayingErrors(call.settings, order.errors);
    Object.assign(order, change, { errors, ponVersion: order.ponVersion + 1 });
    enterLsrState(call.account, order, "PENDING");
  }
  return xmlReply(200, root, { LsrOrder: tree(call, order) });
}

const statuses = ["PENDING", "FOC", "EXCEPTION", "CANCELED", "COMPLETE", "FAILED"];

/** Newest first, at most 1,000. A wrong query is a 404, and unknown filters are ignored. */
function listLsrOrders(call: Call): Reply {
  const asked = call.query.getAll("status");
  const unknown = asked.find((status) => !statuses.includes(status));
  if (unknown !== undefined) throw statusRefusal(404, root, undefined, `Invalid status '${unknown}'`);
  const is = (name: string, value: string | undefined) => [null, value].includes(call.query.get(name));
  const within = (name: string, time: number) =>
    isoTime(time).slice(0, 10) >= (call.query.get(`${name}DateFrom`) ?? "") &&
    isoTime(time).slice(0, 10) <= (call.query.get(`${name}DateTo`) ?? "9");
  const tn = call.query.get("tn");
  const until = visibleUntil(call);
  const found = [...call.account.lsrOrders.values()]
    .filter(({ status }) => asked.length === 0 || asked.includes(status.replace("CANCELLED", "CANCELED")))
    .filter(({ numbers }) => tn === null || numbers.includes(toE164(tn) ?? ""))
    .filter(({ pon, customerOrderId }) => is("pon", pon) && is("customerOrderId", customerOrderId))
    .filter(({ id }) => id.startsWith(call.query.get("orderIdFragment") ?? ""))
    .filter(({ createdAt, modifiedAt }) => within("created", createdAt) && within("modified", modifiedAt))
    .filter(({ createdAt }) => createdAt <= until)
    .reverse()
    .slice(0, 1_000);
  if (found.length === 0) return noOrders(call, "LsrOrders", { TotalCount: 0 });
  return xmlReply(200, "LsrOrders", {
    TotalCount: found.length,
    LsrOrderSummary: found.map((order) => summary(call, order)),
  });
}

/**
 * An order's errors are in its line, in another form than in the order itself (docs/maintainers/api.md#errors, shape
 * 5).
 */
function summary(call: Call, order: LsrOrder): XmlTree {
  return {
    accountId: call.account.accountId,
    CountOfTNs: order.numbers.length,
    CustomerOrderId: order.customerOrderId,
    userId: user,
    lastModifiedDate: isoTime(order.modifiedAt),
    OrderType: "lsr",
    OrderDate: isoTime(order.createdAt),
    OrderStatus: order.status,
    ActualFocDate: order.actualFocDate,
    BillingTelephoneNumber: order.billingNumber && wire(call, order.billingNumber),
    CreatedByUser: user,
    OrderId: order.id,
    Pon: order.pon,
    PonVersion: order.ponVersion,
    RequestedFocDate: order.requestedFocDate,
    Errors: { Error: order.errors.map(({ code, description }) => ({ Code: code, Description: description })) },
  };
}

export const lsrOrderRoutes: Route[] = [
  ["GET", "/accounts/:account/lsrorders", listLsrOrders],
  ["POST", "/accounts/:account/lsrorders", createLsrOrder],
  ["GET", "/accounts/:account/lsrorders/:order", (call) => xmlReply(200, "LsrOrder", tree(call, orderOf(call)))],
  ["PUT", "/accounts/:account/lsrorders/:order", changeLsrOrder],
  ["GET", "/accounts/:account/lsrorders/:order/history", (call) => history(orderOf(call), "OrderDate")],
  ["POST", "/accounts/:account/lsrorders/:order/notes", (call) => addNote(call, orderOf(call))],
  ["GET", "/accounts/:account/lsrorders/:order/notes", (call) => listNotes(orderOf(call))],
];
