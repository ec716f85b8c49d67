/**
 * Operations of Bandwidth's newer specifications that its reference does not list, and that this package uses
 * (docs/maintainers/beyond.md#addresses-of-the-parts). They are here by subject. `test/coverage.test.ts` fails when nothing names one.
 */
export const newerOperations = [
  "GET /accounts/{accountId}/applications",
  "POST /accounts/{accountId}/applications",
  "GET /accounts/{accountId}/applications/{applicationId}",
  "PUT /accounts/{accountId}/applications/{applicationId}",
  "PATCH /accounts/{accountId}/applications/{applicationId}",
  "DELETE /accounts/{accountId}/applications/{applicationId}",
  "GET /accounts/{accountId}/applications/{applicationId}/associatedsippeers",
  // Options of numbers.
  "POST /accounts/{accountId}/tnPortoutPasscodes",
] as const;

export type NewerOperation = (typeof newerOperations)[number];
