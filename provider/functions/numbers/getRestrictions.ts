import { z } from "zod";
import { restrictionErrors } from "../../bandwidth/errorCodes/coverage.js";
import { lookup } from "../../resources/define.js";

const optional = (text: string) => z.string().optional().describe(text);

const restriction = z
  .object({
    countryCodeA3: optional("The country that it applies to."),
    restrictionCategory: optional("What it is about, in the API's words, such as `Sub allocation` or `Outbound call`."),
    restrictionDescription: optional("The rule, in the API's words."),
    restrictionType: optional("Where it comes from: `LEGAL` or `SERVICE`."),
  })
  .meta({ typeName: "CountryRestriction" });

/** The rules of a country for those who use its numbers. */
export const getRestrictions = lookup({
  name: "getRestrictions",
  description: `The rules for those who order and use numbers of a country.

Universal Platform only: with a \`baseUrl\` that ends in \`/v2\`.`,
  operations: ["GET (v2) /restrictions"],
  errors: restrictionErrors,
  inputs: z.object({
    countryCodeA3: z
      .string()
      .regex(/^[A-Z]{3}$/, "must be the three capital letters of a country (ISO 3166-1 alpha-3), as in ITA")
      .describe("Country, three letters of ISO 3166-1 alpha-3, such as `ITA`.")
      .meta({ example: "ITA" }),
  }),
  outputs: z.object({
    restrictions: z.array(restriction).describe("The rules. Empty if the API gives none."),
  }),

  async invoke({ api, inputs: { countryCodeA3 }, signal }) {
    return { restrictions: await api.restrictions.list(countryCodeA3, signal) };
  },
});
