import type { Reservation } from "../account/types.js";
import {
  type Call,
  emptyReply,
  parameter,
  type Reply,
  requestBody,
  simulatorRefusal,
  statusRefusal,
  xmlReply,
} from "../call.js";
import type { Route } from "../routing.js";
import { group, many, shapeProblems } from "../shape.js";
import { fromWire, wire } from "../telephone.js";
import { textsOf } from "../xml.js";
import { location } from "./created.js";

const root = "ReservationResponse";
const fourHours = 4 * 60 * 60 * 1_000;
const shape = group({ ReservationId: "text", AccountId: "text", ReservationExpires: "text", ReservedTn: many("text") });

/**
 * Reserves one number for four hours. Of several, only the last (docs/maintainers/api.md#reservations). No body: the id
 * is only in Location.
 */
function createReservation(call: Call): Reply {
  const element = requestBody(call, "Reservation", root);
  const [problem] = shapeProblems(element, shape);
  if (problem) throw simulatorRefusal(root, problem);
  const given = textsOf(element, "ReservedTn").at(-1);
  if (given === undefined) throw statusRefusal(400, root, "1003", "ReservedTn is required");
  const number = fromWire(call, given);
  if (number === undefined || !call.account.inventory.has(number)) {
    throw statusRefusal(400, root, "5040", `Reservation failed: telephone number ${given} not found.`);
  }
  if (!call.account.isFree(number)) {
    throw statusRefusal(400, root, "5041", `Reservation failed: telephone number ${given} is not available.`);
  }
  const id = call.account.nextUuid();
  call.account.reservations.set(id, { id, number, expiresAt: call.account.now() + fourHours });
  call.account.changed();
  return emptyReply(201, location(call, "tnreservation", id));
}

function reservationOf(call: Call): Reservation {
  const id = parameter(call, "reservation");
  const reservation = call.account.reservations.get(id);
  // Ends after four hours, or when an order has put the number in service.
  const over = reservation === undefined || reservation.expiresAt <= call.account.now();
  if (over || call.account.heldNumber(reservation.number) !== undefined) {
    throw statusRefusal(404, root, "5042", `Reservation ${id} for account ${call.account.accountId} not found.`);
  }
  return reservation;
}

function getReservation(call: Call): Reply {
  const { id, number, expiresAt } = reservationOf(call);
  return xmlReply(200, root, {
    Reservation: {
      ReservationId: id,
      AccountId: call.account.accountId,
      ReservationExpires: Math.round((expiresAt - call.account.now()) / 1_000),
      ReservedTn: wire(call, number),
    },
  });
}

function deleteReservation(call: Call): Reply {
  call.account.reservations.delete(reservationOf(call).id);
  call.account.changed();
  return emptyReply(200);
}

export const reservationRoutes: Route[] = [
  ["POST", "/accounts/:account/tnreservation", createReservation],
  ["GET", "/accounts/:account/tnreservation/:reservation", getReservation],
  ["DELETE", "/accounts/:account/tnreservation/:reservation", deleteReservation],
];
