/**
 * Operations of Bandwidth's newer specifications that its reference does not list, and that this package uses
 * (docs/maintainers/beyond.md). They are here by subject. `test/coverage.test.ts` fails when nothing names one.
 */
export const newerOperations = [] as const;

export type NewerOperation = (typeof newerOperations)[number];
