import type { Amounts } from "../../pulumi/run/plan.js";
import type { Others } from "../../pulumi/run/program.js";
import { countOf, namesOf } from "../ordering/failures.js";
import { byKeeper, keeperOf, numberThing } from "../ordering/things.js";
import { adoptedAmong } from "./adopted.js";
import type { NumberState } from "./call.js";
import { missingOf, surplusOf } from "./surplusAndMissing.js";

type Wanted = { telephoneNumbers?: string[]; quantity?: number };

/** What the user reads before numbers come and go. In previews too. */
export function announceNumbers(
  state: NumberState,
  wanted: Wanted,
  isReplaced: boolean,
  others?: Others,
): string | undefined {
  const { misplacedNumbers = [] } = state;
  const leaving = leavingNumbers(state, wanted, isReplaced, others);
  const moved = misplacedNumbers.map(({ telephoneNumber }) => telephoneNumber);
  const returning = isReplaced ? [] : moved.filter((number) => !leaving.includes(number));
  const passing = byKeeper(others, leaving);
  const going = leaving.filter((number) => keeperOf(others, number) === undefined);
  const parts: [string[], string][] = [
    [going, isReplaced ? "to be disconnected when others are bought" : "to be disconnected"],
    ...[...passing].map(([name, numbers]): [string[], string] => [
      numbers,
      `to pass to ${name}, and to stay in service`,
    ]),
    [returning, "to be moved back"],
  ];
  const lines = parts.filter(([numbers]) => numbers.length > 0);
  // A resource that the program registers later may still take them.
  const unless = (numbers: readonly string[]) =>
    numbers === going && others && !isReplaced
      ? `, unless another resource of this program lists ${going.length === 1 ? "it" : "them"}`
      : "";
  const said = lines.map(([numbers, what]) => `${countOf(numbers)} ${what}: ${namesOf(numbers)}${unless(numbers)}`);
  return said.join("\n") || undefined;
}

/** A run was killed after this resource gave numbers up, and the program has changed its mind about who gets them. */
export function remindOfLeftNumbers({ __orders }: NumberState, others: Others): string | undefined {
  const nobodys = (__orders?.left ?? []).filter((number) => keeperOf(others, number) === undefined);
  if (nobodys.length === 0) return undefined;
  const [it, is] = nobodys.length === 1 ? ["it", "is"] : ["them", "are"];
  return (
    `${countOf(nobodys)} ${is} still in service and paid for: ${namesOf(nobodys)}. An interrupted run left ${it} for another resource, ` +
    `and no resource of this program lists ${it} now. The next change of this resource, or its delete, disconnects ${it}. To keep ${it}, ` +
    `list ${it}.`
  );
}

/** How many numbers a change, a create or a delete buys and disconnects. */
export function planNumbers(state: NumberState = {}, wanted?: Wanted, others?: Others): Amounts {
  const going = (numbers: readonly string[]) => numbers.filter((number) => keeperOf(others, number) === undefined);
  const unsaid = (numbers: readonly string[]) => ({
    maxDisconnects: numbers.length,
    ownsAdopted: state.__orders ? adoptedAmong(state.__orders, numbers).length : 0,
  });
  if (!wanted) return { maxPurchases: 0, ...unsaid(going(state.telephoneNumbers ?? [])) };
  const isPassedOn = (number: string) => others?.holder(numberThing(number))?.keeps === false;
  return {
    maxPurchases: missingOf(state, wanted, isPassedOn).quantity,
    ...unsaid(going(leavingNumbers(state, wanted, false, others))),
  };
}

/** What a change releases. Another instance of the same resource takes the numbers that it lists itself. */
function leavingNumbers(state: NumberState, wanted: Wanted, isReplaced: boolean, others: Others | undefined): string[] {
  const isWantedElsewhere = (number: string) => keeperOf(others, number) !== undefined;
  const deferred = state.__orders?.deferred ?? [];
  if (!isReplaced) return [...surplusOf(state, wanted, isWantedElsewhere), ...deferred];
  const listed = new Set(wanted.telephoneNumbers);
  return (state.telephoneNumbers ?? []).filter((number) => !listed.has(number));
}
