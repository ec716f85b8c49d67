import { z } from "zod";
import { lookup } from "../../resources/define.js";

const countrySetting = z
  .object({
    countryCodeA3: z.string().optional().describe("The country, three letters of ISO 3166-1, as `FRA`."),
    phoneNumberType: z.string().optional().describe("Kind of the numbers, as `GEOGRAPHIC`."),
    features: z
      .array(
        z
          .object({
            name: z.string().optional().describe("Name of the feature in the API's word, as `Ordering`."),
            isDisabled: z.boolean().optional().describe("Whether it is switched off for these numbers."),
          })
          .meta({ typeName: "CountryFeature" }),
      )
      .describe("The features of which the API says something here."),
  })
  .meta({ typeName: "ProductCountrySetting" });

const product = z
  .object({
    name: z.string().describe("Name of the product in the API's word, as `Termination`."),
    features: z.array(z.string()).describe("Its features that are switched on, as `CallForwarding`."),
    countrySettings: z
      .array(countrySetting)
      .describe(
        "What differs for numbers of some countries; empty when nothing does, or when the API does not tell it.",
      ),
  })
  .meta({ typeName: "AccountProduct" });

/** What the account may use. */
export const getProducts = lookup({
  name: "getProducts",
  description:
    "The products and features that are switched on for the account, which Bandwidth does and no program can.",
  operations: ["GET /accounts/{accountId}/products"],
  inputs: z.object({}),
  outputs: z.object({ products: z.array(product).describe("The products, in the API's order.") }),

  invoke: async ({ api, signal }) => ({ products: await api.account.products(signal) }),
});
