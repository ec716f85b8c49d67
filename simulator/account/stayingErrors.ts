import type { Settings } from "../settings.js";
import type { NumberFailure } from "./types.js";

/** What an order goes on saying of earlier changes when a later one is passed on. */
export const stayingErrors = ({ notPassedOnStays }: Settings, errors: NumberFailure[]): NumberFailure[] =>
  notPassedOnStays ? errors.filter(({ code }) => code === "7300") : [];
