import { z } from "zod";
import { settledOptions } from "../ordering/numberOptionChanges.js";
import { numberOptionInputs } from "../properties/numberOptionInputs.js";

const names = z.array(z.string()).optional().meta({ internal: true });

/** What the state remembers of the options of its numbers. */
export const optionOutputs = {
  /** Numbers that may lack the declared options. */
  __bare: names,
  /** As in `TnOptions`: options in which the numbers differ, that the API has shown, and in which a change failed. */
  __uneven: names,
  __settled: settledOptions,
  __shown: names,
  __tried: names,
  /** After an import: the options that its numbers have in common. None of them is declared yet. */
  __found: z
    .object({ options: z.object(numberOptionInputs.shape).partial().optional() })
    .optional()
    .meta({ internal: true }),
};
