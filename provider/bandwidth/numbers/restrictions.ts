import type { Client, Request } from "../http/client.js";
import { elements } from "../http/expected.js";
import { at, listEntries } from "../orders/listEntries.js";
import { asText, type Codec, decode } from "../xml/codec.js";

/** The rules for numbers of a country. */
export interface Restriction {
  countryCodeA3?: string;
  restrictionCategory?: string;
  restrictionDescription?: string;
  restrictionType?: string;
}

const restrictionCodec: Codec<Restriction> = {
  countryCodeA3: asText(["CountryCodeA3"]),
  restrictionCategory: asText(["RestrictionCategory"]),
  restrictionDescription: asText(["RestrictionDescription"]),
  restrictionType: asText(["RestrictionType"]),
};

/** What the Universal Platform requires when you order numbers of a country. The path isn't below an account. */
export const restrictions = (client: Client) => ({
  async list(countryCodeA3: string, signal?: AbortSignal): Promise<Restriction[]> {
    const request: Request = { method: "GET", path: ["restrictions"], query: { countryCodeA3 }, signal };
    const entries = at("Restrictions", "Restriction");
    const form = { what: "list of restrictions", root: "RestrictionResponse", entries, id: [] };
    const found = listEntries(request, await client.request(request), form);
    return elements(found).map((restriction) => decode(restrictionCodec, restriction));
  },
});
