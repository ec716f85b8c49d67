import { z } from "zod";
import { lsrOrderErrors } from "../../bandwidth/errorCodes/lsrOrders.js";
import { lsrHasReached, lsrIsDead } from "../../bandwidth/porting/lsrOrders.js";
import type { Change } from "../../pulumi/definition/diff.js";
import { resource } from "../define.js";
import { tellAdopted } from "../ordering/ownershipNotes.js";
import { checkLsrOrder, lsrOrderInputs } from "./lsrOrderFields.js";
import { createLsrOrder, deleteLsrOrder, readLsrOrder, updateLsrOrder } from "./lsrOrderLifecycle.js";
import { lsrOrderOutputs } from "./lsrOrderState.js";

/** Telephone numbers that another carrier takes out of Bandwidth's network. */
export const lsrOrder = resource({
  name: "LsrOrder",
  description: `An LSR (local service request): requests that telephone numbers leave Bandwidth's network for another carrier. For carriers
that port numbers out by the API instead of by a ticket.

**When an order is complete, the numbers are gone, and nothing brings them back.** Protect the numbers that customers dial.

An order takes days. An \`up\` ends when the order is placed, unless \`waitFor\` says otherwise. Each \`pulumi refresh\` shows
the status. An order with an error (\`EXCEPTION\`) stays in the state with its reasons. Correct the program, and the next
\`up\` changes the order.

The provider never places an order twice. It has an id that is known before the first request, and an interrupted \`up\` finds
it. An order with your own \`customerOrderId\` can't be found like that: the run says which order has the \`pon\`, and how to
import it.

**If two stacks have the same order in their states, neither knows about the other, and \`destroy\` of either cancels it.**
Remove it from one of them with \`pulumi state delete\`. The provider writes no notes on LSR orders, because each note opens a
ticket at Bandwidth. Notes by which version 0.1.0 marked an order still count.

A change that Bandwidth accepts but that does not take effect is an error. The state keeps the old values, even after a
refresh in which the order shows the new ones.

* The provider changes the order where the API can. Other numbers, or another \`pon\` or ZIP code, create another order, and
  then the old one is canceled. Bandwidth accepts each \`pon\` only once, so another order always needs another \`pon\`.
* Deleting the resource cancels the order. A complete order is only forgotten.
* An order that was canceled elsewhere is gone at the next refresh.
* If an error comes back, the meaning of its code and what to do are shown below Bandwidth's words.`,
  operations: [
    "GET /accounts/{accountId}/lsrorders",
    "POST /accounts/{accountId}/lsrorders",
    "GET /accounts/{accountId}/lsrorders/{orderid}",
    "PUT /accounts/{accountId}/lsrorders/{orderid}",
    "GET /accounts/{accountId}/lsrorders/{orderid}/notes",
  ],
  errors: lsrOrderErrors,
  inputs: lsrOrderInputs,
  outputs: lsrOrderOutputs,
  importId: { form: "orderId", example: "00cf7e08-cab0-4515-9a77-2d0a7da09415" },
  examples: [
    {
      title: "A number of a business",
      inputs: {
        pon: "ACME-2026-0001",
        telephoneNumbers: ["+19192381468"],
        authorizingPerson: "Jim Hopkins",
        subscriber: {
          subscriberType: "BUSINESS",
          businessName: "Joes Garage",
          accountNumber: "123463",
          pinNumber: "1231",
          serviceAddress: {
            houseNumber: "11",
            streetName: "Park",
            streetSuffix: "Ave",
            city: "New York",
            stateCode: "NY",
            zip: "10016",
          },
        },
      },
    },
  ],
  placesOrders: true,
  hasOneOwner: true,

  check: (inputs, given, api) => ({ failures: checkLsrOrder(inputs, given, api) }),

  claims({ pon, telephoneNumbers = [] }) {
    const numbers = telephoneNumbers.map((number, index) => ({
      what: `the port-out of ${number}`,
      property: `telephoneNumbers[${index}]`,
    }));
    return pon === undefined ? numbers : [{ what: `the LSR order with the pon ${pon}`, property: "pon" }, ...numbers];
  },

  changes({ status }, { waitFor }) {
    const changes: Change[] = [];
    if (lsrIsDead(status)) changes.push({ path: "status", kind: "update", replaces: true });
    // A refresh must not make a success of what isn't there yet, so the next run looks again.
    else if (!lsrHasReached(status, waitFor ?? "received")) {
      changes.push({ path: "status", kind: "update", replaces: false });
    }
    return changes;
  },

  announce(state, wanted) {
    if (state.pon === undefined || wanted.pon !== state.pon) return undefined;
    const other = (is: unknown, should: unknown) =>
      is !== undefined && should !== undefined && JSON.stringify(is) !== JSON.stringify(should);
    const sorted = (numbers?: string[]) => numbers && [...numbers].sort();
    const zip = other(state.subscriber?.serviceAddress?.zip, wanted.subscriber?.serviceAddress?.zip);
    const replaced = zip || other(sorted(state.telephoneNumbers), sorted(wanted.telephoneNumbers));
    if (!replaced && !lsrIsDead(state.status)) return undefined;
    return "Bandwidth will refuse this under the same pon (error 17032), because it is another order: set another pon";
  },

  // A canceled order exists but is no longer managed.
  isKnownHere: async ({ api, id, signal }) => (await api.lsrOrders.get(id, signal)) !== undefined,

  create: createLsrOrder,
  noteOwnership: async ({ state, info }) => tellAdopted(info, `LSR order ${state.orderId}`, "the order"),
  read: readLsrOrder,
  update: updateLsrOrder,
  delete: deleteLsrOrder,

  list: {
    inputs: z.object({}),
    async *find({ api, signal }) {
      for (const { orderId, status, pon } of await api.lsrOrders.list({}, signal)) {
        if (!lsrIsDead(status)) yield { id: orderId, name: pon ?? orderId };
      }
    },
  },
});
