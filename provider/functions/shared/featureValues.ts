import { z } from "zod";
import { listingName } from "../../resources/features/directoryListing.js";
import { emergencyAddress, listingAddress } from "../../resources/properties/address.js";

const optional = (text: string) => z.string().optional().describe(text);

/** Where emergency services go, as the emergency service has it. Any part may be missing. */
export const emergencyPlace = emergencyAddress
  .partial()
  .extend({
    latitude: optional("Its latitude in degrees, in the API's own form, if the API gives it."),
    longitude: optional("Its longitude in degrees, in the API's own form, if the API gives it."),
    validationStatus: optional("What the emergency service says about it, such as `VALID`, if the API gives it."),
    adjusted: z
      .boolean()
      .optional()
      .describe("Whether the emergency service changed its spelling, if the API gives it."),
  })
  .meta({ typeName: "EmergencyPlace" });

/** What the LIDB says about a number. */
export const callingName = {
  subscriberInformation: optional("The name that the called party sees."),
  useType: optional("`RESIDENTIAL` or `BUSINESS`."),
  visibility: optional("`PUBLIC`, or `PRIVATE` (the name is passed on but not shown)."),
};

/** The listing of a number in the directory. */
export const listing = {
  subscriberType: optional("`RESIDENTIAL` or `BUSINESS`."),
  listingType: optional("`LISTED`, `NON_LISTED` or `NON_PUBLISHED`."),
  listingName: listingName
    .partial()
    .meta({ typeName: "ListedName" })
    .optional()
    .describe("The name under which the numbers are listed."),
  listAddress: z.boolean().optional().describe("Whether the address is listed too."),
  address: listingAddress
    .partial()
    .meta({ typeName: "ListedAddress" })
    .optional()
    .describe("The address of the subscriber."),
};
