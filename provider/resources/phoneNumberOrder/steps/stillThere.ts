import type { NumberCall } from "../call.js";
import type { Holdings } from "../holdings.js";

/** An interrupted run may have released them. A number that is gone isn't sent again, and doesn't count for the limit. */
export async function stillThere({ api }: NumberCall, holdings: Holdings, numbers: string[]): Promise<string[]> {
  const places = await api.numbers.locateOwn(numbers, holdings.placement);
  holdings.drop(numbers.filter((number) => !places.has(number)));
  return numbers.filter((number) => places.has(number));
}
