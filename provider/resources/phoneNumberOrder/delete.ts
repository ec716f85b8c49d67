import { LimitReached } from "../../bandwidth/buying/limits.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { disconnectAll } from "../ordering/disconnectAll.js";
import { following } from "../ordering/following.js";
import { ledgerIn, type OrderLedger } from "../ordering/orderLedger.js";
import { ordersOwnedByOthers } from "../ordering/ownershipNotes.js";
import { settleBeforeGivingUp } from "./beforeDisconnect.js";
import type { NumberState } from "./call.js";
import { Holdings } from "./holdings.js";
import { adoptUnconfirmedOrders, laterOrders } from "./laterOrders.js";
import { forgetStrangers } from "./owners.js";
import { noteLeft } from "./passNotes.js";
import { makeRoom } from "./room.js";
import { closeOpenOrders } from "./steps/cancelExcessBackorders.js";

/** Disconnects the numbers, except those that another resource or another stack has by now. */
export async function deleteNumbers(call: Call<Bandwidth> & { id: string; state: NumberState }): Promise<void> {
  const { api, state } = call;
  const complaint = "the state of this PhoneNumberOrder lacks its order book; nothing was disconnected";
  const ledger = ledgerIn(state.__orders, complaint);
  const holdings = new Holdings(ledger, state);
  const waiting = following(call, "PhoneNumberOrder");
  const replacement = heirOf(call, ledger);
  const adopted: string[] = [];
  for (const { orderId, completed } of await ordersOwnedByOthers(call, holdings, replacement?.__orders)) {
    adopted.push(...completed.filter((number) => holdings.numbers.includes(number)));
    holdings.drop(completed);
    ledger.open = ledger.open.filter((order) => order.orderId !== orderId);
  }
  if (replacement) leaveToReplacement(replacement, holdings);
  await closeOpenOrders(api, holdings, waiting);
  holdings.see(await api.numbers.locateOwn(holdings.numbers, holdings.placement));
  await forgetStrangers(call, holdings);
  // Those under the same key are the replacement's.
  if (!replacement) await adoptUnconfirmedOrders(call, holdings);
  if (!replacement) for (const { outcome } of await laterOrders(call, holdings)) holdings.take(outcome);
  await closeOpenOrders(api, holdings, waiting);
  await makeRoom(call, holdings);
  const tellWhatStays = await settleBeforeGivingUp(call, holdings, waiting);
  if (holdings.numbers.length > 0) {
    await disconnectAll(api, [...holdings.numbers], waiting).catch((error: unknown) => {
      if (!(error instanceof LimitReached) || !call.replacement) throw error;
      throw new Error(`${error.message}\n${BOUGHT_ALREADY}`, { cause: error });
    });
  }
  await tellWhatStays();
  await noteLeft(call, holdings, state, adopted);
}

const BOUGHT_ALREADY =
  "You pay for both: the numbers that replace them have been bought already, and the old ones stay in the state, marked for " +
  "deletion, until a run may disconnect them.";

/** What has replaced this resource by force, and so has adopted its orders. It has the same key. */
function heirOf({ replacement }: Call<Bandwidth>, ledger: OrderLedger): NumberState | undefined {
  const heir = replacement?.state as NumberState | undefined;
  return heir?.__orders?.key === ledger.key ? heir : undefined;
}

/** What the replacement has in its state is its own, even if no note says so yet. */
function leaveToReplacement({ telephoneNumbers = [], __orders }: NumberState, holdings: Holdings): void {
  holdings.drop(telephoneNumbers);
  const open = new Set(__orders?.open.map(({ orderId }) => orderId));
  holdings.ledger.open = holdings.ledger.open.filter(({ orderId }) => !open.has(orderId));
}
