import type { Client, Request } from "./client.js";
import { elements, unexpected } from "./expected.js";
import { asText, readShape, type Shape } from "./shape.js";
import { list } from "./xml.js";

/** What holds for numbers of a country. */
export interface Restriction {
  countryCodeA3?: string;
  restrictionCategory?: string;
  restrictionDescription?: string;
  restrictionType?: string;
}

const restrictionShape: Shape<Restriction> = {
  countryCodeA3: asText(["CountryCodeA3"]),
  restrictionCategory: asText(["RestrictionCategory"]),
  restrictionDescription: asText(["RestrictionDescription"]),
  restrictionType: asText(["RestrictionType"]),
};

/** What the Universal Platform asks of those who order numbers of a country; it is not below an account (003:12). */
export const restrictions = (client: Client) => ({
  async list(countryCodeA3: string, signal?: AbortSignal): Promise<Restriction[]> {
    const request: Request = { method: "GET", path: ["restrictions"], query: { countryCodeA3 }, signal };
    const answer = await client.request(request);
    if (answer.status === 204) return [];
    if (answer.root !== "RestrictionResponse") {
      throw unexpected(request, answer, "the answer is no list of restrictions");
    }
    const found = elements(list(answer.body, "Restrictions", "Restriction"));
    return found.map((restriction) => readShape(restrictionShape, restriction));
  },
});
