import { element, parseXml, type XmlDocument } from "../../provider/bandwidth/xml/xml.js";
import type { Body } from "./bodies.js";
import { isKnown } from "./known.js";
import type { Served } from "./server.js";

/** Where a body comes from. */
export interface Origin {
  /** More than one when nobody knows; it is that whose readers take most of the body. */
  operations: readonly string[];
  kind: Body["kind"];
  status: number;
  /** Whether it may as well be what somebody sends to Bandwidth: an order often looks the same both ways. */
  maybeRequest: boolean;
}

/**
 * Which operation answers with which body. Where the index names a status it is a fact. All else is a guess, and the
 * root element knows better: it is that of an operation whose bodies are facts.
 */
export class Origins {
  /** The first answer of each operation that went well, for look-ups that ask more than one thing. */
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
    // Beside a guessed status stands what the answer says itself.
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
