import type { Client, Request } from "../http/client.js";
import { refusedWith, removeOnce, saysMissing, unexpected, whole } from "../http/expected.js";
import { normalizeTelephoneNumber, wireNumber } from "../values/telephoneNumber.js";
import { asNumber, asText, type Codec, decode } from "../xml/codec.js";
import { element, type XmlElement } from "../xml/xml.js";

/** A number reserved for the account, for four hours from its reservation. */
export interface Reservation {
  reservationId: string;
  /** E.164. */
  reservedTn: string;
  accountId?: string;
  /** What is left of the four hours. */
  secondsLeft?: number;
}

/** How long a reservation lasts (docs/maintainers/api.md#reservations). */
export const reservationMs = 4 * 60 * 60 * 1_000;

/** No such reservation. It may have expired (docs/maintainers/api.md#missing-things). */
const noSuchReservation = ["5042", "5043"];
/** The number doesn't exist or isn't free. We may have reserved it ourselves. */
const notAvailable = "5041";
/** The reservation can't be canceled: an order has used it. */
const cannotUnreserve = "5047";

/** The two look-ups use different names for the same things. */
const shape: Codec<Reservation> = {
  reservationId: asText(["ReservationId"], ["ReservationID"]),
  reservedTn: asText(["ReservedTn"], ["ReservedTN"]),
  accountId: asText(["AccountId"], ["Account"]),
  secondsLeft: asNumber(["ReservationExpires"]),
};

/** Reservations of single numbers. */
export const reservations = (client: Client) => {
  const one = (reservationId: string) => client.account("tnreservation", reservationId);

  async function look(request: Request): Promise<Reservation | undefined> {
    try {
      const answer = await client.request(request);
      const found = inside(whole(answer));
      const reservation = found && decode(shape, found);
      if (!reservation?.reservedTn) throw unexpected(request, answer, "the answer holds no reservation");
      return { ...reservation, reservedTn: normalizeTelephoneNumber(reservation.reservedTn) ?? reservation.reservedTn };
    } catch (error) {
      if (saysMissing(error, ...noSuchReservation)) return undefined;
      throw error;
    }
  }

  const get = async (reservationId: string, signal?: AbortSignal): Promise<Reservation | undefined> => {
    const found = await look({ method: "GET", path: one(reservationId), signal });
    return found && { ...found, reservationId };
  };

  return {
    /**
     * Reserves one number and returns the reservation's id. If a request lists several, the API reserves only the last
     * (docs/maintainers/api.md#reservations).
     */
    async create(reservedTn: string, signal?: AbortSignal): Promise<string> {
      const content = { ReservedTn: wireNumber(reservedTn, client.dialect) };
      const body = { root: "Reservation", content };
      const request: Request = { method: "POST", path: client.account("tnreservation"), body, signal };
      const answer = await client.request(request);
      // There is no body: the id is only in `Location` (docs/maintainers/api.md#ids).
      if (answer.id === undefined) throw unexpected(request, answer, "the answer has no Location, so no id");
      return answer.id;
    },

    /**
     * A reservation. Undefined when the API says that it doesn't exist. That is also how a reservation ends after four
     * hours.
     */
    get,

    /** This account's reservation of a number, if there is one. */
    async of(reservedTn: string, signal?: AbortSignal): Promise<Reservation | undefined> {
      const path = ["tns", wireNumber(reservedTn, client.dialect), "tnreservation"];
      const found = await look({ method: "GET", path, signal });
      return found?.accountId === undefined || found.accountId === client.accountId ? found : undefined;
    },

    /**
     * Which of the reservations still hold one of these numbers. A reservation that can't be looked up counts: the
     * order will show the truth.
     */
    async holding(ids: readonly string[], numbers: readonly string[], signal?: AbortSignal): Promise<string[]> {
      const holds = async (id: string) => {
        const found = await get(id, signal);
        return found !== undefined && numbers.includes(found.reservedTn);
      };
      const held = await Promise.all(ids.map((id) => holds(id).catch(() => true)));
      return ids.filter((_, index) => held[index]);
    },

    /** Cancels the reservation. Nothing to do if it has expired or an order has used it. */
    async remove(reservationId: string, signal?: AbortSignal): Promise<void> {
      await removeOnce(
        () => client.request({ method: "DELETE", path: one(reservationId), oneThing: true, signal }),
        (error) => refusedWith(error, ...noSuchReservation, cannotUnreserve),
        () => get(reservationId, signal),
      );
    },
  };
};

/** Whether a reservation was refused because the number is taken, perhaps by our own reservation. */
export const isTaken = (error: unknown): boolean => refusedWith(error, notAvailable);

function inside(answer: XmlElement): XmlElement | undefined {
  const places = [["ReservationResponse", "Reservation"], ["Reservation"], ["TNReservation"]];
  return places.map((place) => element(answer, ...place)).find((found) => found !== undefined);
}
