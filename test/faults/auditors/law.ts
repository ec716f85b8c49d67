import type { Simulator } from "../../../simulator/index.js";
import type { Held, Program, Stack } from "../stack.js";
import { numbersOf } from "./auditor.js";

/** What was before a run, to compare with what is after it. */
export interface Before {
  entries: number;
  requests: number;
  /** Who held which numbers. */
  held: readonly Held[];
}

/** What brings numbers to an account, or has them there. */
const HOLDERS = ["PhoneNumberOrder", "PortIn", "ExternalTns"];

export function beforeRun({ ledger, requests }: Simulator, stack: Stack): Before {
  return { entries: ledger.entries.length, requests: requests.mark(), held: stack.snapshot().held };
}

/**
 * The law of numbers, for one run, however it ended: it disconnects nothing that a resource of its program declares or holds at
 * its end, nor what somebody else has bought; and it orders nothing that is in service already. `adopted`: numbers that were
 * somebody else's, until the stack took them over.
 */
export function auditLaw(
  simulator: Simulator,
  stack: Stack,
  program: Program,
  before: Before,
  adopted: ReadonlySet<string>,
): string[] {
  const { ledger } = simulator;
  const declared = declaredBy(program, stack);
  const run = ledger.entries.slice(before.entries);
  const released = run.filter(({ kind, by }) => kind === "disconnect" && by === "api").map(({ number }) => number);
  return [
    ...released.flatMap((number) => {
      const holder = declared.get(number) ?? wantedBy(stack, program, before, number);
      return holder === undefined ? [] : [`disconnected ${number}, which is wanted by ${holder}`];
    }),
    ...released
      .filter((number) => boughtBySomebodyElse(simulator, number) && !adopted.has(number))
      .map((number) => `disconnected ${number}, which somebody else has bought`),
    ...orderedAlthoughThere(simulator, before),
  ];
}

/** The numbers that a program lists, and where. */
function declaredBy(program: Program, stack: Stack): Map<string, string> {
  const found = new Map<string, string>();
  for (const { type, name, inputs } of program) {
    if (!HOLDERS.includes(type)) continue;
    for (const number of numbersOf(inputs(stack.outputs))) found.set(number, name);
  }
  return found;
}

/**
 * A resource that holds the number when the run is over, and is to keep it. A state that a run which failed left as it was may
 * still have numbers that were given up; only their holder wants them no more.
 */
function wantedBy(stack: Stack, program: Program, before: Before, number: string): string | undefined {
  const holds = ({ type, state }: Held) => HOLDERS.includes(type) && numbersOf(state).includes(number);
  const holder = stack.held.find((held) => holds(held) && isWanted(held));
  return holder?.name;

  function isWanted({ name, state, inputs }: Held): boolean {
    const declaration = program.find((one) => one.name === name);
    if (!declaration) return false;
    // Where it was not before, it was taken over, or bought, in this very run.
    if (!before.held.some((held) => held.name === name && holds(held))) return true;
    const { quantity } = declaration.inputs(stack.outputs);
    return quantity !== undefined && inputs.quantity === quantity && numbersOf(state).length <= Number(quantity);
  }
}

/** The last who brought the number to the account was somebody else. */
export function boughtBySomebodyElse({ ledger }: Simulator, number: string): boolean {
  const arrivals = ledger.entries.filter((one) => one.number === number && ["purchase", "port-in"].includes(one.kind));
  return arrivals.at(-1)?.by === "somebody else";
}

/**
 * Orders by number of what was in service when they were placed. Who may not look a number up sees only the list of the numbers in
 * service, which need not show one whose service is not active yet; the API refuses such an order.
 */
function orderedAlthoughThere({ account, ledger, requests }: Simulator, before: Before): string[] {
  const run = requests.since(before.requests);
  const isUnseen = (number: string) =>
    account.numbers.get(number)?.status === "InAccount" &&
    run.some(({ path, status }) => status === 403 && path === `/tns/${number.slice(2)}`);
  const orders = run.filter(({ method, endpoint }) => {
    return method === "POST" && endpoint === "/accounts/:account/orders";
  });
  return orders.flatMap(({ body, at, status, fault }) => {
    const numbers = [...body.matchAll(/<TelephoneNumber>\+?1?(\d{10})</g)].map(([, digits]) => `+1${digits}`);
    const there = numbers.filter((number) => {
      if (isUnseen(number)) return false;
      const history = ledger.entries.filter(
        (one) => one.number === number && one.at <= at && CHANGES.includes(one.kind),
      );
      return history.length > 0 && ARRIVALS.includes(history.at(-1)?.kind ?? "");
    });
    return there.map((number) => `ordered ${number}, which was in service (${status} ${fault ?? ""})`);
  });
}

const ARRIVALS = ["purchase", "port-in"];
const CHANGES = [...ARRIVALS, "disconnect", "lost"];
