import { stayingErrors } from "../account/stayingErrors.js";
import type { NumberFailure } from "../account/types.js";
import type { Settings } from "../settings.js";

/** What an order says about a SUPP that was accepted but not passed on to the losing carrier. */
export function notPassedOn(
  how: NonNullable<Settings["suppsWithoutEffect"]>,
  settings: Settings,
  before: NumberFailure[],
): NumberFailure[] {
  if (how === "unsaid") return [];
  const description = "The order cannot be modified because the order is awaiting a response from the losing carrier";
  return [...stayingErrors(settings, before), { code: "7300", description }];
}
