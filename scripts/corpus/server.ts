import { Headers } from "node-fetch";
import { createApi } from "../../provider/bandwidth/api.js";
import { readAnswer, readFailure } from "../../provider/bandwidth/http/apiResponse.js";
import type { ApiResponse, Request } from "../../provider/bandwidth/http/client.js";
import type { HttpResponse } from "../../provider/bandwidth/http/httpRequest.js";
import { Redactor } from "../../provider/bandwidth/http/redact.js";
import type { Bandwidth } from "../../provider/resources/define.js";
import { operationOf } from "./known.js";

/** An answer as Bandwidth would send it. */
export interface Served {
  status: number;
  text: string;
}

export type Dialect = "classic" | "universal";

/**
 * The provider's client with prepared answers instead of a network. Each request gets the prepared answer of its
 * operation, and the provider's own code reads it. The second time, an operation answers with an empty root, as at a
 * list's end.
 */
export class Server {
  readonly api: Bandwidth;
  private answers: ReadonlyMap<string, Served> = new Map();
  private readonly asked = new Map<string, number>();

  constructor(readonly dialect: Dialect) {
    const settings = {
      accountId: "9500249",
      credentials: { kind: "token", accessToken: "none" },
      baseUrl: `https://127.0.0.1/${dialect === "classic" ? "v1" : "v2"}`,
      tokenUrl: "https://127.0.0.1/token",
      maxConcurrency: 1,
    } as const;
    this.api = { ...createApi(settings, { clock: hurried(), random: () => 0 }), orderTimeoutMs: 1, ownsAdopted: false };
    this.api.client.request = async (request) => this.answer(request);
  }

  /** Sets each operation's answer from now on. All others answer 404. */
  layOut(answers: ReadonlyMap<string, Served>): void {
    this.answers = answers;
    this.asked.clear();
  }

  /** The operations requested since then. */
  get operations(): string[] {
    return [...this.asked.keys()];
  }

  private answer({ method, path, forFile }: Request): ApiResponse {
    const operation = operationOf(method, path);
    const before = this.asked.get(operation) ?? 0;
    this.asked.set(operation, before + 1);
    const { status, text: first } = this.answers.get(operation) ?? { status: 404, text: "" };
    const text = before > 0 ? emptied(first) : first;
    const reply = replyOf(status, text);
    const asked = { method, path: `/${path.join("/")}`, forFile, redactor, credentialsHint: () => "sign in" };
    if (status >= 200 && status < 300) return readAnswer(reply, asked);
    throw readFailure(reply, asked);
  }
}

const redactor = new Redactor();

/** An answer as it comes from the network. */
export const replyOf = (status: number, body: string): HttpResponse => ({
  status,
  headers: new Headers(),
  bytes: Buffer.from(body),
  body,
});

/** A document's root without its content. */
export function emptied(xml: string): string {
  const name = /<([A-Za-z_][\w.:-]*)/.exec(xml.replaceAll(/<\?[^>]*\?>|<!--[\s\S]*?-->/g, ""))?.[1];
  return name === undefined ? "" : `<${name.replace(/^.*:/, "")}/>`;
}

/** A clock on which each wait ends immediately. */
function hurried() {
  let now = Date.UTC(2026, 0, 1);
  return {
    now: () => now,
    async sleep(ms: number) {
      now += ms;
    },
  };
}
