import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { namesOf } from "../ordering/failures.js";
import { boughtByAnother, recordOf } from "../ordering/purchases.js";
import { keeperOf } from "../ordering/things.js";
import { boughtAfter } from "./adopted.js";
import type { NumberCall } from "./call.js";
import type { Holdings } from "./holdings.js";
import { surplusOf } from "./surplusAndMissing.js";

/**
 * Before numbers are moved or disconnected: which of the numbers in hand are still there and still belong to this resource. A
 * run without a refresh knows only what an earlier run saw.
 */
export async function lookAtHoldings(call: NumberCall, holdings: Holdings): Promise<void> {
  const { api, inputs, warn, state } = call;
  const { ledger, numbers, misplaced } = holdings;
  const leaves = surplusOf({ telephoneNumbers: numbers }, inputs).length > 0;
  const peerChanges = (inputs.sipPeerId ?? state?.sipPeerId) !== undefined && inputs.sipPeerId !== ledger.sipPeerId;
  const moves = inputs.siteId !== ledger.siteId || peerChanges || misplaced.length > 0;
  if (numbers.length === 0 || !(leaves || moves)) return;
  const places = await api.numbers.locateOwn(numbers, holdings.placement);
  const gone = numbers.filter((number) => !places.has(number));
  holdings.see(places);
  if (gone.length > 0) warn(`no longer in service on this account: ${namesOf(gone)}`);
  await forgetStrangers(call, holdings);
}

/** A number that went away and came back by somebody else's order no longer belongs to this resource. */
export async function forgetStrangers({ api, warn }: Call<Bandwidth>, holdings: Holdings): Promise<void> {
  const { listed, taken = [], adopted } = holdings.ledger;
  if (listed || (holdings.origins.length === 0 && !adopted)) return;
  const isTaken = ({ telephoneNumber }: { telephoneNumber: string }) => taken.includes(telephoneNumber);
  const doubtful = holdings.misplaced.filter((one) => adopted !== undefined || !isTaken(one));
  const records = await Promise.all(doubtful.map(({ telephoneNumber }) => recordOf(api, telephoneNumber)));
  const strangers = doubtful.filter((one, index) =>
    // Which order brought an adopted number is not known, but that it was there then.
    isTaken(one) && adopted
      ? boughtAfter(records[index], adopted.at) && boughtByAnother(records[index], holdings.origins)
      : boughtByAnother(records[index], holdings.origins),
  );
  if (strangers.length === 0) return;
  const named = strangers.map(({ telephoneNumber }) => telephoneNumber);
  warn(`${named.join(", ")}: lost, and bought again by somebody else's order; left alone`);
  holdings.drop(named);
}

/**
 * Numbers that an earlier run left to another resource. What another one has by now is its own. `decides`: the run is at rest,
 * so what nobody wants belongs to this resource again. Otherwise nobody would know of it, and you would pay for it.
 */
export async function settleWhatWasLeft(
  { api, others }: Pick<Call<Bandwidth>, "api" | "others">,
  holdings: Holdings,
  decides: boolean,
): Promise<void> {
  const untaken = (holdings.ledger.left ?? []).filter((number) => !keeperOf(others, number)?.holds);
  const places = untaken.length > 0 ? await api.numbers.locateOwn(untaken, holdings.placement) : new Map();
  const there = untaken.filter((number) => places.has(number));
  const wanted = there.filter((number) => !decides || keeperOf(others, number) !== undefined);
  holdings.ledger.left = wanted.length > 0 ? wanted : undefined;
  const deferred = holdings.ledger.deferred?.filter((number) => wanted.includes(number)) ?? [];
  holdings.ledger.deferred = deferred.length > 0 ? deferred : undefined;
  for (const number of there.filter((one) => !wanted.includes(one))) {
    const known = holdings.ledger.listed || holdings.ledger.taken?.includes(number);
    if (known || !boughtByAnother(await recordOf(api, number), holdings.origins)) holdings.add([number]);
  }
}
