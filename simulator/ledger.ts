/** What happened to a number, permanently. */
export type LedgerKind = "purchase" | "port-in" | "disconnect" | "move" | "option" | "lost";

/** One line of the ledger. Lines are never removed. */
export interface LedgerEntry {
  kind: LedgerKind;
  /** E.164. */
  number: string;
  /** Milliseconds since 1970. */
  at: number;
  orderId: string;
  customerOrderId?: string;
  siteId?: string;
  sipPeerId?: string;
  /** Whether an API request did it, or somebody else at the dashboard. */
  by: "api" | "somebody else";
}

/** Money spent twice for the same purpose. */
export interface DoublePurchase {
  number?: string;
  customerOrderId?: string;
  orderIds: string[];
}

/** What was bought, disconnected and moved, in sequence of time. */
export class Ledger {
  private lines: LedgerEntry[] = [];

  /** `settle` ends the orders that are due, before anybody reads. */
  constructor(
    private readonly settle: () => void,
    private readonly ownedNow: () => string[],
  ) {}

  record(entry: LedgerEntry): void {
    this.lines.push(entry);
  }

  /** Every line, oldest first. */
  get entries(): readonly LedgerEntry[] {
    this.settle();
    return this.lines;
  }

  get moves(): LedgerEntry[] {
    return this.entries.filter((entry) => entry.kind === "move");
  }

  /** Numbers bought through the API, in sequence of purchase. A number bought twice is listed twice. */
  bought(): string[] {
    return this.of("purchase").map((entry) => entry.number);
  }

  /** Numbers that came from another carrier. */
  portedIn(): string[] {
    return this.of("port-in").map((entry) => entry.number);
  }

  /** Numbers disconnected through the API. */
  released(): string[] {
    return this.of("disconnect").map((entry) => entry.number);
  }

  /** Numbers that the account has in service now. */
  owned(): string[] {
    this.settle();
    return this.ownedNow();
  }

  /**
   * Money spent twice: every customer order id that bought in more than one order, and every number that was bought
   * again without having left the account.
   */
  boughtTwice(): DoublePurchase[] {
    const orders = grouped(this.of("purchase"), (entry) => entry.customerOrderId)
      .map(([customerOrderId, entries]) => ({
        customerOrderId,
        orderIds: [...new Set(entries.map((entry) => entry.orderId))],
      }))
      .filter((purchase) => purchase.orderIds.length > 1);
    return [...orders, ...this.numbersBoughtWhileOwned()];
  }

  private numbersBoughtWhileOwned(): DoublePurchase[] {
    const owner = new Map<string, string>();
    const twice: DoublePurchase[] = [];
    for (const { kind, number, orderId } of this.lines) {
      if (kind === "disconnect" || kind === "lost") owner.delete(number);
      if (kind !== "purchase") continue;
      const before = owner.get(number);
      if (before !== undefined) twice.push({ number, orderIds: [before, orderId] });
      owner.set(number, orderId);
    }
    return twice;
  }

  clear(): void {
    this.lines = [];
  }

  restore(lines: LedgerEntry[]): void {
    this.lines = lines;
  }

  /** The lines as they are, without ending what is due (to write the file). */
  snapshot(): LedgerEntry[] {
    return this.lines;
  }

  private of(kind: LedgerKind): LedgerEntry[] {
    return this.entries.filter((entry) => entry.kind === kind && entry.by === "api");
  }
}

function grouped(entries: LedgerEntry[], key: (entry: LedgerEntry) => string | undefined): [string, LedgerEntry[]][] {
  const groups = new Map<string, LedgerEntry[]>();
  for (const entry of entries) {
    const name = key(entry);
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group) group.push(entry);
    else groups.set(name, [entry]);
  }
  return [...groups];
}
