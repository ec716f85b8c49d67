import { portInErrors } from "../../bandwidth/errorCodes/portIns.js";
import { BandwidthError } from "../../bandwidth/http/errors.js";
import type { PortIn } from "../../bandwidth/porting/portIns.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { disconnectAll } from "../ordering/disconnectAll.js";
import { namesOf } from "../ordering/failures.js";
import { following } from "../ordering/following.js";
import { isOwnedByOther } from "../ordering/ownershipNotes.js";
import { stillHeld } from "../ordering/purchases.js";
import { byKeeper, keeperOf } from "../ordering/things.js";
import { refuseUnseen } from "../phoneNumberOrder/beforeDisconnect.js";
import type { PortInState } from "./portInState.js";

const WHAT = "PortIn";

/** Cancels an open port-in. If the port-in is over, the numbers stay unless they should be released. */
export async function deletePortIn(call: Call<Bandwidth> & { id: string; state: PortInState }): Promise<void> {
  const { api, id, state, signal } = call;
  const portIn = await api.portIns.get(id, signal);
  if (!portIn || portIn.status === "CANCELLED") return;
  if (state.__order && (await isOwnedByOther(call, id, state.__order, { notes: api.orderNotes.portins }))) {
    call.info(`port-in ${id} stays: another resource has adopted it`);
    return;
  }
  if (portIn.status === "COMPLETE") {
    // What should be canceled must not be disconnected instead.
    if (state.status !== "COMPLETE") throw tooLate(id);
    return release(call, portIn);
  }
  const outcome = await api.portIns.cancel(id, following(call, WHAT)).catch((error: unknown) => {
    const told = error instanceof BandwidthError ? error.explained(portInErrors) : error;
    const words = told instanceof Error ? told.message : told;
    throw new Error(
      `port-in ${id} (${portIn.status}) was not canceled, and continues: ${words}\nIt stays in the state. Run the same ` +
        "command again later, or let it finish.",
      { cause: error },
    );
  });
  if (outcome === "complete") throw tooLate(id);
  if (typeof outcome === "object") {
    throw new Error(
      `the cancel of port-in ${id} was requested, but the losing carrier has not agreed yet: ${outcome.message}\nIt stays in the state ` +
        "until then. Run the same command again later.",
      { cause: outcome },
    );
  }
}

async function release(call: Call<Bandwidth> & { state: PortInState }, portIn: PortIn): Promise<void> {
  const { api, state } = call;
  const { orderId, telephoneNumbers: completed = [] } = portIn;
  if (!state.releaseOnDelete) {
    call.warn(
      `${namesOf(completed)}: in service by port-in ${orderId}. Numbers stay in service because releaseOnDelete is not true`,
    );
    return;
  }
  const held = await stillHeld(api, { orderId, completed });
  const others = completed.filter((number) => !held.includes(number));
  if (others.length > 0) call.info(`${namesOf(others)}: no longer in service by port-in ${orderId}, and left alone`);
  if (held.length === 0) return;
  const waiting = following(call, WHAT);
  await call.others.atRest({ signal: call.signal, limitMs: waiting.timeoutMs });
  for (const [name, staying] of byKeeper(call.others, held)) {
    call.info(`${namesOf(staying)}: in service for ${name} of this program, and not disconnected`);
  }
  const free = held.filter((number) => keeperOf(call.others, number) === undefined);
  refuseUnseen(call, free);
  if (free.length > 0) await disconnectAll(api, free, waiting);
}

const tooLate = (id: string) =>
  new Error(
    `port-in ${id} is COMPLETE: it is too late to cancel it, its numbers are in service here. Nothing was canceled or ` +
      "disconnected. Run `pulumi refresh`; deleting it after that leaves the numbers in service, or disconnects them with " +
      "releaseOnDelete: true.",
  );
