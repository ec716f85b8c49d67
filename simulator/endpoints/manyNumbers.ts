import {
  type Call,
  emptyReply,
  Refusal,
  type Reply,
  requestBody,
  simulatorRefusal,
  statusRefusal,
  xmlReply,
} from "../call.js";
import type { Route } from "../routing.js";
import { group, many, shapeProblems } from "../shape.js";
import { fromWire } from "../telephone.js";
import { textsOf, type XmlTree } from "../xml.js";
import { listed } from "./telephoneNumbers.js";

const root = "TelephoneNumbersResponse";
const most = 2_500;
const shape = group({ Tn: many("text") });

/** `POST /tns`: the state of many numbers. No sample shows their places. */
function askNumbers(call: Call): Reply {
  if (call.settings.withoutNumbersRole) throw new Refusal(emptyReply(403));
  const element = requestBody(call, "TnList", root);
  const [problem] = shapeProblems(element, shape);
  if (problem) throw simulatorRefusal(root, problem);
  const given = textsOf(element, "Tn");
  if (given.length > most) {
    const words = `The count of Telephone numbers in POST body exceeds the maximum size of ${most}`;
    throw statusRefusal(400, root, "15607", words);
  }
  const read = given.map((text) => ({ text, number: fromWire(call, text) }));
  const owned = read.flatMap(({ number }) => {
    const one = number === undefined ? undefined : call.account.numbers.get(number);
    return one ? [one] : [];
  });
  const isOwned = new Set(owned.map(({ number }) => number));
  const errors = [
    {
      Code: "15608",
      Description: "Input contains invalid Telephone Numbers",
      numbers: read.filter(({ number }) => number === undefined),
    },
    {
      Code: "15610",
      Description: "Telephone Numbers cannot be found on accounts",
      numbers: read.filter(({ number }) => number !== undefined && !isOwned.has(number)),
    },
  ].filter(({ numbers }) => numbers.length > 0 && !call.settings.strangersLeftOut);
  const [first] = errors;
  if (first) refuseList(call, { ...first, numbers: first.numbers.map(({ text }) => text) }, given);
  return xmlReply(200, root, {
    TelephoneNumberCount: owned.length,
    TelephoneNumbers: { TelephoneNumber: owned.map((one) => listed(call, one.number, one)) },
    ErrorList:
      errors.length > 0
        ? {
            Error: errors.map(({ numbers, ...error }) => ({
              ...error,
              TelephoneNumbers: { TelephoneNumber: numbers.map(({ text }) => text) },
            })),
          }
        : undefined,
  });
}

/** Refuses a list of numbers because of some of them, if this account does so. */
export function refuseList(
  { settings }: Call,
  { Code, Description, numbers }: { Code: string; Description: string; numbers: readonly string[] },
  asked: readonly string[],
): void {
  if (settings.listsRefused === "never") return;
  const named = { named: numbers, unnamed: [], "all named": asked }[settings.listsRefused];
  const status: XmlTree = { ErrorCode: Code, Description };
  if (named.length > 0) status.TelephoneNumbers = { TelephoneNumber: [...named] };
  throw new Refusal(xmlReply(400, root, { ResponseStatus: status }));
}

export const manyNumberRoutes: Route[] = [["POST", "/tns", askNumbers]];
