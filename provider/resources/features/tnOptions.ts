import { z } from "zod";
import type { Following } from "../../bandwidth/buying/newNumberOrders.js";
import { tnOptionErrors } from "../../bandwidth/errorCodes/tnOptions.js";
import { type NumberOptions, optionNames } from "../../bandwidth/features/optionGroups.js";
import type { PeerPlace, Placement } from "../../bandwidth/numbers/numbers.js";
import type { Others } from "../../pulumi/run/program.js";
import type { Values } from "../../pulumi/values/values.js";
import type { Bandwidth } from "../define.js";
import {
  changeByNumber,
  changedOptions,
  type HeldOptions,
  inSequence,
  isSame,
  type OptionPart,
  optionsOf,
  resetOptions,
  settledOptions,
  undeclared,
} from "../ordering/numberOptionChanges.js";
import { seenOptions, stillHaving, toldAt, withDetails } from "../ordering/numberOptionsSeen.js";
import { silenceOperations, warnOfSilence } from "../ordering/silentNumbers.js";
import { numberThing, optionsThing } from "../ordering/things.js";
import { optionFailures } from "../properties/numberOptionRules.js";
import { numberRecord } from "./numberRecord.js";
import { heldNumbers, type Step } from "./numberSteps.js";
import type { GivenUp } from "./recordHandover.js";
import { tnOptionInputs as inputs } from "./tnOptionInputs.js";

type Inputs = z.infer<typeof inputs>;

/** Options of telephone numbers. What is left out stays as it is. */
export const tnOptions = numberRecord({
  name: "TnOptions",
  description: `Options of telephone numbers: campaign, messages, port-out passcode, routes, call forwarding, calling name, formats.

Options that you leave out stay as they are. These go back to the account's default:

- an option or a number that the program no longer declares,
- every declared option when you delete the resource.

SMS has no default and stays as it is.

If messages are declared and a number would get or send no texts all the same, the run warns, once for each cause: its SIP
peer has no messaging application, or it has no campaign, or one that isn't active. Only numbers whose SIP peer the program
declares are looked at. \`getTnReadiness\` tells the same for any number, and more.

Only what differs is ordered, number by number. An option that a refresh found changed on some of the numbers goes to those
alone. A number that has the passcode already gets none, because Bandwidth refuses the same one again.

The resource orders with \`tnoptions\`. Bandwidth's older \`lineOptionOrders\`, deprecated since 2016, does the same without
an order to follow, so the provider never uses it. To change an option at once and outside of a program, as in an outage,
use \`pulumi-bandwidth set-tn-options\`. It sets call forwarding, calling name display and SMS of one number.`,
  operations: [
    "GET /accounts/{accountId}/tnoptions",
    "POST /accounts/{accountId}/tnoptions",
    "GET /accounts/{accountId}/tnoptions/{orderid}",
    "POST /accounts/{accountId}/tnPortoutPasscodes",
    ...silenceOperations,
  ],
  errors: tnOptionErrors,
  inputs,
  outputs: z.object({
    /** Where the numbers were at the last look. The next look reads those peers at once. */
    __peers: z
      .array(z.object({ siteId: z.string(), sipPeerId: z.string() }))
      .optional()
      .meta({ internal: true }),
    /** Options in which the numbers differ from each other. Whatever value is shown, not all numbers have it. */
    __uneven: z.array(z.string()).optional().meta({ internal: true }),
    /** Of those options, the numbers that have the declared value. */
    __settled: settledOptions,
    /**
     * Options that the API has shown for these numbers, although not every answer contains them. An option that is missing now
     * is unset.
     */
    __shown: z.array(z.string()).optional().meta({ internal: true }),
    /** Options in which a change failed for some numbers. The others have what that change wanted. */
    __tried: z.array(z.string()).optional().meta({ internal: true }),
  }),
  orders: "option orders",
  refusal: "options were refused",
  thing: optionsThing,
  staysWithoutNumbers: true,
  handlesReplacement: true,

  check({ telephoneNumbers, ...options }, given) {
    const failures = optionFailures(options, given, telephoneNumbers);
    if (optionNames.some((name) => given(name))) return failures;
    return [{ property: "telephoneNumbers", reason: "need at least one option" }, ...failures];
  },

  changes({ __uneven = [], __tried = [], ...state }, wanted) {
    const hidden = optionNames.filter((name) => isSame(wanted[name], state[name]));
    const uneven = hidden.filter((name) => wanted[name] !== undefined && __uneven.includes(name));
    const tried = hidden.filter((name) => __tried.includes(name) && (wanted[name] !== undefined || name !== "sms"));
    const doubtful = [...new Set([...uneven, ...tried])];
    return doubtful.map((path) => ({ path, kind: "update" as const, replaces: false }));
  },

  async create(call, run) {
    const { api, inputs } = call;
    const done = await run(stepsOf(api, [{ numbers: inputs.telephoneNumbers, options: optionsOf(inputs) }]));
    if (done.problem === undefined) await warnOfSilence(call, inputs.telephoneNumbers, optionsOf(inputs));
    return { done };
  },

  async read({ api, state }, numbers, held) {
    const places = await (state ? api.numbers.locateOwn(held, state.__peers ?? []) : api.numbers.locate(held, []));
    if (places.size === 0) return undefined;
    const present = numbers.filter((number) => places.has(number));
    const told = present.flatMap((number) => {
      return toldAt(number, places.get(number)) ?? [];
    });
    const values = await withDetails(api, told, state && optionsOf(state));
    const { found, uneven, settled, shown } = seenOptions(values, optionsOf(state ?? {}), state?.__shown);
    return {
      inputs: { telephoneNumbers: present, ...(found as Partial<Inputs>) },
      outputs: {
        __peers: peersOf(places),
        __uneven: uneven.length > 0 ? uneven : undefined,
        __settled: settled.length > 0 ? settled : undefined,
        __shown: shown.length > 0 ? shown : undefined,
        __tried: state?.__tried,
      },
    };
  },

  async update(call, { stay, added, leaving }, run) {
    const { api, state, inputs, others } = call;
    const changed = changedOptions(state, inputs);
    const sequences = changeByNumber(state, inputs, stay).map(({ numbers, options }) => {
      const [first = {}, then] = inSequence(state, options);
      return { numbers, first, then };
    });
    const firsts = sequences.map(async ({ numbers, first, then }) => ({
      // A run that was interrupted behind this step has done it.
      numbers: then === undefined ? numbers : await stillHaving(api, numbers, first),
      options: first,
    }));
    const staying = [
      await Promise.all(firsts),
      sequences.map(({ numbers, then = {} }) => ({ numbers, options: then })),
    ];
    const begunEarlier = new Set(state.__begun);
    const adding: OptionStep[] = [
      { numbers: added.filter((number) => !begunEarlier.has(number)), options: optionsOf(inputs) },
      // An order that outlasted its run may have given them options that are no longer wanted.
      {
        numbers: added.filter((number) => begunEarlier.has(number)),
        options: { ...undeclared(state, inputs), ...optionsOf(inputs) },
      },
    ];
    const resetting = resets(besideOrders(others, await leaving.sorted()), state);
    const done = await run([
      ...stepsOf(api, adding),
      ...staying.map((parts) => stepOf(api, parts)),
      ...stepsOf(api, resetting),
    ]);
    if (done.problem === undefined) await warnOfSilence(call, inputs.telephoneNumbers, optionsOf(inputs));
    return {
      done,
      outputs: {
        orderIds: done.outputs.orderIds,
        __peers: state.__peers,
        // What was shown for another value proves nothing about the new one. The API may leave out the account's default.
        __shown: state.__shown?.filter((name) => isSame(state[name as keyof Inputs], inputs[name as keyof Inputs])),
      },
      // The difference is tried again, or undone where it came half-way.
      unfinished: { __tried: [...new Set([...(state.__tried ?? []), ...Object.keys(changed)])] },
      // Any of the added numbers may have its options.
      begun: added,
    };
  },

  async delete({ api, id, state, replacement, others: program }, leaving, run) {
    const others = heldNumbers(state, id).filter((number) => !leaving.numbers.includes(number));
    const steps: OptionStep[] = [
      ...resets(besideOrders(program, await leaving.sorted()), state),
      // A forced replacement has set its own options, and knows nothing about options that it doesn't have.
      { numbers: others, options: replacement ? undeclared(state, replacement.state) : {}, mayBeGone: true },
    ];
    return run(stepsOf(api, steps));
  },
});

interface OptionStep {
  numbers: string[];
  options: NumberOptions;
  mayBeGone?: boolean;
}

function stepsOf(api: Bandwidth, steps: readonly OptionStep[]): Step[] {
  const wanted = steps.filter(({ options }) => Object.keys(options).length > 0);
  return wanted.map(({ numbers, options, mayBeGone }) => ({
    numbers,
    mayBeGone,
    apply: (present: string[], waiting: Following) => api.tnOptions.apply(present, options, waiting),
  }));
}

/** Options that differ from number to number, as one step. */
function stepOf(api: Bandwidth, parts: readonly OptionPart[]): Step {
  const wanted = parts.filter(({ options }) => Object.keys(options).length > 0);
  return {
    numbers: wanted.flatMap(({ numbers }) => numbers),
    apply: (_all: string[], waiting: Following) => api.tnOptions.applyEach(wanted, waiting),
  };
}

function peersOf(places: Map<string, Placement>): PeerPlace[] {
  const peers = new Map<string, PeerPlace>();
  for (const { siteId, sipPeerId } of places.values()) peers.set(`${siteId}/${sipPeerId}`, { siteId, sipPeerId });
  return [...peers.values()].filter(({ sipPeerId }) => sipPeerId !== "");
}

/** What a `PhoneNumberOrder` declares of its numbers stays, too. */
function besideOrders(others: Others, { free, kept }: GivenUp): GivenUp {
  const theirs = free.flatMap((telephoneNumber) => {
    const keeper = others.keeper(numberThing(telephoneNumber));
    const { options } = (keeper?.inputs ?? keeper?.state ?? {}) as { options?: Values };
    return keeper && options ? [{ telephoneNumber, keeper: { ...keeper, inputs: options } }] : [];
  });
  const named = new Set(theirs.map(({ telephoneNumber }) => telephoneNumber));
  return { free: free.filter((number) => !named.has(number)), kept: [...kept, ...theirs] };
}

/** Released numbers lose what was set here, except options that another resource of the program declares. */
function resets({ free, kept }: GivenUp, state: HeldOptions): OptionStep[] {
  const passed = kept.map(({ telephoneNumber, keeper }) => ({
    numbers: [telephoneNumber],
    // Another process knows what it declares. So all of them stay.
    options: undeclared(state, keeper.inputs ?? keeper.state ?? (keeper.remembered ? state : {})),
    mayBeGone: true,
  }));
  return [{ numbers: free, options: resetOptions(state), mayBeGone: true }, ...passed];
}
