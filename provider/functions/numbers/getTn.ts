import { z } from "zod";
import { numberErrors } from "../../bandwidth/errorCodes/numbers.js";
import { sipPeerNumberErrors } from "../../bandwidth/errorCodes/sipPeers.js";
import { isHeld } from "../../bandwidth/numbers/holding.js";
import { lacksRole } from "../../bandwidth/numbers/numberLookUps.js";
import { type Bandwidth, lookup } from "../../resources/define.js";
import { telephoneNumber } from "../../resources/properties/fields.js";
import { missing } from "../shared/missing.js";
import { optionsInWords, tnOptionValues } from "../shared/tnOptionValues.js";

const optional = (text: string) => z.string().optional().describe(text);

/** One event in the history of a number. */
export const tnEvent = z
  .object({
    status: optional("State of the number after the event, such as `Inservice` or `Aging`."),
    orderId: optional("The order behind the event."),
    orderType: optional("Kind of that order, such as `NEW_NUMBER_ORDER` or `DISCONNECT`."),
    orderStatus: optional("Status of the order."),
    accountId: optional("Account of the order."),
    userId: optional("Who placed the order."),
    orderCreateDate: optional("When the order was placed, in the API's own form."),
    lastModifiedDate: optional("When it happened, in the API's own form."),
  })
  .meta({ typeName: "TnEvent" });

const told = z.object({
  telephoneNumber: z.string().describe("The number, as E.164."),
  status: optional("State in the API's word: `Inservice`, `InAccount`, `Aging`, `Available`, `Reserved` …"),
  held: z
    .boolean()
    .describe(
      "Whether the provider's account has the number and pays for it. True even if its service is not active (`InAccount`).",
    ),
  inService: z.boolean().describe("Whether it is in service on the provider's account."),
  accountId: optional("The account that has it, if any."),
  siteId: optional("The site it is in."),
  sipPeerId: optional("The SIP peer it is in."),
  orderId: optional("The order that last changed it."),
  orderType: optional("Kind of that order, such as `NEW_NUMBER_ORDER`."),
  orderCreateDate: optional("When that order was placed, in the API's own form."),
  lastModifiedDate: optional("When the number last changed, in the API's own form."),
  inServiceDate: optional("When it came into service, in the API's own form, if the API gives it."),
  city: optional("City that it mostly serves. Less exact than the rate center."),
  state: optional("Two letters of its state."),
  rateCenter: optional("Abbreviation of its rate center."),
  lata: optional("Its LATA."),
  tier: optional("Its tier, `0` to `5`."),
});
type Told = Omit<z.infer<typeof told>, "telephoneNumber">;

/** Everything about one number. */
export const getTn = lookup({
  name: "getTn",
  description: `A telephone number: its state, where it is, its options and, on request, its history. \`getTnDetails\` shows its services,
its messaging and its emergency state.

The number doesn't have to be in this account. For other numbers, the API returns only the state and the geography.
Credentials without the Numbers role learn only whether the number is in service on the account. The call fails if no such number exists.`,
  operations: [
    "GET /tns/{tn}",
    "GET /tns/{tn}/tndetails",
    "GET /tns/{tn}/history",
    "GET /accounts/{accountId}/inserviceNumbers/{tn}",
    "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/tns/{tn}",
  ],
  errors: { ...numberErrors, ...sipPeerNumberErrors },
  inputs: z.object({
    telephoneNumber: telephoneNumber()
      .describe("The number: 10 digits, 1 and 10 digits, or E.164, such as `+19195550100`.")
      .meta({ example: "+19195550100" }),
    history: z
      .boolean()
      .optional()
      .describe(
        "Whether to return the history of the number too. It takes one more request. Not every account may read it.",
      ),
  }),
  outputs: z.object({
    ...told.shape,
    options: tnOptionValues.optional().describe("Its options. Only for a number that this account has."),
    history: z
      .array(tnEvent)
      .optional()
      .describe("What happened to it, in the API's order. Only with `history`. Empty if nothing happened."),
  }),

  async invoke({ api, inputs: { telephoneNumber: number, history }, signal }) {
    const found = await look(api, number, signal);
    if (!found) {
      throw missing("telephoneNumber", number, "telephone number that Bandwidth knows", "a number as in +19195550100");
    }
    const { siteId, sipPeerId } = found;
    const place = found.held && siteId && sipPeerId ? { siteId, sipPeerId } : undefined;
    const [values, events] = await Promise.all([
      place && api.numberRecords.options(number, place, signal),
      history ? api.numberRecords.history(number, signal) : undefined,
    ]);
    return { telephoneNumber: number, ...found, options: values && optionsInWords(values), history: events };
  },
});

/** State and place. Undefined if there is no such number. */
async function look(api: Bandwidth, number: string, signal: AbortSignal): Promise<Told | undefined> {
  try {
    const asked = [api.numbers.get(number, signal), api.numbers.details(number, signal)] as const;
    const [status, details] = await Promise.all(asked);
    if (!status || !details) return undefined;
    const { city, state, rateCenter, lata, tier, sipPeerId } = details;
    const accountId = status.accountId ?? details.accountId;
    const word = status.status ?? details.status;
    const held = isHeld({ status: word, accountId }, api.client.accountId);
    return {
      ...{ city, state, rateCenter, lata, tier, sipPeerId, accountId },
      status: word,
      siteId: details.siteId ?? status.siteId,
      orderId: status.orderId,
      orderType: status.orderType,
      orderCreateDate: status.orderCreateDate,
      lastModifiedDate: status.lastModifiedDate,
      inServiceDate: status.inServiceDate,
      held,
      inService: held && word?.toLowerCase() === "inservice",
    };
  } catch (error) {
    // Roles without /tns get a 403 there. They may still read what is in service (docs/maintainers/api.md#roles).
    if (!lacksRole(error) || !(await api.numbers.isInService(number, signal))) throw error;
    return { status: "Inservice", held: true, inService: true, accountId: api.client.accountId };
  }
}
