/** Gives each request its Authorization header. */
export interface Authorizer {
  header(signal?: AbortSignal): Promise<string>;
  /** The API refused this header. Whether there is now another one to try. */
  refused(header: string): boolean;
  /** What a user should know when the API refuses the credentials for good. */
  hint(): string;
  /** What else may be the reason, and the way out, when the API says that these credentials may not do something. */
  otherReason?(): string;
}
