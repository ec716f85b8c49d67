/**
 * A body that is not what Bandwidth sends: something else than XML, too long, too deep, with a document type, of another
 * kind, or without what it has to hold. The message says which, and holds nothing of the request but a short excerpt.
 */
export class InvalidCallback extends Error {
  override readonly name: string = "InvalidCallback";
}
