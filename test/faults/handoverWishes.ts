import type { Draw } from "./random.js";
import { MISMATCH, type Outputs } from "./stack.js";
import { last, maybe, number, peers, united, type Wish } from "./wishes.js";

/** `wish` with a second list of these numbers; without one when there are none. */
const withSecond = (wish: Wish, numbers: string[]): Wish => ({
  ...wish,
  second:
    numbers.length === 0
      ? undefined
      : { name: "second", peer: "standby", ...wish.second, numbers, searched: undefined },
});

/** How many numbers of a search remain; none at all is no search. */
export const fewer = ({ found }: Wish, count: number): Wish["found"] =>
  found && found.quantity > count ? { ...found, quantity: found.quantity - count } : undefined;

/** Numbers that change hands. */
export const handovers: readonly ((wish: Wish, draw: Draw, known: Outputs) => Wish)[] = [
  // Some of one list go to the other, and some come back.
  (wish, draw) => {
    const { chosen, second } = wish;
    if (!chosen || second?.searched !== undefined) return wish;
    const goes = (one: string) => one !== last && !isReserved(wish, one) && draw.chance(0.5);
    const there = chosen.numbers.filter(goes);
    const back = second?.numbers.filter(() => draw.chance(0.4)) ?? [];
    const kept = chosen.numbers.filter((one) => !there.includes(one));
    const rest = second?.numbers.filter((one) => !back.includes(one)) ?? [];
    return withSecond({ ...wish, chosen: { ...chosen, numbers: united(kept, back) } }, united(rest, there));
  },
  // Two lists become one.
  (wish) => {
    const { chosen, second } = wish;
    if (!chosen || !second || second.searched !== undefined) return wish;
    return withSecond({ ...wish, chosen: { ...chosen, numbers: united(chosen.numbers, second.numbers) } }, []);
  },
  // Numbers of the search are pinned, with a `quantity` that falls by as many.
  (wish, draw, { found: pool }) => {
    const there = numbersIn(pool);
    if (!wish.found || there.length === 0 || wish.second?.searched !== undefined) return wish;
    const pinned = there.filter(() => draw.chance(1 / there.length));
    const taken = united(pinned.length > 0 ? pinned : [draw.one(there)], []);
    const next = { ...wish, found: fewer(wish, taken.length) };
    const { chosen } = wish;
    if (chosen && draw.chance(0.3)) return { ...next, chosen: { ...chosen, numbers: united(chosen.numbers, taken) } };
    return withSecond(next, united(wish.second?.numbers ?? [], taken));
  },
  // A pinned number is given back to the search.
  (wish, draw) => {
    const { second, found } = wish;
    if (!second || !found || second.numbers.length === 0) return wish;
    const back = draw.one(second.numbers);
    const more = { ...wish, found: { ...found, quantity: found.quantity + 1 } };
    return withSecond(
      more,
      second.numbers.filter((one) => one !== back),
    );
  },
  // A list gives way to a search, and back.
  (wish, draw, known) => {
    const { second } = wish;
    if (!second) return wish;
    if (second.searched === undefined)
      return { ...wish, second: { ...second, numbers: [], searched: second.numbers.length + draw.below(2) } };
    const there = numbersIn(known[second.name]);
    return there.length === 0 ? wish : withSecond(wish, there);
  },
  // A resource is renamed, and nobody writes an alias.
  (wish) => {
    const { second } = wish;
    return { ...wish, second: second && { ...second, name: second.name === "second" ? "renamed" : "second" } };
  },
  (wish, draw) => ({
    ...wish,
    second: wish.second && { ...wish.second, peer: draw.chance(0.3) ? undefined : draw.one(peers) },
  }),
  ({ second, ...wish }, draw) => ({ ...wish, second: second && { ...second, forward: maybe(draw, [80, 81, 82]) } }),
  ({ second, ...wish }, draw) => ({
    ...wish,
    second: second && { ...second, caller: maybe(draw, ["Office", "Lobby"]) },
  }),
  (wish, draw) => ({ ...wish, second: draw.chance(0.3) ? undefined : wish.second }),
];

const numbersIn = (outputs: Outputs[string] | undefined) => (outputs?.telephoneNumbers as string[] | undefined) ?? [];
const isReserved = ({ reserved }: Wish, one: string) => reserved !== undefined && number(reserved) === one;

const inDoubt = /^(.*): already in service on this account(?: \(bought by order ([^,)]+)[^)]*\))?, and this run/m;

/**
 * The provider has refused to order numbers that are in service, and told how to take them over. Gives the wish that does so for
 * a resource that is not there yet (`isNew`), with the numbers or with the order that has just these; or that does without the
 * numbers.
 */
export function withDoubtful(
  wish: Wish,
  failure: string,
  draw: Draw,
  isNew: (name: string) => boolean,
  boughtBy: (orderId: string) => readonly string[],
): Wish | undefined {
  // What exists is not quite what the program declares: `adopt` changes it.
  if (failure.includes(MISMATCH)) {
    const adopted = Object.entries(wish.adopted ?? {}).map(([name, { id }]) => [name, { by: "adopt", id }] as const);
    return { ...wish, adopted: Object.fromEntries(adopted) };
  }
  // What `adopt` names is gone by now: it is taken out of the program.
  if (failure.includes("to adopt; expected:")) return wish.adopted && { ...wish, adopted: undefined };
  const kept =
    /^(.*): PhoneNumberOrder "found" of this program has (?:it|them), and keeps/m.exec(failure)?.[1] ??
    /^nothing was adopted: PhoneNumberOrder "found" of this program has some of ([^A-Za-z]*), and/m.exec(failure)?.[1];
  if (kept && wish.found) return { ...wish, found: fewer(wish, kept.split(", ").length) };
  const [, names, orderId] = inDoubt.exec(failure) ?? [];
  if (names === undefined) return undefined;
  const doubtful = names.split(", ");
  const { chosen, second } = wish;
  for (const [name, list] of [
    ["chosen", chosen],
    [second?.name ?? "", second],
  ] as const) {
    if (!list?.numbers.some((number) => doubtful.includes(number))) continue;
    const before = wish.adopted?.[name]?.id.split(",") ?? [];
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
      return { ...wish, adopted: { ...wish.adopted, [name]: { by, id } } };
    }
    const rest = list.numbers.filter((number) => !doubtful.includes(number));
    const { [name]: _, ...adopted } = wish.adopted ?? {};
    return {
      ...wish,
      adopted,
      chosen: list === chosen ? (rest.length > 0 ? { ...chosen, numbers: rest } : undefined) : chosen,
      second: list === second ? (rest.length > 0 ? { ...second, numbers: rest } : undefined) : second,
    } as Wish;
  }
  return undefined;
}
