import { fillBackOrder, takeNumber } from "./buying.js";
import { enterLsrState } from "./lsrOrders.js";
import { applyOptions } from "./options.js";
import { enterPortInState } from "./portIns.js";
import type { LsrOrder } from "./portingTypes.js";
import { retire } from "./processing.js";
import { AccountStore } from "./store.js";
import type { NumberFailure, NumberOptions, OrderScript, OwnedNumber, Peer, Site } from "./types.js";

/**
 * The account, and what somebody else does to it at the dashboard. None of these methods is a request, and the request
 * log shows none of them. The ledger shows what they do to numbers as done by somebody else.
 */
export class AccountModel extends AccountStore {
  /** Disconnects a number in service. */
  disconnectNumber(number: string): void {
    this.settle();
    const owned = this.mustOwn(number);
    const at = this.now();
    retire(this, owned, at);
    owned.heldUntil = undefined;
    this.record("disconnect", owned, at);
  }

  /** Activates the service of a number that was `InAccount`. */
  activateNumber(number: string): void {
    this.settle();
    this.mustOwn(number).status = "Inservice";
    this.changed();
  }

  /** Removes a number for good: it doesn't age and can't be ordered again. */
  loseNumber(number: string): void {
    this.settle();
    const owned = this.mustOwn(number);
    this.numbers.delete(number);
    this.inventory.withdrawn.add(number);
    this.record("lost", owned, this.now());
  }

  /** Moves a number to another peer, in any site. */
  moveNumber(number: string, sipPeerId: string): void {
    this.settle();
    const owned = this.mustOwn(number);
    const peer = this.mustFind(this.peers, sipPeerId, "SIP peer");
    owned.siteId = peer.siteId;
    owned.sipPeerId = peer.id;
    owned.modifiedAt = this.now();
    this.record("move", owned, owned.modifiedAt);
  }

  /** Buys a number, or the next free number of an area code. Returns the number. */
  buyNumber(request: { number?: string; areaCode?: string; sipPeerId: string }): string {
    this.settle();
    const peer = this.mustFind(this.peers, request.sipPeerId, "SIP peer");
    const number = request.number ?? this.firstFree(request.areaCode ?? "919");
    if (!this.canBuy(number)) throw new Error(`${number} cannot be bought`);
    const at = this.now();
    takeNumber(this, number, {
      siteId: peer.siteId,
      sipPeerId: peer.id,
      orderId: this.nextUuid(),
      orderCreatedAt: at,
      at,
      by: "somebody else",
    });
    this.changed();
    return number;
  }

  /** Changes fields of a site. */
  changeSite(siteId: string, change: Partial<Omit<Site, "id">>): void {
    Object.assign(this.mustFind(this.sites, siteId, "site"), change);
    this.changed();
  }

  renameSite(siteId: string, name: string): void {
    this.changeSite(siteId, { name });
  }

  /** Deletes a site with everything in it. */
  deleteSite(siteId: string): void {
    this.mustFind(this.sites, siteId, "site");
    for (const peer of this.peersOf(siteId)) this.deletePeer(peer.id);
    this.sites.delete(siteId);
    this.changed();
  }

  /** Changes fields of a peer. */
  changePeer(sipPeerId: string, change: Partial<Omit<Peer, "id" | "siteId">>): void {
    Object.assign(this.mustFind(this.peers, sipPeerId, "SIP peer"), change);
    this.changed();
  }

  /** Deletes a peer. First disconnects its numbers. */
  deletePeer(sipPeerId: string): void {
    this.settle();
    this.mustFind(this.peers, sipPeerId, "SIP peer");
    for (const number of this.held({ sipPeerId })) this.disconnectNumber(number);
    this.peers.delete(sipPeerId);
    this.changed();
  }

  /** Changes options of a number, by their wire names: `{ Sms: "off", CallForward: "systemdefault" }`. */
  switchOptions(number: string, values: Record<string, string>): void {
    this.settle();
    applyOptions(this.mustOwn(number), values);
    this.changed();
  }

  /** Changes what an option with parts is for a number: its campaign, or its routes. Undefined takes it away. */
  switchRouting(number: string, changed: Pick<NumberOptions, "a2p" | "routePlan">): void {
    this.settle();
    Object.assign(this.mustOwn(number).options, changed);
    this.changed();
  }

  deleteSubscription(subscriptionId: string): void {
    this.mustFind(this.subscriptions, subscriptionId, "subscription");
    this.subscriptions.delete(subscriptionId);
    this.changed();
  }

  /** Removes numbers from the inventory: another customer bought them. */
  withdrawNumbers(numbers: string[]): void {
    for (const number of numbers) this.inventory.withdrawn.add(number);
    this.changed();
  }

  /** Limits (or extends) the numbers of an area code, including sold ones. */
  limitArea(areaCode: string, count: number): void {
    this.inventory.setCapacity(areaCode, count);
    this.changed();
  }

  /** Gives a back-order its numbers, or some of them. Returns what it got. */
  fillBackOrder(orderId: string, count?: number): string[] {
    this.settle();
    const order = this.order(orderId, "orders");
    if (order?.kind !== "orders" || order.status !== "BACKORDERED") throw new Error(`no back-order ${orderId}`);
    return fillBackOrder(this, order, count);
  }

  /** Moves a port-in to a state, as Bandwidth and the losing carrier do. With an error, it becomes an `EXCEPTION`. */
  advancePortIn(portInId: string, status: string, error?: NumberFailure): void {
    this.settle();
    const portIn = this.mustFind(this.portIns, portInId, "port-in");
    portIn.errors = error ? [error] : [];
    enterPortInState(this, portIn, status);
  }

  /** Another carrier asks for numbers, for a day. Returns the id of the port-out. */
  requestPortOut(numbers: string[], requestedFocDate = this.now()): string {
    this.settle();
    for (const number of numbers) this.mustOwn(number);
    const [id, now] = [this.nextUuid(), this.now()];
    const pon = this.nextUuid();
    const dates = { createdAt: now, modifiedAt: now, requestedFocDate };
    this.portOuts.set(id, { id, ...dates, status: "NEW", numbers, spid: "512E", pon });
    this.changed();
    return id;
  }

  /** The numbers of a port-out leave. */
  completePortOut(portOutId: string): void {
    const portOut = this.mustFind(this.portOuts, portOutId, "port-out");
    for (const number of portOut.numbers) this.loseNumber(number);
    portOut.status = "COMPLETE";
    portOut.modifiedAt = this.now();
    this.changed();
  }

  /** Moves an LSR order to a state, as Bandwidth does. With an error, it becomes an `EXCEPTION`. */
  advanceLsrOrder(orderId: string, status: string, error?: NumberFailure): void {
    this.settle();
    const order = this.mustFind(this.lsrOrders, orderId, "LSR order");
    order.errors = error ? [error] : [];
    enterLsrState(this, order, status);
  }

  /** Changes fields of an LSR order. */
  changeLsrOrder(orderId: string, change: Partial<Omit<LsrOrder, "id">>): void {
    Object.assign(this.mustFind(this.lsrOrders, orderId, "LSR order"), change);
    this.changed();
  }

  /** Sets how the next order of a kind ends. */
  script(script: OrderScript): void {
    this.scripts.push(script);
  }

  private firstFree(areaCode: string): string {
    for (const number of this.inventory.matching({ areaCode })) if (this.isFree(number)) return number;
    throw new Error(`no free number in ${areaCode}`);
  }

  private mustOwn(number: string): OwnedNumber {
    const owned = this.heldNumber(number);
    if (owned === undefined) throw new Error(`${number} is not in service on the account`);
    return owned;
  }

  private mustFind<Value>(map: Map<string, Value>, id: string, what: string): Value {
    const found = map.get(id);
    if (found === undefined) throw new Error(`there is no ${what} ${id}`);
    return found;
  }

  private record(kind: "disconnect" | "move" | "lost", owned: OwnedNumber, at: number): void {
    this.ledger.record({
      kind,
      number: owned.number,
      at,
      orderId: owned.orderId,
      siteId: owned.siteId,
      sipPeerId: owned.sipPeerId,
      by: "somebody else",
    });
    this.changed();
  }
}
