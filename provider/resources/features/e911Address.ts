import { z } from "zod";
import { emergencyErrors } from "../../bandwidth/errorCodes/emergency.js";
import type { EmergencyAddress } from "../../bandwidth/features/emergencyAddresses.js";
import type { Call } from "../../pulumi/definition/definition.js";
import { Refused } from "../../pulumi/definition/errors.js";
import type { Bandwidth } from "../define.js";
import { namesOf } from "../ordering/failures.js";
import { emergencyAddress } from "../properties/address.js";
import { telephoneNumbers } from "../properties/fields.js";
import { featureRecord } from "./featureRecord.js";
import { agrees } from "./featureValues.js";
import { changeOf, type Step } from "./numberSteps.js";

const place = z.object({
  callerName: z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(50, "must have at most 50 characters (error 8001)")
    .regex(/^[A-Za-z0-9 ]+$/, "must consist of letters, digits and spaces (error 8002)")
    .describe("Who calls: at most 50 letters, digits and spaces.")
    .meta({ example: "Main office" }),
  address: emergencyAddress.describe(
    "Where emergency services go. The emergency service may correct the spelling: see `adjustedAddress`.",
  ),
});

const addressThing = (telephoneNumber: string) => `the emergency address of ${telephoneNumber}`;

/** Where emergency services go when these numbers call 911. */
export const e911Address = featureRecord({
  name: "E911Address",
  description: `The emergency (911) address and caller name of telephone numbers.

**Removing an address needs \`allowRemoval: true\`.**

If the emergency service changes the spelling of the address, the order ends as \`ADJUSTED_COMPLETE\`. That is a success.
The output \`adjustedAddress\` shows the stored address, and it makes no difference later.`,
  operations: [
    "GET /accounts/{accountId}/e911s",
    "POST /accounts/{accountId}/e911s",
    "GET /accounts/{accountId}/e911s/{orderid}",
  ],
  errors: emergencyErrors,
  inputs: z.object({
    telephoneNumbers: telephoneNumbers()
      .max(5_000, "must contain at most 5000 telephone numbers")
      .describe("The numbers at this address, 1 to 5,000. The order means nothing."),
    ...place.shape,
    allowRemoval: z
      .boolean()
      .default(false)
      .describe(
        "Whether the provider may remove the emergency address of a number that you drop, or of all numbers when you delete the resource. If false (the default), it refuses, because lives depend on the address.",
      )
      .meta({ writeOnly: true }),
  }),
  outputs: z.object({
    adjustedAddress: emergencyAddress
      .partial()
      .meta({ typeName: "AdjustedAddress", madeOf: ["address"] })
      .optional()
      .describe("The address as the emergency service has it."),
    /** What was set last. `adjustedAddress` is what the service made of it. */
    __set: z
      .object({ callerName: z.string(), address: emergencyAddress.partial() })
      .partial()
      .optional()
      .meta({ internal: true }),
  }),
  values: place,
  orders: "E911 orders",
  statuses: "`COMPLETE`, `ADJUSTED_COMPLETE`, `PARTIAL` …",
  refusal: "emergency addresses were refused",
  thing: addressThing,

  announce(state, wanted, _isReplaced, others) {
    if (wanted.telephoneNumbers === undefined) return undefined;
    const all = changeOf(state, wanted.telephoneNumbers).dropped;
    const dropped = all.filter((number) => others?.keeper(addressThing(number)) === undefined);
    if (dropped.length === 0) return undefined;
    if (wanted.allowRemoval) return `the emergency address of ${namesOf(dropped)} will be removed`;
    // It isn't known here whether the same run releases a number.
    return `the emergency address of ${namesOf(dropped)} would be removed: allowRemoval is not true, so the provider will refuse it for each number that stays in service`;
  },

  optionsOf: (state) => ({ allowRemoval: state?.allowRemoval ?? false }),

  /** As it was declared, if it is as the emergency service spells it. */
  feature({ emergencyAddress: one }, state): EmergencyAddress | undefined {
    const { adjustedAddress, __set } = state ?? {};
    return one && adjustedAddress && agrees(one.address, adjustedAddress) ? { ...one, address: __set?.address } : one;
  },

  set: (api, numbers, values, waiting) => api.emergencyAddresses.set(numbers, values, waiting),
  made: async (call, settled) => ({ adjustedAddress: await adjusted(call, settled) }),
  seen: (state, value) => ({
    adjustedAddress: state ? state.adjustedAddress : value.address,
    __set: state ? state.__set : value,
  }),

  async update(call, { setting, leaving }, run) {
    const { state, inputs } = call;
    const { isChanged, numbers, values } = setting;
    const losing = await withOwnAddress(call, (await leaving.sorted()).free);
    if (losing.length > 0 && !inputs.allowRemoval) {
      const reason = `must be true, or the emergency address of ${namesOf(losing)} stays; nothing was changed`;
      throw new Refused([{ property: "allowRemoval", reason }]);
    }
    // They may leave the account while the others get their address.
    const done = await run([setting, { ...removing(call, losing), mayBeGone: setting.numbers.length > 0 }]);
    // A number whose order failed still has what it had. That must never pass for the new address.
    const settled = numbers.filter((number) => !done.unsettled.has(number));
    const took = isChanged && settled.length > 0;
    const { callerName, address } = state;
    return {
      done,
      outputs: {
        adjustedAddress: took ? await adjusted(call, settled) : state.adjustedAddress,
        __set: took ? values : (state.__set ?? { callerName, address }),
      },
    };
  },

  async delete(call, leaving, run) {
    const losing = await withOwnAddress(call, (await leaving.sorted()).free);
    if (losing.length === 0) return undefined;
    if (!call.state.allowRemoval) {
      throw new Error(
        `the emergency address of ${namesOf(losing)} stays, and nothing was removed, because allowRemoval is not true: ` +
          "set allowRemoval to true, run `pulumi up`, and then delete the resource",
      );
    }
    return run([removing(call, losing)]);
  },

  list: {
    orders: (api, signal) => api.emergencyAddresses.list(signal),
    // Without an address, the order removed one.
    having: (_api, { address }, numbers) => (address ? numbers : []),
    nameOf: ({ callerName }) => callerName,
  },
});

/** For numbers that were just seen in service. */
const removing = ({ api }: Call<Bandwidth>, numbers: string[]): Step => ({
  numbers,
  apply: (wanted, waiting) => api.emergencyAddresses.remove(wanted, waiting),
});

/** The stored address of the first of these numbers. */
async function adjusted({ api }: Call<Bandwidth>, [number]: readonly string[]) {
  if (number === undefined) return undefined;
  // What was set is set. A failed answer here only leaves the output empty until the next refresh.
  const found = await api.numberFeatures.of([number]).catch(() => undefined);
  return found?.get(number)?.features?.emergencyAddress?.address;
}

/** The numbers that are in service and have, or may have, their own address. */
async function withOwnAddress({ api }: Call<Bandwidth>, numbers: readonly string[]): Promise<string[]> {
  const found = await api.numberFeatures.of(numbers);
  return numbers.filter((number) => {
    const one = found.get(number);
    return one !== undefined && (one.features === undefined || one.features.emergencyAddress !== undefined);
  });
}
