import type { Placement } from "../../bandwidth/numbers/numbers.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { namesOf } from "../ordering/failures.js";
import { ledgerIn } from "../ordering/orderLedger.js";
import type { NumberInputs, NumberState } from "./call.js";
import { Holdings } from "./holdings.js";
import { rememberLaterOrders } from "./laterOrders.js";
import { seeOptions } from "./numberOptions.js";
import { forgetStrangers, settleWhatWasLeft } from "./owners.js";

/** A refresh: which numbers are still in service, where they are, and what open orders have brought since. It only reads. */
export async function readNumbers(call: Call<Bandwidth> & { state: NumberState }) {
  const { api, state } = call;
  const complaint = "the state of this PhoneNumberOrder lacks its order book; import it again";
  const ledger = ledgerIn(state.__orders, complaint);
  const holdings = new Holdings(ledger, state);
  for (const { orderId } of [...ledger.open]) {
    const outcome = await api.orders.get(orderId, call.signal);
    if (outcome) holdings.take(outcome);
  }
  const before = [...holdings.numbers];
  const places = await api.numbers.locateOwn(holdings.numbers, holdings.placement);
  holdings.see(places);
  tellUnseen(call, places);
  await forgetStrangers(call, holdings);
  await settleWhatWasLeft(call, holdings, false);
  if (await rememberLaterOrders(call, holdings))
    holdings.see(await api.numbers.locateOwn(holdings.numbers, holdings.placement));
  tellDrift(
    call,
    holdings,
    before.filter((number) => !places.has(number)),
  );
  const attributes = holdings.numbers.flatMap((number) => places.get(number)?.attributes ?? []);
  const inputs: Partial<NumberInputs> = {
    telephoneNumbers: holdings.numbers,
    quantity: holdings.numbers.length + holdings.pending,
    // If nothing was shown, nothing changed.
    protected: attributes.length > 0 ? attributes.every((one) => one.protected === true) : state.protected,
  };
  const seen = await seeOptions(call, holdings.numbers, places);
  if (seen.options) Object.assign(inputs, { options: seen.options });
  return { inputs, outputs: { ...holdings.outputs(state.search !== undefined), ...seen.outputs } };
}

/** Forgetting such numbers would buy others in their place. */
function tellUnseen({ warn }: Call<Bandwidth>, places: ReadonlyMap<string, Placement>): void {
  const unseen = [...places].flatMap(([number, place]) => (place.unseen ? [number] : []));
  if (unseen.length === 0) return;
  warn(
    `${namesOf(unseen)}: no list shows ${unseen.length === 1 ? "it" : "them"} to these credentials, and nothing shows that ` +
      `${unseen.length === 1 ? "it was" : "they were"} disconnected. The state keeps ${unseen.length === 1 ? "it" : "them"}. Give these ` +
      "credentials the role Numbers, and the next refresh shows what is true.",
  );
}

/** A missing number is hard to see in a long list, so the message names it. */
function tellDrift({ warn }: Call<Bandwidth>, { misplaced }: Holdings, gone: string[]): void {
  if (gone.length > 0) warn(`no longer in service on this account: ${namesOf(gone)}`);
  if (misplaced.length === 0) return;
  const moved = misplaced.map(
    ({ telephoneNumber, siteId, sipPeerId }) => `${telephoneNumber} (now in ${siteId}/${sipPeerId})`,
  );
  warn(`moved elsewhere: ${namesOf(moved)}`);
}
