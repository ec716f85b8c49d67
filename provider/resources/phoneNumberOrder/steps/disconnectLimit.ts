import { LimitReached } from "../../../bandwidth/buying/limits.js";
import { namesOf } from "../../ordering/failures.js";
import { ordersOwnedByOthers } from "../../ordering/ownershipNotes.js";
import { keeperOf } from "../../ordering/things.js";
import { refuseAdopted } from "../adopted.js";
import type { NumberCall } from "../call.js";
import type { Holdings } from "../holdings.js";
import { surplusOf } from "../surplusAndMissing.js";

/**
 * What is bought may replace numbers that are disconnected afterwards. If this run may not disconnect them, it buys nothing.
 * Otherwise you would have both, and pay for both.
 */
export async function checkDisconnectLimit(call: NumberCall, holdings: Holdings): Promise<void> {
  const { api, inputs, replaces } = call;
  const kept = new Set([...holdings.numbers, ...(inputs.telephoneNumbers ?? [])]);
  const replaced = ((replaces?.state.telephoneNumbers ?? []) as string[]).filter((number) => !kept.has(number));
  const isWantedElsewhere = (number: string) => keeperOf(call.others, number) !== undefined;
  const surplus = surplusOf({ telephoneNumbers: holdings.numbers }, inputs, isWantedElsewhere);
  // What passes to another resource is not disconnected.
  const going = [...surplus, ...replaced].filter((number) => !isWantedElsewhere(number));
  refuseAdopted(call, holdings.ledger, going);
  if (!blownBy(call, going)) return;
  // Only now are the requests worth it that show which of them would really be disconnected.
  const places = await api.numbers.locateOwn(going, holdings.placement);
  const theirs = (await ordersOwnedByOthers(call, holdings)).flatMap(({ completed }) => completed);
  const leaving = going.filter((number) => places.has(number) && !theirs.includes(number));
  const blown = blownBy(call, leaving);
  if (blown) throw new Error(`${blown.message}\n${NOTHING_BOUGHT}: ${namesOf(leaving, 10)}`, { cause: blown });
}

const NOTHING_BOUGHT =
  "The run would disconnect them after it bought others in their place, so nothing was bought either";

/** What prevents these from being disconnected in this run. If nothing does, room is reserved for them. */
function blownBy({ api }: NumberCall, numbers: readonly string[]): LimitReached | undefined {
  try {
    api.disconnects.foresee(numbers);
    return undefined;
  } catch (error) {
    if (error instanceof LimitReached) return error;
    throw error;
  }
}
