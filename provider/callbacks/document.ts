import { MalformedAnswer } from "../bandwidth/xml/malformedAnswer.js";
import { parseXml, text, type XmlElement } from "../bandwidth/xml/xml.js";
import { cut } from "../cut.js";
import { InvalidCallback } from "./invalidCallback.js";

/**
 * A notification of five thousand numbers, the longest order, has less than 300 kB. Anything longer comes from someone
 * else.
 */
export const LONGEST_BODY = 512 * 1024;

/** The document's content, if its root has this name. */
export function readDocument(body: string, root: string): XmlElement {
  if (body.length > LONGEST_BODY) throw tooLong();
  const document = parse(body);
  if (document.root === root) return document.content;
  throw new InvalidCallback(`expected a ${root} and received a ${cut(document.root, 80)}`);
}

export const tooLong = () => new InvalidCallback(`the body is longer than ${LONGEST_BODY} bytes`);

/** The text of a required element. */
export function required(content: XmlElement, root: string, name: string): string {
  const found = text(content, name);
  if (found === undefined) throw new InvalidCallback(`the ${root} has no ${name}`);
  return found;
}

function parse(body: string) {
  try {
    return parseXml(body);
  } catch (error) {
    if (error instanceof MalformedAnswer) throw new InvalidCallback(error.message, { cause: error });
    throw error;
  }
}
