import { createHash } from "node:crypto";
import type { Inventory } from "../inventory.js";
import { Ledger } from "../ledger.js";
import type { Settings } from "../settings.js";
import { settleLsrOrder } from "./lsrOrders.js";
import { settlePortIn } from "./portIns.js";
import type { LsrOrder, PortIn, PortOut } from "./portingTypes.js";
import { finishOrder } from "./processing.js";
import type { Realm } from "./realms.js";
import type { Application } from "./services.js";
import type { AccountSnapshot } from "./snapshot.js";
import type {
  BillingArchive,
  Order,
  OrderScript,
  OwnedNumber,
  Peer,
  ReportInstance,
  Reservation,
  SipCredential,
  Site,
  Subscription,
} from "./types.js";

/** Everything in the account, and the look-ups over it. */
export class AccountStore {
  readonly sites = new Map<string, Site>();
  readonly peers = new Map<string, Peer>();
  /** Numbers in service and aging numbers, by E.164. */
  readonly numbers = new Map<string, OwnedNumber>();
  readonly orders = new Map<string, Order>();
  readonly portIns = new Map<string, PortIn>();
  /** Notes that people at Bandwidth got: those on port-ins and LSR orders. */
  readonly tickets: string[] = [];
  readonly portOuts = new Map<string, PortOut>();
  readonly lsrOrders = new Map<string, LsrOrder>();
  readonly subscriptions = new Map<string, Subscription>();
  readonly reservations = new Map<string, Reservation>();
  readonly reportInstances = new Map<string, ReportInstance>();
  readonly billingArchives = new Map<string, BillingArchive>();
  /** By `user` or `user@domain`. */
  readonly sipCredentials = new Map<string, SipCredential>();
  readonly applications = new Map<string, Application>();
  readonly realms = new Map<string, Realm>();
  /** How the next orders end. An order uses up the first script for its kind. */
  readonly scripts: OrderScript[] = [];
  readonly ledger: Ledger;
  private counter = 0;
  private readonly pending = new Set<Order>();
  /** Sorted lists, kept until numbers change. */
  private sorted = new Map<string, string[]>();
  /** Called after every change, for the file. */
  onChange: () => void = () => {};
  /** Called when subscribers must hear of an order's new state or note. */
  onOrder: (order: Order, note?: string) => void = () => {};
  /** Called after every change, for code that waits for the end of orders. */
  onWatch: () => void = () => {};

  constructor(
    readonly accountId: string,
    readonly inventory: Inventory,
    readonly settings: Settings,
    readonly now: () => number,
    private readonly seed: number,
  ) {
    this.ledger = new Ledger(
      () => this.settle(),
      () => this.held(),
    );
  }

  /** Ids of sites and peers are whole numbers. */
  nextNumber(): string {
    this.counter += 1;
    return String(10_000 + this.counter);
  }

  /** Ids of orders and subscriptions look like UUIDs. The same seed gives the same ids. */
  nextUuid(): string {
    this.counter += 1;
    const hex = createHash("sha256").update(`${this.seed}:${this.counter}`).digest("hex");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
  }

  /** Call this after every change. */
  changed(): void {
    this.sorted.clear();
    this.onChange();
    this.onWatch();
  }

  /** Takes the first script for this kind of order. */
  takeScript(kind: Order["kind"]): OrderScript | undefined {
    const index = this.scripts.findIndex((script) => (script.kind ?? "orders") === kind);
    const script = this.scripts[index];
    if (script === undefined) return undefined;
    const left = (script.times ?? 1) - 1;
    if (left > 0) this.scripts[index] = { ...script, times: left };
    else this.scripts.splice(index, 1);
    return script;
  }

  /** Accepts an order: it is RECEIVED now and ends after its latency. */
  accept(order: Order): void {
    const script = this.takeScript(order.kind);
    order.script = script;
    order.dueAt =
      script?.outcome === "stuck" ? undefined : this.now() + (script?.latencyMs ?? this.settings.orderLatencyMs);
    this.orders.set(order.id, order);
    this.pending.add(order);
    this.changed();
  }

  /** Ends every order that is due. */
  settle(): void {
    const now = this.now();
    for (const order of this.pending) {
      const age = now - order.createdAt;
      const latency = (order.dueAt ?? Number.POSITIVE_INFINITY) - order.createdAt;
      if (order.dueAt !== undefined && order.dueAt <= now) {
        this.pending.delete(order);
        order.modifiedAt = order.dueAt;
        order.dueAt = undefined;
        finishOrder(this, order);
        order.history.push({ at: order.modifiedAt, note: `Order ${order.status}`, status: order.status });
        this.onOrder(order);
        this.changed();
      } else if (order.status === "RECEIVED" && (order.script?.outcome === "stuck" || age > latency / 3)) {
        order.status = "PROCESSING";
      }
    }
    for (const portIn of this.portIns.values()) settlePortIn(this, portIn);
    for (const order of this.lsrOrders.values()) settleLsrOrder(this, order);
  }

  /** Bandwidth's staff unblocks an order that is stuck or in a state of its own: it ends like any other. */
  resume(order: Order): void {
    order.script = undefined;
    order.status = "PROCESSING";
    order.dueAt = this.now();
    this.pending.add(order);
    this.changed();
  }

  order(id: string, kind: Order["kind"]): Order | undefined {
    const order = this.orders.get(id);
    return order?.kind === kind ? order : undefined;
  }

  ordersOf<Kind extends Order["kind"]>(kind: Kind): Extract<Order, { kind: Kind }>[] {
    return [...this.orders.values()].filter((order): order is Extract<Order, { kind: Kind }> => order.kind === kind);
  }

  peersOf(siteId: string): Peer[] {
    return [...this.peers.values()].filter((peer) => peer.siteId === siteId);
  }

  defaultPeer(siteId: string): Peer | undefined {
    return this.peersOf(siteId).find((peer) => peer.isDefault);
  }

  /** The peer, if it is in this site. */
  peerAt(siteId: string, peerId: string): Peer | undefined {
    const peer = this.peers.get(peerId);
    return peer?.siteId === siteId ? peer : undefined;
  }

  /** A number that the account has, whether or not its service is active. */
  heldNumber(number: string): OwnedNumber | undefined {
    const owned = this.numbers.get(number);
    return owned === undefined || owned.status === "Aging" ? undefined : owned;
  }

  /** All numbers of the account, sorted. Optionally only those of one site or one peer. */
  held(scope: { siteId?: string; sipPeerId?: string } = {}): string[] {
    const key = `${scope.siteId ?? ""}/${scope.sipPeerId ?? ""}`;
    const known = this.sorted.get(key);
    if (known) return known;
    const numbers = [...this.numbers.values()]
      .filter((owned) => owned.status !== "Aging")
      .filter((owned) => scope.siteId === undefined || owned.siteId === scope.siteId)
      .filter((owned) => scope.sipPeerId === undefined || owned.sipPeerId === scope.sipPeerId)
      .map((owned) => owned.number)
      .sort();
    this.sorted.set(key, numbers);
    return numbers;
  }

  /** Whether numbers keep a peer from being deleted: those in service and those just disconnected (13555). */
  holdsNumbers(sipPeerId: string): boolean {
    if (this.held({ sipPeerId }).length > 0) return true;
    const now = this.now();
    for (const owned of this.numbers.values()) {
      if (owned.sipPeerId === sipPeerId && owned.heldUntil !== undefined && owned.heldUntil > now) return true;
    }
    return false;
  }

  /** Whether the account may buy a number now. `reservationIds` allow its own reserved numbers. */
  canBuy(number: string, reservationIds: string[] = []): boolean {
    const owned = this.numbers.get(number);
    if (owned !== undefined && owned.status !== "Aging") return false;
    // Only its former owner can take back an aging number (docs/maintainers/api.md#disconnects).
    if (owned === undefined && !this.inventory.has(number)) return false;
    const reservation = this.reservationOf(number);
    return reservation === undefined || reservationIds.includes(reservation.id);
  }

  /** Whether a search shows a number. */
  isFree(number: string): boolean {
    return !this.numbers.has(number) && this.reservationOf(number) === undefined;
  }

  /** A reservation that has neither expired nor been used. */
  reservation(id: string): Reservation | undefined {
    const found = this.reservations.get(id);
    return found && this.reservationOf(found.number) === found ? found : undefined;
  }

  reservationOf(number: string): Reservation | undefined {
    const now = this.now();
    for (const reservation of this.reservations.values()) {
      if (reservation.number === number && reservation.expiresAt > now) return reservation;
    }
    return undefined;
  }

  /** The state, as written to the file. */
  snapshot(): AccountSnapshot {
    return {
      counter: this.counter,
      capacities: this.inventory.capacities(),
      withdrawn: [...this.inventory.withdrawn],
      sites: [...this.sites.values()],
      peers: [...this.peers.values()],
      numbers: [...this.numbers.values()],
      orders: [...this.orders.values()],
      portIns: [...this.portIns.values()],
      portOuts: [...this.portOuts.values()],
      lsrOrders: [...this.lsrOrders.values()],
      subscriptions: [...this.subscriptions.values()],
      reservations: [...this.reservations.values()],
      reportInstances: [...this.reportInstances.values()],
      billingArchives: [...this.billingArchives.values()],
      sipCredentials: [...this.sipCredentials.values()],
      applications: [...this.applications.values()],
      realms: [...this.realms.values()],
      scripts: this.scripts,
      ledger: this.ledger.snapshot(),
    };
  }

  /** Replaces everything with the file's content, or with nothing. */
  restore(snapshot: AccountSnapshot): void {
    this.counter = snapshot.counter;
    for (const { areaCode, count } of snapshot.capacities) this.inventory.setCapacity(areaCode, count);
    this.inventory.withdrawn.clear();
    for (const number of snapshot.withdrawn) this.inventory.withdrawn.add(number);
    refill(this.sites, snapshot.sites, (site) => site.id);
    refill(this.peers, snapshot.peers, (peer) => peer.id);
    refill(this.numbers, snapshot.numbers, (owned) => owned.number);
    refill(this.orders, snapshot.orders, (order) => order.id);
    refill(this.portIns, snapshot.portIns, (portIn) => portIn.id);
    refill(this.portOuts, snapshot.portOuts, (portOut) => portOut.id);
    refill(this.lsrOrders, snapshot.lsrOrders, (order) => order.id);
    refill(this.subscriptions, snapshot.subscriptions, (subscription) => subscription.id);
    refill(this.reservations, snapshot.reservations, (reservation) => reservation.id);
    refill(this.reportInstances, snapshot.reportInstances, (instance) => instance.id);
    refill(this.billingArchives, snapshot.billingArchives, (archive) => archive.id);
    this.sipCredentials.clear();
    for (const credential of snapshot.sipCredentials) {
      const { id, userName, domain } = credential;
      const name = domain === undefined ? userName : `${userName}@${domain}`;
      // Two realms may have a user of one name.
      this.sipCredentials.set(this.sipCredentials.has(name) ? `${id}/${name}` : name, credential);
    }
    // A file of an earlier version has none of these.
    refill(this.applications, snapshot.applications ?? [], (application) => application.id);
    refill(this.realms, snapshot.realms ?? [], (realm) => realm.id);
    this.scripts.splice(0, this.scripts.length, ...snapshot.scripts);
    this.ledger.restore(snapshot.ledger);
    this.pending.clear();
    for (const order of this.orders.values()) {
      if (order.status === "RECEIVED" || order.status === "PROCESSING") this.pending.add(order);
    }
    this.changed();
  }
}

function refill<Value>(map: Map<string, Value>, values: Value[], key: (value: Value) => string): void {
  map.clear();
  for (const value of values) map.set(key(value), value);
}
