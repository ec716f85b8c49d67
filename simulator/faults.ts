/** What goes wrong, and on which request. */
export interface FaultRule {
  /** Default: any method. */
  method?: string;
  /** Regular expression (or its source) over the path behind the dialect's prefix; default: any path. */
  path?: string | RegExp;
  /** The first matching request that is hit, counted from now; default 1, the next one. */
  nth?: number;
  /** How many matching requests in a row are hit; default 1. */
  times?: number;
  fault: Fault;
  /** Called as each hit request arrives, before the server acts on it: what happens elsewhere at that very moment. */
  onHit?: () => void;
}

/**
 * The faults. Those that stand in for the answer (`reset`, `status`, `html`, `json`, `notFound`) leave the account
 * as it was unless `act` is true; the others spoil the true answer after the server acted.
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
      /** Milliseconds from now, sent as epoch seconds, or as milliseconds as the older API did. */
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
  /** The count beside a list says one more than the list shows. */
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

/** The faults to come. */
export class Faults {
  private rules: LiveRule[] = [];
  /** How many requests were hit. */
  hits = 0;

  /** Adds a rule; rules are tried in the order in which they were added. */
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
   * The fault for this request, if one is due. Every matching rule counts the request; one that was due but came
   * second waits for the next, so that two rules for "the next request" hit two requests.
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
