import type { Values } from "../../../provider/pulumi/values/values.js";
import { numbersOf } from "../auditors/auditor.js";
import { forcing, idOf, importing, type Operation, refresh, state, up } from "./operation.js";
import { listed, listedIds, place, routes, searched, texting } from "./program.js";

const group = "Options of an order";
const found = (quantity: number, options?: Values) => [...place, searched(quantity, { ...(options && { options }) })];
const chosen = (options: Values, ...last: number[]) => [...place, listed(...last)].map(withOptions(options));
const withOptions =
  (options: Values) =>
  (one: (typeof place)[number]): (typeof place)[number] =>
    one.type === "PhoneNumberOrder" ? { ...one, inputs: (outputs) => ({ ...one.inputs(outputs), options }) } : one;

const forwarded = { callForward: "+19195550199", rewriteUser: "desk" };
const { portOutPasscode: _passcode, ...withoutPasscode } = texting;
const { campaignId: _campaign, messageClass: _class, ...withoutCampaign } = texting;
const routed = { originationRoutePlan: routes, callVerificationEnabled: true };

const twoSteps = { inSequence: 2, mayRepeat: true };

/** Options that are declared with the numbers: what an order sets after it has brought them. */
export const orderedOptionOperations: readonly Operation[] = [
  up(group, "create routed", place, found(2, { ...texting, ...routed })),
  up(group, "create list", place, chosen(texting, 1, 2)),
  up(group, "set", found(2), found(2, texting)),
  up(group, "change", found(2, texting), found(2, { ...texting, campaignId: "CDEMO02", portOutPasscode: "9876" })),
  up(group, "take out passcode", found(2, texting), found(2, withoutPasscode)),
  up(group, "take out campaign", found(2, texting), found(2, withoutCampaign)),
  up(group, "take out all", found(2, { ...texting, ...routed }), found(2)),
  up(
    group,
    "routes in place of forwarding",
    found(2, { ...texting, ...forwarded }),
    found(2, { ...texting, ...routed }),
    twoSteps,
  ),
  up(
    group,
    "forwarding in place of routes",
    found(2, { ...texting, ...routed }),
    found(2, { ...texting, ...forwarded }),
    twoSteps,
  ),
  up(group, "exchange", chosen(texting, 1, 2), chosen(texting, 2, 3)),
  up(group, "move", found(2, texting), [...place, searched(2, { options: texting }, "standby")]),
  up(group, "heal", found(2, texting), found(2, texting), {
    command: "up --refresh",
    somebody: ({ account }, stack) => {
      const [first = ""] = numbersOf(state(stack, "found"));
      const owned = account.numbers.get(first);
      if (owned) owned.options = { ...owned.options, a2p: undefined };
    },
  }),
  forcing(group, ["found"], found(2, texting)),
  refresh(group, found(2, { ...texting, ...routed })),
  up(group, "delete", found(2, texting), place),
  importing(group, "import order", "found", (stack) => idOf(stack, "found"), found(2, { ...texting, ...routed })),
  importing(group, "import list", "chosen", listedIds, chosen({ ...texting, ...routed }, 50, 51)),
];
