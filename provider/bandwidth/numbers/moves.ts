import { pausesOf, rhythms } from "../http/backOff.js";
import type { Client } from "../http/client.js";
import { BandwidthError } from "../http/errors.js";
import { contentId, EarlierOrders } from "../orders/earlierOrders.js";
import { type Following, follow } from "../orders/follow.js";
import { moveOrder, orderState } from "../orders/kinds.js";
import { numbersElement } from "../orders/orderedNumbers.js";
import { chunks, refusedNumbers } from "../orders/refusals.js";
import type { NumberFailure } from "../orders/report.js";
import { type FoundOrder, type SubmittedOrder, submitOrder } from "../orders/submit.js";
import { wireNumber } from "../values/telephoneNumber.js";
import { NumberLookUps } from "./numberLookUps.js";
import { type PeerPlace, peerNumbers } from "./peerNumbers.js";

/** The result of a move. */
export interface Moved {
  /** The numbers that are at the target now. */
  moved: string[];
  failed: NumberFailure[];
}

/** Per request (docs/maintainers/api.md#moves). */
const mostNumbers = 5_000;
/** "already associated with SIP Peer": the number is already at the target. */
const alreadyThere = "13526";
const defaultTimeoutMs = 120_000;

/** Moves numbers to a peer. The Universal Platform has orders for this, the classic API doesn't. */
export async function moveNumbers(
  client: Client,
  numbers: readonly string[],
  to: PeerPlace,
  following: Following = {},
): Promise<Moved> {
  const move = { classic: moveAtPeer, universal: moveByOrder }[client.dialect];
  const result: Moved = { moved: [], failed: [] };
  const peers = peerNumbers(client);
  try {
    for (const part of chunks([...new Set(numbers)], mostNumbers)) {
      const { moved, failed } = await move(client, part, to, following);
      result.moved.push(...moved);
      result.failed.push(...failed);
    }
  } finally {
    peers.leave(result.moved, to);
    peers.expect(result.moved, to);
    const moved = new Set(result.moved);
    // Where the others are isn't known.
    peers.forgetNumbers(numbers.filter((number) => !moved.has(number)));
  }
  return result;
}

/**
 * `POST …/sippeers/{id}/movetns` is accepted without an order. So this checks the peer itself until the numbers are
 * there.
 */
async function moveAtPeer(client: Client, numbers: string[], to: PeerPlace, following: Following): Promise<Moved> {
  const refused = await requestMove(client, numbers, to, following.signal);
  const there = [...refused.values()].flatMap(({ code, telephoneNumber }) =>
    code === alreadyThere && telephoneNumber !== undefined ? telephoneNumber : [],
  );
  const failed = [...refused.values()].filter(({ code }) => code !== alreadyThere);
  const accepted = numbers.filter((number) => !refused.has(number));
  const { arrived, trouble } = await awaitArrival(client, accepted, to, following);
  const where = `the number isn't at SIP peer ${to.sipPeerId} yet. The next run checks it again.`;
  const why = trouble ? `the result can't be looked up: ${trouble.message}` : where;
  const late = accepted
    .filter((number) => !arrived.has(number))
    .map((telephoneNumber) => ({ telephoneNumber, description: `The move was accepted, but ${why}` }));
  return {
    moved: numbers.filter((number) => arrived.has(number) || there.includes(number)),
    failed: [...failed, ...late],
  };
}

/** Requests the move without the numbers that the API refuses by name. */
async function requestMove(client: Client, numbers: string[], to: PeerPlace, signal?: AbortSignal) {
  const refused = new Map<string, NumberFailure>();
  for (let asked = numbers; asked.length > 0; asked = numbers.filter((number) => !refused.has(number))) {
    try {
      await client.request({
        method: "POST",
        path: client.account("sites", to.siteId, "sippeers", to.sipPeerId, "movetns"),
        body: {
          root: "SipPeerTelephoneNumbers",
          content: { FullNumber: asked.map((number) => wireNumber(number, client.dialect)) },
        },
        signal,
        // A move sets a place and buys nothing, so repeating it changes nothing.
        repeatable: true,
      });
      break;
    } catch (error) {
      const named = error instanceof BandwidthError ? refusedNumbers(error.details, asked) : new Map();
      if (named.size === 0) throw error;
      for (const [number, failure] of named) refused.set(number, failure);
    }
  }
  return refused;
}

/** After so many looks at the list of a peer, the numbers that it does not show are looked up. */
const looksAtOnce = 3;
/** So many of them at a time. */
const mostLookUps = 20;

/**
 * The numbers that say themselves that they are at the peer. A list need not show a number whose service isn't active yet
 * (docs/maintainers/api.md#new-number-orders). Who may not look numbers up, waits for the list.
 */
async function unlisted(
  client: Client,
  numbers: readonly string[],
  { siteId, sipPeerId }: PeerPlace,
  signal?: AbortSignal,
): Promise<string[]> {
  const lookUps = new NumberLookUps(client, signal);
  const isThere = async (number: string) => {
    const details = await lookUps.details(number).catch(() => undefined);
    return details?.siteId === siteId && details.sipPeerId === sipPeerId;
  };
  const there: string[] = [];
  for (let from = 0; from < numbers.length; from += mostLookUps) {
    const part = numbers.slice(from, from + mostLookUps);
    const looks = await Promise.all(part.map(isThere));
    there.push(...part.filter((_, index) => looks[index]));
    // Those that are nowhere yet need no more look-ups.
    if (there.length < from + part.length) break;
  }
  return there;
}

async function awaitArrival(
  client: Client,
  numbers: string[],
  to: PeerPlace,
  following: Following,
): Promise<{ arrived: Set<string>; trouble?: Error }> {
  const { clock } = client;
  const { signal, timeoutMs = defaultTimeoutMs } = following;
  const end = clock.now() + timeoutMs;
  const arrived = new Set<string>();
  let looks = 0;
  for (const pause of pausesOf(rhythms.move)) {
    if (numbers.length === 0) break;
    peerNumbers(client).forgetPeer(to);
    const atPeer = await peerNumbers(client)
      .read(to, { until: numbers })
      .catch((error: Error) => error);
    if (atPeer instanceof Error) return { arrived, trouble: atPeer };
    for (const number of numbers) if (atPeer.has(number)) arrived.add(number);
    looks += 1;
    if (looks % looksAtOnce === 0) {
      const missing = numbers.filter((number) => !arrived.has(number));
      for (const number of await unlisted(client, missing, to, signal)) arrived.add(number);
    }
    const left = end - clock.now();
    if (arrived.size === numbers.length || left <= 0 || signal?.aborted) break;
    try {
      await clock.sleep(Math.min(left, pause), signal);
    } catch {
      // Canceled: the numbers that have arrived so far are the result.
      break;
    }
  }
  return { arrived };
}

/** `POST /moveTns`: an order like the others (numbers_v2.yml, CreateMoveTnsOrder). */
async function moveByOrder(client: Client, numbers: string[], to: PeerPlace, following: Following): Promise<Moved> {
  const customerOrderId = contentId(moveOrder, [to.siteId, to.sipPeerId, ...[...numbers].sort()]);
  const content = {
    CustomerOrderId: customerOrderId,
    SiteId: to.siteId,
    SipPeerId: to.sipPeerId,
    TelephoneNumbers: numbersElement(numbers, client.dialect),
  };
  const { signal } = following;
  const document = { root: "MoveTnsOrder", content };
  const earlier = new EarlierOrders(client, moveOrder, signal);
  const sent: SubmittedOrder =
    (await movedEarlier(client, numbers, to, earlier, customerOrderId)) ??
    (await submitOrder(client, moveOrder, customerOrderId, document, { signal, known: earlier.known }));
  const { report, interruption } = await follow(client, moveOrder, sent.orderId, following, sent);
  const refused = new Map(report.failed.map((failure) => [failure.telephoneNumber, failure]));
  const settled = new Set(report.state === "partial" ? report.completed : report.state === "done" ? numbers : []);
  const moved = numbers.filter((number) => settled.has(number) && !refused.has(number));
  const reason = interruption ? { description: interruption.message } : refused.get(undefined);
  const failed = numbers
    .filter((number) => !moved.includes(number))
    .map((telephoneNumber) => refused.get(telephoneNumber) ?? { ...reason, telephoneNumber });
  return { moved, failed };
}

/** The order of an interrupted run, if it is still open, or if it is done and the numbers are where it put them. */
async function movedEarlier(
  client: Client,
  numbers: string[],
  to: PeerPlace,
  earlier: EarlierOrders,
  customerOrderId: string,
): Promise<FoundOrder | undefined> {
  const latest = await earlier.latest([...numbers].sort()[0] ?? "");
  if (latest === undefined || !(await earlier.has(latest, customerOrderId))) return undefined;
  if (orderState(latest.status) !== "done") return latest;
  const atPeer = await peerNumbers(client).read(to, { mostMs: 0, until: numbers });
  return numbers.every((number) => atPeer.has(number)) ? latest : undefined;
}
