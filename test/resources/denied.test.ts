import { afterEach, beforeEach, expect, test } from "vitest";
import { Stack } from "./support.js";

let stack: Stack;
beforeEach(async () => {
  stack = await Stack.start();
});
afterEach(() => stack.close());

test.each([
  ["role", /user lacks the role .* administrator/],
  ["feature", /account lacks the feature .* ask Bandwidth to enable it/],
  ["account", /account's type isn't allowed to do this/],
  ["nothing", /lacks the role, or the account lacks the feature, or the account's type isn't allowed/],
] as const)("a 403 for want of %s is told as that, and never takes a resource for gone", async (why, words) => {
  const siteId = await stack.site();
  const sipPeerId = await stack.peer(siteId);
  const id = `${siteId}/${sipPeerId}`;
  stack.simulator.settings.denied = [{ path: "/sippeers", why }];
  await expect(stack.read("SipPeer", "peer", id, { siteId, name: "Main", sipPeerId })).rejects.toThrow(words);
  await expect(stack.create("SipPeer", "other", { siteId, name: "Other" })).rejects.toThrow(words);
  await expect(stack.delete("SipPeer", "peer", id, { siteId, name: "Main", sipPeerId })).rejects.toThrow(words);
  expect(stack.simulator.account.peers.size).toBe(1);
});
