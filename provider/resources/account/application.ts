import { z } from "zod";
import { type ApplicationRecord, ofItsKind, presentKind } from "../../bandwidth/account/applications.js";
import { applicationErrors } from "../../bandwidth/errorCodes/applications.js";
import { BandwidthError } from "../../bandwidth/http/errors.js";
import type { Call } from "../../pulumi/definition/definition.js";
import { type Bandwidth, resource } from "../define.js";
import { createOnce } from "../ordering/createOnce.js";
import { namesOf } from "../ordering/failures.js";
import { notOurs, tellTaken } from "../ordering/ownership.js";
import { id } from "../properties/fields.js";
import { changeOf, refuseWithoutPasswords } from "./applicationChange.js";
import { type ApplicationInputs, applicationInputs, checkApplication, dependents } from "./applicationInputs.js";
import { usersOf } from "./applicationUsers.js";

/** What answers calls, or gets messages, of the numbers at SIP peers that use it. */
export const application = resource({
  name: "Application",
  description: `An application: the web service that Bandwidth asks about calls, or that gets messages.

An application alone does nothing. Name it in \`voice\` or \`messaging\` of a \`SipPeer\`: then it serves the numbers of that
peer.

**Bandwidth never returns passwords.** They stay in the state, as secrets, and every write sends them again. A change made
elsewhere does not show. Where Bandwidth has a password that neither the program nor the state knows, as after an import,
the provider sends only what changes. What can't be done that way is refused before anything is sent.

Bandwidth deletes an application only when no SIP peer uses it. The provider never takes it out of a peer by itself: the
error names the peers.

Names don't have to be unique, and nothing in an application can carry a mark. So an interrupted run does not know whether
it created an application of the same kind, name and address: the next run refuses to create a second one, and says how to
adopt the first.`,
  operations: [
    "GET /accounts/{accountId}/applications",
    "POST /accounts/{accountId}/applications",
    "GET /accounts/{accountId}/applications/{applicationId}",
    "PUT /accounts/{accountId}/applications/{applicationId}",
    "PATCH /accounts/{accountId}/applications/{applicationId}",
    "DELETE /accounts/{accountId}/applications/{applicationId}",
    "GET /accounts/{accountId}/applications/{applicationId}/associatedsippeers",
    "GET /accounts/{accountId}/sites",
    "GET /accounts/{accountId}/sites/{siteId}/sippeers",
    "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/applicationSettings",
    "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/origination/settings",
    "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/termination/settings",
  ],
  errors: applicationErrors,
  inputs: applicationInputs,
  outputs: z.object({ applicationId: id().describe("Assigned by Bandwidth.").meta({ stable: true }) }),
  importId: { form: "applicationId", example: "93de2206-9669-4e07-948d-329f4b722ee2" },
  examples: [
    {
      title: "Calls",
      inputs: {
        name: "Switchboard",
        serviceType: "Voice-V2",
        callInitiatedCallbackUrl: "https://voice.example.com/calls",
        callbackCreds: { userId: "bandwidth", password: "correct horse" },
      },
    },
    {
      title: "Messages",
      inputs: {
        name: "Texts",
        serviceType: "Messaging-V2",
        inboundCallbackUrl: "https://messages.example.com/in",
        outboundCallbackUrl: "https://messages.example.com/out",
        requestedCallbackTypes: ["message-delivered", "message-failed"],
      },
    },
  ],

  hasOneOwner: true,
  standsAlone: true,
  referredBy: "applicationId",

  check: checkApplication,

  /** Two such applications can't be told apart. An address may contain a secret, so the message leaves it out. */
  claims(inputs) {
    const { name, serviceType } = inputs;
    const address = addressOf(inputs);
    if (name === undefined || serviceType === undefined || address === undefined) return [];
    const what = `the ${serviceType} application "${name}" with this address`;
    return [{ what, property: "name", key: JSON.stringify([what, address]), stays: true }];
  },

  create: createApplication,

  async read({ api, id: applicationId, signal }) {
    const found = await api.applications.get(applicationId, signal);
    if (!found) return undefined;
    const { applicationId: _id, ...told } = ofItsKind(found);
    const inputs: Record<string, unknown> = { ...told, serviceType: presentKind(told.serviceType ?? "") };
    // Bandwidth shows a method for an address that is not there.
    for (const [property, needed] of Object.entries(dependents)) {
      if (inputs[needed] === undefined) delete inputs[property];
    }
    return { inputs, outputs: { applicationId } };
  },

  async update({ api, id: applicationId, state, inputs, signal }) {
    const wanted = (current: Parameters<typeof changeOf>[0]) => changeOf(current, state, inputs);
    const changed = await api.applications.change(applicationId, wanted, signal);
    if (changed) return { applicationId };
    throw new Error(`application ${applicationId} no longer exists; run \`pulumi refresh\`, then \`pulumi up\``);
  },

  async delete({ api, id: applicationId, signal }) {
    try {
      await api.applications.remove(applicationId, signal);
    } catch (error) {
      if (!(error instanceof BandwidthError) || !error.has("12107", "12145", "13653")) throw error;
      const named = await usersOf(api, applicationId);
      const who = named.length > 0 ? `: ${namesOf(named)}` : ", and Bandwidth does not show them";
      throw new Error(
        `SIP peers still use application ${applicationId}${who}. It was not deleted. Take it out of \`voice\` or ` +
          `\`messaging\` of those peers first, or keep it with the resource option retainOnDelete.\n${error.message}`,
        { cause: error },
      );
    }
  },

  list: {
    inputs: z.object({
      serviceType: z.string().optional().describe("Only applications of this kind, such as `Voice-V2`."),
    }),
    async *find({ api, query, signal }) {
      for (const { applicationId, name, serviceType } of await api.applications.list(signal)) {
        if (query.serviceType !== undefined && query.serviceType !== presentKind(serviceType)) continue;
        yield { id: applicationId, name: name ?? applicationId };
      }
    },
  },
});

type Create = Call<Bandwidth> & { inputs: ApplicationInputs };

/** Creates an application, or continues with the one that this run replaces. Equal ones may be another stack's. */
async function createApplication(call: Create) {
  const { api, inputs, signal } = call;
  refuseWithoutPasswords(inputs);
  // Ask late who has which one: by then the program may have shown it.
  const namesakes = async () =>
    (await api.applications.list(signal)).filter(
      (one) => isNamesake(one, inputs) && !call.isHeldByOther(one.applicationId),
    );
  const there = await namesakes();
  const own = there.find(({ applicationId }) => call.wasMine(applicationId));
  if (own) {
    const { applicationId } = own;
    // An older program may have created it, so write all of it.
    const whole = { ...inputs, serviceType: own.serviceType };
    await api.applications.change(applicationId, () => ({ whole }), signal);
    tellTaken(call, `application ${applicationId} ("${inputs.name}")`, applicationId);
    return { id: applicationId, outputs: { applicationId } };
  }
  const twin = there.find((one) => isTwin(one, inputs));
  if (twin) {
    const { applicationId } = twin;
    throw notOurs(call, {
      type: "Application",
      id: applicationId,
      exists: `application ${applicationId} already has this kind, name and address`,
      instead: "To create another application, choose another name.",
    });
  }
  if (there.length > 0) {
    const ids = there.map(({ applicationId }) => applicationId).join(", ");
    call.info(
      `another application of this kind is named "${inputs.name}" (${ids}), with another address; this stack creates its own`,
    );
  }
  const known = new Set(there.map(({ applicationId }) => applicationId));
  const find = async () => {
    const made = (await namesakes()).filter((one) => !known.has(one.applicationId) && isTwin(one, inputs));
    if (made.length < 2) return made[0]?.applicationId;
    const ids = made.map(({ applicationId }) => applicationId);
    throw new Error(
      `no answer told which application was created, and there are ${made.length} new ones of this kind, name and address: ` +
        `${ids.join(", ")}. Nothing more was created. Delete those that nobody uses, and adopt the other: \`adopt: "${ids[0]}"\``,
    );
  };
  const applicationId = await createOnce(api.client, signal, () => api.applications.create(inputs), find);
  return { id: applicationId, outputs: { applicationId } };
}

const addressOf = (one: Partial<ApplicationInputs> | ApplicationRecord) =>
  one.callInitiatedCallbackUrl ?? one.inboundCallbackUrl;

/** The server may write an address in another way. */
const loose = (address = "") => address.toLowerCase().replace(/\/$/, "");

const isNamesake = (one: ApplicationRecord, wanted: ApplicationInputs) =>
  one.name === wanted.name && presentKind(one.serviceType ?? "") === wanted.serviceType;

const isTwin = (one: ApplicationRecord, wanted: ApplicationInputs) =>
  loose(addressOf(one)) === loose(addressOf(wanted));
