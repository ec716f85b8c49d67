import type { Language } from "../../pulumi/schema/examples.js";
import { asBlack } from "./black.js";
import { asGofmt } from "./gofmt.js";
import { asPrettier } from "./prettier.js";

const LAYOUTS: Readonly<Partial<Record<Language, (program: string) => string>>> = {
  typescript: asPrettier,
  python: asBlack,
  go: asGofmt,
};

/** A program as its language's own formatter leaves it, whether that is on the path or not. */
export const laidOut = (language: Language, program: string): string => LAYOUTS[language]?.(program) ?? program;
