import { z } from "zod";
import { dldaErrors } from "../../bandwidth/errorCodes/dlda.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { namesOf } from "../ordering/failures.js";
import { listingAddress } from "../properties/address.js";
import { oneOf, telephoneNumbers, text, words } from "../properties/fields.js";
import { featureRecord, partOf } from "./featureRecord.js";
import { listingChange } from "./listingChange.js";
import { inService, type Step } from "./numberSteps.js";

const part = (what: string) => text(100).optional().describe(`${what} At most 100 characters.`);

/** The name under which numbers are listed. */
export const listingName = z
  .object({
    firstName: part(
      "First name. Required for a residential listing. For a business, the part that does not count for sorting.",
    ),
    firstName2: part("First name of a second person."),
    lastName: words(100).describe(
      "Last name, by which the listing is sorted. For a business, its whole name. At most 100 characters.",
    ),
    designation: part("Designation, such as `Attorney`."),
    titleOfLineage: part("As `Jr`."),
    titleOfAddress: part("As `Dr`."),
    titleOfAddress2: part("A second title."),
    titleOfLineageName2: part("As `Jr`, of the second person."),
    titleOfAddressName2: part("As `Dr`, of the second person."),
    titleOfAddress2Name2: part("A second title of the second person."),
    placeListingAs: part("The name under which people find the listing."),
  })
  .meta({ typeName: "ListingName", example: { firstName: "Joe", lastName: "Smith" } });

const listing = z.object({
  subscriberType: oneOf("ListingSubscriberType", ["RESIDENTIAL", "BUSINESS"]).describe(
    "`RESIDENTIAL` or `BUSINESS` (error 16109).",
  ),
  listingType: oneOf("ListingType", ["LISTED", "NON_LISTED", "NON_PUBLISHED"]).describe(
    "`LISTED`: in the directory. `NON_LISTED`: only directory assistance knows it. `NON_PUBLISHED`: in neither (error 16110).",
  ),
  listingName: listingName.describe("The name under which the numbers are listed."),
  listAddress: z.boolean().describe("Whether the address is listed too.").meta({ example: true }),
  address: listingAddress.describe("The address of the subscriber."),
});

type Values = z.infer<typeof listing>;

/** The directory listing of numbers. */
export const directoryListing = featureRecord({
  name: "DirectoryListing",
  description: `The listing of telephone numbers in the directory and at directory assistance (DL/DA).

The API can change a listing but not remove it. If you delete the resource, or drop a number from it, the listing stays,
and the provider says so. With \`onDelete: "unlist"\`, the numbers become \`NON_PUBLISHED\` instead. Toll-free numbers (error
16100) and Canadian numbers (16116) cannot be listed.`,
  operations: [
    "GET /accounts/{accountId}/dldas",
    "POST /accounts/{accountId}/dldas",
    "GET /accounts/{accountId}/dldas/{orderid}",
    "PUT /accounts/{accountId}/dldas/{orderid}",
  ],
  errors: dldaErrors,
  inputs: z.object({
    telephoneNumbers: telephoneNumbers().describe("The numbers with this listing. The order means nothing."),
    ...listing.shape,
    onDelete: oneOf("ListingOnDelete", ["keep", "unlist"])
      .default("keep")
      .describe("What happens to the listing of dropped or deleted numbers: `keep` (the default) or `unlist`.")
      .meta({ writeOnly: true }),
  }),
  outputs: z.object({
    /** What was set last. */
    __set: listing.partial().optional().meta({ internal: true }),
  }),
  values: listing,
  orders: "DLDA orders",
  refusal: "directory listings were refused",
  thing: (telephoneNumber) => `the directory listing of ${telephoneNumber}`,
  tollFree: "16100",

  check({ subscriberType, listingName: name }, given) {
    if (subscriberType !== "RESIDENTIAL" || !name || given("listingName.firstName")) return [];
    return [{ property: "listingName.firstName", reason: "is required for a RESIDENTIAL listing" }];
  },

  optionsOf: (state) => ({ onDelete: state?.onDelete ?? "keep" }),
  feature: (features) => features.listing,
  set: (api, numbers, values, waiting) => api.directoryListings.set(numbers, values, waiting),

  async update(call, { setting, added, leaving }, run) {
    const { state, inputs } = call;
    const { isChanged, numbers, values } = setting;
    const { free } = await leaving.sorted();
    const isWhole = isChanged && added.length === 0 && leaving.numbers.length === 0;
    const done = await run([
      isWhole ? listingChange(call, state.orderIds, numbers, values) : setting,
      ...leave(call, await inService(call, free), inputs.onDelete, state),
    ]);
    return { done };
  },

  async delete(call, leaving, run) {
    const { free } = await leaving.sorted();
    return run(leave(call, free, call.state.onDelete, call.state));
  },

  list: {
    orders: (api, signal) => api.directoryListings.list(signal),
    nameOf: ({ listingName: name }) => name?.lastName,
  },
});

/** What happens to numbers that leave: they become NON_PUBLISHED, or the run says that nothing is done. */
function leave(
  call: Call<Bandwidth>,
  numbers: string[],
  onDelete: "keep" | "unlist" | undefined,
  state: Partial<Values> & { __set?: Partial<Values> },
): Step[] {
  if (numbers.length === 0) return [];
  if (onDelete === "unlist") {
    // If numbers differ, a refresh leaves open what they have. An order must contain all of it.
    const values = { ...partOf(listing, state), ...state.__set, listingType: "NON_PUBLISHED" } as const;
    const apply: Step["apply"] = (wanted, waiting) => call.api.directoryListings.set(wanted, values, waiting);
    return [{ numbers, apply, mayBeGone: true }];
  }
  call.warn(
    `the directory listing of ${namesOf(numbers)} stays as it is: the API cannot remove a listing ` +
      '(onDelete: "unlist" would make the numbers NON_PUBLISHED)',
  );
  return [];
}
