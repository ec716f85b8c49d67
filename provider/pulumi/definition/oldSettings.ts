import { propertiesOf } from "../values/property.js";
import type { GivenSettings, ServedPackage } from "./package.js";

/**
 * The error of a run without its program. Such a run has the settings that the last run left in the state, even if the stack
 * has newer ones. The engine gives a provider nothing else.
 */
export function withOldSettings<Api>(pack: ServedPackage<Api>, given: GivenSettings, error: unknown): unknown {
  const secrets = Object.entries(propertiesOf(pack.configuration)).filter(([, { secret }]) => secret);
  const configured = secrets.some(([name]) => given.configuration[name]);
  if (!configured || !(error instanceof Error) || !pack.isSignInRefused?.(error)) return error;
  error.message +=
    "\nThis run uses the settings that the last `pulumi up` left in the state. If you have configured newer ones since, " +
    "add --run-program, as in `pulumi refresh --run-program` or `pulumi destroy --run-program`.";
  return error;
}
