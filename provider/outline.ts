import { bandwidth } from "./package.js";
import { outlineOf } from "./pulumi/schema/outline.js";

/** What a program loads. The build puts the result in the place of this module, so that no definition is loaded. */
export const outline = outlineOf(bandwidth);
