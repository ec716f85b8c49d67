import { looks, looksAfter } from "../../bandwidth/http/backOff.js";
import type { Client } from "../../bandwidth/http/client.js";
import { BandwidthError } from "../../bandwidth/http/errors.js";
import { mayHaveActed } from "../../bandwidth/orders/submit.js";

/**
 * Creates something that has no order id by which it could be found. If it isn't known whether the server acted, `find` looks
 * for what this request has created, and for nothing else (`ownership.ts`). Only if that isn't there is the request sent a
 * second time (docs/maintainers/money.md#repeats).
 *
 * A cancel doesn't end the request itself: its answer contains the id, and a moment later that is in the state.
 */
export async function createOnce(
  client: Client,
  signal: AbortSignal,
  post: () => Promise<string>,
  find: () => Promise<string | undefined>,
): Promise<string> {
  try {
    return await post();
  } catch (error) {
    if (!(error instanceof BandwidthError) || error.fate !== "unknown") throw error;
  }
  // Look for what the request may have created before it is sent again.
  for await (const _ of looks(client.clock, looksAfter.creation, signal)) {
    const found = await find();
    if (found !== undefined) return found;
  }
  try {
    return await post();
  } catch (error) {
    // Perhaps it is refused because the first request acted after all, and its result wasn't listed a moment ago.
    const found = error instanceof BandwidthError && error.fate === "refused" ? await find() : undefined;
    if (found === undefined) throw error;
    return found;
  }
}

/**
 * Sends a change that must not be sent twice: whether one without an answer has arrived, what is there tells. Where it has
 * not, or cannot be looked at, the next run looks.
 */
export async function changeOnce(send: () => Promise<void>, arrived: () => Promise<boolean>): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (!mayHaveActed(error) || !(await arrived().catch(() => false))) throw error;
  }
}

/**
 * The whole document to write, since a PUT replaces it: what the program declares, what it no longer declares left out,
 * and of everything else what the server has now.
 */
export function wholeDocument<Document extends object>(
  current: Document,
  before: Partial<Document>,
  wanted: Partial<Document>,
): Document {
  const kept = Object.entries(current).filter(([name]) => before[name as keyof Document] === undefined);
  return { ...Object.fromEntries(kept), ...wanted } as Document;
}
