import { vi } from "vitest";

/** Waits until what is expected holds, and for long: a test fails for what does not come, not for a machine that is busy. */
export function eventually(expected: () => void, timeout = 60_000): Promise<void> {
  return vi.waitFor(expected, { timeout, interval: 20 });
}
