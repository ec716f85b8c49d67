import type { NumberCall } from "../call.js";
import type { Holdings } from "../holdings.js";

/** An interrupted run may have released them: a number that is gone is not sent again, nor does it count for the limit. */
export async function stillThere({ api }: NumberCall, holdings: Holdings, numbers: string[]): Promise<string[]> {
  const places = await api.numbers.locateOwn(numbers, holdings.placement);
  holdings.drop(numbers.filter((number) => !places.has(number)));
  return numbers.filter((number) => places.has(number));
}
