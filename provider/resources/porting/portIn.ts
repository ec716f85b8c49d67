import { z } from "zod";
import { disconnectErrors } from "../../bandwidth/errorCodes/disconnects.js";
import { portInErrors } from "../../bandwidth/errorCodes/portIns.js";
import { locating } from "../../bandwidth/operations.js";
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

A port-in takes days, and people work on it. So an \`up\` ends when it is submitted, unless \`waitFor\` says otherwise; each
\`pulumi refresh\` shows how it stands. One that waits for documents (\`PENDING_DOCUMENTS\`) gets them by \`PortInDocument\`. One
that was rejected (\`EXCEPTION\`) is an error that shows the reasons, and stays in the state: mend the program, and the next
\`up\` hands the change in as a SUPP.

A port-in is never submitted twice: it has an id that is known before the first request, and an interrupted \`up\` finds it,
also as a draft. **The next \`up\` submits a port-in that is a draft** (\`DRAFT\`, \`VALID_DRAFT_TFNS\`); the preview says so.

A state in which somebody has to act, such as \`MISSING_REQUIREMENTS\` or \`PENDING_CARRIER_APPROVAL\`, ends the waiting at
once: the run says what the port-in waits for. So does a state that this version does not know.

A change (SUPP) that Bandwidth takes and does not pass on to the losing carrier (error 7300) is an error. The state keeps the
old values, also after a refresh in which the port-in shows the new ones, and the next \`up\` tries again.

**The provider writes no notes on port-ins**, since each opens a ticket at Bandwidth. So if two stacks have the same port-in in
their states, neither knows of the other, and \`destroy\` of either cancels it. Take it out of one of them with \`pulumi state
delete\`. Notes by which version 0.1.0 marked a port-in still count.

* Until the numbers are here, deleting the resource cancels the port-in. The losing carrier has to agree, and may refuse
  close to the date (errors 7300 to 7302, 7432).
* Other numbers, or another \`triggered\`, \`alternateSpid\` or \`billingType\`, cancel it and submit a new one.
* When it is \`COMPLETE\`, the numbers are in service. Deleting the resource leaves them so, or disconnects them with
  \`releaseOnDelete: true\`; a change of numbers or place is refused.
* One that was cancelled is gone at the next refresh, and the next \`up\` submits a new one.`,
  operations: [
    "GET /accounts/{accountId}/portins",
    "POST /accounts/{accountId}/portins",
    "GET /accounts/{accountId}/portins/{orderid}",
    "PUT /accounts/{accountId}/portins/{orderid}",
    "DELETE /accounts/{accountId}/portins/{orderid}",
    "POST /accounts/{accountId}/portins/{orderid}/notes",
    "GET /accounts/{accountId}/portins/{orderid}/notes",
    "GET /accounts/{accountId}/portins/{orderid}/activationStatus",
    "PUT /accounts/{accountId}/portins/{orderid}/activationStatus",
    "GET /accounts/{accountId}/disconnects",
    "POST /accounts/{accountId}/disconnects",
    "GET /accounts/{accountId}/disconnects/{disconnectid}",
    "GET /tns/{tn}",
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
  // A number can be in one port-in at a time (7205): the old one has to be cancelled first.
  deleteBeforeReplace: true,

  check: (inputs, given, api) => ({ failures: checkPortIn(inputs, given, api) }),

  claims: ({ telephoneNumbers = [] }) =>
    telephoneNumbers.map((number, index) => ({
      what: portInThing(number),
      property: `telephoneNumbers[${index}]`,
    })),

  /** When the numbers are here, nothing makes it another port-in: that would disconnect them to ask for them again. */
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
    // A refresh must not make a success of what is not there yet, so the next run looks at it again.
    else if (!isEnough(status, wanted.waitFor)) update("status");
    if (isActivationDue(status, wanted, state.__order)) update("activateAt");
    if (status === "COMPLETE") for (const name of differing(replacing, state, { ...state, ...wanted })) update(name);
    return changes;
  },

  announce(state, wanted) {
    if (needOf(state.status ?? "") === "submit") return `the port-in is a draft (${state.status}), and is submitted`;
    const now = wanted.activateAt === NOW && state.status !== "COMPLETE" && state.__order?.activation?.wish !== NOW;
    return now ? "all numbers are activated at once when the status is FOC; that cannot be undone" : undefined;
  },

  plans(state, wanted) {
    const released = !wanted && state?.status === "COMPLETE" && state.releaseOnDelete ? state.telephoneNumbers : [];
    return { maxDisconnects: released?.length ?? 0 };
  },

  // One that was cancelled is there, and is managed no more.
  isKnownHere: async ({ api, id, signal }) => (await api.portIns.get(id, signal)) !== undefined,

  create: createPortIn,
  noteOwnership: async ({ state, info }) => tellAdopted(info, `port-in ${state.orderId}`, "the port-in"),
  read: readPortIn,
  update: updatePortIn,
  delete: deletePortIn,

  list: {
    inputs: z.object({
      status: z.string().optional().describe("Only port-ins in this state, as `FOC`."),
    }),
    async *find({ api, query, signal }) {
      const status = query.status === undefined ? undefined : String(query.status);
      for (const { orderId, orderType, status: now, ...told } of await api.portInLookUps.list({ status }, signal)) {
        // The reference's own list of port-ins shows port-outs, too.
        const manageable = now !== "CANCELLED" && orderType !== "port_out";
        if (manageable) yield { id: orderId, name: told.billingTelephoneNumber ?? orderId };
      }
    },
  },
});

function inputPart(state: PortInState): PortInState {
  return Object.fromEntries(Object.entries(state).filter(([name]) => name in portInInputs.shape));
}
