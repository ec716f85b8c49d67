/** Numbers that get the same values. */
export interface NumberGroup<Values> {
  values: Values;
  numbers: string[];
}

/** How much one order can have. */
export interface OrderRoom {
  numbers: number;
  /** Undefined means any number of groups. */
  groups?: number;
}

/**
 * Packs calls into orders: at most this many numbers in each order, equal values in one group, and no number twice in
 * an order (docs/maintainers/api.md#options). If two calls name the same number, the later call goes into the later
 * order.
 */
export function packGroups<Values>(
  wishes: readonly NumberGroup<Values>[],
  keyOf: (values: Values) => string,
  room: OrderRoom,
): NumberGroup<Values>[][] {
  const orders: { groups: Map<string, NumberGroup<Values>>; numbers: Set<string> }[] = [];
  const lastOrderOf = new Map<string, number>();
  const mostGroups = room.groups ?? Number.POSITIVE_INFINITY;
  let firstWithRoom = 0;
  for (const { values, numbers } of wishes) {
    const key = keyOf(values);
    const fits = (index: number) => {
      const order = orders[index];
      if (order === undefined) return true;
      return order.numbers.size < room.numbers && (order.groups.has(key) || order.groups.size < mostGroups);
    };
    for (const number of numbers) {
      let index = Math.max(firstWithRoom, (lastOrderOf.get(number) ?? -1) + 1);
      while (!fits(index)) index += 1;
      const order = orders[index] ?? { groups: new Map<string, NumberGroup<Values>>(), numbers: new Set<string>() };
      orders[index] = order;
      const group = order.groups.get(key) ?? { values, numbers: [] };
      order.groups.set(key, group);
      group.numbers.push(number);
      order.numbers.add(number);
      lastOrderOf.set(number, index);
      while ((orders[firstWithRoom]?.numbers.size ?? 0) >= room.numbers) firstWithRoom += 1;
    }
  }
  return orders.map(({ groups }) => [...groups.values()]);
}

/** The groups with only the numbers that pass the test. Empty groups are left out. */
export function withOnly<Values>(
  groups: readonly NumberGroup<Values>[],
  passes: (number: string) => boolean,
): NumberGroup<Values>[] {
  return groups
    .map(({ values, numbers }) => ({ values, numbers: numbers.filter(passes) }))
    .filter(({ numbers }) => numbers.length > 0);
}
