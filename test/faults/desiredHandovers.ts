import { type DesiredState, last, maybe, number, peers, united } from "./desiredState.js";
import type { Draw } from "./random.js";
import { MISMATCH, type Outputs } from "./stack.js";

/** `desired` with a second list of these numbers; without one when there are none. */
const withSecond = (desired: DesiredState, numbers: string[]): DesiredState => ({
  ...desired,
  second:
    numbers.length === 0
      ? undefined
      : { name: "second", peer: "standby", ...desired.second, numbers, searched: undefined },
});

/** `desired` with a second search for so many numbers; without one when there are none. */
const withSearch = (desired: DesiredState, searched: number): DesiredState => ({
  ...desired,
  second: desired.second && searched > 0 ? { ...desired.second, searched } : undefined,
});

/** How many numbers of a search remain; none at all is no search. */
export const fewer = ({ found }: DesiredState, count: number): DesiredState["found"] =>
  found && found.quantity > count ? { ...found, quantity: found.quantity - count } : undefined;

/** Numbers that change hands. */
export const handovers: readonly ((desired: DesiredState, draw: Draw, known: Outputs) => DesiredState)[] = [
  // Some of one list go to the other, and some come back.
  (desired, draw) => {
    const { chosen, second } = desired;
    if (!chosen || second?.searched !== undefined) return desired;
    const goes = (one: string) => one !== last && !isReserved(desired, one) && draw.chance(0.5);
    const there = chosen.numbers.filter(goes);
    const back = second?.numbers.filter(() => draw.chance(0.4)) ?? [];
    const kept = chosen.numbers.filter((one) => !there.includes(one));
    const rest = second?.numbers.filter((one) => !back.includes(one)) ?? [];
    return withSecond({ ...desired, chosen: { ...chosen, numbers: united(kept, back) } }, united(rest, there));
  },
  // Two lists become one.
  (desired) => {
    const { chosen, second } = desired;
    if (!chosen || !second || second.searched !== undefined) return desired;
    return withSecond({ ...desired, chosen: { ...chosen, numbers: united(chosen.numbers, second.numbers) } }, []);
  },
  // Numbers of the search are pinned, with a `quantity` that falls by as many.
  (desired, draw, { found: pool }) => {
    const there = numbersIn(pool);
    if (!desired.found || there.length === 0 || desired.second?.searched !== undefined) return desired;
    const pinned = there.filter(() => draw.chance(1 / there.length));
    const taken = united(pinned.length > 0 ? pinned : [draw.one(there)], []);
    const next = { ...desired, found: fewer(desired, taken.length) };
    const { chosen } = desired;
    if (chosen && draw.chance(0.3)) return { ...next, chosen: { ...chosen, numbers: united(chosen.numbers, taken) } };
    return withSecond(next, united(desired.second?.numbers ?? [], taken));
  },
  // A pinned number is given back to the search.
  (desired, draw) => {
    const { second, found } = desired;
    if (!second || !found || second.numbers.length === 0) return desired;
    const back = draw.one(second.numbers);
    const more = { ...desired, found: { ...found, quantity: found.quantity + 1 } };
    return withSecond(
      more,
      second.numbers.filter((one) => one !== back),
    );
  },
  // A list gives way to a search, and back.
  (desired, draw, known) => {
    const { second } = desired;
    if (!second) return desired;
    if (second.searched === undefined)
      return { ...desired, second: { ...second, numbers: [], searched: second.numbers.length + draw.below(2) } };
    const there = numbersIn(known[second.name]);
    return there.length === 0 ? desired : withSecond(desired, there);
  },
  // A resource is renamed, and nobody writes an alias.
  (desired) => {
    const { second } = desired;
    return { ...desired, second: second && { ...second, name: second.name === "second" ? "renamed" : "second" } };
  },
  (desired, draw) => ({
    ...desired,
    second: desired.second && { ...desired.second, peer: draw.chance(0.3) ? undefined : draw.one(peers) },
  }),
  ({ second, ...desired }, draw) => ({
    ...desired,
    second: second && { ...second, forward: maybe(draw, [80, 81, 82]) },
  }),
  ({ second, ...desired }, draw) => ({
    ...desired,
    second: second && { ...second, caller: maybe(draw, ["Office", "Lobby"]) },
  }),
  (desired, draw) => ({ ...desired, second: draw.chance(0.3) ? undefined : desired.second }),
];

const numbersIn = (outputs: Outputs[string] | undefined) => (outputs?.telephoneNumbers as string[] | undefined) ?? [];
const isReserved = ({ reserved }: DesiredState, one: string) => reserved !== undefined && number(reserved) === one;

const inDoubt = /^(.*): already in service on this account(?: \(bought by order ([^,)]+)[^)]*\))?, and this run/m;

/**
 * The provider has refused to order numbers that are in service, and told how to take them over. Gives the desired that does so for
 * a resource that is not there yet (`isNew`), with the numbers or with the order that has just these; or that does without the
 * numbers.
 */
export function withDoubtful(
  desired: DesiredState,
  failure: string,
  draw: Draw,
  isNew: (name: string) => boolean,
  boughtBy: (orderId: string) => readonly string[],
): DesiredState | undefined {
  // What exists is not quite what the program declares: `adopt` changes it.
  if (failure.includes(MISMATCH)) {
    const adopted = Object.entries(desired.adopted ?? {}).map(([name, { id }]) => [name, { by: "adopt", id }] as const);
    return { ...desired, adopted: Object.fromEntries(adopted) };
  }
  // What `adopt` names is gone by now: it is taken out of the program.
  if (failure.includes("to adopt; expected:")) return desired.adopted && { ...desired, adopted: undefined };
  const { keeper, kept } =
    (
      /^(?<kept>.*): PhoneNumberOrder "(?<keeper>\w+)" of this program has (?:it|them), and keeps/m.exec(failure) ??
      /^nothing was adopted: PhoneNumberOrder "(?<keeper>\w+)" of this program has some of (?<kept>[^A-Za-z]*), and/m.exec(
        failure,
      )
    )?.groups ?? {};
  const passing = kept?.split(", ").length ?? 0;
  if (keeper === "found" && desired.found) return { ...desired, found: fewer(desired, passing) };
  const searched = keeper === desired.second?.name ? desired.second?.searched : undefined;
  if (searched !== undefined) return withSearch(desired, searched - passing);
  const [, names, orderId] = inDoubt.exec(failure) ?? [];
  if (names === undefined) return undefined;
  const doubtful = names.split(", ");
  const { chosen, second } = desired;
  for (const [name, list] of [
    ["chosen", chosen],
    [second?.name ?? "", second],
  ] as const) {
    if (!list?.numbers.some((number) => doubtful.includes(number))) continue;
    const before = desired.adopted?.[name]?.id.split(",") ?? [];
    if (isNew(name) && doubtful.some((number) => !before.includes(number))) {
      // An order brings all that it has, so it is taken over where that is just what is wanted.
      const bought = boughtBy(orderId ?? "");
      const whole = bought.length === doubtful.length && bought.every((number) => doubtful.includes(number));
      const by = draw.one(["adopt", "import"] as const);
      const id =
        orderId !== undefined && whole && draw.chance(0.5)
          ? orderId
          : united(
              before.filter((one) => one.startsWith("+")),
              doubtful,
            ).join(",");
      return { ...desired, adopted: { ...desired.adopted, [name]: { by, id } } };
    }
    const rest = list.numbers.filter((number) => !doubtful.includes(number));
    const { [name]: _, ...adopted } = desired.adopted ?? {};
    return {
      ...desired,
      adopted,
      chosen: list === chosen ? (rest.length > 0 ? { ...chosen, numbers: rest } : undefined) : chosen,
      second: list === second ? (rest.length > 0 ? { ...second, numbers: rest } : undefined) : second,
    } as DesiredState;
  }
  return undefined;
}
