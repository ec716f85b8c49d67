import type { AccountModel } from "./account/model.js";
import { reachabilityOf } from "./account/reachability.js";
import type { NumberFailure, OrderScript } from "./account/types.js";
import type { Reply } from "./call.js";
import type { FaultRule } from "./faults.js";
import type { Backend } from "./server.js";
import type { Settings } from "./settings.js";

type Arguments = Record<string, unknown>;

/** What somebody else can do, by the last segment of `POST /admin/drift/…`. The body has the arguments. */
const drift: Record<string, (account: AccountModel, given: Arguments) => unknown> = {
  disconnectNumber: (account, given) => account.disconnectNumber(text(given, "number")),
  activateNumber: (account, given) => account.activateNumber(text(given, "number")),
  loseNumber: (account, given) => account.loseNumber(text(given, "number")),
  moveNumber: (account, given) => account.moveNumber(text(given, "number"), text(given, "sipPeerId")),
  buyNumber: (account, given) =>
    account.buyNumber({
      number: optionalText(given, "number"),
      areaCode: optionalText(given, "areaCode"),
      sipPeerId: text(given, "sipPeerId"),
    }),
  renameSite: (account, given) => account.renameSite(text(given, "siteId"), text(given, "name")),
  changeSite: (account, given) => account.changeSite(text(given, "siteId"), record(given, "change")),
  deleteSite: (account, given) => account.deleteSite(text(given, "siteId")),
  changePeer: (account, given) => account.changePeer(text(given, "sipPeerId"), record(given, "change")),
  deletePeer: (account, given) => account.deletePeer(text(given, "sipPeerId")),
  switchOptions: (account, given) =>
    account.switchOptions(text(given, "number"), record(given, "values") as Record<string, string>),
  deleteSubscription: (account, given) => account.deleteSubscription(text(given, "subscriptionId")),
  withdrawNumbers: (account, given) => account.withdrawNumbers(given.numbers as string[]),
  limitArea: (account, given) => account.limitArea(text(given, "areaCode"), Number(given.count)),
  advancePortIn: (account, given) =>
    account.advancePortIn(text(given, "portInId"), text(given, "status"), given.error as NumberFailure | undefined),
  requestPortOut: (account, given) => account.requestPortOut(given.numbers as string[]),
  completePortOut: (account, given) => account.completePortOut(text(given, "portOutId")),
  advanceLsrOrder: (account, given) =>
    account.advanceLsrOrder(text(given, "orderId"), text(given, "status"), given.error as NumberFailure | undefined),
  changeLsrOrder: (account, given) => account.changeLsrOrder(text(given, "orderId"), record(given, "change")),
  fillBackOrder: (account, given) =>
    account.fillBackOrder(text(given, "orderId"), given.count === undefined ? undefined : Number(given.count)),
};

type Action = (backend: Backend, given: Arguments) => unknown;

const actions: Record<string, Action> = {
  "GET /admin/state": ({ account }) => {
    account.settle();
    return account.snapshot();
  },
  "GET /admin/ledger": ({ account: { ledger } }) => ({
    entries: ledger.entries,
    bought: ledger.bought(),
    released: ledger.released(),
    owned: ledger.owned(),
    boughtTwice: ledger.boughtTwice(),
  }),
  "GET /admin/reachability": ({ account }) => {
    const numbers = [...account.numbers.values()].filter(({ status }) => status === "Inservice");
    return Object.fromEntries(numbers.map(({ number }) => [number, reachabilityOf(account, number)]));
  },
  "GET /admin/requests": ({ requests }) => [...requests],
  "GET /admin/deliveries": ({ deliveries }) => [...deliveries],
  "POST /admin/portOutValidation": ({ deliveries }, given) =>
    deliveries.askPortOut({ ...given, url: text(given, "url"), telephoneNumbers: given.telephoneNumbers as string[] }),
  "GET /admin/settings": ({ settings }) => settings,
  "POST /admin/settings": ({ settings }, given) => Object.assign(settings, given as Partial<Settings>),
  "GET /admin/faults": ({ faults }) => faults.waiting,
  "POST /admin/faults": ({ faults }, given) => {
    const rules = (Array.isArray(given) ? given : [given]) as FaultRule[];
    for (const rule of rules) faults.add(rule);
    return faults.waiting;
  },
  "DELETE /admin/faults": ({ faults }) => faults.clear(),
  "GET /admin/scripts": ({ account }) => account.scripts,
  "POST /admin/scripts": ({ account }, given) => {
    for (const script of (Array.isArray(given) ? given : [given]) as OrderScript[]) account.script(script);
    return account.scripts;
  },
  "POST /admin/tokens/revoke": ({ gate }) => gate.revokeTokens(),
  "POST /admin/reset": ({ reset }) => reset(),
};

/** Answers a request under /admin: JSON in, JSON out. A 400 has the reason when the request can't be done. */
export async function answerAdmin(backend: Backend, method: string, path: string, body: string): Promise<Reply> {
  try {
    const given = (body.trim() === "" ? {} : JSON.parse(body)) as Arguments;
    const drifting = /^\/admin\/drift\/(\w+)$/.exec(path)?.[1];
    if (method === "POST" && drifting !== undefined) {
      const act = Object.hasOwn(drift, drifting) ? drift[drifting] : undefined;
      if (act === undefined)
        return json(404, { error: `no drift '${drifting}'; there are ${Object.keys(drift).join(", ")}` });
      return json(200, act(backend.account, given) ?? {});
    }
    const action = actions[`${method} ${path}`];
    if (action === undefined)
      return json(404, { error: `no ${method} ${path}; there are ${Object.keys(actions).join(", ")}` });
    return json(200, (await action(backend, given)) ?? {});
  } catch (error) {
    return json(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

function text(given: Arguments, name: string): string {
  const value = optionalText(given, name);
  if (value === undefined) throw new Error(`${name} is missing`);
  return value;
}

function optionalText(given: Arguments, name: string): string | undefined {
  const value = given[name];
  return value === undefined ? undefined : String(value);
}

function record(given: Arguments, name: string): Arguments {
  const value = given[name];
  if (typeof value !== "object" || value === null) throw new Error(`${name} is missing`);
  return value as Arguments;
}

function json(status: number, value: unknown): Reply {
  return { status, body: JSON.stringify(value), contentType: "application/json" };
}
