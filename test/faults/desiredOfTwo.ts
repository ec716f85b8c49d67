import { lsrOrderOf } from "../resources/lsrOrderSupport.js";
import { portInOf } from "../resources/portInSupport.js";
import { number } from "./desiredState.js";
import { declareLsrOrder, declarePortIn } from "./operations/ports.js";
import { at, declareNumbers, place } from "./operations/program.js";
import type { Draw } from "./random.js";
import type { Program, Stack } from "./stack.js";

/** What one of two stacks of a program wants. What is undefined, it doesn't want. */
export interface DesiredOfTwo {
  /** The site and its peers, without which there is nothing. */
  placed?: true;
  searched?: number;
  /** Makes other numbers of what is searched. */
  trigger?: number;
  /** Lines out of a few that both stacks want. */
  lines?: number[];
  /** Lines of another carrier. */
  ported?: number[];
  pon?: number;
}

export const firstOfTwo: DesiredOfTwo = { placed: true, searched: 2, lines: [50, 51] };

const LINES = [50, 51, 52, 53];

export function nextOfTwo(desired: DesiredOfTwo, draw: Draw): DesiredOfTwo {
  const some = (all: readonly number[]) => {
    const chosen = all.filter(() => draw.chance(0.5));
    return chosen.length > 0 ? chosen : undefined;
  };
  return draw.one<(wanted: DesiredOfTwo) => DesiredOfTwo>([
    (wanted) => ({ ...wanted, searched: draw.from(1, 4) }),
    (wanted) => ({ ...wanted, searched: draw.chance(0.5) ? undefined : wanted.searched }),
    (wanted) => ({ ...wanted, trigger: (wanted.trigger ?? 0) + 1 }),
    (wanted) => ({ ...wanted, lines: some(LINES) }),
    (wanted) => ({ ...wanted, lines: some(LINES) }),
    (wanted) => ({ ...wanted, ported: some([1, 2]) }),
    (wanted) => ({ ...wanted, pon: draw.chance(0.3) ? undefined : draw.from(1, 3) }),
  ])(desired);
}

export function programOfTwo({ placed, searched, trigger = 0, lines, ported, pon }: DesiredOfTwo): Program {
  if (!placed) return [];
  return [
    ...place,
    ...(searched
      ? [
          declareNumbers("found", (outputs) => ({
            ...at(outputs, "voice"),
            search: { areaCode: "919" },
            quantity: searched,
            replacementTriggers: [String(trigger)],
          })),
        ]
      : []),
    ...(lines
      ? [declareNumbers("chosen", (outputs) => ({ ...at(outputs, "standby"), telephoneNumbers: lines.map(number) }))]
      : []),
    ...(ported
      ? [
          declarePortIn("ported", ({ raleigh }) => {
            const telephoneNumbers = ported.map((line) => `+1303555011${line}`);
            return portInOf(raleigh?.siteId, { telephoneNumbers, billingTelephoneNumber: telephoneNumbers[0] });
          }),
        ]
      : []),
    ...(pon ? [declareLsrOrder("leaving", lsrOrderOf({ pon: `ACME-${pon}` }))] : []),
  ];
}

/** Does without what the message says that somebody else has. */
export function heededOfTwo(desired: DesiredOfTwo, failure: string, stack: Stack): DesiredOfTwo | undefined {
  const [, names] = /^([+\d, ]+): already in service on this account/m.exec(failure) ?? [];
  const taken = names?.split(", ") ?? [];
  if (taken.length > 0) {
    const had = new Set((stack.find("chosen")?.state.telephoneNumbers ?? []) as string[]);
    const lines = desired.lines?.filter((line) => had.has(number(line)) || !taken.includes(number(line)));
    return { ...desired, lines: lines?.length ? lines : undefined };
  }
  if (/brings .* already|7205/.test(failure)) return { ...desired, ported: undefined };
  if (/already has this pon|17032/.test(failure)) return { ...desired, pon: undefined };
  if (/(?:set|another) `replacementTriggers`|passed to another resource since/.test(failure))
    return { ...desired, trigger: (desired.trigger ?? 0) + 1 };
  return undefined;
}
