import { z } from "zod";
import { emergencyErrors } from "../../bandwidth/errorCodes/emergency.js";
import type { EmergencyAddress } from "../../bandwidth/features/emergencyAddresses.js";
import type { NumberFeatures } from "../../bandwidth/numbers/numberFeatures.js";
import { locating } from "../../bandwidth/operations.js";
import type { Call } from "../../pulumi/definition/definition.js";
import { Refused, Unfinished } from "../../pulumi/definition/errors.js";
import { type Bandwidth, resource } from "../define.js";
import { namesOf } from "../ordering/failures.js";
import { emergencyAddress } from "../properties/address.js";
import { telephoneNumbers } from "../properties/fields.js";
import { numberFailures } from "../properties/numberRules.js";
import { agrees, isChange, sharedFeature } from "./featureValues.js";
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

const WHAT = "E911Address";
const TROUBLE = { words: "emergency addresses were refused", meanings: emergencyErrors };

const inputs = z.object({
  telephoneNumbers: telephoneNumbers()
    .max(5_000, "must hold at most 5000 telephone numbers")
    .describe("The numbers that are at this address, 1 to 5,000. Order means nothing."),
  callerName: z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(50, "must have at most 50 characters (error 8001)")
    .regex(/^[A-Za-z0-9 ]+$/, "must consist of letters, digits and spaces (error 8002)")
    .describe("Who calls: at most 50 letters, digits and spaces.")
    .meta({ example: "Main office" }),
  address: emergencyAddress.describe(
    "Where help is sent to. The emergency service may correct its spelling: see `adjustedAddress`.",
  ),
  allowRemoval: z
    .boolean()
    .default(false)
    .describe(
      "Whether a number that is dropped, or the whole resource when it is deleted, may lose its emergency address. When false (the default) that is refused, since lives hang on it.",
    )
    .meta({ unobserved: true }),
});

/** Where help is sent to when these numbers call 911. */
export const e911Address = resource({
  name: "E911Address",
  description: `The emergency (911) address and caller name of telephone numbers.

When the emergency service spells the address otherwise, the order ends as \`ADJUSTED_COMPLETE\`: that is a success, the
address as it is stored is the output \`adjustedAddress\`, and it makes no difference later. Taking an address away needs
\`allowRemoval: true\`.`,
  operations: [
    "GET /accounts/{accountId}/e911s",
    "POST /accounts/{accountId}/e911s",
    "GET /accounts/{accountId}/e911s/{orderid}",
    ...locating,
  ],
  errors: emergencyErrors,
  inputs,
  outputs: z.object({
    orderIds: z.array(z.string()).describe("The E911 orders of the latest change."),
    status: z
      .string()
      .describe("How the latest change ended, in the API's word: `COMPLETE`, `ADJUSTED_COMPLETE`, `PARTIAL` …"),
    adjustedAddress: emergencyAddress
      .partial()
      .meta({ typeName: "AdjustedAddress", madeOf: ["address"] })
      .optional()
      .describe("The address as the emergency service has it."),
    /** What was set last; `adjustedAddress` is what the service made of it. */
    __set: z
      .object({ callerName: z.string(), address: emergencyAddress.partial() })
      .partial()
      .optional()
      .meta({ internal: true }),
    ...begunOutput,
  }),
  importId: numbersId,

  check: ({ telephoneNumbers }, _given, api) => ({ failures: numberFailures(api, { telephoneNumbers }) }),

  claims: ({ telephoneNumbers = [] }) =>
    telephoneNumbers.map((number, index) => ({
      what: addressThing(number),
      property: `telephoneNumbers[${index}]`,
    })),

  announce(state, wanted, _isReplaced, others) {
    if (wanted.telephoneNumbers === undefined) return undefined;
    const all = changeOf(state, wanted.telephoneNumbers).dropped;
    const dropped = all.filter((number) => others?.keeper(addressThing(number)) === undefined);
    if (dropped.length === 0) return undefined;
    if (wanted.allowRemoval) return `the emergency address of ${namesOf(dropped)} will be removed`;
    // Whether a number is given up in the same run is not known here.
    return `the emergency address of ${namesOf(dropped)} would be removed: allowRemoval is not true, so that will be refused for each number that stays in service`;
  },

  changes: begunChanges,

  async create(call) {
    const { telephoneNumbers, callerName, address } = call.inputs;
    const apply = (numbers: string[], waiting: object) =>
      call.api.emergencyAddresses.set(numbers, { callerName, address }, waiting);
    const done = await runSteps(call, WHAT, TROUBLE, [{ numbers: telephoneNumbers, apply }]);
    const settled = telephoneNumbers.filter((number) => !done.unsettled.has(number));
    const id = done.outputs.orderIds[0] ?? telephoneNumbers.join(",");
    const made = { adjustedAddress: await adjusted(call, settled), __set: { callerName, address } };
    if (done.problem !== undefined)
      throw unfinishedCreate(done, telephoneNumbers, id, { ...made, ...begunIn(done.begun) });
    return { id, outputs: { ...done.outputs, ...made } };
  },

  async read({ api, id, state }) {
    const numbers = state?.telephoneNumbers ?? numbersOf(id);
    const held = heldNumbers(state, id);
    const found = await (state ? api.numberFeatures.ofOwn(held) : api.numberFeatures.of(held));
    const { adjustedAddress, __set } = state ?? {};
    // As it was declared, where it is as the emergency service has spelt it.
    const asSet = ({ emergencyAddress: one }: NumberFeatures): EmergencyAddress | undefined =>
      one && adjustedAddress && agrees(one.address, adjustedAddress) ? { ...one, address: __set?.address } : one;
    const { present, value } = sharedFeature<EmergencyAddress>(numbers, found, asSet, state && (__set ?? state));
    // An import of numbers that have no address of their own has nothing to manage.
    if (found.size === 0 || value === undefined) return undefined;
    return {
      inputs: { telephoneNumbers: present, ...value, allowRemoval: state?.allowRemoval ?? false },
      outputs: {
        orderIds: state?.orderIds ?? [],
        status: state?.status ?? "COMPLETE",
        adjustedAddress: state ? adjustedAddress : value.address,
        __set: state ? __set : value,
        __begun: state?.__begun,
      },
    };
  },

  async update(call) {
    const { state, inputs } = call;
    const { callerName, address } = inputs;
    const { stay, added, dropped } = changeOf(state, inputs.telephoneNumbers);
    const { free } = await sortGivenUp(call, dropped, addressThing);
    const losing = await withOwnAddress(call, free);
    if (losing.length > 0 && !inputs.allowRemoval) {
      const reason = `must be true, or the emergency address of ${namesOf(losing)} stays; nothing was changed`;
      throw new Refused([{ property: "allowRemoval", reason }]);
    }
    const changed = isChange<EmergencyAddress>(valuesOf, state, inputs);
    const wanted = changed ? [...stay, ...added] : added;
    const set = (numbers: string[], waiting: object) =>
      call.api.emergencyAddresses.set(numbers, { callerName, address }, waiting);
    const remove = (numbers: string[], waiting: object) => call.api.emergencyAddresses.remove(numbers, waiting);
    const done = await runSteps(call, WHAT, TROUBLE, [
      { numbers: wanted, apply: set },
      { numbers: losing, apply: remove, mayBeGone: true },
    ]);
    const asked = done.outputs.orderIds.length > 0;
    // A number whose order failed still has what it had: that must never pass for the new address.
    const settled = wanted.filter((number) => !done.unsettled.has(number));
    const took = changed && settled.length > 0;
    const outputs = {
      orderIds: asked ? done.outputs.orderIds : (state.orderIds ?? []),
      status: asked ? done.outputs.status : (state.status ?? "COMPLETE"),
      adjustedAddress: took ? await adjusted(call, settled) : state.adjustedAddress,
      __set: took ? { callerName, address } : (state.__set ?? { callerName: state.callerName, address: state.address }),
    };
    // The state keeps what it had, so that the difference is tried again.
    if (done.problem) throw new Unfinished(done.problem, { outputs: { ...outputs, ...begunIn(done.begun, state) } });
    return outputs;
  },

  async delete(call) {
    const { state, id } = call;
    const { free } = await sortGivenUp(call, givenUp(state, id, call.replacedBy), addressThing);
    const losing = await withOwnAddress(call, free);
    if (losing.length === 0) return;
    if (!state.allowRemoval) {
      throw new Error(
        `the emergency address of ${namesOf(losing)} stays, and nothing was removed, since allowRemoval is not true: ` +
          "set allowRemoval to true, run `pulumi up`, and then delete the resource",
      );
    }
    const remove = (numbers: string[], waiting: object) => call.api.emergencyAddresses.remove(numbers, waiting);
    const done = await runSteps(call, WHAT, TROUBLE, [{ numbers: losing, apply: remove, mayBeGone: true }]);
    if (done.problem) throw new Error(done.problem);
  },

  list: {
    inputs: z.object({}),
    async *find({ api, signal }) {
      const seen = new Set<string>();
      for await (const { telephoneNumbers, callerName, address } of api.emergencyAddresses.list(signal)) {
        // Newest first: what an older order did to a number is history.
        const numbers = telephoneNumbers.filter((number) => !seen.has(number));
        for (const number of numbers) seen.add(number);
        if (address && numbers.length > 0) yield { id: numbers.join(","), name: callerName ?? numbers.join(",") };
      }
    },
  },
});

const addressThing = (telephoneNumber: string) => `the emergency address of ${telephoneNumber}`;

const valuesOf = ({ callerName, address }: Partial<EmergencyAddress>) => [callerName, address];

/** The address of the first of these numbers, as it is stored. */
async function adjusted({ api }: Call<Bandwidth>, [number]: readonly string[]) {
  if (number === undefined) return undefined;
  // What was set is set: an answer that fails here only leaves the output empty until the next refresh.
  const found = await api.numberFeatures.of([number]).catch(() => undefined);
  return found?.get(number)?.features?.emergencyAddress?.address;
}

/** Those of the numbers that are in service and have, or may have, an address of their own. */
async function withOwnAddress({ api }: Call<Bandwidth>, numbers: readonly string[]): Promise<string[]> {
  const found = await api.numberFeatures.of(numbers);
  return numbers.filter((number) => {
    const one = found.get(number);
    return one !== undefined && (one.features === undefined || one.features.emergencyAddress !== undefined);
  });
}
