/** Gives each request its Authorization header. */
export interface Authorizer {
  header(signal?: AbortSignal): Promise<string>;
  /** The API refused this header. Returns whether there is another one to try. */
  refused(header: string): boolean;
  /** What to tell a user when the API finally refuses the credentials. */
  hint(): string;
  /**
   * Another possible reason, and the way out, when the API says that these credentials aren't allowed to do something.
   */
  otherReason?(): string;
}
