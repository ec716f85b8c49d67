import { bandwidth } from "./package.js";
import { dynamicHandlers } from "./pulumi/dynamic/handlers.js";

/** What the stub in the state of a dynamic resource loads. */
export const handlers = dynamicHandlers(bandwidth, process);
