import { z } from "zod";
import { lidbErrors } from "../../bandwidth/errorCodes/lidb.js";
import { namesOf } from "../ordering/failures.js";
import { oneOf, telephoneNumbers, text } from "../properties/fields.js";
import { featureRecord } from "./featureRecord.js";
import { inService } from "./numberSteps.js";

const record = z.object({
  subscriberInformation: text(15)
    .optional()
    .describe("The name that the called party sees: at most 15 characters (error 11005).")
    .meta({ example: "Joes Garage" }),
  useType: oneOf("LidbUseType", ["RESIDENTIAL", "BUSINESS"]).describe("`RESIDENTIAL` or `BUSINESS` (error 11006)."),
  visibility: oneOf("LidbVisibility", ["PUBLIC", "PRIVATE"]).describe(
    "`PUBLIC`, or `PRIVATE` (the name is passed on but not shown; error 11007).",
  ),
});

/** The calling name of numbers, in the network's database. */
export const lidbRecord = featureRecord({
  name: "LidbRecord",
  description: `The calling name (CNAM) of telephone numbers, in the network's Line Information Data Base (LIDB).

The API can change a record but not remove it. If you delete the resource, or drop a number from it, the record stays, and
the provider says so. Toll-free numbers cannot have a record (error 11015).`,
  operations: [
    "GET /accounts/{accountId}/lidbs",
    "POST /accounts/{accountId}/lidbs",
    "GET /accounts/{accountId}/lidbs/{lidbid}",
  ],
  errors: lidbErrors,
  inputs: z.object({
    telephoneNumbers: telephoneNumbers().describe("The numbers that get this record. The order means nothing."),
    ...record.shape,
  }),
  outputs: z.object({
    /** What was set last. */
    __set: record.partial().optional().meta({ internal: true }),
  }),
  values: record,
  orders: "LIDB orders",
  refusal: "LIDB records were refused",
  thing: (telephoneNumber) => `the LIDB record of ${telephoneNumber}`,
  tollFree: "11015",
  isPermanent: true,

  feature: ({ callingName }) => callingName,
  set: (api, numbers, values, waiting) => api.callingNames.set(numbers, values, waiting),

  async update(call, { setting, leaving }, run) {
    const done = await run([setting]);
    const left = await inService(call, (await leaving.sorted()).free);
    if (left.length > 0) call.warn(staying(left));
    return { done };
  },

  async delete({ warn }, leaving) {
    const { free } = await leaving.sorted();
    if (free.length > 0) warn(staying(free));
    return undefined;
  },

  list: {
    orders: (api, signal) => api.callingNames.list(signal),
    nameOf: ({ subscriberInformation }) => subscriberInformation,
  },
});

const staying = (numbers: readonly string[]) =>
  `the LIDB record of ${namesOf(numbers)} stays as it is: the API cannot remove a record`;
