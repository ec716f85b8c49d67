import { afterEach, expect, test } from "vitest";
import { reveal, Secret } from "../../provider/pulumi/values/values.js";
import type { Simulator } from "../../simulator/index.js";
import { frontEnds, startAccount } from "./support.js";

let simulator: Simulator;
afterEach(() => simulator.close());

test("a passcode that an import finds is a secret in the state, also after a refresh", async () => {
  simulator = await startAccount();
  const [, start] = frontEnds.find(([name]) => name === "the plugin") ?? [];
  if (!start) throw new Error("there is no plugin");
  const run = await start(simulator.environment());
  const address = { houseNumber: "900", streetName: "Main", city: "Raleigh", stateCode: "NC", zip: "27606" };
  const site = await run.create("Site", "site", { name: "Raleigh", address });
  const peer = await run.create("SipPeer", "main", { siteId: site.id, name: "main", isDefaultPeer: true });
  const number = simulator.account.buyNumber({ sipPeerId: String(peer.state.sipPeerId) });
  simulator.account.switchOptions(number, { PortOutPasscode: "a1b2c3" });

  const next = await start(simulator.environment());
  const imported = await next.import("PhoneNumberOrder", "numbers", number);
  const found = (state: unknown) =>
    (state as { __found?: { options?: Record<string, unknown> } }).__found?.options?.portOutPasscode;
  expect(found(imported.state)).toBeInstanceOf(Secret);
  expect(found(reveal(imported.state))).toBe("a1b2c3");
  const read = await next.read("PhoneNumberOrder", "numbers", imported);
  expect(found(read?.state)).toBeInstanceOf(Secret);
});
