import type { Values } from "../../provider/pulumi/values.js";
import type { Order } from "../simulator/account/types.js";
import type { OwnedNumber, Simulator } from "../simulator/index.js";
import type { Held, Stack } from "./stack.js";

/** Everything in which the account is not what the stack holds and its program declares; none is what we want. */
export function audit(simulator: Simulator, stack: Stack): string[] {
  simulator.account.settle();
  const problems = stack.held.flatMap((held) => auditors[held.type]?.(simulator, held) ?? []);
  const { account, ledger } = simulator;
  const count = (type: string) => stack.held.filter((held) => held.type === type).length;
  const extra = (what: string, there: number, held: number) => {
    if (there !== held) problems.push(`${there} ${what} on the account, ${held} in the state`);
  };
  extra("sites", account.sites.size, count("Site"));
  extra("SIP peers", account.peers.size, count("SipPeer"));
  extra("subscriptions", account.subscriptions.size, count("Subscription"));
  extra("reservations", account.reservations.size, count("TnReservation"));
  extra("SIP credentials", account.sipCredentials.size, count("SipCredential"));

  const known = stack.held.filter(({ type }) => type === "PhoneNumberOrder").flatMap(({ state }) => numbersOf(state));
  const strangers = new Set(ledger.entries.filter(({ by }) => by === "somebody else").map(({ number }) => number));
  const orphans = ownedNumbers(simulator).filter((number) => !known.includes(number) && !strangers.has(number));
  if (orphans.length > 0) problems.push(`owned, and in no state: ${orphans.join(", ")}`);
  const shared = known.filter((number, index) => known.indexOf(number) !== index);
  const imported = stack.held.filter(({ type }) => type === "ExternalTns").flatMap(({ state }) => numbersOf(state));
  const external = ledger.owned().filter((number) => account.numbers.get(number)?.external);
  const astray = external.filter((number) => !imported.includes(number));
  if (astray.length > 0) problems.push(`imported, and in no state: ${astray.join(", ")}`);
  if (shared.length > 0) problems.push(`in two resources: ${shared.join(", ")}`);
  const twice = ledger.boughtTwice();
  if (twice.length > 0) problems.push(`bought twice: ${JSON.stringify(twice)}`);
  return problems;
}

/** The numbers that are paid for; those of the customer's own are not. */
export const ownedNumbers = ({ account, ledger }: Simulator): string[] =>
  ledger.owned().filter((number) => !account.numbers.get(number)?.external);

/** What one command and its repetitions did, against what they should have done: nothing bought or given up in vain. */
export function auditLedger(simulator: Simulator, mark: number, before: readonly string[]): string[] {
  const entries = simulator.ledger.entries.slice(mark);
  const owned = ownedNumbers(simulator);
  const others = entries.filter(({ by, kind }) => by === "somebody else" && kind !== "move");
  const started = before.filter(
    (number) => !others.some((entry) => entry.number === number && entry.kind !== "purchase"),
  );
  const made = (kind: string) => entries.filter((entry) => entry.by === "api" && entry.kind === kind);
  const expected = (kind: string, what: string, numbers: string[]) => {
    const found = made(kind).map(({ number }) => number);
    const same = found.length === numbers.length && numbers.every((number) => found.includes(number));
    return same ? [] : [`${what}: ${found.join(", ") || "none"}, should be ${numbers.join(", ") || "none"}`];
  };
  const foreign = new Set(others.filter(({ kind }) => kind === "purchase").map(({ number }) => number));
  return [
    ...expected(
      "purchase",
      "bought",
      owned.filter((number) => !started.includes(number) && !foreign.has(number)),
    ),
    ...expected(
      "disconnect",
      "disconnected",
      started.filter((number) => !owned.includes(number)),
    ),
  ];
}

/** How often each kind of thing was made. */
export type Acts = Readonly<Record<string, number>>;

/** To see that no write that had acted was sent again. */
export function countActs(simulator: Simulator): Acts {
  const { account } = simulator;
  const notes = [...account.orders.values()].flatMap((order) => ("notes" in order ? order.notes : []));
  const placed = (kind: Order["kind"]) => account.ordersOf(kind).filter(({ status }) => status !== "FAILED").length;
  return {
    "number orders": placed("orders"),
    disconnects: placed("disconnects"),
    "option orders": placed("tnoptions"),
    "move orders": placed("moveTns"),
    "emergency orders": placed("e911s"),
    "LIDB orders": placed("lidbs"),
    "listing orders": placed("dldas"),
    "external orders": placed("externalTns"),
    // Those with which an order is taken over may be written again by the run that takes it over.
    notes: notes.filter(({ description }) => !description.startsWith("pulumi-bandwidth claim ")).length,
    reservations: account.reservations.size,
    credentials: account.sipCredentials.size,
    sites: account.sites.size,
    peers: account.peers.size,
    subscriptions: account.subscriptions.size,
  };
}

type Auditor = (simulator: Simulator, held: Held) => string[];

const auditors: Record<string, Auditor> = {
  Site: ({ account }, { id, name, inputs }) => {
    const site = account.sites.get(id);
    return compare(name, site, { name: inputs.name, description: inputs.description });
  },
  SipPeer: ({ account }, { name, state, inputs }) => {
    const peer = account.peers.get(String(state.sipPeerId));
    const hosts = (list: unknown) => (list as { HostName?: string; hostName?: string }[] | undefined) ?? [];
    const wanted = { siteId: inputs.siteId, name: inputs.name, description: inputs.description };
    const here = hosts(peer?.terminationHosts).map(({ HostName }) => HostName);
    const declared = hosts(inputs.terminationHosts).map(({ hostName }) => hostName);
    const sameHosts = here.length === declared.length && declared.every((host) => here.includes(host));
    return [...compare(name, peer, wanted), ...(sameHosts ? [] : [`${name}: hosts are ${here}, not ${declared}`])];
  },
  PhoneNumberOrder: ({ account }, { name, state, inputs }) => {
    const numbers = numbersOf(state);
    const listed = inputs.telephoneNumbers as string[] | undefined;
    const wanted = listed?.length ?? Number(inputs.quantity);
    const problems = numbers.flatMap((number) =>
      compare(number, inService(account.numbers.get(number)), placeOf(inputs)),
    );
    if (numbers.length !== wanted) problems.push(`${name}: ${numbers.length} numbers in the state, not ${wanted}`);
    const lacking = (listed ?? []).filter((number) => !numbers.includes(number));
    if (lacking.length > 0) problems.push(`${name}: declared, and not there: ${lacking.join(", ")}`);
    if (inputs.protected === undefined) return problems;
    const bare = numbers.filter((number) => account.numbers.get(number)?.protected !== inputs.protected);
    return bare.length === 0 ? problems : [...problems, `${name}: not protected: ${bare.join(", ")}`];
  },
  TnOptions: ({ account }, { inputs }) => {
    const { telephoneNumbers, callForward, callingNameDisplay, rewriteUser } = inputs;
    return (telephoneNumbers as string[]).flatMap((number) => {
      const { callForward: forward, ...options } = account.numbers.get(number)?.options ?? {};
      const wanted = { callForward: tenDigits(callForward), callingNameDisplay, rewriteUser };
      return compare(`options of ${number}`, { ...options, callForward: tenDigits(forward) }, wanted);
    });
  },
  TnReservation: ({ account }, { id, name, inputs }) =>
    compare(name, account.reservations.get(id), { number: inputs.reservedTn }),
  SipCredential: ({ account }, { id, name, inputs }) =>
    compare(name, account.sipCredentials.get(id), { userName: inputs.userName, hash1: inputs.hash1 }),
  OrderNote: ({ account }, { name, state, inputs }) => {
    const order = account.orders.get(String(inputs.orderId));
    const notes = order && "notes" in order ? order.notes : [];
    const found = notes.filter(({ description }) => description === inputs.description);
    const twice = found.length > 1 ? [`${name}: ${found.length} notes of this text`] : [];
    return [
      ...compare(
        name,
        found.find(({ id }) => id === state.noteId),
        { description: inputs.description },
      ),
      ...twice,
    ];
  },
  E911Address: (simulator, held) => featureOf(simulator, held, "e911", { CallerName: held.inputs.callerName }),
  LidbRecord: (simulator, held) =>
    featureOf(simulator, held, "lidb", {
      SubscriberInformation: held.inputs.subscriberInformation,
      UseType: held.inputs.useType,
    }),
  DirectoryListing: (simulator, held) => featureOf(simulator, held, "dlda", { ListingType: held.inputs.listingType }),
  ExternalTns: ({ account }, { inputs }) =>
    (inputs.telephoneNumbers as string[]).flatMap((number) =>
      compare(number, inService(account.numbers.get(number)), { ...placeOf(inputs), external: true }),
    ),
  Subscription: ({ account }, { id, name, inputs }) => {
    const found = account.subscriptions.get(id);
    const there = found && { orderType: found.orderType, email: found.email?.Email, url: found.callback?.url };
    const { email, callback } = inputs as { email?: { address: string }; callback?: { url: string } };
    return compare(name, there, { orderType: inputs.orderType, email: email?.address, url: callback?.url });
  },
};

/** What each of the numbers has of a feature; the elements by their wire names. */
function featureOf(
  { account }: Simulator,
  { name, inputs }: Held,
  feature: "e911" | "lidb" | "dlda",
  wanted: Record<string, unknown>,
): string[] {
  return (inputs.telephoneNumbers as string[]).flatMap((number) =>
    compare(`${name} ${number}`, account.numbers.get(number)?.features?.[feature], wanted),
  );
}

function compare(name: string, there: object | undefined, wanted: Record<string, unknown>): string[] {
  if (there === undefined) return [`${name}: not on the account`];
  const is = there as Record<string, unknown>;
  const wrong = Object.keys(wanted).filter((key) => (is[key] ?? "") !== (wanted[key] ?? ""));
  return wrong.map((key) => `${name}: ${key} is ${String(is[key])}, not ${String(wanted[key])}`);
}

const inService = (owned: OwnedNumber | undefined) => (owned?.status === "Inservice" ? owned : undefined);

const placeOf = ({ siteId, sipPeerId }: Values) => (sipPeerId === undefined ? { siteId } : { siteId, sipPeerId });

export const numbersOf = (state: Values): string[] => (state.telephoneNumbers as string[] | undefined) ?? [];

const tenDigits = (number: unknown) => (number === undefined ? undefined : String(number).slice(-10));
