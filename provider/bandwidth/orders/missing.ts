import { isOwnNotFound, saysMissing } from "../http/expected.js";

/** The API's codes for an unknown port-in (docs/maintainers/api.md#missing-things). */
export const noSuchPortIn = ["7200", "7335", "7700"] as const;

/**
 * Whether the API itself says that an order of this collection doesn't exist. Port-ins have their own codes. Other
 * orders have theirs, or the words next to another code. All of them, and histories above all, may have words without a
 * code (docs/maintainers/api.md#missing-things).
 */
export function isMissingOrder(collection: string, error: unknown): boolean {
  if (collection === "portins") return saysMissing(error, ...noSuchPortIn);
  if (saysMissing(error)) return true;
  if (!isOwnNotFound(error)) return false;
  const words = /not found|does not exist|invalid/i;
  return error.has("5035", "5061") || error.details.some(({ description }) => words.test(description ?? ""));
}

/** What a look-up reads about an order. Undefined when the API says that there is no such order. */
export async function unlessMissing<Told>(collection: string, reading: Promise<Told>): Promise<Told | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isMissingOrder(collection, error)) return undefined;
    throw error;
  }
}
