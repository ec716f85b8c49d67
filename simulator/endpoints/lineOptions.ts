import { applyOptions } from "../account/options.js";
import type { NumberFailure } from "../account/types.js";
import { type Call, type Reply, requestBody, simulatorRefusal, xmlReply } from "../call.js";
import type { Route } from "../routing.js";
import { group, many, shapeProblems } from "../shape.js";
import { fromWire, wire } from "../telephone.js";
import { every, textOf, type XmlElement, type XmlTree } from "../xml.js";
import { optionChecks } from "./optionValues.js";

const root = "LineOptionOrderResponse";

/** The options of TN option orders, without the element that is newer than this endpoint. */
const { FinalDestinationURI: _younger, ...checks } = optionChecks;
const shape = group({
  TnLineOptions: many(
    group({
      TelephoneNumber: "text",
      ...Object.fromEntries(Object.keys(checks).map((name) => [name, "text"] as const)),
    }),
  ),
});

/**
 * Deprecated since 2016 in favor of `tnoptions`. It sets the options immediately: no order, no id, and the result is in
 * the answer.
 */
function setOptions(call: Call): Reply {
  const element = requestBody(call, "LineOptionOrder", root);
  const [problem] = shapeProblems(element, shape);
  if (problem) throw simulatorRefusal(root, problem);
  const lines = every(element, "TnLineOptions");
  const invalid = lines.flatMap((line, index) => invalidity(call, line, lines.slice(0, index)) ?? []);
  if (invalid.length > 0 || lines.length === 0) {
    const words = "Validation Failed. Please check your input parameters.";
    return xmlReply(400, root, { ResponseStatus: { Description: words }, LineOptions: outcome(call, [], invalid) });
  }
  const completed: string[] = [];
  const failures: NumberFailure[] = [];
  for (const line of lines) {
    const number = fromWire(call, textOf(line, "TelephoneNumber") ?? "") ?? "";
    const owned = call.account.heldNumber(number);
    if (owned === undefined) {
      failures.push({ number, code: "5005", description: "Telephone Number Unavailable" });
      continue;
    }
    const given = Object.keys(checks).flatMap((name) => {
      const value = textOf(line, name);
      return value === undefined ? [] : [[name, value] as const];
    });
    applyOptions(owned, Object.fromEntries(given));
    completed.push(number);
  }
  call.account.changed();
  return xmlReply(200, root, { LineOptions: outcome(call, completed, failures) });
}

function invalidity(call: Call, line: XmlElement, before: XmlElement[]): NumberFailure | undefined {
  const given = textOf(line, "TelephoneNumber");
  if (given === undefined) return { code: "5073", description: "Telephone number is required." };
  const number = fromWire(call, given);
  if (number === undefined) return { number: given, code: "5070", description: "Telephone number is invalid." };
  if (before.some((other) => textOf(other, "TelephoneNumber") === given)) {
    return { number, code: "5072", description: "Duplicate telephone number" };
  }
  for (const [name, check] of Object.entries(checks)) {
    const value = textOf(line, name);
    const problem = value === undefined ? undefined : check(value);
    if (problem) return { number, ...problem };
  }
  return undefined;
}

/** Its errors say ErrorCode instead of Code (docs/maintainers/api.md#errors, shape 5). */
function outcome(call: Call, completed: string[], failures: NumberFailure[]): XmlTree {
  const errors = failures.map(({ number, code, description }) => ({
    TelephoneNumber: number && wire(call, number),
    ErrorCode: code,
    Description: description,
  }));
  return {
    AccountId: call.account.accountId,
    CompletedNumbers:
      completed.length > 0 ? { TelephoneNumber: completed.map((number) => wire(call, number)) } : undefined,
    Errors: errors.length > 0 ? { Error: errors } : undefined,
  };
}

export const lineOptionRoutes: Route[] = [["POST", "/accounts/:account/lineOptionOrders", setOptions]];
