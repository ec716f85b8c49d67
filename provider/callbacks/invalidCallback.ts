/**
 * A body that Bandwidth doesn't send: not XML, too long, too deep, with a document type, of another kind, or without a
 * required element. The message says which, and contains only a short excerpt of the request.
 */
export class InvalidCallback extends Error {
  override readonly name: string = "InvalidCallback";
}
