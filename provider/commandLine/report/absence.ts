import type { Reading } from "../adopt/reading.js";
import type { Inventory, Sections } from "./inventory.js";
import { counted, type Stack } from "./states.js";

/** What is known of numbers that no SIP peer's list shows. */
export interface Unplaced {
  /** They are on the account. Nothing shows where. */
  present: ReadonlySet<string>;
  /** Proven not to be on the account. */
  absent: ReadonlySet<string>;
}

const AT_ONCE = 20;

/**
 * Finds out about the numbers of stacks that no SIP peer's list shows. Only two answers together prove that a number is gone: the
 * list of numbers in service does not show it, and it was looked up. Every other number stays out of the differences.
 */
export async function readUnplaced(
  reading: Reading,
  sections: Sections,
  { sites }: Inventory,
  stacks: readonly Stack[],
  mostLookUps: number,
): Promise<Unplaced> {
  const api = await reading.api;
  const peers = sites?.flatMap((site) => site.peers ?? []) ?? [];
  const placed = new Set(peers.flatMap(({ numbers }) => [...(numbers?.keys() ?? [])]));
  const isWhole = sites?.every((site) => site.peers?.every(({ numbers }) => numbers !== undefined)) ?? false;
  const wanted = new Set<string>();
  for (const { declared } of stacks) {
    for (const { numbers, isLeaving, areExpected } of declared)
      for (const number of numbers) if (!isLeaving && !areExpected && !placed.has(number)) wanted.add(number);
  }
  if (isWhole && wanted.size === 0) return { present: new Set(), absent: new Set() };
  const listed = await sections.read("numbers in service", () => api.inventory.inService({}, reading.signal));
  const present = new Set(listed?.filter((number) => !placed.has(number)));
  const absent = new Set<string>();
  const missing = [...wanted].filter((number) => !present.has(number));
  let looked = 0;
  if (listed) {
    await sections.read("numbers that stacks hold and no list shows", async () => {
      for (; looked < Math.min(missing.length, mostLookUps); looked += AT_ONCE) {
        const part = missing.slice(looked, Math.min(looked + AT_ONCE, mostLookUps));
        const looks = await Promise.all(part.map((number) => api.numbers.look(number)));
        // Without the right to look up numbers, no more is known than the list shows: the number's service may not be active yet.
        if (looks.some(({ held, byList }) => byList && !held)) return;
        for (const [index, number] of part.entries()) (looks[index]?.held ? present : absent).add(number);
      }
    });
  }
  const open = missing.filter((number) => !present.has(number) && !absent.has(number)).length;
  if (open > 0) {
    const reason = "no list shows them, and they were not looked up. They may be on the account";
    sections.unread.push({ what: `${counted(open, "number")} of stacks`, reason });
  }
  return { present, absent };
}
