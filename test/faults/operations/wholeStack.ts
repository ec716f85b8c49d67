import { numbersOf } from "../auditors/auditor.js";
import { forcing, type Operation, refresh, state, up } from "./operation.js";
import { everything } from "./program.js";

/** What is done with all resources of a program at once. */
export const stackOperations: readonly Operation[] = [
  refresh("Whole stack", everything),
  refresh("Whole stack", everything, {
    name: "refresh after drift",
    somebody: ({ account }, stack) => {
      const [lost = "", moved = ""] = numbersOf(state(stack, "found"));
      account.disconnectNumber(lost);
      account.moveNumber(moved, String(state(stack, "standby").sipPeerId));
    },
  }),
  up("Whole stack", "up --refresh after drift", everything, everything, {
    command: "up --refresh",
    somebody: ({ account }, stack) => {
      const [lost = ""] = numbersOf(state(stack, "found"));
      account.disconnectNumber(lost);
      account.renameSite(String(state(stack, "raleigh").siteId), "Durham");
    },
  }),
  forcing(
    "Whole stack",
    // A subscription has no mark: `forcingRefreshed` is about it.
    everything.map(({ name }) => name).filter((name) => name !== "mails"),
    everything,
  ),
  up("Whole stack", "create", [], everything),
  up("Whole stack", "destroy", everything, []),
];
