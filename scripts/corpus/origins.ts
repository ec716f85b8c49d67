import { element, parseXml, type XmlDocument } from "../../provider/bandwidth/xml/xml.js";
import type { Body } from "./bodies.js";
import { isKnown } from "./known.js";
import type { Served } from "./server.js";

/** Where a body comes from. */
export interface Origin {
  /** More than one when it is unknown. Then the origin is the one whose readers read most of the body. */
  operations: readonly string[];
  kind: Body["kind"];
  status: number;
  /** Whether it may also be a request to Bandwidth: an order often looks the same both ways. */
  maybeRequest: boolean;
}

/**
 * Which operation answers with which body. A status in the index is a fact. Everything else is a guess, and the root
 * element is more reliable: it belongs to an operation whose bodies are facts.
 */
export class Origins {
  /** The first successful answer of each operation, for look-ups that request more than one thing. */
  readonly usual = new Map<string, Served>();
  private readonly answering = new Map<string, Set<string>>();
  private readonly asking = new Set<string>();

  constructor(bodies: readonly Body[]) {
    for (const body of bodies.filter(({ malformed }) => malformed === undefined)) this.learn(body);
  }

  of(body: Body): Origin {
    const operation = operationIn(body);
    const { kind, status } = body;
    if (status !== undefined || kind === "request") {
      return { operations: [operation], kind, status: status ?? 200, maybeRequest: false };
    }
    const document = documentIn(body);
    const root = document?.root ?? "";
    const maybeRequest = this.asking.has(root);
    const known = [...(this.answering.get(root) ?? [])];
    const operations = known.length === 0 ? [operation] : known;
    const answers = kind === "response" || (known.length > 0 && !maybeRequest);
    // A guessed status comes with what the answer itself says.
    const failed = document !== undefined && element(document.content, "ResponseStatus") !== undefined;
    return { operations, kind: answers ? "response" : kind, status: failed ? 400 : 200, maybeRequest };
  }

  private learn(body: Body): void {
    const operation = operationIn(body);
    const root = documentIn(body)?.root;
    if (root === undefined) return;
    if (body.kind === "request") this.asking.add(root);
    if (body.status === undefined || body.status >= 300) return;
    if (isKnown(operation)) this.answering.set(root, (this.answering.get(root) ?? new Set()).add(operation));
    if (!this.usual.has(operation)) this.usual.set(operation, { status: body.status, text: body.text });
  }
}

const operationIn = ({ method, path }: Body) => `${method} ${path}`.trim();

function documentIn({ text }: Body): XmlDocument | undefined {
  try {
    return parseXml(text);
  } catch {
    return undefined;
  }
}
