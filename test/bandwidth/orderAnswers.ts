import { afterEach, beforeEach } from "vitest";
import { Limits } from "../../provider/bandwidth/buying/limits.js";
import { type NewNumberOrder, orders } from "../../provider/bandwidth/buying/newNumberOrders.js";
import { each, ok, ScriptedApi } from "./scriptedApi.js";

export const id = "pulumi-1f2e";
export const both = ["+19195550100", "+19195550101"];
export const two: NewNumberOrder = {
  name: "Two",
  siteId: "12",
  sipPeerId: "34",
  partialAllowed: false,
  backOrderRequested: false,
  what: { telephoneNumbers: both },
};

/** `GET /orders/{id}` as the API shows an order with two numbers. */
export const shown = (status: string, more = "", customerOrderId = id) =>
  ok(
    `<OrderResponse><OrderStatus>${status}</OrderStatus>${more}<Order><CustomerOrderId>${customerOrderId}</CustomerOrderId>` +
      `<PeerId>34</PeerId><SiteId>12</SiteId><ExistingTelephoneNumberOrderType><TelephoneNumberList>` +
      `${each("TelephoneNumber", ["9195550100", "9195550101"])}</TelephoneNumberList>` +
      `</ExistingTelephoneNumberOrderType></Order></OrderResponse>`,
  );
export const completed = (...numbers: string[]) =>
  `<CompletedNumbers>${numbers.map((number) => `<TelephoneNumber><FullNumber>${number}</FullNumber></TelephoneNumber>`).join("")}</CompletedNumbers>`;
export const listed = (...entries: [orderId: string, status: string][]) =>
  ok(
    `<ResponseSelectWrapper><ListOrderIdUserIdDate><TotalCount>${entries.length}</TotalCount>${entries
      .map(
        ([orderId, status]) =>
          `<OrderIdUserIdDate><orderId>${orderId}</orderId><OrderStatus>${status}</OrderStatus></OrderIdUserIdDate>`,
      )
      .join("")}</ListOrderIdUserIdDate></ResponseSelectWrapper>`,
  );
export const accepted = {
  status: 201,
  location: "/accounts/9/orders/o1",
  body: "<OrderResponse><OrderStatus>RECEIVED</OrderStatus></OrderResponse>",
};

/** A separate API for each test of a file, and the provider's orders with it. */
export function orderDesk() {
  let api: ScriptedApi;
  beforeEach(async () => {
    api = new ScriptedApi();
    await api.start();
  });
  afterEach(() => api.stop());
  return {
    get api() {
      return api;
    },
    start: (limits = {}) => orders(api.client(), new Limits(limits)),
  };
}
