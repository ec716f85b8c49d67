import { type RunClock, runClock } from "./clock.js";

/**
 * So many may be gone by somebody's hand, if the state says that they lived in this account and environment. If there are more,
 * the run asks.
 */
const FEW = 2;
/** The limit if the state doesn't say where they lived. */
const FEW_OF_UNKNOWN_HOME = 1;
/** If the engine asked for nothing for this long, it has nothing more to read. */
const QUIET_MS = 1_000;

/** A thing of the state that a look didn't find. */
export interface Lost {
  urn: string;
  /** What wasn't found, and where, as in "it does not exist in …". */
  what: string;
  /** The state says that it lived in this account and environment. */
  homeKnown: boolean;
  /** Only proof counts: the user says that it is here, or it is worth too much. */
  needsProof?: boolean;
  /** Such things disappear by themselves. */
  expires?: boolean;
  /** If nothing else decides, looks for something that only its own account can know. */
  prove?(): Promise<boolean>;
}

interface Held extends Lost {
  believe(): void;
  doubt(error: Error): void;
}

/**
 * What the reads of one run have seen. A thing is only forgotten if this is the account that it lived in. An account in which
 * nothing at all is found proves nothing. So the answer that something is gone waits until another thing of the state is seen
 * to exist, or until nothing more is read. If several are gone then and none exists, it is an error.
 */
export class Witness {
  #proven = false;
  #looking = 0;
  #held: Held[] = [];
  #quiet: AbortController | undefined;
  readonly #lost = new Map<string, Lost>();

  constructor(private readonly clock: RunClock = runClock) {}

  /** A look at a thing. Those who wait learn when it ends. */
  async during<T>(look: () => Promise<T>): Promise<T> {
    this.#looking++;
    this.#quiet?.abort();
    try {
      return await look();
    } finally {
      this.#looking--;
      this.#waitForQuiet();
    }
  }

  /** A thing that the state knows exists, so this is the account. */
  saw(): void {
    this.#proven = true;
    this.#release((held) => held.believe());
  }

  /**
   * Waits until it is certain that a thing is gone.
   * @throws Error if it may also be the wrong account or environment.
   */
  async lost(thing: Lost): Promise<void> {
    if (this.#proven) return;
    if (!thing.expires) this.#lost.set(thing.urn, thing);
    await new Promise<void>((believe, doubt) => {
      this.#held.push({ ...thing, believe, doubt });
      this.#waitForQuiet();
    });
  }

  #waitForQuiet(): void {
    this.#quiet?.abort();
    if (this.#looking > 0 || this.#held.length === 0) return;
    const quiet = new AbortController();
    this.#quiet = quiet;
    this.clock.sleep(QUIET_MS, quiet.signal).then(
      () => void (quiet.signal.aborted || this.#decide()),
      () => {},
    );
  }

  async #decide(): Promise<void> {
    for (const { prove } of [...this.#held]) {
      // A failed look proves nothing.
      if (await this.during(async () => prove?.()).catch(() => false)) return this.saw();
    }
    // Things that came meanwhile haven't been asked about.
    if (this.#proven || this.#looking > 0) return;
    const lost = [...this.#lost.values()];
    const few = lost.every(({ homeKnown }) => homeKnown) ? FEW : FEW_OF_UNKNOWN_HOME;
    const unclear = lost.length > few || this.#held.some(({ needsProof }) => needsProof);
    this.#release((held) => (unclear ? held.doubt(this.#doubt(held)) : held.believe()));
  }

  #release(answer: (held: Held) => void): void {
    this.#quiet?.abort();
    for (const held of this.#held.splice(0)) answer(held);
  }

  #doubt({ what }: Lost): Error {
    const missing = this.#lost.size > 1 ? ` (${this.#lost.size} resources are missing)` : "";
    return new Error(
      [
        `${what}, and nothing else of this stack was found there${missing}.`,
        "This looks like another account or another environment, so it stays in the state. Nothing was changed.",
        "Check bandwidth:baseUrl, bandwidth:accountId and the credentials, in the configuration and in the environment.",
        "If it is really gone, remove it from the state: `pulumi state delete URN`, or `pulumi state delete --all`.",
      ].join("\n"),
    );
  }
}
