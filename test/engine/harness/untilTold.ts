import type { Simulator } from "../../../simulator/index.js";
import type { RequestRecord } from "../../../simulator/requests.js";

/** The provider says nothing of a wait that is shorter (`provider/resources/ordering/following.ts`). */
const QUIET_MS = 1_500;

/**
 * Ends what a run waits for, as soon as the run must have said that it waits: an answer to a look that came this long after the
 * first one said "not yet". So it holds on a slow machine, which looks later, as on a fast one.
 */
export async function untilTold<Result>(
  run: Promise<Result>,
  looks: () => readonly RequestRecord[],
  end: () => void,
): Promise<Result> {
  let isOver = false;
  const result = run.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    const answered = looks().filter(({ status }) => status > 0);
    const [first, last] = [answered[0], answered.at(-1)];
    if (first && last && last.at - first.at > QUIET_MS) {
      end();
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return result;
}

/** A run that waits for a stuck order of numbers. */
export const untilOrderTold = <Result>(run: Promise<Result>, { requests, account }: Simulator): Promise<Result> =>
  untilTold(
    run,
    () => requests.matching("GET", /\/orders\/[^/?]+$/),
    () => {
      for (const order of account.ordersOf("orders")) account.resume(order);
    },
  );

/** The deletes of SIP peers that were refused since a mark. */
export const refusedDeletes = ({ requests }: Simulator, mark: number): RequestRecord[] =>
  requests.matching("DELETE", /sippeers/, mark).filter(({ status }) => status === 400);

/** A run that waits for a SIP peer whose disconnected numbers are not free yet. */
export const untilPeerTold = <Result>(run: Promise<Result>, simulator: Simulator, mark: number): Promise<Result> =>
  untilTold(
    run,
    () => refusedDeletes(simulator, mark),
    () => {
      for (const number of simulator.account.numbers.values()) number.heldUntil = undefined;
    },
  );
