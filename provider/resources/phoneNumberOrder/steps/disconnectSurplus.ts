import { disconnectErrors } from "../../../bandwidth/errorCodes/disconnects.js";
import { describeFailures } from "../../ordering/failures.js";
import { ordersOwnedByOthers } from "../../ordering/ownershipNotes.js";
import { keeperOf } from "../../ordering/things.js";
import { lookAtAdopted } from "../adopted.js";
import { AGAIN, type NumberCall, partialAlways, partialFailure, type Waiting } from "../call.js";
import type { Holdings } from "../holdings.js";
import { surplusOf } from "../surplusAndMissing.js";
import { stillLeaving } from "./awaitDisconnects.js";
import { passOn } from "./handover.js";
import { stillThere } from "./stillThere.js";

/** Disconnects what is in hand and nobody wants, after everything that is wanted is there. */
export async function disconnectSurplus(call: NumberCall, holdings: Holdings, waiting: Waiting): Promise<void> {
  const isWantedElsewhere = (number: string) => keeperOf(call.others, number) !== undefined;
  const surplusNow = () => surplusOf({ telephoneNumbers: holdings.numbers }, call.inputs, isWantedElsewhere);
  const surplus = await passOn(call, holdings, surplusNow, waiting);
  if (surplus.length === 0) return;
  const theirs = (await ordersOwnedByOthers(call, holdings)).flatMap(({ completed }) => completed);
  const ours = surplus.filter((number) => !theirs.includes(number));
  holdings.drop(surplus.filter((number) => theirs.includes(number)));
  await lookAtAdopted(call, holdings, ours);
  const leaving = await stillThere(
    call,
    holdings,
    ours.filter((number) => holdings.numbers.includes(number)),
  );
  if (leaving.length === 0) return;
  // Until their fate is known.
  holdings.ledger.leaving = leaving;
  const { released, failed, open, orderIds } = await call.api.disconnects
    .disconnect(leaving, waiting)
    .catch(partialAlways(holdings, call));
  holdings.drop(released);
  if (failed.length > 0)
    throw partialFailure(
      holdings,
      call,
      describeFailures("numbers were not disconnected", failed, AGAIN, disconnectErrors),
    );
  if (open) throw stillLeaving(holdings, call, orderIds);
  holdings.ledger.leaving = undefined;
}
