import { z } from "zod";
import { listingName } from "../../resources/features/directoryListing.js";
import { emergencyAddress, listingAddress } from "../../resources/properties/address.js";

const optional = (text: string) => z.string().optional().describe(text);

/** Where help is sent to, as the emergency service has it; any part may be missing. */
export const emergencyPlace = emergencyAddress
  .partial()
  .extend({
    latitude: optional("Its latitude in degrees, in the API's own form, when the API tells it."),
    longitude: optional("Its longitude in degrees, in the API's own form, when the API tells it."),
    validationStatus: optional("What the emergency service says of it, as `VALID`, when the API tells it."),
    adjusted: z
      .boolean()
      .optional()
      .describe("Whether the emergency service spells it otherwise than it was given, when the API tells it."),
  })
  .meta({ typeName: "EmergencyPlace" });

/** What the LIDB holds of a number. */
export const callingName = {
  subscriberInformation: optional("The name that the called see."),
  useType: optional("`RESIDENTIAL` or `BUSINESS`."),
  visibility: optional("`PUBLIC`, or `PRIVATE`: then the name is passed on but not shown."),
};

/** How a number stands in the directory. */
export const listing = {
  subscriberType: optional("`RESIDENTIAL` or `BUSINESS`."),
  listingType: optional("`LISTED`, `NON_LISTED` or `NON_PUBLISHED`."),
  listingName: listingName
    .partial()
    .meta({ typeName: "ListedName" })
    .optional()
    .describe("Under which name the numbers are listed."),
  listAddress: z.boolean().optional().describe("Whether the address is listed, too."),
  address: listingAddress
    .partial()
    .meta({ typeName: "ListedAddress" })
    .optional()
    .describe("The address of the subscriber."),
};
