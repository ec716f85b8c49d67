import { asText, type Codec } from "../xml/codec.js";

/** What the LIDB holds of a number: the name that the called see. */
export interface CallingName {
  subscriberInformation?: string;
  useType?: string;
  visibility?: string;
}

/** In the documented order (docs/maintainers/api.md#calling-names): in the wrong place, an element is dropped. */
export const callingNameCodec: Codec<CallingName> = {
  subscriberInformation: asText(["SubscriberInformation"]),
  useType: asText(["UseType"]),
  visibility: asText(["Visibility"]),
};
