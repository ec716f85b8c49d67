import { afterEach, expect, test } from "vitest";
import type { Simulator } from "../../simulator/index.js";
import { existing, withPeer } from "./support.js";

let simulator: Simulator;
afterEach(() => simulator.close());

test("an order that names a reservation uses it up", async () => {
  const account = await withPeer();
  simulator = account.simulator;
  const { caller, siteId } = account;
  const number = "9195550100";
  const { id } = await caller.post("/tnreservation", `<Reservation><ReservedTn>${number}</ReservedTn></Reservation>`);
  expect((await caller.get(`/tnreservation/${id}`)).value("Reservation", "ReservedTn")).toBe(number);
  const again = await caller.post("/tnreservation", `<Reservation><ReservedTn>${number}</ReservedTn></Reservation>`);
  expect([again.status, again.value("ResponseStatus", "ErrorCode")]).toEqual([400, "5041"]);
  const list = `<ReservationIdList><ReservationId>${id}</ReservationId></ReservationIdList>`;
  const body = existing(siteId, [number]).replace("</TelephoneNumberList>", `</TelephoneNumberList>${list}`);
  await caller.order(body);
  expect((await caller.call("GET", `/tns/${number}`)).value("Status")).toBe("Inservice");
  const over = await caller.get(`/tnreservation/${id}`);
  expect([over.status, over.value("ResponseStatus", "ErrorCode")]).toEqual([404, "5042"]);
});
