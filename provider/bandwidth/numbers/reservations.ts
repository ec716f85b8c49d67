import type { Client, Request } from "../http/client.js";
import { refusedWith, removeOnce, saysMissing, unexpected, whole } from "../http/expected.js";
import { normalizeTelephoneNumber, wireNumber } from "../values/telephoneNumber.js";
import { asNumber, asText, type Codec, decode } from "../xml/codec.js";
import { element, type XmlElement } from "../xml/xml.js";

/** A number held back for the account, for four hours from its reservation. */
export interface Reservation {
  reservationId: string;
  /** E.164. */
  reservedTn: string;
  accountId?: string;
  /** What is left of the four hours. */
  secondsLeft?: number;
}

/** How long a reservation holds (docs/maintainers/api.md#reservations). */
export const reservationMs = 4 * 60 * 60 * 1_000;

/** No such reservation; it may have run out (docs/maintainers/api.md#missing-things). */
const noSuchReservation = ["5042", "5043"];
/** The number is not there, or not free: it may be reserved by ourselves. */
const notAvailable = "5041";
/** The reservation cannot be given back: an order has used it up. */
const cannotUnreserve = "5047";

/** The two look-ups name the same things differently. */
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
     * Reserves one number, and gives the reservation's id. Of several only the last would be reserved
     * (docs/maintainers/api.md#reservations).
     */
    async create(reservedTn: string, signal?: AbortSignal): Promise<string> {
      const content = { ReservedTn: wireNumber(reservedTn, client.dialect) };
      const body = { root: "Reservation", content };
      const request: Request = { method: "POST", path: client.account("tnreservation"), body, signal };
      const answer = await client.request(request);
      // There is no body: the id is in `Location` only (docs/maintainers/api.md#ids).
      if (answer.id === undefined) throw unexpected(request, answer, "the answer has no Location, so no id");
      return answer.id;
    },

    /** A reservation; undefined when the API says that it does not exist, which is how one ends after four hours. */
    get,

    /** This account's reservation of a number, if there is one. */
    async of(reservedTn: string, signal?: AbortSignal): Promise<Reservation | undefined> {
      const path = ["tns", wireNumber(reservedTn, client.dialect), "tnreservation"];
      const found = await look({ method: "GET", path, signal });
      return found?.accountId === undefined || found.accountId === client.accountId ? found : undefined;
    },

    /** Those that still hold one of these numbers. One that cannot be looked at counts: the order will tell. */
    async holding(ids: readonly string[], numbers: readonly string[], signal?: AbortSignal): Promise<string[]> {
      const holds = async (id: string) => {
        const found = await get(id, signal);
        return found !== undefined && numbers.includes(found.reservedTn);
      };
      const held = await Promise.all(ids.map((id) => holds(id).catch(() => true)));
      return ids.filter((_, index) => held[index]);
    },

    /** Gives the number back. A reservation that ran out, or that an order has used up, is given back already. */
    async remove(reservationId: string, signal?: AbortSignal): Promise<void> {
      await removeOnce(
        () => client.request({ method: "DELETE", path: one(reservationId), oneThing: true, signal }),
        (error) => refusedWith(error, ...noSuchReservation, cannotUnreserve),
        () => get(reservationId, signal),
      );
    },
  };
};

/** Whether a reservation was refused since the number is taken: perhaps by a reservation of our own. */
export const isTaken = (error: unknown): boolean => refusedWith(error, notAvailable);

function inside(answer: XmlElement): XmlElement | undefined {
  const places = [["ReservationResponse", "Reservation"], ["Reservation"], ["TNReservation"]];
  return places.map((place) => element(answer, ...place)).find((found) => found !== undefined);
}
