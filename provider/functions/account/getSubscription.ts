import { z } from "zod";
import { subscriptionLookUpErrors } from "../../bandwidth/errorCodes/subscriptions.js";
import { lookup } from "../../resources/define.js";
import { id } from "../../resources/properties/fields.js";
import { missing } from "../shared/missing.js";
import { shown, subscription } from "./getSubscriptions.js";

/** One subscription, whoever created it. */
export const getSubscription = lookup({
  name: "getSubscription",
  description: `A subscription by its id: the webhook or e-mail address that Bandwidth notifies, and the orders that it reports. Passwords are never shown.

The call fails if no such subscription exists.`,
  operations: ["GET /accounts/{accountId}/subscriptions/{subscriptionid}"],
  errors: subscriptionLookUpErrors,
  inputs: z.object({
    subscriptionId: id()
      .describe("Id of the subscription, as Bandwidth assigned it: a text like a UUID.")
      .meta({ example: "0b3aa54d-0ce5-4f5b-bd75-1c30967b197f" }),
  }),
  outputs: z.object(subscription.shape),

  async invoke({ api, inputs: { subscriptionId }, signal }) {
    const found = await api.subscriptions.get(subscriptionId, signal);
    if (!found) {
      const expected = "a subscriptionId, as in 0b3aa54d-0ce5-4f5b-bd75-1c30967b197f";
      throw missing("subscriptionId", subscriptionId, `subscription of account ${api.client.accountId}`, expected);
    }
    return shown(found);
  },
});
