import { z } from "zod";
import { restrictionErrors } from "../../bandwidth/errorCodes/coverage.js";
import { lookup } from "../../resources/define.js";

const optional = (text: string) => z.string().optional().describe(text);

const restriction = z
  .object({
    countryCodeA3: optional("The country that it holds for."),
    restrictionCategory: optional("What it is about, in the API's words, as `Sub allocation` or `Outbound call`."),
    restrictionDescription: optional("What has to be kept, in the API's words."),
    restrictionType: optional("Where it comes from: `LEGAL` or `SERVICE`."),
  })
  .meta({ typeName: "CountryRestriction" });

/** What a country asks of those who use its numbers. */
export const getRestrictions = lookup({
  name: "getRestrictions",
  description: `What has to be kept by those who order and use numbers of a country.

Universal Platform only: with a \`baseUrl\` that ends in \`/v2\`.`,
  operations: ["GET (v2) /restrictions"],
  errors: restrictionErrors,
  inputs: z.object({
    countryCodeA3: z
      .string()
      .regex(/^[A-Z]{3}$/, "must be the three capital letters of a country (ISO 3166-1 alpha-3), as in ITA")
      .describe("Country, three letters of ISO 3166-1 alpha-3, as `ITA`.")
      .meta({ example: "ITA" }),
  }),
  outputs: z.object({
    restrictions: z.array(restriction).describe("What has to be kept; empty when the API tells of nothing."),
  }),

  async invoke({ api, inputs: { countryCodeA3 }, signal }) {
    return { restrictions: await api.restrictions.list(countryCodeA3, signal) };
  },
});
