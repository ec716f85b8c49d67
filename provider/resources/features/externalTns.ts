import { z } from "zod";
import { externalTnErrors } from "../../bandwidth/errorCodes/externalTns.js";
import { moveErrors } from "../../bandwidth/errorCodes/moves.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { namesOf } from "../ordering/failures.js";
import { following } from "../ordering/following.js";
import { importThing } from "../ordering/things.js";
import { refuseUnseen } from "../phoneNumberOrder/beforeDisconnect.js";
import { id, peerId, telephoneNumbers } from "../properties/fields.js";
import { type ExternalPlace, isAt, targetOf, toImport } from "./externalPlaces.js";
import { numberRecord } from "./numberRecord.js";
import { heldNumbers, type Step } from "./numberSteps.js";

const inputs = z.object({
  siteId: id().describe("The site of the numbers. If it changes, the provider moves the numbers."),
  sipPeerId: peerId()
    .optional()
    .describe(
      "The SIP peer of the numbers. Default: the site's default peer. If it changes, the provider moves the numbers.",
    ),
  telephoneNumbers: telephoneNumbers()
    .max(5_000, "must contain at most 5000 telephone numbers")
    .describe(
      "The numbers, 1 to 5,000. The order means nothing. The provider imports a number that you add, and removes a number that you drop.",
    ),
});

/** The customer's own numbers, known to Bandwidth. */
export const externalTns = numberRecord({
  name: "ExternalTns",
  description: `Telephone numbers that you own or have from another carrier, imported so that Bandwidth's services can use them.

An import resets all attributes of a number. So the provider never imports a number twice. If you change the site or the
SIP peer, it moves the numbers. **If the API does not move them (error 5224), the provider removes the numbers and imports
them again, with a warning.** You can't import numbers that Bandwidth owns (error 25060). Order them with
\`PhoneNumberOrder\`.

Classic API only. The Universal Platform (a \`baseUrl\` that ends in \`/v2\`) imports numbers with another kind of order, which
this provider does not place.`,
  operations: [
    "GET /accounts/{accountId}/externalTns",
    "POST /accounts/{accountId}/externalTns",
    "GET /accounts/{accountId}/externalTns/{orderid}",
    "POST /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/movetns",
    "GET /accounts/{accountId}/sites/{siteId}/sippeers",
  ],
  errors: { ...moveErrors, ...externalTnErrors },
  meanings: externalTnErrors,
  inputs,
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
  numbers: "held",
  orders: "orders",
  refusal: {
    create: "numbers were not imported",
    update: "numbers were not imported or removed",
    delete: "numbers were not removed",
  },
  thing: importThing,

  async create(call, run) {
    const { telephoneNumbers, siteId, sipPeerId } = call.inputs;
    const missing = await toImport(call, telephoneNumbers, { siteId, sipPeerId });
    return { done: await run([importing(call, missing, call.inputs)]) };
  },

  async read({ api, state, warn }, numbers, held) {
    const hints = state?.siteId && state.sipPeerId ? [{ siteId: state.siteId, sipPeerId: state.sipPeerId }] : [];
    const own = new Set(state ? held : []);
    const places = await api.numbers.locateOwn(held, hints, (unseen) => api.externalTns.goneAmong(unseen, own));
    const unseen = held.filter((number) => places.get(number)?.unseen);
    if (unseen.length > 0) warn(hidden(unseen));
    const present = numbers.filter((number) => places.has(number));
    const [first] = places.keys();
    const located = first === undefined ? undefined : places.get(first);
    // If credentials may not look at a number, the order that imported it shows where it is.
    const isHidden = !state && first !== undefined && located?.siteId === "";
    const place = (isHidden ? await api.externalTns.importedTo(first) : undefined) ?? located;
    if (first === undefined || place === undefined) {
      // What an open import will bring must not be forgotten.
      if (!state?.__begun || (await api.externalTns.awaitOrders(state.orderIds ?? [], ONE_LOOK)).length === 0)
        return undefined;
      const { siteId, sipPeerId } = state;
      return { inputs: { siteId, sipPeerId, telephoneNumbers: [] } };
    }
    if (!state && !(await api.externalTns.wasImported(first))) {
      throw new Error(
        `${first} was not imported by an external TN order, so it is not your own number: there is nothing to manage`,
      );
    }
    // A number that somebody moved is still there. The first one that is elsewhere is shown.
    const seen = present.flatMap((number) => places.get(number) ?? []).filter(({ siteId }) => siteId !== "");
    const elsewhere = seen.find((one) => !isAt(one, state ?? place));
    const { siteId, sipPeerId } = elsewhere ?? place;
    const shown = { siteId: siteId || state?.siteId, sipPeerId: sipPeerId || state?.sipPeerId };
    return { inputs: { ...shown, telephoneNumbers: present } };
  },

  async update(call, { stay, added, leaving }, run) {
    const { state, inputs: wanted } = call;
    const { siteId, sipPeerId } = wanted;
    const { target, changes } = await targetOf(call, state, { siteId, sipPeerId });
    const { free } = await leaving.sorted();
    refuseUnseen(call, free);
    await awaitBegun(call, free);
    // Look at numbers that stay only if their place changes.
    const looked = changes ? [...stay, ...added] : added;
    const own = { ...state, numbers: heldNumbers(state, call.id) };
    const missing = await toImport(call, looked, target, own);
    const done = await run([importing(call, missing, target), removing(call, free, state)]);
    // Number by number: an imported number must not be imported again, and a removed one not removed again.
    const settled = [...stay, ...added].filter((number) => !done.unsettled.has(number));
    const kept = free.filter((number) => done.unsettled.has(number));
    return { done, unfinished: { telephoneNumbers: [...settled, ...kept] } };
  },

  async delete(call, leaving, run) {
    const { free } = await leaving.sorted();
    refuseUnseen(call, free);
    await awaitBegun(call, free);
    return run([removing(call, free, call.state)]);
  },

  list: {
    orders: (api, signal) => api.externalTns.list(signal),
    // An import may have been removed since.
    async having(api, _order, numbers) {
      const places = await api.numbers.locateOwn(numbers, [], (unseen) => api.externalTns.goneAmong(unseen, new Set()));
      return numbers.filter((number) => places.has(number));
    },
    nameOf: ({ siteId }, [first]) => `${siteId}-${first}`,
  },
});

/** Forgetting such numbers would import them again, which resets all their attributes. */
const hidden = (numbers: readonly string[]) =>
  `${namesOf(numbers)}: no list shows ${numbers.length === 1 ? "it" : "them"} to these credentials, and no order shows that ` +
  `${numbers.length === 1 ? "it was" : "they were"} removed. The state keeps ${numbers.length === 1 ? "it" : "them"}. Give these ` +
  "credentials the role Numbers, and the next refresh shows what is true.";

const ONE_LOOK = { timeoutMs: 1 };

/** Numbers of an import that outlasted its run can be removed after its end, not before. */
async function awaitBegun(
  call: Call<Bandwidth> & { state: { orderIds?: string[]; __begun?: string[] } },
  leaving: readonly string[],
): Promise<void> {
  const { orderIds = [], __begun = [] } = call.state;
  if (!__begun.some((number) => leaving.includes(number))) return;
  const open = await call.api.externalTns.awaitOrders(orderIds, following(call, "ExternalTns"));
  if (open.length === 0) return;
  throw new Error(
    `the order ${open.join(", ")} did not finish in time. Its numbers can be removed only after that, so nothing was removed. ` +
      "Run the same command again.",
  );
}

const importing = ({ api }: Call<Bandwidth>, numbers: string[], { siteId = "", sipPeerId }: ExternalPlace): Step => ({
  numbers,
  apply: (wanted, waiting) => api.externalTns.import(wanted, { siteId, sipPeerId }, waiting),
});

const removing = (call: Call<Bandwidth>, numbers: string[], { siteId = "", sipPeerId }: ExternalPlace): Step => ({
  numbers,
  mayBeGone: true,
  goneAmong: (unseen) => call.api.externalTns.goneAmong(unseen, new Set(numbers)),
  hints: siteId !== "" && sipPeerId !== undefined ? [{ siteId, sipPeerId }] : [],
  apply: (wanted, waiting) => call.api.externalTns.remove(wanted, { siteId }, waiting),
});
