import type { AccountModel } from "./account/model.js";
import type { Gate } from "./auth.js";
import type { FileHost } from "./fileHost.js";
import type { Settings } from "./settings.js";
import { tolerate } from "./shape.js";
import { parseXml, renderXml, UnreadableXml, type XmlElement, type XmlTree } from "./xml.js";

/** The two dialects: `…/api`, `…/api/v1` and `…/v1.0` are classic. `…/api/v2` is the Universal Platform. */
export type Dialect = "classic" | "universal";

/** One request, as an endpoint sees it. */
export interface Call {
  method: string;
  /** The path after the dialect's prefix. Only `parameters` are decoded, segment by segment. */
  path: string;
  parameters: Record<string, string>;
  query: URLSearchParams;
  bodyText: string;
  /** The raw body, for files. */
  bytes: Buffer;
  contentType?: string;
  /** The request's authorization header, and what gives access. */
  authorization?: string;
  gate: Gate;
  dialect: Dialect;
  account: AccountModel;
  settings: Settings;
  /** Where files wait for download. */
  files: FileHost;
}

/** One answer. */
export interface Reply {
  status: number;
  body?: string;
  /** A file instead of a text. */
  bytes?: Buffer;
  contentType?: string;
  headers?: Record<string, string>;
}

/** An answer that refuses. Endpoints throw it. */
export class Refusal extends Error {
  constructor(readonly reply: Reply) {
    super(`refused with ${reply.status}`);
  }
}

/** An XML answer. */
export function xmlReply(status: number, root: string, tree: XmlTree, headers?: Record<string, string>): Reply {
  return { status, body: renderXml(root, tree), headers };
}

/** An answer without a body. */
export function emptyReply(status: number, headers?: Record<string, string>): Reply {
  return { status, headers };
}

/** `X/ResponseStatus/{ErrorCode, Description}`. Some answers have no code (docs/maintainers/api.md#errors, shape 1). */
export function statusRefusal(status: number, root: string, code: string | undefined, description: string): Refusal {
  return new Refusal(xmlReply(status, root, { ResponseStatus: { ErrorCode: code, Description: description } }));
}

/** `X/ErrorList/Error/{Code, Description}` (shape 2). */
export function errorListRefusal(status: number, root: string, code: string, description: string): Refusal {
  return new Refusal(xmlReply(status, root, { ErrorList: { Error: { Code: code, Description: description } } }));
}

/**
 * The code of refusals that only the simulator makes: the live API would accept or ignore what it received, and the
 * result would not be what the caller meant.
 */
export const SIMULATOR_REFUSAL = "99999";

/** A refusal that the live API would not make, marked as such. */
export function simulatorRefusal(root: string, problem: string): Refusal {
  return statusRefusal(400, root, SIMULATOR_REFUSAL, `SIMULATOR: ${problem}`);
}

/** The request's body, read as XML with the expected root. */
export function requestBody(call: Call, root: string, answerRoot: string): XmlElement {
  try {
    const element = parseXml(call.bodyText);
    if (element.name !== root) {
      throw statusRefusal(400, answerRoot, undefined, `Unexpected root element '${element.name}', expected '${root}'`);
    }
    if (call.settings.ignoresUnknownElements) tolerate(element);
    return element;
  } catch (error) {
    if (error instanceof UnreadableXml) {
      throw statusRefusal(400, answerRoot, undefined, `The request cannot be read: ${error.message}`);
    }
    throw error;
  }
}

/** A path parameter that the route declares. */
export function parameter(call: Call, name: string): string {
  return call.parameters[name] ?? "";
}
