import { z } from "zod";
import { portOutErrors } from "../../bandwidth/errorCodes/portOuts.js";
import { lookup } from "../../resources/define.js";
import { id } from "../../resources/properties/fields.js";
import { missing } from "../shared/missing.js";
import { portErrors } from "./portFields.js";

const optional = (text: string) => z.string().optional().describe(text);

/** One port-out. */
export const getPortOut = lookup({
  name: "getPortOut",
  description: `A port-out by its id: the status of a number's move to another carrier, and which carrier gets it.

The call fails if no such port-out exists.`,
  operations: ["GET /accounts/{accountId}/portouts/{orderid}"],
  errors: portOutErrors,
  inputs: z.object({
    orderId: id()
      .describe("Id of the port-out, such as `getPortOuts` lists it: a text like a UUID.")
      .meta({ example: "4299b1ad-aa08-433e-a316-f9219b3450d2" }),
  }),
  outputs: z.object({
    orderId: id().describe("Id of the port-out."),
    status: z.string().describe("Status, in the API's word: `NEW`, `COMPLETE` …"),
    pon: optional("The port order number (PON) by which the winning carrier knows it."),
    spid: optional("SPID of the winning carrier."),
    telephoneNumbers: z.array(z.string()).describe("The numbers, as E.164. Empty if the API doesn't name them."),
    requestedFocDate: optional("The requested time of the move, such as `2026-03-02T15:30:00.000Z`."),
    actualFocDate: optional("When they move, such as `2026-03-02T15:30:00.000Z`."),
    accountId: optional("Account of the numbers."),
    createdByUser: optional("Who placed it, usually `System`."),
    orderCreateDate: optional("When it was placed, in the API's own form."),
    lastModifiedDate: optional("When it last changed, in the API's own form."),
    errors: portErrors,
  }),

  async invoke({ api, inputs: { orderId }, signal }) {
    const found = await api.portOuts.get(orderId, signal);
    if (found) return found;
    const expected = "the orderId of a port-out, as in 4299b1ad-aa08-433e-a316-f9219b3450d2";
    throw missing("orderId", orderId, `port-out of account ${api.client.accountId}`, expected);
  },
});
