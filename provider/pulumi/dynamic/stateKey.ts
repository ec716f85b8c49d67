import { randomUUID } from "node:crypto";
import type { DynamicHandlers } from "./provider.js";

/** The resource that holds a stack's key needs no API. `made`: the keys that this process makes. */
export const stateKeyHandlers = (made: Set<string>): DynamicHandlers => ({
  configure: () => {},
  check: async (_olds, news) => ({ inputs: news, failures: [] }),
  diff: async () => ({ changes: false, replaces: [], deleteBeforeReplace: false }),
  create: async () => {
    const key = randomUUID();
    made.add(key);
    return { id: key, outs: { key } };
  },
  read: async (id, state) => ({ id, props: state }),
  update: async (_id, olds) => ({ outs: olds }),
  delete: async () => {},
});
