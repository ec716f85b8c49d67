/** What was found instead of an XML document. */
export type MalformedKind = "empty" | "html" | "json" | "cut" | "doctype" | "deep" | "large" | "malformed";

/** A body that isn't an acceptable XML document. The message says what was received instead. */
export class MalformedAnswer extends Error {
  override readonly name = "MalformedAnswer";

  constructor(
    /** What was received. */
    readonly kind: MalformedKind,
    message: string,
  ) {
    super(message);
  }
}
