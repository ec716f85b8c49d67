import { afterEach, beforeEach, expect } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { Stack } from "./support.js";

export const TYPE = "LsrOrder";

/** Numbers that are to leave. */
export const LEAVING = ["+19192381468", "+19192381469"];

/** A PIN that the owner of the numbers has agreed to, and that stands nowhere else. */
export const PIN = "73918";

export const SERVICE_ADDRESS = {
  houseNumber: "11",
  streetName: "Park",
  streetSuffix: "Ave",
  city: "New York",
  stateCode: "NY",
  zip: "10016",
};

/** An order for the numbers of a business; parts of the subscriber can be exchanged. */
export function lsrOrderOf(more: Values = {}, subscriber: Values = {}): Values {
  return {
    pon: "ACME-1",
    telephoneNumbers: LEAVING,
    authorizingPerson: "Jim Hopkins",
    subscriber: {
      subscriberType: "BUSINESS",
      businessName: "Joes Garage",
      serviceAddress: SERVICE_ADDRESS,
      accountNumber: "123463",
      pinNumber: PIN,
      ...subscriber,
    },
    ...more,
  };
}

/** A working day, so many weeks from now. */
export function workingDay(weeks = 1): string {
  const date = new Date(Date.now() + weeks * 7 * 86_400_000);
  const holiday = () => /-(01-01|07-04|12-25)$/.test(date.toISOString().slice(0, 10));
  while ([0, 6].includes(date.getUTCDay()) || holiday()) date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}

/** One of each property that can be changed. */
export const EVERYTHING = () => ({
  customerOrderId: "port 7",
  spid: "123C",
  billingTelephoneNumber: "+19192381468",
  requestedFocDate: workingDay(),
});
/** And of whoever has the numbers. */
export const EVERYBODY = {
  subscriberType: "RESIDENTIAL",
  businessName: "Joes Garage",
  lastName: "Smith",
  firstName: "Joe",
  middleInitial: "J",
  serviceAddress: {
    ...{ housePrefix: "A", houseSuffix: "1/2", preDirectional: "N", postDirectional: "E", addressLine2: "Suite 5" },
    ...{ county: "Kings", ...SERVICE_ADDRESS },
  },
};

/** A stack of its own for each test of a file, and what one does with the order `out` in it. */
export function lsrOrderDesk() {
  let stack: Stack;
  beforeEach(async () => {
    stack = await Stack.start();
  });
  afterEach(() => stack.close());

  const orders = () => [...stack.simulator.account.lsrOrders.values()];
  const posts = () => stack.simulator.requests.matching("POST", /\/lsrorders$/);
  const puts = () => stack.simulator.requests.matching("PUT", /\/lsrorders\//);
  const advance = (id: string, status: string) => stack.simulator.account.advanceLsrOrder(id, status);
  const up = (more: Values = {}, subscriber: Values = {}) => stack.create(TYPE, "out", lsrOrderOf(more, subscriber));
  const refreshed = async (id: string, state: Values) => (await stack.read(TYPE, "out", id, state))?.state ?? {};
  const change = (id: string, state: Values, more: Values, subscriber: Values = {}) =>
    stack.update(TYPE, "out", id, state, lsrOrderOf(more, subscriber));
  const changes = (state: Values, more: Values = {}, subscriber: Values = {}) =>
    stack.diff(TYPE, state, lsrOrderOf(more, subscriber));
  const settled = (state: Values, more: Values = {}, subscriber: Values = {}) =>
    expect(changes(state, more, subscriber).changes).toEqual([]);
  const problem = (act: Promise<unknown>) =>
    act.then(
      () => "nothing",
      (error: Error) => error.message,
    );
  /** What a failed create or update leaves in the state. */
  const left = (act: Promise<unknown>) =>
    act.then(
      () => Promise.reject(new Error("it went well")),
      (error: { done: { id?: string; outputs: Values } }) => error.done,
    );

  return {
    get stack() {
      return stack;
    },
    orders,
    posts,
    puts,
    advance,
    up,
    refreshed,
    change,
    changes,
    settled,
    problem,
    left,
  };
}
