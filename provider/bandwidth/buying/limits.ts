/** What a limit counts. */
export type LimitKind = "purchase" | "disconnect";

/** The limits of one run. Undefined means no limit. */
export interface LimitSettings {
  maxPurchases?: number;
  maxDisconnects?: number;
}

const words = {
  purchase: { verb: "buy", done: "bought", setting: "maxPurchases", variable: "BW_MAX_PURCHASES" },
  disconnect: { verb: "disconnect", done: "disconnected", setting: "maxDisconnects", variable: "BW_MAX_DISCONNECTS" },
} as const;

/** Settings that a plan for disconnects has to fit. */
interface PlanSettings extends LimitSettings {
  /** Whether no other stack has what an adoption put into this one. */
  ownsAdopted?: boolean;
}

/** The same of a plan: how many numbers each of them is about. */
type Planned = Readonly<Partial<Record<keyof PlanSettings, number>>>;

/** The warning about adopted numbers that would be disconnected, and that another stack may have. */
function unownedAdopted({ ownsAdopted }: PlanSettings, { ownsAdopted: adopted = 0 }: Planned) {
  if (ownsAdopted || adopted === 0) return [];
  const message =
    `this run wants to disconnect ${adopted} or more telephone numbers that \`pulumi-bandwidth adopt\` put into this stack, and ` +
    "would be refused: another stack may have them too. If none has, set bandwidth:ownsAdopted to true (BW_OWNS_ADOPTED).";
  return [{ limit: "ownsAdopted" as const, message }];
}

/**
 * Warnings about a plan for this many numbers, before anything is done. One entry for each limit that the plan exceeds.
 */
export function beyondLimits(limits: PlanSettings, planned: Planned): { limit: keyof PlanSettings; message: string }[] {
  const beyond = Object.values(words).flatMap(({ verb, setting, variable }) => {
    const limit = limits[setting];
    const wanted = planned[setting] ?? 0;
    if (limit === undefined || wanted <= limit) return [];
    const message =
      `this run wants to ${verb} ${wanted} or more telephone numbers, and the setting ${setting} allows ${limit}. The ` +
      `run would stop at the request that exceeds the limit. If you want this, raise bandwidth:${setting} (${variable}).`;
    return [{ limit: setting, message }];
  });
  return [...beyond, ...unownedAdopted(limits, planned)];
}

/** A request would have exceeded a limit. Nothing was sent. */
export class LimitReached extends Error {
  override readonly name = "LimitReached";

  constructor(
    readonly kind: LimitKind,
    /** The number of telephone numbers in the refused request. */
    readonly wanted: number,
    readonly limit: number,
    /** How many numbers this run has counted so far, including requests in progress. */
    readonly used: number,
  ) {
    const { verb, done, setting, variable } = words[kind];
    super(
      `Refused to ${verb} ${wanted} telephone number${wanted === 1 ? "" : "s"}: the setting ${setting} allows ${limit} ` +
        `in one run, and ${used} ${used === 1 ? "was" : "were"} ${done} or ordered so far. Nothing was sent. ` +
        `If you want this, raise bandwidth:${setting} (${variable}).`,
    );
  }
}

/** Limits on how many numbers one run may buy and disconnect (docs/maintainers/money.md#limits). */
export class Limits {
  private readonly limits: Record<LimitKind, number>;
  private readonly used: Record<LimitKind, number> = { purchase: 0, disconnect: 0 };
  /** Numbers to disconnect once their replacements are bought. */
  private foreseen: ReadonlySet<string> = new Set();

  constructor(limits: LimitSettings = {}) {
    this.limits = {
      purchase: limits.maxPurchases ?? Number.POSITIVE_INFINITY,
      disconnect: limits.maxDisconnects ?? Number.POSITIVE_INFINITY,
    };
  }

  /** Reserves room for `count` numbers before a request is sent. Throws LimitReached when there isn't enough room. */
  reserve(kind: LimitKind, count: number): void {
    if (this.used[kind] + count > this.limits[kind]) {
      throw new LimitReached(kind, count, this.limits[kind], this.used[kind]);
    }
    this.used[kind] += count;
  }

  /**
   * Reserves room for disconnects that a purchase leads to. Throws LimitReached when there isn't enough room: the run must
   * stop before the purchase, not between the purchase and the disconnect.
   */
  foresee(numbers: readonly string[]): void {
    const all = new Set([...this.foreseen, ...numbers]);
    if (this.used.disconnect + all.size > this.limits.disconnect) {
      throw new LimitReached("disconnect", numbers.length, this.limits.disconnect, this.used.disconnect);
    }
    this.foreseen = all;
  }

  /** Reserves room for the disconnect of these numbers, foreseen or not. */
  reserveDisconnect(numbers: readonly string[]): void {
    this.reserve("disconnect", numbers.length);
    const gone = new Set(numbers);
    this.foreseen = new Set([...this.foreseen].filter((number) => !gone.has(number)));
  }

  /** Returns the reserved room that was not used. */
  settle(kind: LimitKind, reserved: number, actual: number): void {
    this.used[kind] -= Math.max(0, reserved - actual);
  }
}
