import type { PropertyFailure } from "../definition/check.js";
import type { Bag } from "./bag.js";

/** What Pulumi's dynamic provider calls; see `dynamic.ResourceProvider` of `@pulumi/pulumi`. */
export interface DynamicHandlers {
  configure(request: { config: { get(key: string): unknown } }): void;
  check(olds: Bag, news: Bag): Promise<{ inputs: Bag; failures: PropertyFailure[] }>;
  diff(
    id: string,
    olds: Bag,
    news: Bag,
  ): Promise<{ changes: boolean; replaces: string[]; deleteBeforeReplace: boolean }>;
  create(inputs: Bag): Promise<{ id: string; outs: Bag }>;
  read(id: string, state: Bag): Promise<{ id: string; props: Bag; inputs?: Bag }>;
  update(id: string, olds: Bag, news: Bag): Promise<{ outs: Bag }>;
  delete(id: string, state: Bag): Promise<void>;
}
