/**
 * How many times as long something takes for eight times as much, in this very process: about 8 for what reads its input once, and
 * about 64 for what gets slow by the square. The shortest of several runs counts, on both sides, so a busy machine changes
 * nothing. It goes on measuring while the answer is no good one.
 */
export function growthOf(work: (size: number) => void, size: number, most: number): number {
  const shortest = { one: Number.POSITIVE_INFINITY, eight: Number.POSITIVE_INFINITY };
  const measure = (name: keyof typeof shortest, amount: number) => {
    const began = performance.now();
    work(amount);
    shortest[name] = Math.min(shortest[name], performance.now() - began);
  };
  let growth = 0;
  for (let round = 1; round <= 60; round += 1) {
    measure("one", size);
    measure("eight", 8 * size);
    // Parts that take no time at all say nothing of growth.
    growth = shortest.eight / Math.max(shortest.one, 0.05);
    if (round >= 6 && growth <= most) break;
  }
  return growth;
}
