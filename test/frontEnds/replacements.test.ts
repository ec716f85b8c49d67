import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Simulator } from "../../simulator/index.js";
import { address } from "../resources/support.js";
import { frontEnds, type Made, type Run, startAccount } from "./support.js";

const TYPE = "PhoneNumberOrder";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startAccount();
});
afterEach(() => simulator.close());

describe.each(frontEnds)("a replacement by force, with %s", (name, start) => {
  const begin = () => start(simulator.environment());
  let inputs: Record<string, unknown>;
  let old: Made;
  beforeEach(async () => {
    const run = await begin();
    const { id: siteId } = await run.create("Site", "site", { name: "Raleigh", address });
    const { state } = await run.create("SipPeer", "peer", { siteId, name: "Main", isDefaultPeer: true });
    inputs = { siteId, sipPeerId: state.sipPeerId, search: { areaCode: "919" }, quantity: 2 };
    old = await run.create(TYPE, "numbers", inputs);
  });
  /** It took the order over, and the state never heard of it. */
  const dies = async () => void (await (await begin()).create(TYPE, "numbers", inputs));
  /** A run in which the program declares an order. */
  const declaring = async (): Promise<Run> => {
    const run = await begin();
    await run.preview(TYPE, "others", { ...inputs, quantity: 1 });
    return run;
  };
  const owned = () => simulator.ledger.owned().length;

  test("keeps its numbers when what it replaced is deleted, in the same run or a later one", async () => {
    const run = await begin();
    const replacement = await run.create(TYPE, "numbers", inputs);
    await run.remove(TYPE, "numbers", old);
    expect(owned()).toBe(2);
    const later = await begin();
    await later.preview(TYPE, "numbers", inputs, replacement);
    await later.remove(TYPE, "numbers", old);
    expect(owned()).toBe(2);
  });

  test("that died before the state heard of it does not keep the numbers from being released", async () => {
    await dies();
    await (await declaring()).remove(TYPE, "numbers", old);
    expect(owned()).toBe(0);
  });

  test("that may be another state's keeps the numbers, where the run does not tell", async () => {
    await dies();
    const destroy = await begin();
    await destroy.remove(TYPE, "numbers", old);
    // The plugin knows its state; a dynamic resource knows only what its own state remembers.
    const tells = name === "the plugin";
    expect(owned()).toBe(tells ? 0 : 2);
    const said = destroy.lines.map(({ message }) => message).join("\n");
    expect(said.includes("stay: another resource has adopted them")).toBe(!tells);
  });
});
