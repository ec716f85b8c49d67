import { z } from "zod";
import { numberErrors } from "../../bandwidth/errorCodes/numbers.js";
import { reservationLookUpErrors } from "../../bandwidth/errorCodes/reservations.js";
import { lookup } from "../../resources/define.js";
import { id, telephoneNumber } from "../../resources/properties/fields.js";
import { missing } from "../shared/missing.js";

/** One reservation of a number. */
export const getTnReservation = lookup({
  name: "getTnReservation",
  description: `A reservation of a telephone number, by its id or by the number: the account that has it, and how long it lasts.

Give exactly one of \`reservationId\` and \`telephoneNumber\`. A reservation lasts four hours. The call fails if there is
none, or if it has ended. A number that another account has reserved counts as a number without a reservation.`,
  operations: ["GET /accounts/{accountId}/tnreservation/{reservationid}", "GET /tns/{tn}/tnreservation"],
  errors: { ...reservationLookUpErrors, ...numberErrors },
  inputs: z.object({
    reservationId: id()
      .optional()
      .describe("Id of the reservation, as Bandwidth assigned it: a text like a UUID.")
      .meta({ example: "f342904f-b03a-4499-bac0-e8f43a2664a1" }),
    telephoneNumber: telephoneNumber()
      .optional()
      .describe("The number: 10 digits, 1 and 10 digits, or E.164, such as `+19195550100`."),
  }),
  outputs: z.object({
    reservationId: id().describe("Id of the reservation. An order names it in `reservationIds`."),
    reservedTn: z.string().describe("The number, as E.164."),
    accountId: z.string().optional().describe("The account that it is reserved for."),
    secondsLeft: z.int().optional().describe("Seconds that are left of the four hours, counted from this call."),
  }),
  examples: [
    { title: "By its id", inputs: { reservationId: "f342904f-b03a-4499-bac0-e8f43a2664a1" } },
    { title: "Of a number", inputs: { telephoneNumber: "+19195550152" } },
  ],

  check(_known, given) {
    if (given("reservationId") !== given("telephoneNumber")) return {};
    const reason = given("reservationId")
      ? "cannot be given together with telephoneNumber: give one of the two"
      : "is required, unless telephoneNumber is given";
    return { failures: [{ property: "reservationId", reason }] };
  },

  async invoke({ api, inputs: { reservationId, telephoneNumber }, signal }) {
    const { accountId } = api.client;
    if (telephoneNumber !== undefined) {
      const found = await api.reservations.of(telephoneNumber, signal);
      if (found) return found;
      const expected = "a number that a TnReservation has, as in +19195550100";
      throw missing("telephoneNumber", telephoneNumber, `number that is reserved for account ${accountId}`, expected);
    }
    const asked = reservationId ?? "";
    const found = await api.reservations.get(asked, signal);
    if (found) return found;
    const expected = "a reservationId that has not ended, as in f342904f-b03a-4499-bac0-e8f43a2664a1";
    throw missing("reservationId", asked, `reservation of account ${accountId}`, expected);
  },
});
