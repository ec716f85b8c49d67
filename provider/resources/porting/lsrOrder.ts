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
  description: `An LSR (local service request): asks that telephone numbers leave Bandwidth's network for another carrier. For carriers
that port numbers out by the API instead of by a ticket.

When an order is complete the numbers are gone, and nothing brings them back: protect what customers dial. An order takes
days. An \`up\` ends when it is placed, unless \`waitFor\` says otherwise; each \`pulumi refresh\` shows how it stands. One with
an error (\`EXCEPTION\`) stays in the state with its reasons: mend the program, and the next \`up\` changes the order.

An order is never placed twice: it has an id that is known before the first request, and an interrupted \`up\` finds it. One
that has a \`customerOrderId\` of your own is not found so: the run says which order has the \`pon\`, and how to import it.

**The provider writes no notes on LSR orders**, since each opens a ticket at Bandwidth. So if two stacks have the same order in
their states, neither knows of the other, and \`destroy\` of either cancels it. Take it out of one of them with \`pulumi state
delete\`. Notes by which version 0.1.0 marked an order still count.

A change that Bandwidth takes and that does not take effect is an error; the state keeps the old values, also after
a refresh in which the order shows the new ones.

* What can be changed is changed in the order. Other numbers, another \`pon\` or ZIP code make another order; the old one is
  cancelled after that. Bandwidth takes each \`pon\` once only, so another order always needs another one.
* Deleting the resource cancels the order. One that is complete is only forgotten.
* One that was cancelled elsewhere is gone at the next refresh.
* When an error comes back, what its code means and what to do is shown below the words of Bandwidth.`,
  operations: [
    "GET /accounts/{accountId}/lsrorders",
    "POST /accounts/{accountId}/lsrorders",
    "GET /accounts/{accountId}/lsrorders/{orderid}",
    "PUT /accounts/{accountId}/lsrorders/{orderid}",
    "POST /accounts/{accountId}/lsrorders/{orderid}/notes",
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
    // A refresh must not make a success of what is not there yet, so the next run looks at it again.
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
    return "this is another order, which Bandwidth will refuse under the same pon (error 17032): set another pon";
  },

  // One that was cancelled is there, and is managed no more.
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
