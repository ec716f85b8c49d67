import { z } from "zod";
import { lookup } from "../../resources/define.js";

const countrySetting = z
  .object({
    countryCodeA3: z.string().optional().describe("The country, three letters of ISO 3166-1, such as `FRA`."),
    phoneNumberType: z.string().optional().describe("Kind of the numbers, such as `GEOGRAPHIC`."),
    features: z
      .array(
        z
          .object({
            name: z.string().optional().describe("Name of the feature in the API's word, such as `Ordering`."),
            isDisabled: z.boolean().optional().describe("Whether it is off for these numbers."),
          })
          .meta({ typeName: "CountryFeature" }),
      )
      .describe("The features that the API lists here."),
  })
  .meta({ typeName: "ProductCountrySetting" });

const product = z
  .object({
    name: z.string().describe("Name of the product in the API's word, such as `Termination`."),
    features: z.array(z.string()).describe("Its features that are switched on, such as `CallForwarding`."),
    countrySettings: z
      .array(countrySetting)
      .describe("What differs for numbers of some countries. Empty if nothing does, or if the API doesn't give it."),
  })
  .meta({ typeName: "AccountProduct" });

/** What the account may use. */
export const getProducts = lookup({
  name: "getProducts",
  description: "The products and features that are on for the account. Bandwidth turns them on. A program can't.",
  operations: ["GET /accounts/{accountId}/products"],
  inputs: z.object({}),
  outputs: z.object({ products: z.array(product).describe("The products, in the API's order.") }),

  invoke: async ({ api, signal }) => ({ products: await api.account.products(signal) }),
});
