/** Which day's part of the long tests is to run; unset, all of them are. `npm run sweep -- today` sets it. */
const DAY = "SWEEP_DAY";

/**
 * One of `parts` parts of a list, another one each day, so that so many days see all of it; the whole list where no day
 * is set. The parts are as even as can be.
 */
export function todays<Item>(all: readonly Item[], parts: number, day = process.env[DAY]): Item[] {
  if (!day) return [...all];
  const number = Number(day);
  if (!Number.isInteger(number) || number < 0) throw new Error(`${DAY} is a number of days, not ${day}`);
  // A list that is shorter than that is one item a day.
  const of = Math.min(parts, Math.max(all.length, 1));
  return all.filter((_, index) => index % of === number % of);
}
