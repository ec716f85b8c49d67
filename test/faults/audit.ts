import { realmsOf } from "../../simulator/account/realms.js";
import type { Simulator } from "../../simulator/index.js";
import { numbersOf } from "./auditors/auditor.js";
import { boughtBySomebodyElse } from "./auditors/law.js";
import { numberAuditors } from "./auditors/numbers.js";
import { portAuditors } from "./auditors/ports.js";
import { reportAuditors } from "./auditors/reports.js";
import { ELSEWHERE } from "./interference.js";
import type { Stack } from "./stack.js";

const auditors = { ...numberAuditors, ...portAuditors, ...reportAuditors };

/** Everything in which the account is not what the stack holds and its program declares; none is what we want. */
export function audit(simulator: Simulator, stack: Stack): string[] {
  simulator.account.settle();
  const problems = stack.held.flatMap((held) => auditors[held.type]?.(simulator, held) ?? []);
  const { account, ledger } = simulator;
  const count = (type: string) => stack.held.filter((held) => held.type === type).length;
  const extra = (what: string, there: number, held: number) => {
    if (there !== held) problems.push(`${there} ${what} on the account, ${held} in the state`);
  };
  const own = <One extends { siteId?: string; id: string }>(all: Map<string, One>) =>
    [...all.values()].filter(({ id, siteId = id }) => siteId !== ELSEWHERE).length;
  extra("sites", own(account.sites), count("Site"));
  extra("SIP peers", own(account.peers), count("SipPeer"));
  extra("subscriptions", account.subscriptions.size, count("Subscription"));
  const reserving = stack.held.filter(
    ({ type, inputs }) => type === "TnReservation" && !ledger.owned().includes(String(inputs.reservedTn)),
  );
  extra("reservations", account.reservations.size, reserving.length);
  extra("SIP credentials", account.sipCredentials.size, count("SipCredential"));
  extra("realms", realmsOf(account).length, count("SipRealm"));
  extra("applications", account.applications.size, count("Application"));
  const portIns = [...account.portIns.values()];
  const openPortIns = portIns.filter(({ status }) => status !== "CANCELLED" && status !== "COMPLETE");
  const heldPortIns = stack.held.filter(
    ({ type, id }) => type === "PortIn" && openPortIns.some((one) => one.id === id),
  );
  extra("open port-ins", openPortIns.length, heldPortIns.length);
  extra("files of port-ins", openPortIns.flatMap(({ files }) => files).length, count("PortInDocument"));
  const lsrOrders = [...account.lsrOrders.values()].filter(({ status }) => status !== "CANCELLED");
  extra("LSR orders", lsrOrders.length, count("LsrOrder"));

  const holders = ["PhoneNumberOrder", "PortIn"];
  const known = stack.held.filter(({ type }) => holders.includes(type)).flatMap(({ state }) => numbersOf(state));
  const isOurs = (number: string) => !boughtBySomebodyElse(simulator, number);
  const orphans = ownedNumbers(simulator).filter((number) => !known.includes(number) && isOurs(number));
  if (orphans.length > 0) problems.push(`owned, and in no state: ${orphans.join(", ")}`);
  const shared = known.filter((number, index) => known.indexOf(number) !== index);
  const imported = stack.held.filter(({ type }) => type === "ExternalTns").flatMap(({ state }) => numbersOf(state));
  const external = ledger.owned().filter((number) => account.numbers.get(number)?.external);
  const astray = external.filter((number) => !imported.includes(number));
  if (astray.length > 0) problems.push(`imported, and in no state: ${astray.join(", ")}`);
  const helped = stack.held.filter(({ type }) => type === "E911Address").flatMap(({ inputs }) => numbersOf(inputs));
  const stray = ledger.owned().filter((number) => account.numbers.get(number)?.features?.e911);
  const unasked = stray.filter((number) => !helped.includes(number));
  if (unasked.length > 0) problems.push(`an emergency address, and in no state: ${unasked.join(", ")}`);
  const optioned = stack.held.flatMap(({ type, inputs, state }) =>
    type === "TnOptions" || (type === "PhoneNumberOrder" && inputs.options !== undefined)
      ? [...numbersOf(inputs), ...numbersOf(state)]
      : [],
  );
  const texting = ledger.owned().filter((number) => {
    const { a2p, portOutPasscode, routePlan } = account.numbers.get(number)?.options ?? {};
    return [a2p, portOutPasscode, routePlan].some((one) => one !== undefined) && !optioned.includes(number);
  });
  const leftOver = texting.filter(isOurs);
  if (leftOver.length > 0) problems.push(`options that no program declares: ${leftOver.join(", ")}`);
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
  const arrived = entries.filter(({ kind }) => kind === "port-in").map(({ number }) => number);
  const started = [...before, ...arrived].filter(
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
