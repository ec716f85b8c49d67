import { readFailure } from "../../provider/bandwidth/http/apiResponse.js";
import { BandwidthError } from "../../provider/bandwidth/http/errors.js";
import { Redactor } from "../../provider/bandwidth/http/redact.js";
import { parseXml } from "../../provider/bandwidth/xml/xml.js";
import type { Body } from "./bodies.js";
import { Elements, type Path } from "./elements.js";
import { isKnown } from "./known.js";
import { leftOutBy, odd } from "./onPurpose.js";
import { Origins } from "./origins.js";
import { callbacks, changeOf, lookUpsOf, type Reader } from "./readers.js";
import { type Dialect, emptied, replyOf, Server } from "./server.js";

/**
 * The result for a body:
 *
 * - "explained": it is an error, and the provider shows Bandwidth's words for it.
 * - "abridged": a list that shows less than it counts. The reader refuses it, and reads it without its count.
 * - "unread": it has no reader, but could have one.
 * - "threw" and "empty": a reader did not get its content.
 * - "odd": the reader did not get its content, and must not.
 */
export type Result = "read" | "explained" | "abridged" | "unread" | "odd" | "threw" | "empty";

export interface Fed {
  body: Body;
  operation: string;
  result: Result;
  /** The thrown error. */
  words?: string;
  /** For the elements with content: whether their content changes what the readers return. */
  elements: { path: Path; matters: boolean }[];
}

/** Reads each body separately, as the provider would. */
export class Feeder {
  private readonly servers = { classic: new Server("classic"), universal: new Server("universal") };
  private readonly origins: Origins;
  private readonly readers = new Map<string, Reader[]>();
  /** Elements that mattered in one body of an operation: they aren't tried in the others. */
  private readonly mattering = new Set<string>();

  constructor(bodies: readonly Body[]) {
    this.origins = new Origins(bodies);
  }

  async feed(body: Body): Promise<Fed> {
    const fed = await this.read(body);
    const inVain = fed.result === "threw" || fed.result === "empty";
    if (!odd.some(({ files }) => files.includes(body.file))) return fed;
    if (inVain) return { ...fed, result: "odd" };
    return { ...fed, result: "threw", words: `it is ${fed.result}: remove it from the list of odd bodies` };
  }

  private async read(body: Body): Promise<Fed> {
    const { operations, kind, status, maybeRequest } = this.origins.of(body);
    const [operation = ""] = operations;
    const fed: Fed = { body, operation, result: "unread", elements: [] };
    const parse = callbacks.get(operation);
    if (kind === "request" && parse) return this.byReaders(fed, async (text) => parse(text));
    if (kind !== "response") return { ...fed, ...unread(body) };
    const error = status >= 400 ? explain(body, status) : undefined;
    if (error?.result === "explained" || !isKnown(operation)) return { ...fed, ...(error ?? unread(body)) };
    const answers: Fed[] = [];
    for (const candidate of operations) answers.push(await this.answer({ ...fed, operation: candidate }, status));
    const taken = answers.filter(({ result }) => result !== "threw" && result !== "empty" && result !== "unread");
    const [best] = taken.sort((one, other) => mattering(other) - mattering(one));
    if (best) return best;
    // An answer without words may mean that there is nothing.
    if (error && answers[0]?.result === "empty") return { ...answers[0], result: "read", elements: [] };
    return maybeRequest ? { ...fed, ...unread(body) } : { ...fed, ...answers[0], ...error };
  }

  /** Reads an answer with every reader that requests it. */
  private async answer(fed: Fed, status: number): Promise<Fed> {
    const { body, operation } = fed;
    const server = this.servers[dialectOf(body)];
    const texts = textsIn(body.text);
    const serve = (text: string) => server.layOut(new Map([...this.origins.usual, [operation, { status, text }]]));
    const change = changeOf(operation);
    if (change) {
      serve(body.text);
      return { ...fed, ...(await attempt(() => change(server.api, texts))) };
    }
    const readers = await this.readersOf(operation, server);
    if (readers.length === 0) return { ...fed, ...unread(body) };
    const readAll = async (text: string) => {
      const values = [];
      for (const read of readers) {
        serve(text);
        values.push(await read(server.api, texts));
      }
      return values;
    };
    const whole = await this.byReaders(fed, readAll);
    const uncounted = whole.result === "threw" ? withoutCounts(body.text) : undefined;
    if (uncounted === undefined) return whole;
    // A documentation page shortens a list. No reader accepts a part as the whole, so its entries are read without the
    // count.
    const entries = await this.byReaders({ ...fed, body: { ...body, text: uncounted } }, readAll);
    return entries.result === "read" ? { ...entries, body, result: "abridged" } : whole;
  }

  /** Of the look-ups that name an operation, those that request it and nothing that is missing here. */
  private async readersOf(operation: string, server: Server): Promise<Reader[]> {
    const key = `${server.dialect} ${operation}`;
    const found = this.readers.get(key);
    if (found) return found;
    const asking: Reader[] = [];
    for (const read of lookUpsOf(operation)) {
      server.layOut(this.origins.usual);
      await read(server.api, new Map()).catch(() => undefined);
      const others = server.operations.filter((asked) => asked !== operation);
      const answered = others.every((asked) => this.origins.usual.has(asked));
      if (answered && others.length < server.operations.length) asking.push(read);
    }
    this.readers.set(key, asking);
    return asking;
  }

  private async byReaders(fed: Fed, read: (text: string) => Promise<unknown>): Promise<Fed> {
    const { body, operation } = fed;
    const first = await attempt(() => read(body.text));
    if (first.result !== "read" || !isXml(body.text)) return { ...fed, ...first };
    const document = new Elements(body.text);
    const outcome = (text: string) => read(text).then(asText, (error) => `${error}`);
    const whole = await outcome(document.write());
    const elements: Fed["elements"] = [];
    for (const { path } of document.leaves) {
      const key = `${operation} ${path.join("/")}`;
      const differs = async (text: string) => (await outcome(text)) !== whole;
      const matters =
        this.mattering.has(key) || (await differs(document.without(path))) || (await differs(document.altered(path)));
      if (matters) this.mattering.add(key);
      elements.push({ path, matters });
    }
    const telling = document.leaves.filter(({ path, texts }) => !leftOutBy(operation, path) && texts.some(isTelling));
    const empty = telling.length > 0 && (await outcome(emptied(body.text))) === whole;
    return { ...fed, ...first, elements, result: empty ? "empty" : "read" };
  }
}

const mattering = ({ elements }: Fed) => elements.filter(({ matters }) => matters).length;

/** An empty list has a count of zero. */
const isTelling = (text: string) => text !== "0";

const dialectOf = ({ source }: Body): Dialect => (source.endsWith("_v2") ? "universal" : "classic");
const isXml = (text: string) => text.trimStart().startsWith("<");

function textsIn(text: string): Map<string, string> {
  try {
    return new Elements(text).texts;
  } catch {
    return new Map();
  }
}

function withoutCounts(text: string): string | undefined {
  try {
    return new Elements(text).withoutCounts();
  } catch {
    return undefined;
  }
}

const asText = (value: unknown) =>
  JSON.stringify(value, (_key, part) => (part instanceof Map || part instanceof Set ? [...part] : part)) ?? "nothing";

type Outcome = Pick<Fed, "result" | "words">;

async function attempt(read: () => Promise<unknown>): Promise<Outcome> {
  try {
    await read();
    return { result: "read" };
  } catch (error) {
    return judged(error);
  }
}

/** An answer with a success status may also have errors. Then the thrown error has their words. */
function judged(error: unknown): Outcome {
  const words = `${error}`;
  const explained = error instanceof BandwidthError && error.details.length > 0;
  return { result: explained ? "explained" : "threw", words };
}

/** Reads a failed answer with the error reader. */
function explain({ method, path, text }: Body, status: number): Outcome {
  const asked = { method, path, redactor: new Redactor(), credentialsHint: () => "sign in" };
  return judged(readFailure(replyOf(status, text), asked));
}

/** A body without a reader must be readable. */
function unread({ text }: Body): Outcome {
  try {
    if (isXml(text)) parseXml(text);
    else JSON.parse(text);
    return { result: "unread" };
  } catch (error) {
    return { result: "threw", words: `${error}` };
  }
}
