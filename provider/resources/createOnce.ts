import type { Client } from "../bandwidth/client.js";
import { BandwidthError } from "../bandwidth/errors.js";
import { mayHaveActed } from "../bandwidth/submit.js";
import type { Call } from "../pulumi/definition.js";

/** How long to look for what a request may have made, before it is sent again. */
const LOOKS_MS = [0, 500, 2_000];

/**
 * Creates something that has no order id to be found by. When it is not known whether the server acted, `find` looks
 * for what may be there; only when it is not there is the request sent a second time (design §4.6).
 *
 * A cancel does not end the request itself: its answer holds the id, and a moment later that is in the state.
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
  for (const wait of LOOKS_MS) {
    await client.clock.sleep(wait, signal);
    const found = await find();
    if (found !== undefined) return found;
  }
  return post();
}

/**
 * Tells that what is there already has become this resource's. Nothing at Bandwidth says who made it: mostly an interrupted
 * run, or the resource that is being replaced; but where it is another stack's, whoever is destroyed first takes it along.
 */
export function tellFound(
  { warn, info, hadBefore }: Pick<Call<never>, "warn" | "info" | "hadBefore">,
  what: string,
  id: string,
) {
  const found = `${what} exists already, and is taken over`;
  if (hadBefore(id)) return info(found);
  warn(
    `${found}. If an interrupted run has made it, or it is being replaced, all is well; if another stack has it too, either of them will delete it.`,
  );
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
