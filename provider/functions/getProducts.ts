import { z } from "zod";
import { lookup } from "../resources/define.js";

const product = z
  .object({
    name: z.string().describe("Name of the product in the API's word, as `Termination`."),
    features: z.array(z.string()).describe("Its features that are switched on, as `CallForwarding`."),
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
