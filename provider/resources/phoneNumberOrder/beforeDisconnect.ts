import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { countOf, namesOf } from "../ordering/failures.js";
import type { OrderLedger } from "../ordering/orderLedger.js";
import { byKeeper, keeperOf, numberThing } from "../ordering/things.js";
import { lookAtAdopted } from "./adopted.js";
import type { Waiting } from "./call.js";
import { leaveInPart } from "./destroyedInPart.js";
import type { Holdings } from "./holdings.js";
import { settleWhatWasLeft } from "./owners.js";
import { markOf, noteBack } from "./passNotes.js";

/**
 * Before the numbers of a deleted resource are disconnected: what another resource of the program has stays in service. Returns
 * what to do when the rest has been disconnected.
 */
export async function settleBeforeGivingUp(
  call: Call<Bandwidth>,
  holdings: Holdings,
  waiting: Waiting,
): Promise<() => Promise<void>> {
  if (holdings.numbers.length === 0 && !holdings.ledger.left) return async () => {};
  await call.others.atRest({ signal: call.signal, limitMs: waiting.timeoutMs });
  await lookAtAdopted(
    call,
    holdings,
    holdings.numbers.filter((number) => keeperOf(call.others, number) === undefined),
  );
  const doubtful = call.others.destroysPart ? await leaveInPart(call, holdings) : [];
  if (!call.others.destroysPart) await settleWhatWasLeft(call, holdings, true);
  refuseUnseen(
    call,
    holdings.numbers.filter((number) => {
      const keeper = keeperOf(call.others, number);
      // What only the preview has seen may never be made after an error.
      return keeper === undefined || (call.others.hasFailed && keeper.remembered && !keeper.holds);
    }),
  );
  refuseUntaken(call, holdings.numbers);
  for (const number of holdings.numbers) tellKeeper(call, number);
  for (const [name, staying] of byKeeper(call.others, holdings.numbers)) {
    // Nothing shows what is in its own place.
    holdings.given.push(...staying.filter((number) => keeperOf(call.others, number)?.urn !== call.urn));
    holdings.drop(staying);
    call.info(
      `${countOf(staying)} ${staying.length === 1 ? "stays" : "stay"} in service for ${name}: ${namesOf(staying)}`,
    );
  }
  return () => noteBack(call, doubtful);
}

/** The delete of the resource that has the number may be about to ask. */
function tellKeeper({ others }: Call<Bandwidth>, number: string): void {
  const ledger = keeperOf(others, number)?.state?.__orders as OrderLedger | undefined;
  if (ledger) others.leave(numberThing(number), markOf(ledger));
}

/** In a run that sees only a part of the program, or goes on after an error, another resource may want what is released. */
export function refuseUnseen({ others }: Pick<Call<Bandwidth>, "others">, numbers: readonly string[]): void {
  if ((!others.partial && !others.hasFailed) || numbers.length === 0) return;
  throw new Error(
    `${countOf(numbers)} not released: ${namesOf(numbers, 10)}. This run ${others.blindness}, and another resource may want ` +
      `${numbers.length === 1 ? "it" : "them"}. Nothing was disconnected or removed. Run \`pulumi up\` for the whole stack, or ` +
      "`pulumi destroy --target` to release the numbers.",
  );
}

/** A resource whose create or update failed hasn't taken the numbers that it declares. They must stay in a state. */
function refuseUntaken({ others, urn }: Call<Bandwidth>, numbers: readonly string[]): void {
  const untaken = numbers.filter((number) => {
    const keeper = keeperOf(others, number);
    return keeper && !keeper.holds && !keeper.remembered && keeper.urn !== urn;
  });
  if (untaken.length === 0) return;
  const [name] = byKeeper(others, untaken).keys();
  throw new Error(
    `${countOf(untaken)} not disconnected: ${namesOf(untaken, 10)}. ${name} declares ${untaken.length === 1 ? "it" : "them"}, and ` +
      `does not have ${untaken.length === 1 ? "it" : "them"} yet. This resource stays in the state until then. Nothing was ` +
      "disconnected. Run `pulumi up` again when that resource can be created or changed.",
  );
}
