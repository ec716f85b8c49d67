import { relative } from "node:path";
import { BaseSequencer, type TestSequencerConstructor } from "vitest/node";

/** Starts the files that take longest before all others, in this order, so that no worker has a long one left at the end. */
export function longestFirst(longest: readonly string[]): TestSequencerConstructor {
  return class extends BaseSequencer {
    override async sort(files: Parameters<BaseSequencer["sort"]>[0]) {
      const rank = ({ moduleId }: (typeof files)[number]) => {
        const place = longest.indexOf(relative(this.ctx.config.root, moduleId));
        return place < 0 ? longest.length : place;
      };
      return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
    }
  };
}
