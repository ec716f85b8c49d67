import { z } from "zod";
import { disconnectErrors } from "../../bandwidth/errorCodes/disconnects.js";
import { portInErrors } from "../../bandwidth/errorCodes/portIns.js";
import { disconnecting, locating } from "../../bandwidth/operations.js";
import { needOf } from "../../bandwidth/porting/portIns.js";
import type { Change } from "../../pulumi/definition/diff.js";
import { resource } from "../define.js";
import { tellAdopted } from "../ordering/ownershipNotes.js";
import { portInThing } from "../ordering/things.js";
import { isActivationDue } from "./portInActivation.js";
import { differing, replacing } from "./portInChange.js";
import { deletePortIn } from "./portInEnd.js";
import { checkPortIn, NOW, portInInputs } from "./portInFields.js";
import { createPortIn, readPortIn, updatePortIn } from "./portInLifecycle.js";
import { type PortInState, portInOutputs } from "./portInState.js";
import { isEnough } from "./portInWait.js";

/** Telephone numbers that come from another carrier. */
export const portIn = resource({
  name: "PortIn",
  description: `A port-in: brings telephone numbers here from the carrier that has them now.

**Deleting the resource cancels the port-in while the numbers are not here.** The losing carrier must agree, and may refuse
close to the date (errors 7300 to 7302, 7432). When the port-in is \`COMPLETE\`, the numbers are in service. Deleting the
resource then leaves them in service, or disconnects them with \`releaseOnDelete: true\`.

A port-in takes days, and people work on it. So an \`up\` ends when the port-in is submitted, unless \`waitFor\` says
otherwise. Each \`pulumi refresh\` shows the status.

* A port-in that waits for documents (\`PENDING_DOCUMENTS\`) gets them from \`PortInDocument\`.
* A rejected port-in (\`EXCEPTION\`) is an error that shows the reasons. It stays in the state. Correct the program, and the
  next \`up\` sends the change as a SUPP.
* If somebody has to act, as with \`MISSING_REQUIREMENTS\` or \`PENDING_CARRIER_APPROVAL\`, the wait ends at once, and the run
  says what the port-in waits for. The same happens with a status that this version does not know.
* Other numbers, or another \`triggered\`, \`alternateSpid\` or \`billingType\`, cancel the port-in and submit a new one.
* When it is \`COMPLETE\`, the provider refuses a change of numbers or place.
* A canceled port-in is gone at the next refresh, and the next \`up\` submits a new one.

The provider never submits a port-in twice. It has an id that is known before the first request, and an interrupted \`up\`
finds it, even as a draft. **The next \`up\` submits a port-in that is a draft** (\`DRAFT\`, \`VALID_DRAFT_TFNS\`), and the
preview says so.

A change (SUPP) that Bandwidth accepts but does not pass on to the losing carrier (error 7300) is an error. The state keeps the
old values, even after a refresh in which the port-in shows the new ones, and the next \`up\` tries again. The error may stay on the
port-in after a later change. Then nothing shows whether that one was passed on, and each \`up\` sends it again, until the port-in has its
date or is \`COMPLETE\`. If Bandwidth's support tells you that the carrier has the new values, take the port-in out of the state with
\`pulumi state delete\`, and import it: then it counts as it is.

**If two stacks have the same port-in in their states, neither knows about the other, and \`destroy\` of either cancels it.**
Remove it from one of them with \`pulumi state delete\`. The provider writes no notes on port-ins, because each note opens a
ticket at Bandwidth. Notes by which version 0.1.0 marked a port-in still count.`,
  operations: [
    "GET /accounts/{accountId}/portins",
    "POST /accounts/{accountId}/portins",
    "GET /accounts/{accountId}/portins/{orderid}",
    "PUT /accounts/{accountId}/portins/{orderid}",
    "DELETE /accounts/{accountId}/portins/{orderid}",
    "GET /accounts/{accountId}/portins/{orderid}/notes",
    "GET /accounts/{accountId}/portins/{orderid}/activationStatus",
    "PUT /accounts/{accountId}/portins/{orderid}/activationStatus",
    ...disconnecting,
    ...locating,
  ],
  errors: { ...portInErrors, ...disconnectErrors },
  inputs: portInInputs,
  outputs: portInOutputs,
  importId: { form: "orderId", example: "03f194d5-3932-4e9f-8ba1-03ef767985e5" },
  examples: [
    {
      title: "Two numbers of a business",
      inputs: {
        siteId: "$site.siteId",
        sipPeerId: "$sipPeer.sipPeerId",
        telephoneNumbers: ["+13035550111", "+13035550112"],
        billingTelephoneNumber: "+13035550111",
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
      },
    },
  ],
  placesOrders: true,
  numbers: "held",
  // A number can be in only one port-in at a time (7205), so the old port-in must be canceled first.
  deleteBeforeReplace: true,

  check: (inputs, given, api) => ({ failures: checkPortIn(inputs, given, api) }),

  claims: ({ telephoneNumbers = [] }) =>
    telephoneNumbers.map((number, index) => ({
      what: portInThing(number),
      property: `telephoneNumbers[${index}]`,
    })),

  /** After the numbers are here, nothing makes it another port-in. That would disconnect them to request them again. */
  actual(state, wanted) {
    const inputs = inputPart(state);
    if (state.status !== "COMPLETE") return inputs;
    return { ...inputs, ...Object.fromEntries(replacing.map((name) => [name, wanted[name]])) };
  },

  changes(state, wanted) {
    const { status } = state;
    const changes: Change[] = [];
    const update = (path: string, replaces = false) => void changes.push({ path, kind: "update", replaces });
    if (status === "CANCELLED") update("status", true);
    // A refresh must not make a success of what isn't there yet, so the next run looks again.
    else if (!isEnough(status, wanted.waitFor)) update("status");
    if (isActivationDue(status, wanted, state.__order)) update("activateAt");
    if (status === "COMPLETE") for (const name of differing(replacing, state, { ...state, ...wanted })) update(name);
    return changes;
  },

  announce(state, wanted) {
    if (needOf(state.status ?? "") === "submit")
      return `the port-in is a draft (${state.status}), and this update submits it`;
    const now = wanted.activateAt === NOW && state.status !== "COMPLETE" && state.__order?.activation?.wish !== NOW;
    return now ? "this activates all numbers at once when the status is FOC; that cannot be undone" : undefined;
  },

  plans(state, wanted) {
    const released = !wanted && state?.status === "COMPLETE" && state.releaseOnDelete ? state.telephoneNumbers : [];
    return { maxDisconnects: released?.length ?? 0 };
  },

  // A canceled port-in exists but is no longer managed.
  isKnownHere: async ({ api, id, signal }) => (await api.portIns.get(id, signal)) !== undefined,

  create: createPortIn,
  noteOwnership: async ({ state, info }) => tellAdopted(info, `port-in ${state.orderId}`, "the port-in"),
  read: readPortIn,
  update: updatePortIn,
  delete: deletePortIn,

  list: {
    inputs: z.object({
      status: z.string().optional().describe("Only port-ins with this status, such as `FOC`."),
    }),
    async *find({ api, query, signal }) {
      const status = query.status === undefined ? undefined : String(query.status);
      for (const { orderId, orderType, status: now, ...told } of await api.portInLookUps.list({ status }, signal)) {
        // The reference's own list of port-ins shows port-outs too.
        const manageable = now !== "CANCELLED" && orderType !== "port_out";
        if (manageable) yield { id: orderId, name: told.billingTelephoneNumber ?? orderId };
      }
    },
  },
});

function inputPart(state: PortInState): PortInState {
  return Object.fromEntries(Object.entries(state).filter(([name]) => name in portInInputs.shape));
}
