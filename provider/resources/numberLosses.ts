import { FuseBlown } from "../bandwidth/fuses.js";
import { namesOf } from "./failures.js";
import type { NumberCall } from "./numberCall.js";
import { surplusOf } from "./numberPlan.js";
import type { NumberStock } from "./numberStock.js";

/**
 * What is bought may take the place of numbers that are disconnected afterwards. Where this run may not disconnect them it
 * buys nothing: else both would be there, and paid for. All that the state holds counts, as in a preview: what another
 * stack has taken over by now would cost a look at each order.
 */
export function foreseeLosses({ api, inputs, replaces }: NumberCall, stock: NumberStock): void {
  const kept = new Set([...stock.numbers, ...(inputs.telephoneNumbers ?? [])]);
  const replaced = ((replaces?.state.telephoneNumbers ?? []) as string[]).filter((number) => !kept.has(number));
  const going = [...surplusOf({ telephoneNumbers: stock.numbers }, inputs), ...replaced];
  if (going.length === 0) return;
  try {
    api.disconnects.foresee(going);
  } catch (error) {
    if (!(error instanceof FuseBlown)) throw error;
    throw new Error(`${error.message}\n${NOTHING_BOUGHT}: ${namesOf(going, 10)}`, { cause: error });
  }
}

const NOTHING_BOUGHT = "They would go as soon as others have been bought in their place, so nothing was bought either";
