import { type Call, type Reply, requestBody, simulatorRefusal, statusRefusal, xmlReply } from "../call.js";
import { pageOf, sizeOf } from "../paging.js";
import type { Route } from "../routing.js";
import { group, many, shapeProblems } from "../shape.js";
import { fromWire, wire } from "../telephone.js";
import { textsOf, type XmlTree } from "../xml.js";
import { refuseList } from "./manyNumbers.js";

const root = "TelephoneNumbersResponse";
const most = 2_500;
const shape = group({ Tn: many("text") });

const line = (call: Call, number: string): XmlTree => ({
  FullNumber: wire(call, number),
  Passcode: call.account.numbers.get(number)?.options.portOutPasscode,
});

/** Only numbers with a passcode, by number. */
function listPasscodes(call: Call): Reply {
  const has = [...call.account.numbers.values()].filter(({ options }) => options.portOutPasscode !== undefined);
  const numbers = has.map(({ number }) => number).sort();
  const size = Math.min(sizeOf(call) ?? 500, most);
  const { items, links } = pageOf(call, numbers, (number) => wire(call, number), size);
  return xmlReply(200, root, {
    Links: links,
    TelephoneNumbers: { TelephoneNumber: items.map((number) => line(call, number)) },
  });
}

function askPasscodes(call: Call): Reply {
  const element = requestBody(call, "TnList", root);
  const [problem] = shapeProblems(element, shape);
  if (problem) throw simulatorRefusal(root, problem);
  const given = textsOf(element, "Tn");
  if (given.length > most) {
    const words = `The count of Telephone numbers in POST body exceeds the maximum size of ${most}`;
    throw statusRefusal(400, root, "15607", words);
  }
  const numbers = given.map((text) => fromWire(call, text));
  const held = numbers.flatMap((number) => (number && call.account.heldNumber(number) ? [number] : []));
  const isHeld = new Set(held);
  const missing = given.filter((_, index) => !isHeld.has(numbers[index] ?? ""));
  if (held.length === 0) {
    const words = "Telephone Numbers cannot be found on account(s)";
    return xmlReply(400, root, {
      ResponseStatus: { ErrorCode: "15610", Description: words, TelephoneNumbers: { TelephoneNumber: missing } },
    });
  }
  const hasPasscode = (number: string) => call.account.numbers.get(number)?.options.portOutPasscode !== undefined;
  const withPasscode = held.filter(hasPasscode);
  const without = held.filter((number) => !hasPasscode(number)).map((number) => wire(call, number));
  const errors = [
    { Code: "15619", Description: "Passcode was not found on tn(s)", numbers: without },
    { Code: "15610", Description: "Telephone Numbers cannot be found on accounts", numbers: missing },
  ].filter((error) => error.numbers.length > 0);
  const [first] = errors;
  if (first) refuseList(call, first, given);
  return xmlReply(200, root, {
    TelephoneNumberCount: withPasscode.length,
    TelephoneNumbers: { TelephoneNumber: withPasscode.map((number) => line(call, number)) },
    ErrorList:
      errors.length > 0
        ? {
            Error: errors.map(({ numbers: about, ...error }) => ({
              ...error,
              TelephoneNumbers: { TelephoneNumber: about },
            })),
          }
        : undefined,
  });
}

export const portOutPasscodeRoutes: Route[] = [
  ["GET", "/accounts/:account/tnPortoutPasscodes", listPasscodes],
  ["POST", "/accounts/:account/tnPortoutPasscodes", askPasscodes],
];
