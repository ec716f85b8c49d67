import { z } from "zod";
import { dldaErrors } from "../../bandwidth/errorCodes/dlda.js";
import type { Listing } from "../../bandwidth/features/directoryListings.js";
import { locating } from "../../bandwidth/operations.js";
import type { Call } from "../../pulumi/definition/definition.js";
import { Unfinished } from "../../pulumi/definition/errors.js";
import { type Bandwidth, resource } from "../define.js";
import { namesOf } from "../ordering/failures.js";
import { listingAddress } from "../properties/address.js";
import { oneOf, telephoneNumbers, text, words } from "../properties/fields.js";
import { numberFailures, tollFreeFailures } from "../properties/numberRules.js";
import { isChange, sharedFeature } from "./featureValues.js";
import { listingChange } from "./listingChange.js";
import {
  begunChanges,
  begunIn,
  begunOutput,
  changeOf,
  givenUp,
  heldNumbers,
  inService,
  numbersId,
  numbersOf,
  runSteps,
  type Step,
  unfinishedCreate,
} from "./numberSteps.js";
import { sortGivenUp } from "./recordHandover.js";

const WHAT = "DirectoryListing";
const TROUBLE = { words: "directory listings were refused", meanings: dldaErrors };

const part = (what: string) => text(100).optional().describe(`${what} At most 100 characters.`);

/** Under which name numbers are listed. */
export const listingName = z
  .object({
    firstName: part("First name; needed for a residential listing. Of a business, what does not count for sorting."),
    firstName2: part("First name of a second person."),
    lastName: words(100).describe(
      "Last name, by which the listing is sorted; of a business, its whole name. At most 100 characters.",
    ),
    designation: part("Designation, as `Attorney`."),
    titleOfLineage: part("As `Jr`."),
    titleOfAddress: part("As `Dr`."),
    titleOfAddress2: part("A second title."),
    titleOfLineageName2: part("As `Jr`, of the second person."),
    titleOfAddressName2: part("As `Dr`, of the second person."),
    titleOfAddress2Name2: part("A second title of the second person."),
    placeListingAs: part("The name under which the listing is to be found."),
  })
  .meta({ typeName: "ListingName", example: { firstName: "Joe", lastName: "Smith" } });

const listing = z.object({
  subscriberType: oneOf("ListingSubscriberType", ["RESIDENTIAL", "BUSINESS"]).describe(
    "`RESIDENTIAL` or `BUSINESS` (error 16109).",
  ),
  listingType: oneOf("ListingType", ["LISTED", "NON_LISTED", "NON_PUBLISHED"]).describe(
    "`LISTED`; `NON_LISTED`: known to directory assistance only; `NON_PUBLISHED`: in neither (error 16110).",
  ),
  listingName: listingName.describe("Under which name the numbers are listed."),
  listAddress: z.boolean().describe("Whether the address is listed too.").meta({ example: true }),
  address: listingAddress.describe("The address of the subscriber."),
});

type Values = z.infer<typeof listing>;

/** How numbers stand in the directory. */
export const directoryListing = resource({
  name: "DirectoryListing",
  description: `The listing of telephone numbers in the directory and at directory assistance (DL/DA).

The API can change a listing but not take it away. Deleting the resource, or dropping a number from it, leaves the
listing as it is, and says so; with \`onDelete: "unlist"\` the numbers are made \`NON_PUBLISHED\` instead. Toll-free
numbers (error 16100) and Canadian ones (16116) cannot be listed.`,
  operations: [
    "GET /accounts/{accountId}/dldas",
    "POST /accounts/{accountId}/dldas",
    "GET /accounts/{accountId}/dldas/{orderid}",
    "PUT /accounts/{accountId}/dldas/{orderid}",
    ...locating,
  ],
  errors: dldaErrors,
  inputs: z.object({
    telephoneNumbers: telephoneNumbers().describe("The numbers that are listed so. Order means nothing."),
    ...listing.shape,
    onDelete: oneOf("ListingOnDelete", ["keep", "unlist"])
      .default("keep")
      .describe("What becomes of numbers that are dropped or deleted: `keep` (the default) or `unlist`.")
      .meta({ unobserved: true }),
  }),
  outputs: z.object({
    orderIds: z.array(z.string()).describe("The DLDA orders of the latest change."),
    status: z.string().describe("How the latest change ended, in the API's word: `COMPLETE`, `PARTIAL` …"),
    /** What was set last. */
    __set: listing.partial().optional().meta({ internal: true }),
    ...begunOutput,
  }),
  importId: numbersId,

  check({ telephoneNumbers = [], subscriberType, listingName: name }, given, api) {
    const failures = [...numberFailures(api, { telephoneNumbers }), ...tollFreeFailures(telephoneNumbers, "16100")];
    if (subscriberType === "RESIDENTIAL" && name && !given("listingName.firstName")) {
      failures.push({ property: "listingName.firstName", reason: "is required for a RESIDENTIAL listing" });
    }
    return { failures };
  },

  claims: ({ telephoneNumbers = [] }) =>
    telephoneNumbers.map((number, index) => ({
      what: listingThing(number),
      property: `telephoneNumbers[${index}]`,
    })),

  changes: begunChanges,

  async create(call) {
    const { telephoneNumbers } = call.inputs;
    const values = valuesOf(call.inputs);
    const done = await runSteps(call, WHAT, TROUBLE, [setting(call, telephoneNumbers, values)]);
    const id = done.outputs.orderIds[0] ?? telephoneNumbers.join(",");
    if (done.problem !== undefined)
      throw unfinishedCreate(done, telephoneNumbers, id, { __set: values, ...begunIn(done.begun) });
    return { id, outputs: { ...done.outputs, __set: values } };
  },

  async read({ api, id, state }) {
    const numbers = state?.telephoneNumbers ?? numbersOf(id);
    const held = heldNumbers(state, id);
    const found = await (state ? api.numberFeatures.ofOwn(held) : api.numberFeatures.of(held));
    const before = state && (state.__set ?? state);
    const own = before && valuesOf(before);
    const { present, value } = sharedFeature<Listing>(numbers, found, (features) => features.listing, own);
    if (found.size === 0 || value === undefined) return undefined;
    return {
      inputs: { telephoneNumbers: present, ...value, onDelete: state?.onDelete ?? "keep" },
      outputs: {
        orderIds: state?.orderIds ?? [],
        status: state?.status ?? "COMPLETE",
        __set: state?.__set,
        __begun: state?.__begun,
      },
    };
  },

  async update(call) {
    const { state, inputs } = call;
    const values = valuesOf(inputs);
    const { stay, added, dropped } = changeOf(state, inputs.telephoneNumbers);
    const changed = isChange<Values>(valuesOf, state, values);
    const numbers = changed ? [...stay, ...added] : added;
    const { free } = await sortGivenUp(call, dropped, listingThing);
    const whole = changed && added.length === 0 && dropped.length === 0;
    const done = await runSteps(call, WHAT, TROUBLE, [
      whole ? listingChange(call, state.orderIds, numbers, values) : setting(call, numbers, values),
      ...leaving(call, await inService(call, free), inputs.onDelete, state),
    ]);
    const { orderIds, status } = done.outputs.orderIds.length > 0 ? done.outputs : { ...done.outputs, ...state };
    const outputs = { orderIds, status, __set: values };
    // The state keeps what it had, so that the difference is tried again.
    if (done.problem !== undefined) {
      throw new Unfinished(done.problem, { outputs: { ...outputs, ...begunIn(done.begun, state) } });
    }
    return outputs;
  },

  async delete(call) {
    const { id, state, replacedBy } = call;
    const { free } = await sortGivenUp(call, givenUp(state, id, replacedBy), listingThing);
    const done = await runSteps(call, WHAT, TROUBLE, leaving(call, free, state.onDelete, state));
    if (done.problem !== undefined) throw new Error(done.problem);
  },

  list: {
    inputs: z.object({}),
    async *find({ api, signal }) {
      const seen = new Set<string>();
      for await (const { telephoneNumbers, listingName: name } of api.directoryListings.list(signal)) {
        // Newest first: what an older order did to a number is history.
        const numbers = telephoneNumbers.filter((number) => !seen.has(number));
        for (const number of numbers) seen.add(number);
        if (numbers.length > 0) yield { id: numbers.join(","), name: name?.lastName ?? numbers.join(",") };
      }
    },
  },
});

const listingThing = (telephoneNumber: string) => `the directory listing of ${telephoneNumber}`;

function valuesOf(of: Partial<Values>): Partial<Values> {
  const { subscriberType, listingType, listingName, listAddress, address } = of;
  return { subscriberType, listingType, listingName, listAddress, address };
}

const setting = ({ api }: Call<Bandwidth>, numbers: string[], values: Partial<Values>): Step => ({
  numbers,
  apply: (wanted, waiting) => api.directoryListings.set(wanted, values, waiting),
});

/** What is to be done about numbers that leave: to make them NON_PUBLISHED, or to say that nothing is. */
function leaving(
  call: Call<Bandwidth>,
  numbers: string[],
  onDelete: "keep" | "unlist" | undefined,
  state: Partial<Values> & { __set?: Partial<Values> },
): Step[] {
  if (numbers.length === 0) return [];
  if (onDelete === "unlist") {
    // Where numbers differ, a refresh leaves open what they have; an order has to say all of it.
    const values = { ...valuesOf(state), ...state.__set, listingType: "NON_PUBLISHED" } as const;
    return [{ ...setting(call, numbers, values), mayBeGone: true }];
  }
  call.warn(
    `the directory listing of ${namesOf(numbers)} stays as it is: the API has no way to take one away ` +
      '(onDelete: "unlist" would make the numbers NON_PUBLISHED)',
  );
  return [];
}
