import { z } from "zod";
import { externalTnErrors } from "../../bandwidth/errorCodes/externalTns.js";
import { moveErrors } from "../../bandwidth/errorCodes/moves.js";
import { locating } from "../../bandwidth/operations.js";
import type { Call } from "../../pulumi/definition/definition.js";
import { Unfinished } from "../../pulumi/definition/errors.js";
import { type Bandwidth, resource } from "../define.js";
import { namesOf } from "../ordering/failures.js";
import { following } from "../ordering/following.js";
import { importThing } from "../ordering/things.js";
import { refuseUnseen } from "../phoneNumberOrder/givingUp.js";
import { id, telephoneNumbers } from "../properties/fields.js";
import { numberFailures } from "../properties/numberRules.js";
import { type ExternalPlace, isAt, targetOf, toImport } from "./externalPlaces.js";
import {
  begunChanges,
  begunIn,
  begunOutput,
  changeOf,
  givenUp,
  heldNumbers,
  numbersId,
  numbersOf,
  runSteps,
  unfinishedCreate,
} from "./numberSteps.js";
import { sortGivenUp } from "./recordHandover.js";

const WHAT = "ExternalTns";
const trouble = (words: string) => ({ words, meanings: externalTnErrors });

const inputs = z.object({
  siteId: id().describe("The site that the numbers are put into. When it changes, the numbers are moved."),
  sipPeerId: id()
    .optional()
    .describe(
      "The SIP peer that the numbers are put into; the site's default peer when it is left out. When it changes, the numbers are moved.",
    ),
  telephoneNumbers: telephoneNumbers()
    .max(5_000, "must hold at most 5000 telephone numbers")
    .describe("The numbers, 1 to 5,000. Order means nothing. A number added is imported, a number dropped is removed."),
});

/** Numbers of the customer's own, known to Bandwidth. */
export const externalTns = resource({
  name: "ExternalTns",
  description: `Telephone numbers that you own or have from another carrier, imported so that Bandwidth's services can use them.

Importing a number again would reset all its attributes, so a number that is there already is never imported a second
time. Another site or SIP peer moves the numbers. Where the API does not move them (error 5224), they are removed and
imported anew, with a warning. Numbers that Bandwidth owns cannot be imported (error 25060): order them with
\`PhoneNumberOrder\`.

Classic API only: the Universal Platform (a \`baseUrl\` that ends in \`/v2\`) imports numbers with orders of another kind, which
this provider does not place.`,
  operations: [
    "GET /accounts/{accountId}/externalTns",
    "POST /accounts/{accountId}/externalTns",
    "GET /accounts/{accountId}/externalTns/{orderid}",
    "POST /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/movetns",
    "GET /accounts/{accountId}/sites/{siteId}/sippeers",
    ...locating,
  ],
  errors: { ...moveErrors, ...externalTnErrors },
  inputs,
  outputs: z.object({
    orderIds: z.array(z.string()).describe("The orders of the latest change."),
    status: z.string().describe("How the latest change ended, in the API's word: `COMPLETE`, `PARTIAL` …"),
    ...begunOutput,
  }),
  importId: numbersId,
  examples: [
    {
      title: "Numbers of another carrier",
      inputs: {
        siteId: "$site.siteId",
        sipPeerId: "$sipPeer.sipPeerId",
        telephoneNumbers: ["+12025550111", "+12025550112"],
      },
    },
  ],
  check: ({ telephoneNumbers }, _given, api) => ({ failures: numberFailures(api, { telephoneNumbers }) }),

  claims: ({ telephoneNumbers = [] }) =>
    telephoneNumbers.map((number, index) => ({
      what: importThing(number),
      property: `telephoneNumbers[${index}]`,
    })),

  changes: begunChanges,

  async create(call) {
    const { telephoneNumbers, siteId, sipPeerId } = call.inputs;
    const missing = await toImport(call, telephoneNumbers, { siteId, sipPeerId });
    const done = await runSteps(call, WHAT, trouble("numbers were not imported"), [
      importing(call, missing, call.inputs),
    ]);
    const newId = done.outputs.orderIds[0] ?? telephoneNumbers.join(",");
    if (done.problem !== undefined) throw unfinishedCreate(done, telephoneNumbers, newId, begunIn(done.begun));
    return { id: newId, outputs: done.outputs };
  },

  async read({ api, id: ownId, state, warn }) {
    const numbers = state?.telephoneNumbers ?? numbersOf(ownId);
    const hints = state?.siteId && state.sipPeerId ? [{ siteId: state.siteId, sipPeerId: state.sipPeerId }] : [];
    const held = heldNumbers(state, ownId);
    const own = new Set(state ? held : []);
    const places = await api.numbers.locateOwn(held, hints, (unseen) => api.externalTns.goneAmong(unseen, own));
    const unseen = held.filter((number) => places.get(number)?.unseen);
    if (unseen.length > 0) warn(hidden(unseen));
    const present = numbers.filter((number) => places.has(number));
    const [first] = places.keys();
    const located = first === undefined ? undefined : places.get(first);
    // Credentials that may not look at a number are told where it is by the order that imported it.
    const isHidden = !state && first !== undefined && located?.siteId === "";
    const place = (isHidden ? await api.externalTns.importedTo(first) : undefined) ?? located;
    if (first === undefined || place === undefined) {
      // What an import that is still open will bring must not be forgotten.
      if (!state?.__begun || (await api.externalTns.awaitOrders(state.orderIds ?? [], ONE_LOOK)).length === 0)
        return undefined;
      const { siteId, sipPeerId, orderIds = [], status = "COMPLETE", __begun } = state;
      return { inputs: { siteId, sipPeerId, telephoneNumbers: [] }, outputs: { orderIds, status, __begun } };
    }
    if (!state && !(await api.externalTns.wasImported(first))) {
      throw new Error(`${first} was not imported by an external TN order, so it is not one's own: nothing to manage`);
    }
    // A number that somebody moved is still there; the first that is elsewhere is shown.
    const seen = present.flatMap((number) => places.get(number) ?? []).filter(({ siteId }) => siteId !== "");
    const elsewhere = seen.find((one) => !isAt(one, state ?? place));
    const { siteId, sipPeerId } = elsewhere ?? place;
    const shown = { siteId: siteId || state?.siteId, sipPeerId: sipPeerId || state?.sipPeerId };
    return {
      inputs: { ...shown, telephoneNumbers: present },
      outputs: {
        orderIds: state?.orderIds ?? [],
        status: state?.status ?? "COMPLETE",
        __begun: state?.__begun,
      },
    };
  },

  async update(call) {
    const { state, inputs: wanted } = call;
    const { siteId, sipPeerId } = wanted;
    const { stay, added, dropped } = changeOf(state, wanted.telephoneNumbers);
    const { target, changes } = await targetOf(call, state, { siteId, sipPeerId });
    const { free } = await sortGivenUp(call, dropped, importThing);
    refuseUnseen(call, free);
    await awaitBegun(call, free);
    // Numbers that stay are looked at only where their place changes.
    const looked = changes ? [...stay, ...added] : added;
    const own = { ...state, numbers: heldNumbers(state, call.id) };
    const missing = await toImport(call, looked, target, own);
    const done = await runSteps(call, WHAT, trouble("numbers were not imported or removed"), [
      importing(call, missing, target),
      removing(call, free, state),
    ]);
    const asked = done.outputs.orderIds.length > 0;
    const outputs = asked ? done.outputs : { orderIds: state.orderIds ?? [], status: state.status ?? "COMPLETE" };
    if (done.problem === undefined) return outputs;
    // To the number: one that is in must not be imported again, one that is out not removed again.
    const settled = [...stay, ...added].filter((number) => !done.unsettled.has(number));
    const kept = free.filter((number) => done.unsettled.has(number));
    const telephoneNumbers = [...settled, ...kept];
    throw new Unfinished(done.problem, { outputs: { ...outputs, ...begunIn(done.begun, state), telephoneNumbers } });
  },

  async delete(call) {
    const { free } = await sortGivenUp(call, givenUp(call.state, call.id, call.replacedBy), importThing);
    refuseUnseen(call, free);
    await awaitBegun(call, free);
    const done = await runSteps(call, WHAT, trouble("numbers were not removed"), [removing(call, free, call.state)]);
    if (done.problem !== undefined) throw new Error(done.problem);
  },

  list: {
    inputs: z.object({}),
    async *find({ api, signal }) {
      const seen = new Set<string>();
      for await (const { telephoneNumbers, siteId } of api.externalTns.list(signal)) {
        const fresh = telephoneNumbers.filter((number) => !seen.has(number));
        for (const number of fresh) seen.add(number);
        // An import may have been removed since.
        const places = await api.numbers.locateOwn(fresh, [], (unseen) => api.externalTns.goneAmong(unseen, new Set()));
        const numbers = fresh.filter((number) => places.has(number));
        if (numbers.length > 0) yield { id: numbers.join(","), name: `${siteId}-${numbers[0]}` };
      }
    },
  },
});

/** To forget such numbers would import them anew, which resets all their attributes. */
const hidden = (numbers: readonly string[]) =>
  `${namesOf(numbers)}: no list shows ${numbers.length === 1 ? "it" : "them"} to these credentials, and no order tells that ` +
  `${numbers.length === 1 ? "it was" : "they were"} removed. The state keeps ${numbers.length === 1 ? "it" : "them"}. Give these ` +
  "credentials the role Numbers, and the next refresh sees what is so.";

const ONE_LOOK = { timeoutMs: 1 };

/** Numbers of an import that outlasted its run can be removed after its end, not before. */
async function awaitBegun(
  call: Call<Bandwidth> & { state: { orderIds?: string[]; __begun?: string[] } },
  leaving: readonly string[],
): Promise<void> {
  const { orderIds = [], __begun = [] } = call.state;
  if (!__begun.some((number) => leaving.includes(number))) return;
  const open = await call.api.externalTns.awaitOrders(orderIds, following(call, WHAT));
  if (open.length === 0) return;
  throw new Error(
    `the order ${open.join(", ")} was not finished in time; its numbers can be removed after that, so nothing was. ` +
      "Run the same command again.",
  );
}

const importing = ({ api }: Call<Bandwidth>, numbers: string[], { siteId = "", sipPeerId }: ExternalPlace) => ({
  numbers,
  apply: (wanted: string[], waiting: object) => api.externalTns.import(wanted, { siteId, sipPeerId }, waiting),
});

const removing = (call: Call<Bandwidth>, numbers: string[], { siteId = "", sipPeerId }: ExternalPlace) => ({
  numbers,
  mayBeGone: true,
  goneAmong: (unseen: readonly string[]) => call.api.externalTns.goneAmong(unseen, new Set(numbers)),
  hints: siteId !== "" && sipPeerId !== undefined ? [{ siteId, sipPeerId }] : [],
  apply: (wanted: string[], waiting: object) => call.api.externalTns.remove(wanted, { siteId }, waiting),
});
