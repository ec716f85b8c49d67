import type { Expression, Program, Statement } from "./program.js";

/** Writes a program in one language. */
export type Writer = (program: Program, fieldsOf: (statement: Statement) => [string, Expression][]) => string;
