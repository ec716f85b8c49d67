import { z } from "zod";
import { reservationErrors } from "../../bandwidth/errorCodes/reservations.js";
import { isTaken, reservationMs } from "../../bandwidth/numbers/reservations.js";
import { locating } from "../../bandwidth/operations.js";
import type { Call } from "../../pulumi/definition/definition.js";
import { type Bandwidth, resource } from "../define.js";
import { createOnce } from "../ordering/createOnce.js";
import { heldTwice, notOurs, tellTaken } from "../ordering/ownership.js";
import { id, telephoneNumber } from "../properties/fields.js";
import { numberFailures } from "../properties/numberRules.js";

/** The API's clock, this machine's clock and the network never agree to the second. */
const SAME_TIME_MS = 5 * 60 * 1_000;

/** One number, reserved for the account for four hours. */
export const tnReservation = resource({
  name: "TnReservation",
  description: `A reservation: keeps one telephone number for this account for four hours. A \`PhoneNumberOrder\` that names the reservation in \`reservationIds\` gets the number.

A reservation ends by itself. If its number is in service on the account by then, the reservation stays in the state with
the status \`ORDERED\`, and nothing is reserved again. Otherwise a refresh finds the reservation gone, and the next
\`pulumi up\` reserves the number again.`,
  operations: [
    "POST /accounts/{accountId}/tnreservation",
    "GET /accounts/{accountId}/tnreservation/{reservationid}",
    "DELETE /accounts/{accountId}/tnreservation/{reservationid}",
    "GET /tns/{tn}/tnreservation",
    ...locating,
  ],
  errors: reservationErrors,
  inputs: z.object({
    reservedTn: telephoneNumber()
      .describe("The number to reserve, as a search shows it. One number per reservation.")
      .meta({ replaces: true, example: "+19195550100" }),
  }),
  outputs: z.object({
    reservationId: id()
      .describe("Assigned by Bandwidth. An order names it in `reservationIds`.")
      .meta({ stable: true }),
    status: z
      .string()
      .describe("`RESERVED`, or `ORDERED` when the reservation is over and its number is in service on this account."),
    expiresAt: z
      .string()
      .optional()
      .describe("Time when the reservation ends, accurate to a few minutes, as ISO 8601 in UTC."),
  }),
  importId: { form: "reservationId", example: "f342904f-b03a-4499-bac0-e8f43a2664a1" },
  examples: [{ title: "Hold a number for an order", inputs: { reservedTn: "+19195550150" } }],

  check: ({ reservedTn }, _given, api) => ({ failures: numberFailures(api, { reservedTn }) }),

  claims: ({ reservedTn }) =>
    reservedTn === undefined ? [] : [{ what: `the reservation of ${reservedTn}`, property: "reservedTn" }],

  // It ends by itself.
  evidence: (_before, found) => (found ? "seen" : undefined),

  async create(call) {
    const { api, inputs, signal } = call;
    const { reservedTn } = inputs;
    const look = async () => (await api.reservations.of(reservedTn, signal))?.reservationId;
    const settle = (existing: string) => {
      const what = `reservation ${existing} of ${reservedTn}`;
      if (call.isHeldByOther(existing)) throw heldTwice(what);
      if (!call.wasMine(existing)) {
        const instead =
          "Reserve another number, or reserve this one in at most four hours, when that reservation has ended.";
        throw notOurs(call, { type: "TnReservation", id: existing, exists: `${what} already exists`, instead });
      }
      tellTaken(call, what, existing);
      return existing;
    };
    // If it can't be read, the API's refusal says it.
    const before = await look().catch(() => undefined);
    const post = () => api.reservations.create(reservedTn, signal);
    const make = () => createOnce(api.client, signal, post, look);
    const reservationId = await (before === undefined ? make() : Promise.resolve(settle(before))).catch(
      async (error) => {
        if (!isTaken(error)) throw error;
        const existing = await look().catch(() => undefined);
        if (existing !== undefined) return settle(existing);
        if (await isOurs(call, reservedTn)) {
          const what = `${reservedTn} is already in service on this account and needs no reservation. Nothing was reserved.`;
          throw new Error(`${what} Remove the reservation from the program.`, { cause: error });
        }
        throw error;
      },
    );
    return { id: reservationId, outputs: { reservationId, ...reserved(call, reservationMs) } };
  },

  async read(call) {
    const { api, id: reservationId, state, signal } = call;
    const found = await api.reservations.get(reservationId, signal);
    if (found) {
      const left = found.secondsLeft === undefined ? reservationMs : found.secondsLeft * 1_000;
      const outputs = { reservationId, ...reserved(call, left, state?.expiresAt) };
      return { inputs: { reservedTn: found.reservedTn }, outputs };
    }
    const reservedTn = state?.reservedTn;
    if (reservedTn === undefined || !(await isOurs(call, reservedTn))) return undefined;
    return { inputs: { reservedTn }, outputs: { reservationId, status: "ORDERED", expiresAt: state?.expiresAt } };
  },

  // A reservation consists only of its number. Another number is another reservation.
  async update({ id: reservationId, state }) {
    return { reservationId, status: state.status ?? "RESERVED", expiresAt: state.expiresAt };
  },

  delete: ({ api, id: reservationId, signal }) => api.reservations.remove(reservationId, signal),
});

/**
 * Whether the number is in service on this account. `/tns/{tn}` says so. Without a role for it, the list of numbers in service
 * does.
 */
async function isOurs({ api }: Call<Bandwidth>, number: string): Promise<boolean> {
  return (await api.numbers.locate([number], [])).has(number);
}

function reserved({ api }: Call<Bandwidth>, leftMs: number, before?: string) {
  const end = api.client.clock.now() + leftMs;
  const same = before !== undefined && Math.abs(Date.parse(before) - end) < SAME_TIME_MS;
  return { status: "RESERVED", expiresAt: same ? before : new Date(end).toISOString() };
}
