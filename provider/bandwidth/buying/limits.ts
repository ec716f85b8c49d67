/** What a limit watches over. */
export type FuseKind = "purchase" | "disconnect";

/** The limits of one run; undefined means none. */
export interface FuseLimits {
  maxPurchases?: number;
  maxDisconnects?: number;
}

const words = {
  purchase: { verb: "buy", done: "bought", setting: "maxPurchases", variable: "BW_MAX_PURCHASES" },
  disconnect: { verb: "disconnect", done: "disconnected", setting: "maxDisconnects", variable: "BW_MAX_DISCONNECTS" },
} as const;

/** What is to be said, before anything is done, of a plan for so many numbers; one entry for each limit that would be passed. */
export function beyondLimits(limits: FuseLimits, planned: FuseLimits): { limit: keyof FuseLimits; message: string }[] {
  return Object.values(words).flatMap(({ verb, setting, variable }) => {
    const limit = limits[setting];
    const wanted = planned[setting] ?? 0;
    if (limit === undefined || wanted <= limit) return [];
    const message =
      `this run is to ${verb} ${wanted} or more telephone numbers, and the setting ${setting} allows ${limit}: it would ` +
      `stop at the request that goes beyond. Raise bandwidth:${setting} (${variable}) if this is meant.`;
    return [{ limit: setting, message }];
  });
}

/** A request would have gone beyond a limit. Nothing was sent. */
export class FuseBlown extends Error {
  override readonly name = "FuseBlown";

  constructor(
    readonly kind: FuseKind,
    /** How many numbers the refused request was for. */
    readonly wanted: number,
    readonly limit: number,
    /** What this run did so far, counting what is under way. */
    readonly used: number,
  ) {
    const { verb, done, setting, variable } = words[kind];
    super(
      `Refused to ${verb} ${wanted} telephone number${wanted === 1 ? "" : "s"}: the setting ${setting} allows ${limit} ` +
        `in one run, and ${used} ${used === 1 ? "was" : "were"} ${done} or ordered so far. Nothing was sent. ` +
        `Raise bandwidth:${setting} (${variable}) if this is meant.`,
    );
  }
}

/** Limits on how many numbers one run may buy and release (docs/maintainers/money.md#limits). */
export class Limits {
  private readonly limits: Record<FuseKind, number>;
  private readonly used: Record<FuseKind, number> = { purchase: 0, disconnect: 0 };
  /** Numbers that go when what takes their place has been bought. */
  private foreseen: ReadonlySet<string> = new Set();

  constructor(limits: FuseLimits = {}) {
    this.limits = {
      purchase: limits.maxPurchases ?? Number.POSITIVE_INFINITY,
      disconnect: limits.maxDisconnects ?? Number.POSITIVE_INFINITY,
    };
  }

  /** Takes room for `count` numbers before a request is sent. Throws FuseBlown when there is not enough left. */
  reserve(kind: FuseKind, count: number): void {
    if (this.used[kind] + count > this.limits[kind]) {
      throw new FuseBlown(kind, count, this.limits[kind], this.used[kind]);
    }
    this.used[kind] += count;
  }

  /**
   * Keeps room for disconnects that a purchase brings about. Throws FuseBlown when there is not enough: better before the
   * purchase than between the two.
   */
  foresee(numbers: readonly string[]): void {
    const all = new Set([...this.foreseen, ...numbers]);
    if (this.used.disconnect + all.size > this.limits.disconnect) {
      throw new FuseBlown("disconnect", numbers.length, this.limits.disconnect, this.used.disconnect);
    }
    this.foreseen = all;
  }

  /** Takes room for the disconnect of these numbers, foreseen or not. */
  reserveDisconnect(numbers: readonly string[]): void {
    this.reserve("disconnect", numbers.length);
    const gone = new Set(numbers);
    this.foreseen = new Set([...this.foreseen].filter((number) => !gone.has(number)));
  }

  /** Gives back what was reserved and did not happen. */
  settle(kind: FuseKind, reserved: number, actual: number): void {
    this.used[kind] -= Math.max(0, reserved - actual);
  }
}
