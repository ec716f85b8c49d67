import { ledgerIn } from "../ordering/orderLedger.js";
import { COMPLETE, type NumberCall, type NumberResult, type NumberState, partialUpdate } from "./call.js";
import { Holdings } from "./holdings.js";
import { setOptions, warnOfSilent } from "./numberOptions.js";
import { noteLeft } from "./passNotes.js";
import { protect } from "./protection.js";
import { reconcile, replaceTaken } from "./reconcile.js";

/** Makes the numbers what the program declares now; see `reconcile` for the order of the steps. */
export async function updateNumbers(call: NumberCall & { id: string; state: NumberState }): Promise<NumberResult> {
  const { api, inputs, state } = call;
  const complaint = "the state of this PhoneNumberOrder lacks its order book; import it again";
  const ledger = ledgerIn(state.__orders, complaint);
  const holdings = new Holdings(ledger, state);
  const before = [...holdings.numbers];
  await renameOpenOrders(call, holdings);
  await reconcile(call, holdings).catch(partialUpdate(holdings, call));
  if (inputs.protected !== undefined) {
    const changes = inputs.protected !== state.protected;
    const stayed = before.filter((number) => changes && holdings.numbers.includes(number));
    // What passed here from another resource has the settings that it had there.
    const received = holdings.received.filter((number) => !before.includes(number));
    await protect(call, [...stayed, ...received], inputs.protected).catch(partialUpdate(holdings, call));
  }
  if (holdings.ledger.open.length === 0 && holdings.failed.length === 0) holdings.status = COMPLETE[api.client.dialect];
  const options = await setOptions(call, holdings).catch(partialUpdate(holdings, call));
  const dressed = new Set(holdings.numbers);
  do await noteLeft(call, holdings, state);
  while (await replaceTaken(call, holdings).catch(partialUpdate(holdings, call)));
  if (holdings.numbers.some((number) => !dressed.has(number)))
    await setOptions(call, holdings, dressed).catch(partialUpdate(holdings, call));
  await warnOfSilent(call, holdings);
  return { ...holdings.outputs(inputs.search !== undefined), ...options };

  async function renameOpenOrders({ inputs, state }: typeof call, { ledger }: Holdings) {
    if (inputs.name === undefined || inputs.name === state.name) return;
    // Only an open order can be renamed (docs/maintainers/api.md#new-number-orders).
    for (const { orderId } of ledger.open) await api.orders.update(orderId, { name: inputs.name });
  }
}
