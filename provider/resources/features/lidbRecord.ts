import { z } from "zod";
import { lidbErrors } from "../../bandwidth/errorCodes/lidb.js";
import type { CallingName } from "../../bandwidth/features/callingNames.js";
import { locating } from "../../bandwidth/operations.js";
import { Unfinished } from "../../pulumi/definition/errors.js";
import { resource } from "../define.js";
import { namesOf } from "../ordering/failures.js";
import { oneOf, telephoneNumbers, text } from "../properties/fields.js";
import { numberFailures, tollFreeFailures } from "../properties/numberRules.js";
import { isChange, sharedFeature } from "./featureValues.js";
import { changeOf, givenUp, inService, numbersId, numbersOf, runSteps, unfinishedCreate } from "./numberSteps.js";
import { sortGivenUp } from "./recordHandover.js";

const WHAT = "LidbRecord";
const TROUBLE = { words: "LIDB records were refused", meanings: lidbErrors };

const record = z.object({
  subscriberInformation: text(15)
    .optional()
    .describe("The name that the called see: at most 15 characters (error 11005).")
    .meta({ example: "Joes Garage" }),
  useType: oneOf("LidbUseType", ["RESIDENTIAL", "BUSINESS"]).describe("`RESIDENTIAL` or `BUSINESS` (error 11006)."),
  visibility: oneOf("LidbVisibility", ["PUBLIC", "PRIVATE"]).describe(
    "`PUBLIC`, or `PRIVATE`: then the name is passed on but not shown (error 11007).",
  ),
});

/** The calling name of numbers, in the network's data base. */
export const lidbRecord = resource({
  name: "LidbRecord",
  description: `The calling name (CNAM) of telephone numbers, in the network's Line Information Data Base.

The API can change a record but not take it away. Deleting the resource, or dropping a number from it, leaves the record
as it is, and says so. Toll-free numbers cannot have one (error 11015).`,
  operations: [
    "GET /accounts/{accountId}/lidbs",
    "POST /accounts/{accountId}/lidbs",
    "GET /accounts/{accountId}/lidbs/{lidbid}",
    ...locating,
  ],
  errors: lidbErrors,
  inputs: z.object({
    telephoneNumbers: telephoneNumbers().describe("The numbers that get this record. Order means nothing."),
    ...record.shape,
  }),
  outputs: z.object({
    orderIds: z.array(z.string()).describe("The LIDB orders of the latest change."),
    status: z.string().describe("How the latest change ended, in the API's word: `COMPLETE`, `PARTIAL` …"),
    /** What was set last. */
    __set: record.partial().optional().meta({ internal: true }),
  }),
  importId: numbersId,

  check: ({ telephoneNumbers = [] }, _given, api) => ({
    failures: [...numberFailures(api, { telephoneNumbers }), ...tollFreeFailures(telephoneNumbers, "11015")],
  }),

  claims: ({ telephoneNumbers = [] }) =>
    telephoneNumbers.map((number, index) => ({
      what: recordThing(number),
      property: `telephoneNumbers[${index}]`,
    })),

  async create(call) {
    const { telephoneNumbers, ...values } = call.inputs;
    const set = (numbers: string[], waiting: object) => call.api.callingNames.set(numbers, values, waiting);
    const done = await runSteps(call, WHAT, TROUBLE, [{ numbers: telephoneNumbers, apply: set }]);
    const id = done.outputs.orderIds[0] ?? telephoneNumbers.join(",");
    if (done.problem !== undefined) throw unfinishedCreate(done, telephoneNumbers, id, { __set: values });
    return { id, outputs: { ...done.outputs, __set: values } };
  },

  async read({ api, id, state }) {
    const numbers = state?.telephoneNumbers ?? numbersOf(id);
    const found = await (state ? api.numberFeatures.ofOwn(numbers) : api.numberFeatures.of(numbers));
    const before = state && (state.__set ?? state);
    const own = before && valuesOf(before);
    const { present, value } = sharedFeature<CallingName>(numbers, found, ({ callingName }) => callingName, own);
    if (present.length === 0 || value === undefined) return undefined;
    return {
      inputs: { telephoneNumbers: present, ...value },
      outputs: { orderIds: state?.orderIds ?? [], status: state?.status ?? "COMPLETE", __set: state?.__set },
    };
  },

  async update(call) {
    const { state, warn } = call;
    const { telephoneNumbers, ...values } = call.inputs;
    const { stay, added, dropped } = changeOf(state, telephoneNumbers);
    const changed = isChange<CallingName>(valuesOf, state, values);
    const set = (numbers: string[], waiting: object) => call.api.callingNames.set(numbers, values, waiting);
    const numbers = changed ? [...stay, ...added] : added;
    const done = await runSteps(call, WHAT, TROUBLE, [{ numbers, apply: set }]);
    const left = await inService(call, (await sortGivenUp(call, dropped, recordThing)).free);
    if (left.length > 0) warn(staying(left));
    const { orderIds, status } = done.outputs.orderIds.length > 0 ? done.outputs : { ...done.outputs, ...state };
    const outputs = { orderIds, status, __set: values };
    // The state keeps what it had, so that the difference is tried again.
    if (done.problem !== undefined) throw new Unfinished(done.problem, { outputs });
    return outputs;
  },

  async delete(call) {
    const { id, state, warn, replacedBy } = call;
    const { free } = await sortGivenUp(call, givenUp(state, id, replacedBy), recordThing);
    if (free.length > 0) warn(staying(free));
  },

  list: {
    inputs: z.object({}),
    async *find({ api, signal }) {
      const seen = new Set<string>();
      for await (const { telephoneNumbers, subscriberInformation } of api.callingNames.list(signal)) {
        // Newest first: what an older order did to a number is history.
        const numbers = telephoneNumbers.filter((number) => !seen.has(number));
        for (const number of numbers) seen.add(number);
        if (numbers.length > 0) yield { id: numbers.join(","), name: subscriberInformation ?? numbers.join(",") };
      }
    },
  },
});

const recordThing = (telephoneNumber: string) => `the LIDB record of ${telephoneNumber}`;

const staying = (numbers: readonly string[]) =>
  `the LIDB record of ${namesOf(numbers)} stays as it is: the API has no way to take one away`;

function valuesOf({ subscriberInformation, useType, visibility }: Partial<CallingName>): CallingName {
  return { subscriberInformation, useType, visibility };
}
