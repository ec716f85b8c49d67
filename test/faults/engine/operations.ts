import { address } from "../../resources/support.js";
import type { Operation, Replacement } from "../operations/operation.js";
import { declareSite, everything, listed, mails, options, peer, place, searched } from "../operations/program.js";
import { stackOperations } from "../operations/wholeStack.js";
import type { Declaration, Program } from "../stack.js";

/** A command of the real engine, on the whole stack. */
export interface EngineOperation extends Omit<Operation, "command"> {
  /** `take over`: what is on the account comes into an empty state, by `pulumi import` or with `adopt`. */
  command: "up" | "up --refresh" | "refresh" | "destroy" | "take over" | Replacement;
}

const operation = (
  name: string,
  command: EngineOperation["command"],
  after: Program = everything,
): EngineOperation => ({ group: "Whole stack", name, before: everything, after, command });

/** Everything, with some of it as somebody wants it now. */
const changed = (name: string, ...wanted: Declaration[]): EngineOperation =>
  operation(
    name,
    "up",
    everything.map((one) => wanted.find((other) => other.name === one.name) ?? one),
  );

const isImport = (command: Operation["command"]) => typeof command === "object" && "id" in command;

/** Those of the simulated engine that the real one runs in the same way; a `destroy` has a command of its own. */
const shared = stackOperations.flatMap((one): EngineOperation[] => {
  if (one.name === "destroy") return [{ ...one, command: "destroy" }];
  return isImport(one.command) ? [] : [{ ...one, command: one.command }];
});

/** What is done with the first five resources, each time in a stack that holds them all. */
export const engineOperations: readonly EngineOperation[] = [
  ...shared,
  changed("grow", searched(5), listed(50, 51, 52, 53)),
  changed("shrink", searched(2), listed(51)),
  changed("exchange", listed(51, 52, 53, 54)),
  changed("move", searched(3, {}, "standby")),
  changed("replace", searched(3, { replacementTriggers: ["anew"] })),
  changed("options", options({ callForward: "+19195550198", rewriteUser: "desk" })),
  changed("subscription", mails("noc@example.com")),
  changed(
    "site and peer",
    declareSite("raleigh", { name: "Raleigh", address, description: "moved" }),
    peer("standby", { description: "busy", terminationHosts: [{ hostName: "192.0.2.10" }] }),
  ),
  operation("delete all but the place", "up", place),
  operation("import", "take over"),
];
