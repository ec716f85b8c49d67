import type { AccountStore } from "./account/store.js";
import type { Order, Subscription } from "./account/types.js";
import { writeDown } from "./journal.js";
import { child, parseXml, renderXml, textOf } from "./xml.js";

/** One attempt to deliver a callback. */
export interface Delivery {
  operation: "POST /callbacks/notificationCallbackApi" | "POST /callbacks/portOutValidationCallbackApi";
  url: string;
  /** 0 when no answer came. */
  status: number;
  /** Whether the receiver asked for credentials and got them. */
  challenged: boolean;
  at: number;
}

/** A carrier's question about numbers that it wants, and where it goes. */
export interface PortOutQuestion {
  url: string;
  username?: string;
  password?: string;
  pon?: string;
  pin?: string;
  accountNumber?: string;
  zipCode?: string;
  subscriberName?: string;
  /** Ten digits each. */
  telephoneNumbers: string[];
}

/** The result for the numbers: without a readable refusal, they go. */
export interface PortOutVerdict {
  ported: boolean;
  status: number;
  codes: string[];
  body: string;
}

type Credentials = Pick<PortOutQuestion, "username" | "password">;

/** The states in which an order's own subscription ends with it. */
const open = ["RECEIVED", "PROCESSING", "BACKORDERED"];
/** For these kinds, the notification lists numbers (docs/maintainers/api.md#callbacks). */
const listing = ["orders", "disconnects", "portins", "portouts"];
const retriesMost = 8;

/** Calls the customer's services. It only calls services on this machine. */
export class Deliveries extends Array<Delivery> {
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  private account?: AccountStore;
  private readonly timers = new Set<NodeJS.Timeout>();
  private comingBack?: NodeJS.Timeout;
  private ending = new AbortController();

  /** Starts to report an account's changes. */
  watch(account: AccountStore): void {
    this.account = account;
    account.onOrder = (order, note) => this.announce(account, order, note);
    account.onWatch = () => this.comeBack(account);
  }

  /** Forgets everything that was delivered and everything that is waiting. */
  clear(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.ending.abort();
    this.ending = new AbortController();
    this.length = 0;
  }

  /** Asks the losing carrier whether numbers may go. */
  async askPortOut(question: PortOutQuestion): Promise<PortOutVerdict> {
    const { url, telephoneNumbers, ...rest } = question;
    const body = renderXml("PortOutValidationRequest", {
      PON: rest.pon,
      Pin: rest.pin,
      AccountNumber: rest.accountNumber,
      ZipCode: rest.zipCode,
      SubscriberName: rest.subscriberName,
      TelephoneNumbers: { TelephoneNumber: telephoneNumbers },
    });
    const answer = await this.post("POST /callbacks/portOutValidationCallbackApi", url, question, body, 30_000);
    const response = answer.status === 200 ? readable(answer.text) : undefined;
    const codes = errorCodes(response);
    // 7599 and unknown codes let the numbers go. So may a refusal without a value in the place for values.
    const refused = textOf(response, "Portable") === "false" && codes.some((code) => /^75(1\d|98)$/.test(code));
    const values = child(response, "AcceptableValues")?.children ?? [];
    return { ported: !refused || values.length === 0, status: answer.status, codes, body: answer.text };
  }

  /** Orders end when somebody asks. A service that waits for a callback doesn't ask. */
  private comeBack(account: AccountStore): void {
    if (![...account.subscriptions.values()].some(isLocal)) return;
    const due = [...account.orders.values()].flatMap(({ dueAt }) => dueAt ?? []);
    this.forget(this.comingBack);
    if (due.length === 0) return;
    this.comingBack = this.later(Math.max(0, Math.min(...due) - account.now()), () => {
      account.settle();
      // A timer may fire a fraction of a millisecond early, before anything is due. Then nobody else would check again.
      this.comeBack(account);
    });
  }

  private announce(account: AccountStore, order: Order, note?: string): void {
    for (const subscription of [...account.subscriptions.values()]) {
      if (subscription.orderType !== order.kind) continue;
      if (subscription.orderId !== undefined && subscription.orderId !== order.id) continue;
      if (isLocal(subscription) && (subscription.callback?.expiresAt ?? 0) > account.now()) {
        void this.deliver(account, subscription, notification(subscription, order, note), retriesMost);
      }
      // An order's own subscription ends with the order (docs/maintainers/api.md#subscriptions).
      if (subscription.orderId === order.id && !open.includes(order.status))
        account.subscriptions.delete(subscription.id);
    }
  }

  /**
   * Once. If the service can't be reached or fails, 8 more times over 40 minutes (docs/maintainers/api.md#callbacks).
   * Nothing comes after an answer in the 400s.
   */
  private async deliver(account: AccountStore, subscription: Subscription, body: string, retries: number) {
    const { url = "", username, password } = subscription.callback ?? {};
    const ending = this.ending;
    const credentials = { username, password };
    const answer = await this.post("POST /callbacks/notificationCallbackApi", url, credentials, body, 30_000);
    if (ending.signal.aborted) return;
    subscription.status = answer.status === 0 ? answer.text : `${answer.status} ${answer.words} ${answer.text}`.trim();
    account.changed();
    const unavailable = answer.status === 0 || answer.status >= 500;
    if (!unavailable || retries === 0 || account.settings.callbackRetryMs === undefined) return;
    this.later(account.settings.callbackRetryMs, () => void this.deliver(account, subscription, body, retries - 1));
  }

  /** Credentials go only to a service that asks for them (docs/maintainers/api.md#callbacks). */
  private async post(
    operation: Delivery["operation"],
    url: string,
    { username, password }: Credentials,
    body: string,
    timeoutMs: number,
  ): Promise<{ status: number; words: string; text: string }> {
    const headers = { "Content-Type": "application/xml; charset=utf-8" };
    const signal = AbortSignal.any([this.ending.signal, AbortSignal.timeout(timeoutMs)]);
    const call = (more: Record<string, string> = {}) =>
      fetch(url, { method: "POST", body, headers: { ...headers, ...more }, redirect: "manual", signal });
    const record: Delivery = { operation, url, status: 0, challenged: false, at: this.account?.now() ?? 0 };
    try {
      let response = await call();
      const challenge = response.headers.get("www-authenticate") ?? "";
      if (response.status === 401 && username !== undefined && /^basic\b/i.test(challenge)) {
        await response.text();
        record.challenged = true;
        const pair = Buffer.from(`${username}:${password ?? ""}`).toString("base64");
        response = await call({ Authorization: `Basic ${pair}` });
      }
      const text = await response.text();
      record.status = response.status;
      // The provider's own handlers name themselves in their challenge. The tests have other receivers too.
      if (challenge.includes("pulumi-bandwidth") && response.ok) {
        writeDown("POST", "classic", operation.replace("POST ", ""));
      }
      return { status: response.status, words: response.statusText, text };
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      return { status: 0, words: "", text: cause instanceof Error ? cause.message : String(cause) };
    } finally {
      if (!this.ending.signal.aborted) this.push(record);
    }
  }

  private forget(timer: NodeJS.Timeout | undefined): void {
    clearTimeout(timer);
    if (timer) this.timers.delete(timer);
  }

  private later(ms: number, act: () => void): NodeJS.Timeout {
    const timer = setTimeout(
      () => {
        this.timers.delete(timer);
        act();
      },
      Math.min(ms, 2 ** 31 - 1),
    );
    timer.unref();
    this.timers.add(timer);
    return timer;
  }
}

function isLocal({ callback }: Subscription): boolean {
  if (callback === undefined || !URL.canParse(callback.url)) return false;
  return /^(127(\.\d+){3}|localhost|\[::1\])$/.test(new URL(callback.url).hostname);
}

/** The numbers of a FAILED order are also listed as completed (docs/maintainers/api.md#callbacks). */
function notification(subscription: Subscription, order: Order, note?: string): string {
  const [failure] = order.failures;
  const ended = !open.includes(order.status);
  const completed = order.completed.length > 0 ? order.completed : order.failures.flatMap(({ number }) => number ?? []);
  const numbers = ended && note === undefined && listing.includes(order.kind) ? completed : [];
  const words = failure ? `${failure.code}: ${failure.description}` : `Order ${order.status} for ${order.kind}`;
  return renderXml("Notification", {
    Status: note === undefined ? order.status : undefined,
    SubscriptionId: subscription.id,
    Message: note === undefined ? words : undefined,
    OrderId: order.id,
    OrderType: order.kind,
    Note: note,
    CompletedTelephoneNumbers:
      numbers.length > 0 ? { TelephoneNumber: numbers.map((number) => number.replace(/^\+1/, "")) } : undefined,
  });
}

function readable(text: string) {
  try {
    const root = parseXml(text);
    return root.name === "PortOutValidationResponse" ? root : undefined;
  } catch {
    return undefined;
  }
}

function errorCodes(response: ReturnType<typeof readable>): string[] {
  const errors = child(response, "Errors")?.children ?? [];
  return errors.flatMap((error) => textOf(error, "Code") ?? []);
}
