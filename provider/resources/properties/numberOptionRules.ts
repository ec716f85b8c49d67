import { isTollFree } from "../../bandwidth/values/telephoneNumber.js";
import type { PropertyFailure } from "../../pulumi/definition/check.js";
import { KEYWORDS, type NumberOptionInputs } from "./numberOptionInputs.js";

/** What only +1 numbers can have. */
const onlyNanp = [
  "campaignId",
  "messageClass",
  "a2pAction",
  "portOutPasscode",
  "pindropEnabled",
  "nnid",
  "espid",
] as const;

/** What is wrong with options that were declared together. `telephoneNumbers`: those that get them, if they are known. */
export function optionFailures(
  options: Partial<NumberOptionInputs>,
  given: (name: keyof NumberOptionInputs) => boolean,
  telephoneNumbers: readonly string[] = [],
): PropertyFailure[] {
  const failures: PropertyFailure[] = [];
  const refuse = (property: string, reason: string) => failures.push({ property, reason });
  const { callForward, rewriteUser, sms, a2pAction, originationRoutePlan: plan } = options;
  if (callForward !== undefined && telephoneNumbers.includes(callForward))
    refuse("callForward", `${callForward} would be forwarded to itself (error 5088)`);
  for (const [name, value] of Object.entries({ callForward, rewriteUser })) {
    const sets = value !== undefined && !KEYWORDS.includes(value);
    if (given("originationRoutePlan") && sets)
      refuse(name, "cannot be combined with originationRoutePlan (errors 5203 to 5206): declare one of them");
  }
  if (given("a2pAction") && (given("campaignId") || given("messageClass")))
    refuse("a2pAction", "cannot be combined with campaignId or messageClass (error 5134): declare one of them");
  if (given("campaignId") && !given("messageClass"))
    refuse("messageClass", "is missing: a campaign is set together with its class");
  for (const name of ["campaignId", "messageClass", "nnid", "espid"] as const)
    if (sms === "off" && given(name)) refuse(name, "needs messages: sms must not be off (errors 5132 and 5202)");
  if (a2pAction === "delete" && telephoneNumbers.some(isTollFree))
    refuse("a2pAction", "must not be delete for toll-free numbers: only long codes have such a campaign");
  const foreign = telephoneNumbers.find((number) => !number.startsWith("+1"));
  for (const name of foreign === undefined ? [] : onlyNanp)
    if (given(name)) refuse(name, `is for +1 numbers only, which ${foreign} isn't`);
  return [...failures, ...planFailures(plan ?? [])];
}

/** What is wrong with a route plan, of a number or of a SIP peer. */
export function planFailures(plan: NonNullable<NumberOptionInputs["originationRoutePlan"]>): PropertyFailure[] {
  const failures: PropertyFailure[] = [];
  const seen = new Set<string>();
  for (const [index, route] of plan.entries()) {
    // Unknown parts are left out until they are known.
    if (route?.endpoint === undefined || route.priority === undefined) return failures;
    const key = `${route.priority} ${route.endpoint.toLowerCase()}`;
    if (seen.has(key)) {
      const property = `originationRoutePlan[${index}].endpoint`;
      failures.push({ property, reason: `${route.endpoint} is there already with this priority (error 5186)` });
    }
    seen.add(key);
  }
  const priorities = new Set(plan.map(({ priority }) => priority));
  const gap = [...priorities.keys()].map((_, index) => index + 1).find((priority) => !priorities.has(priority));
  if (gap !== undefined)
    failures.push({ property: "originationRoutePlan", reason: `has no route with priority ${gap} (error 5223)` });
  return failures;
}
