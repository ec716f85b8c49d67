/** What gets slow by the square takes 256 times as long for 16 times as much. What reads its input once takes 16 times. */
export const MOST_GROWTH = 64;

/**
 * How many times as much CPU time something takes for 16 times as much, in this very process. The shortest of several runs
 * counts, on both sides, and time in which the machine does something else is not counted. So a slow or busy machine changes
 * nothing. It goes on measuring while the answer is no good one.
 */
export function growthOf(work: (size: number) => void, size: number): number {
  const shortest = { one: Number.POSITIVE_INFINITY, sixteen: Number.POSITIVE_INFINITY };
  const measure = (name: keyof typeof shortest, amount: number) => {
    const began = process.cpuUsage();
    work(amount);
    const { user, system } = process.cpuUsage(began);
    shortest[name] = Math.min(shortest[name], user + system);
  };
  let growth = 0;
  for (let round = 1; round <= 60; round += 1) {
    measure("one", size);
    measure("sixteen", 16 * size);
    // Microseconds. Parts that take no time at all say nothing of growth.
    growth = shortest.sixteen / Math.max(shortest.one, 50);
    if (round >= 6 && growth <= MOST_GROWTH) break;
  }
  return growth;
}
