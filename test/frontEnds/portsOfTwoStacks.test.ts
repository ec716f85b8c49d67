import { describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { lsrOrderOf } from "../resources/lsrOrderSupport.js";
import { portInOf } from "../resources/portInSupport.js";
import { numberStack } from "./numberStack.js";
import { type Declared, EngineModel } from "./program.js";
import { frontEnds } from "./support.js";

/** One program, two stacks, one account. No note tells whose a port-in or an LSR order is: each would open a ticket at Bandwidth. */
describe.each(frontEnds)("the same port-in and LSR order in two stacks, with %s", (frontEnd, start) => {
  const { now, up, adopting, settings } = numberStack(frontEnd, start);
  const prod = () => start(settings(), {}, { stack: "prod", key: "another" });
  const portIn = (): Declared => ({
    type: "PortIn",
    name: "ported",
    inputs: portInOf(String(now.place.siteId)) as Values,
  });
  const leaving = (): Declared => ({ type: "LsrOrder", name: "leaving", inputs: lsrOrderOf() as Values });
  const orders = () => {
    const { portIns, lsrOrders } = now.simulator.account;
    return [...portIns.values(), ...lsrOrders.values()].map(({ status }) => status === "CANCELLED");
  };
  const kinds = [
    ["port-in", portIn, /^port-in (\S+) \(\w+\) of this account brings \+1\d+.* already/m],
    ["LSR order", leaving, /^LSR order (\S+) \(\w+\) of this account already has this pon/m],
  ] as const;

  test.each(
    kinds,
  )("the second %s is refused, and the message says what exists and how to adopt it", async (...kind) => {
    const [, declare, words] = kind;
    await up([declare()]);
    const theirs = now.stack.held.get(declare().name)?.id ?? "";
    const other = new EngineModel();
    const error = await other.up(await prod(), [declare()]).then(String, String);
    expect(words.exec(error.replace(/^.*UNKNOWN: /, ""))?.[1]).toBe(theirs);
    expect(error).toContain("nothing was created or changed");
    expect(error).toContain(`adopt: "${theirs}"`);
    await other.destroy(await prod());
    expect(orders()).toEqual([false]);

    // The step that the message names.
    await other.up(await prod(), [adopting(declare(), theirs)]);
    expect([other.held.get(declare().name)?.id, orders()]).toEqual([theirs, [false]]);
    now.stack.forget(declare().name);
    await up([]);
    expect(orders()).toEqual([false]);
    await other.destroy(await prod());
    expect(orders()).toEqual([true]);
  });

  test.each(kinds)("an %s of each stack's own is canceled by its own stack only", async (_what, declare) => {
    const mine = declare();
    const own: Declared = {
      ...mine,
      inputs: {
        ...(mine.inputs as Values),
        ...(mine.type === "PortIn"
          ? { telephoneNumbers: ["+13035550119"], billingTelephoneNumber: "+13035550119" }
          : { pon: "OTHER-1" }),
      },
    };
    await up([mine]);
    const other = new EngineModel();
    await other.up(await prod(), [own]);
    expect(orders()).toEqual([false, false]);
    await other.destroy(await prod());
    expect(orders()).toEqual([false, true]);
  });
});
