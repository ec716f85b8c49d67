import type { Settings } from "../settings.js";
import type { NumberFailure } from "./types.js";

/** The errors about earlier changes that an order still shows when a later change is passed on. */
export const stayingErrors = ({ notPassedOnStays }: Settings, errors: NumberFailure[]): NumberFailure[] =>
  notPassedOnStays ? errors.filter(({ code }) => code === "7300") : [];
