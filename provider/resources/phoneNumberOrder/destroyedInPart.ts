import type { Call } from "../../pulumi/definition/definition.js";
import type { Departing } from "../../pulumi/run/departures.js";
import type { Bandwidth } from "../define.js";
import { countOf, namesOf } from "../ordering/failures.js";
import type { OrderLedger } from "../ordering/orderLedger.js";
import { numberThing } from "../ordering/things.js";
import type { Holdings } from "./holdings.js";
import { markOf, passedToOthers, stillShared } from "./passNotes.js";

/*
 * A destroy of a part of the stack knows nothing about the other resources. What a resource has left to another one belongs to
 * that one. What it took from another one may still be in that one's state. If both are destroyed, each would leave the number
 * to the other. So each records in this process to whom it leaves a number, and the later one disconnects it.
 */

type Shared = NonNullable<OrderLedger["shared"]>;

/** Releases what other resources have or may have. Returns what is left to those who had it before. */
export async function leaveInPart(call: Call<Bandwidth>, holdings: Holdings): Promise<Shared> {
  const marks = await passedToOthers(call, holdings);
  const shared = await stillShared(call, holdings);
  // Nothing waits between here and the last call of `leave`: two deletes must not decide at the same time.
  const ends = new Map<string, Departing[]>();
  const isLast = (number: string, isThatOne: (other: Departing, to: string) => boolean) => {
    const found = call.others.departing(numberThing(number)).find((other) => {
      const to = other.leftTo(numberThing(number));
      return to !== undefined && isThatOne(other, to);
    });
    if (found) ends.set(number, [...(ends.get(number) ?? []), found]);
    return found !== undefined;
  };
  const orders = new Set(["", ...holdings.origins]);
  const passed = [...marks].filter(
    ([number, mark]) => !isLast(number, ({ state }, to) => markIn(state) === mark && orders.has(to)),
  );
  const own = markOf(holdings.ledger);
  const isHers = ({ state }: Departing, orderId: string | undefined) =>
    orderId === undefined || ordersIn(state).includes(orderId);
  const leaves = new Set(passed.map(([number]) => number));
  const doubtful = shared.map(({ orderId, telephoneNumbers }) => ({
    orderId,
    telephoneNumbers: telephoneNumbers.filter(
      (number) => !leaves.has(number) && !isLast(number, (other, to) => to === own && isHers(other, orderId)),
    ),
  }));
  for (const [number, mark] of passed) call.others.leave(numberThing(number), mark);
  for (const { orderId = "", telephoneNumbers } of doubtful)
    for (const number of telephoneNumbers) call.others.leave(numberThing(number), orderId);

  const kept = await keptByOthers(call, ends);
  for (const number of kept) {
    const mark = marks.get(number);
    if (mark !== undefined) passed.push([number, mark]);
    else
      for (const [index, { telephoneNumbers }] of shared.entries())
        if (telephoneNumbers.includes(number)) doubtful[index]?.telephoneNumbers.push(number);
  }
  leavePassed(
    call,
    holdings,
    passed.map(([number]) => number),
  );
  return leaveShared(
    call,
    holdings,
    doubtful.filter(({ telephoneNumbers }) => telephoneNumbers.length > 0),
  );
}

/** The numbers that stay with another resource after all, because its delete has failed. */
async function keptByOthers({ signal }: Call<Bandwidth>, ends: ReadonlyMap<string, readonly Departing[]>) {
  const stopped = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  stopped.catch(() => {});
  const kept: string[] = [];
  for (const [number, others] of ends) {
    const deleted = await Promise.race([Promise.all(others.map((other) => other.deleted)), stopped]);
    if (deleted.includes(false)) kept.push(number);
  }
  return kept;
}

const ledgerIn = (state: object) => (state as { __orders?: OrderLedger }).__orders;

function markIn(state: object): string | undefined {
  const ledger = ledgerIn(state);
  return ledger && markOf(ledger);
}

function ordersIn(state: object): string[] {
  const { orderIds = [] } = state as { orderIds?: string[] };
  return [...orderIds, ...(ledgerIn(state)?.origins ?? [])];
}

/** What was left to another resource belongs to that one. */
function leavePassed(call: Call<Bandwidth>, holdings: Holdings, passed: readonly string[]): void {
  const { left } = holdings.ledger;
  holdings.leave(passed, []);
  holdings.ledger.left = undefined;
  const staying = [...(left ?? []), ...passed];
  if (staying.length === 0) return;
  call.warn(
    `${countOf(staying)} passed to another resource earlier, and ${staying.length === 1 ? "stays" : "stay"} in service: ${namesOf(staying)}`,
  );
}

/** Nobody knows whether the resource that had a number before still has it. */
function leaveShared(call: Call<Bandwidth>, holdings: Holdings, shared: Shared): Shared {
  const doubtful = shared.flatMap(({ telephoneNumbers }) => telephoneNumbers);
  if (doubtful.length === 0) return [];
  holdings.drop(doubtful);
  const [it, was, stays] = doubtful.length === 1 ? ["it", "was", "stays"] : ["them", "were", "stay"];
  call.warn(
    `${countOf(doubtful)} ${was} taken over from another resource of this stack, which may still have ${it}, and ${stays} in ` +
      `service: ${namesOf(doubtful)}. No run has said that it let ${it} go. If no resource of the stack has ${it}, disconnect ${it} in ` +
      "Bandwidth's dashboard.",
  );
  return shared;
}
