import { dynamicHandlers } from "./pulumi/dynamic/handlers.js";
import { served } from "./served.js";

/** What the stub in the state of a dynamic resource loads. */
export const handlers = dynamicHandlers(served, process);
