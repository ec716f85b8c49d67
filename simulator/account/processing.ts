import { finishNumberOrder } from "./buying.js";
import { featureNumbers, moveExternal, setFeature } from "./features.js";
import { setOptions } from "./options.js";
import type { AccountStore } from "./store.js";
import type { DisconnectOrder, MoveOrder, NumberFailure, OptionOrder, Order, OwnedNumber } from "./types.js";

/** Does what an order asks for and sets its final state. */
export function finishOrder(account: AccountStore, order: Order): void {
  if (order.script?.outcome === "unknown") {
    // Nobody can tell whether the work is done. The caller must handle the literal state.
    order.status = order.script.status ?? "AWAITING_REVIEW";
    return;
  }
  switch (order.kind) {
    case "orders":
      finishNumberOrder(account, order);
      break;
    case "disconnects":
      finishPerNumber(account, order, order.numbers, disconnect);
      break;
    case "tnoptions":
      finishPerNumber(account, order, optionNumbers(order), setOptions);
      break;
    case "moveTns":
      finishPerNumber(account, order, order.numbers, move);
      break;
    case "e911s":
    case "lidbs":
    case "dldas":
      finishPerNumber(account, order, featureNumbers(order), setFeature);
      if (order.adjusted && order.status !== "FAILED") order.status = `ADJUSTED_${order.status}`;
      break;
    case "externalTns":
      finishPerNumber(account, order, order.numbers, moveExternal);
      break;
  }
}

type PerNumber<Kind extends Order> = (account: AccountStore, order: Kind, number: string) => NumberFailure | undefined;

function finishPerNumber<Kind extends Order>(
  account: AccountStore,
  order: Kind,
  numbers: string[],
  act: PerNumber<Kind>,
): void {
  const scripted = scriptedFailures(order, numbers);
  for (const number of numbers) {
    const failure = scripted.get(number) ?? act(account, order, number);
    if (failure) order.failures.push({ ...failure, number });
    else {
      order.completed.push(number);
      noteOrder(account, order, number);
    }
  }
  order.status = order.failures.length === 0 ? "COMPLETE" : order.completed.length === 0 ? "FAILED" : "PARTIAL";
}

/** How `/tns` calls the orders that neither bring nor disconnect a number. */
const lastOrderTypes: Partial<Record<Order["kind"], string>> = {
  tnoptions: "TN_OPTION_ORDER",
  moveTns: "MOVE_TNS_ORDER",
  e911s: "E911_ORDER",
  lidbs: "LIDB_ORDER",
  dldas: "DLDA_ORDER",
};

function noteOrder(account: AccountStore, { id, kind, createdAt }: Order, number: string): void {
  const type = lastOrderTypes[kind];
  const owned = account.heldNumber(number);
  if (type && owned) owned.lastOrder = { id, type, createdAt };
}

/** Which numbers the script fails, and how. */
export function scriptedFailures(order: Order, numbers: string[]): Map<string, NumberFailure> {
  const script = order.script;
  if (script?.outcome !== "partial" && script?.outcome !== "failed") return new Map();
  const failing =
    script.outcome === "failed" ? numbers : (script.numbers ?? numbers.slice(numbers.length - (script.count ?? 1)));
  const defaults: Record<Order["kind"], [string, string]> = {
    orders: ["5005", "The telephone number is unavailable for ordering"],
    disconnects: ["5006", "TelephoneNumber Disconnect Error"],
    tnoptions: ["5076", "Number does not belong to this account."],
    moveTns: ["5017", "TelephoneNumber Move Error"],
    e911s: ["8010", "General 911 Provisioning Error"],
    lidbs: ["11016", "The vendor of this telephone number is currently not supported."],
    dldas: ["16102", "The vendor of this telephone number is currently not supported."],
    externalTns: ["25090", "Unable to import telephone numbers to the Bandwidth Dashboard."],
  };
  const [code, description] = defaults[order.kind];
  return new Map(
    failing.map((number) => [
      number,
      { code: script.code ?? code, description: script.description ?? description, number },
    ]),
  );
}

function disconnect(account: AccountStore, order: DisconnectOrder, number: string): NumberFailure | undefined {
  const owned = account.heldNumber(number);
  if (owned === undefined) {
    return {
      code: "5006",
      description: "Telephone number could not be disconnected since it is not associated with your account",
    };
  }
  const at = order.modifiedAt;
  retire(account, owned, at);
  account.ledger.record({
    kind: "disconnect",
    number,
    at,
    orderId: order.id,
    siteId: owned.siteId,
    sipPeerId: owned.sipPeerId,
    by: "api",
  });
  owned.orderId = order.id;
  owned.orderType = "DISCONNECT";
  owned.lastOrder = undefined;
  return undefined;
}

/** A disconnected number ages. Its peer still holds it for a while. */
export function retire(account: AccountStore, owned: OwnedNumber, at: number): void {
  owned.status = "Aging";
  owned.modifiedAt = at;
  owned.options = {};
  owned.heldUntil = account.now() + account.settings.disconnectReleaseMs;
}

function move(account: AccountStore, order: MoveOrder, number: string): NumberFailure | undefined {
  const owned = account.heldNumber(number);
  if (owned === undefined) return { code: "5076", description: "Number does not belong to this account." };
  if (owned.external && !account.settings.externalsMove)
    return { code: "5224", description: "External telephone numbers can't be moved." };
  owned.siteId = order.siteId;
  owned.sipPeerId = order.sipPeerId;
  owned.modifiedAt = order.modifiedAt;
  account.ledger.record({
    kind: "move",
    number,
    at: order.modifiedAt,
    orderId: order.id,
    customerOrderId: order.customerOrderId,
    siteId: order.siteId,
    sipPeerId: order.sipPeerId,
    by: "api",
  });
  return undefined;
}

const optionNumbers = (order: OptionOrder) => order.groups.flatMap((group) => group.numbers);
