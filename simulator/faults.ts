/** What goes wrong, and for which request. */
export interface FaultRule {
  /** Default: any method. */
  method?: string;
  /** Regular expression (or its source) for the path after the dialect's prefix. Default: any path. */
  path?: string | RegExp;
  /** The first matching request that is hit, counted from now. Default: 1, the next one. */
  nth?: number;
  /** How many matching requests in a row are hit. Default: 1. */
  times?: number;
  fault: Fault;
  /** Called when each hit request arrives, before the server acts on it: for events elsewhere at that very moment. */
  onHit?: () => void;
}

/**
 * The faults. `reset`, `status`, `html`, `json` and `notFound` replace the answer, and leave the account unchanged
 * unless `act` is true. The others spoil the real answer after the server has acted.
 */
export type Fault = { act?: boolean } & (
  | { kind: "lostAnswer" }
  | { kind: "reset" }
  | {
      kind: "status";
      status: number;
      body?: string;
      contentType?: string;
      retryAfter?: string | number;
      /** Milliseconds from now, sent as epoch seconds, or as milliseconds like the older API. */
      rateLimitResetInMs?: number;
      rateLimitUnit?: "s" | "ms";
    }
  | { kind: "html"; status?: number }
  | { kind: "json"; status?: number; body?: string }
  | { kind: "empty"; status?: number }
  | { kind: "cut" }
  | { kind: "aborted" }
  | { kind: "trickle"; bytes?: number; intervalMs?: number }
  | { kind: "contentType"; contentType: string }
  | { kind: "delay"; ms: number }
  | { kind: "silence" }
  | { kind: "notFound" }
  | { kind: "repeatPage" }
  /** The count of a list is one more than the list shows. */
  | { kind: "countsMore" }
);

interface LiveRule {
  rule: FaultRule;
  pattern: RegExp;
  seen: number;
  left: number;
}

const standIns = new Set<Fault["kind"]>(["reset", "status", "html", "json", "notFound"]);

/** Whether the server acts on a request that this fault hits. */
export function actsDespite(fault: Fault): boolean {
  return fault.act ?? !standIns.has(fault.kind);
}

/** The upcoming faults. */
export class Faults {
  private rules: LiveRule[] = [];
  /** How many requests were hit. */
  hits = 0;

  /** Adds a rule. Rules are tried in the sequence in which they were added. */
  add(rule: FaultRule): void {
    this.rules.push({ rule, pattern: new RegExp(rule.path ?? ""), seen: 0, left: rule.times ?? 1 });
  }

  /** Shorthand: `faults.on("POST", /\/orders$/, { kind: "lostAnswer" })`. */
  on(method: string, path: string | RegExp, fault: Fault, when: { nth?: number; times?: number } = {}): void {
    this.add({ method, path, fault, ...when });
  }

  /** The rules that can still hit. */
  get waiting(): FaultRule[] {
    return this.rules.map(({ rule }) => rule);
  }

  clear(): void {
    this.rules = [];
  }

  /**
   * The fault for this request, if one is due. Every matching rule counts the request. A due rule that comes second
   * waits for the next request, so two rules for "the next request" hit two requests.
   */
  next(method: string, path: string): Fault | undefined {
    let hit: Fault | undefined;
    for (const live of this.rules) {
      const { rule } = live;
      if (rule.method !== undefined && rule.method.toUpperCase() !== method) continue;
      if (!live.pattern.test(path)) continue;
      live.seen += 1;
      if (hit !== undefined || live.seen < (rule.nth ?? 1)) continue;
      hit = rule.fault;
      live.left -= 1;
      rule.onHit?.();
    }
    this.rules = this.rules.filter((live) => live.left > 0);
    if (hit) this.hits += 1;
    return hit;
  }
}
