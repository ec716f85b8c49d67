import { asText, type Codec } from "../xml/codec.js";

/** A number's LIDB data: the name that the called party sees. */
export interface CallingName {
  subscriberInformation?: string;
  useType?: string;
  visibility?: string;
}

/** In the documented sequence (docs/maintainers/api.md#calling-names): the API drops an element in the wrong place. */
export const callingNameCodec: Codec<CallingName> = {
  subscriberInformation: asText(["SubscriberInformation"]),
  useType: asText(["UseType"]),
  visibility: asText(["Visibility"]),
};
