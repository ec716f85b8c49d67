import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ApiResponse } from "../../bandwidth/http/apiResponse.js";
import type { Client, Request } from "../../bandwidth/http/client.js";
import { BandwidthError } from "../../bandwidth/http/errors.js";
import { isOwnNotFound } from "../../bandwidth/http/expected.js";

/** The folder in the folder of the program. It goes away when the program is written. */
export const KEPT = ".reading";

/** What is older is read again: the account may have changed too much. */
const LONGEST_MS = 86_400_000;

/** What is kept: places, numbers, and orders about them. Users, callbacks, hashes and files are always read again. */
const KEPT_PATHS = /^(accounts\/[^/]+\/(sites|externalTns|e911s|lidbs|dldas|orders)|tns)(\/|$)/;

/** An answer with an element of such a name is not kept, wherever it comes from. */
const SECRET = /"[^"]*(password|secret|token|hash|passcode|credential)[^"]*":/i;

interface Kept {
  /** When it was read, as ISO 8601. */
  at: string;
  answer?: ApiResponse;
  /** The API's own "there is none", as with a service that a SIP peer does not have. */
  none?: Pick<BandwidthError, "status" | "method" | "path" | "details" | "fate" | "ownForm" | "root" | "raw">;
}

/**
 * Answers of the API in files that only their owner may read, so that an adoption which was stopped goes on where it was. They
 * hold no secret.
 */
export class KeptAnswers {
  #oldest: string | undefined;
  readonly #folder: string;
  readonly #begun: string;

  constructor(
    outFolder: string,
    private readonly now: () => number = Date.now,
  ) {
    this.#folder = join(outFolder, KEPT);
    this.#begun = new Date(now()).toISOString();
  }

  /** When the oldest answer was read that was taken from a file. Undefined while there is none. */
  get oldest(): string | undefined {
    return this.#oldest;
  }

  /** When an earlier run has read what this one goes on from. Undefined if there was none: a run keeps what it reads itself, too. */
  get ofEarlierRun(): string | undefined {
    return this.#oldest !== undefined && this.#oldest < this.#begun ? this.#oldest : undefined;
  }

  /** Lets the client answer from the files, and keep what it reads. `place`: the API and the account. */
  serve(client: Client, place: string): void {
    const ask = client.request.bind(client);
    client.request = async (request: Request): Promise<ApiResponse> => {
      if (!isKept(request)) return ask(request);
      const file = join(this.#folder, `${keyOf(place, request)}.json`);
      const known = this.#read(file);
      if (known) {
        if (this.#oldest === undefined || known.at < this.#oldest) this.#oldest = known.at;
        if (known.none) throw new BandwidthError(known.none);
        if (known.answer) return known.answer;
      }
      try {
        const answer = await ask(request);
        const { status, id, root, body } = answer;
        this.#write(file, { answer: { status, id, root, body } });
        return answer;
      } catch (error) {
        if (isOwnNotFound(error)) {
          const { status, method, path, details, fate, ownForm, root, raw } = error;
          this.#write(file, { none: { status, method, path, details, fate, ownForm, root, raw } });
        }
        throw error;
      }
    };
  }

  /** The program is written, and nothing has to go on. */
  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #read(file: string): Kept | undefined {
    if (!existsSync(file)) return undefined;
    try {
      const kept = JSON.parse(readFileSync(file, "utf8")) as Kept;
      return this.now() - Date.parse(kept.at) < LONGEST_MS ? kept : undefined;
    } catch {
      // The process may have been killed while it wrote.
      return undefined;
    }
  }

  #write(file: string, what: Omit<Kept, "at">): void {
    const text = JSON.stringify({ at: new Date(this.now()).toISOString(), ...what });
    if (SECRET.test(text)) return;
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, text, { mode: 0o600 });
  }
}

const isKept = ({ method, path, forFile }: Request): boolean =>
  method === "GET" && !forFile && KEPT_PATHS.test(path.join("/"));

/** Another account, or another address, has other answers. */
function keyOf(place: string, { path, query }: Request): string {
  const what = JSON.stringify([place, path, Object.entries(query ?? {}).sort()]);
  return createHash("sha256").update(what).digest("hex").slice(0, 40);
}
