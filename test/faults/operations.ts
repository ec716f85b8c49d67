import { featureOperations } from "./operations/features.js";
import { numberOperations } from "./operations/numbers.js";
import type { Operation } from "./operations/operation.js";
import { orderedOptionOperations } from "./operations/orderedOptions.js";
import { portOperations } from "./operations/ports.js";
import { reportOperations } from "./operations/reports.js";
import { serviceOperations } from "./operations/services.js";
import { stackOperations } from "./operations/wholeStack.js";

/** Everything that a user does with each resource, in the order of the report. */
export const operations: readonly Operation[] = [
  ...numberOperations,
  ...orderedOptionOperations,
  ...featureOperations,
  ...serviceOperations,
  ...portOperations,
  ...reportOperations,
  ...stackOperations,
];
