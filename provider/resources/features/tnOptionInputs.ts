import { z } from "zod";
import { telephoneNumbers } from "../properties/fields.js";
import { numberOptionInputs } from "../properties/numberOptionInputs.js";

/** The inputs of `TnOptions`. */
export const tnOptionInputs = z.object({
  telephoneNumbers: telephoneNumbers().describe(
    "The numbers that get the options, at least one. The order means nothing. A number may be in only one `TnOptions`.",
  ),
  ...numberOptionInputs.shape,
});
