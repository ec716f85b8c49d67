import { afterEach, beforeEach, expect } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { Stack } from "./support.js";

export const TYPE = "PortIn";

/** Numbers of another carrier. */
export const ELSEWHERE = ["+13035550111", "+13035550112"];

/** A PIN that the losing carrier takes, which stands nowhere else. */
export const PIN = "7391846";

/** A port-in of a business, at this site. */
export function portInOf(siteId: unknown, more: Values = {}): Values {
  return {
    siteId,
    telephoneNumbers: ELSEWHERE,
    billingTelephoneNumber: ELSEWHERE[0],
    subscriber: {
      subscriberType: "BUSINESS",
      businessName: "Joes Garage",
      serviceAddress: {
        houseNumber: "1700",
        streetName: "Lincoln Street",
        city: "Denver",
        stateCode: "CO",
        zip: "80203",
      },
    },
    loaAuthorizingPerson: "Joe Smith",
    ...more,
  };
}

/** Brings a port-in on to a state, as Bandwidth and the losing carrier do. */
export function advance({ simulator }: Stack, orderId: string, ...statuses: string[]): void {
  for (const status of statuses) simulator.account.advancePortIn(orderId, status);
}

/** Noon of a working day, so many weeks from now. */
export function workingDay(weeks = 1): string {
  const date = new Date(Date.now() + weeks * 7 * 86_400_000);
  date.setUTCHours(15, 30, 0, 0);
  while ([0, 6].includes(date.getUTCDay())) date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString();
}

/** A stack of its own for each test of a file, with a site and a peer, and what one does with the port-in `office`. */
export function portInDesk() {
  let stack: Stack;
  let siteId: string;
  let sipPeerId: string;
  beforeEach(async () => {
    stack = await Stack.start({ portInNeedsDocuments: false });
    siteId = await stack.site();
    sipPeerId = await stack.peer(siteId);
  });
  afterEach(() => stack.close());

  const portIns = () => [...stack.simulator.account.portIns.values()];
  const posts = () => stack.simulator.requests.matching("POST", /\/portins$/);
  const inService = () =>
    ELSEWHERE.filter((number) => stack.simulator.account.numbers.get(number)?.status === "Inservice");
  const up = (more: Values = {}) => stack.create(TYPE, "office", portInOf(siteId, more));

  /** A refresh. */
  const refreshed = async (id: string, state: Values) => (await stack.read(TYPE, "office", id, state))?.state ?? {};
  const change = (id: string, state: Values, more: Values) =>
    stack.update(TYPE, "office", id, state, portInOf(siteId, more));
  const changes = (state: Values, more: Values = {}) => stack.diff(TYPE, state, portInOf(siteId, more));
  const settled = (state: Values, more: Values = {}) => expect(changes(state, more).changes).toEqual([]);

  return {
    get stack() {
      return stack;
    },
    get siteId() {
      return siteId;
    },
    get sipPeerId() {
      return sipPeerId;
    },
    portIns,
    posts,
    inService,
    up,
    refreshed,
    change,
    changes,
    settled,
  };
}
