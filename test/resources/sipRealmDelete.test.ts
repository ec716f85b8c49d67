import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as lifecycle from "../../provider/pulumi/definition/lifecycle.js";
import type { Realm } from "../../simulator/account/realms.js";
import { resourceNamed, Stack } from "./support.js";

const TYPE = "SipRealm";

describe("a SIP realm", () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await Stack.start({ realmLatencyMs: 3_000 });
  });
  afterEach(() => stack.close());

  const realms = () => [...stack.simulator.account.realms.values()];
  const only = (): Realm => {
    const [one, ...more] = realms();
    if (!one || more.length > 0) throw new Error(`${realms().length} realms`);
    return one;
  };
  const desk = { name: "desk" };
  const settings = () => stack.simulator.settings;

  describe("that is deleted", () => {
    test("is gone when the delete ends, and a second delete has nothing to do", async () => {
      const { id, state } = await stack.create(TYPE, "desk", desk);
      await stack.delete(TYPE, "desk", id, state);
      expect(realms()).toEqual([]);
      await stack.delete(TYPE, "desk", id, state);
      expect(await stack.read(TYPE, "desk", id, state)).toBeUndefined();
    });

    test("a delete that an interrupted run has asked for is waited for", async () => {
      const { id, state } = await stack.create(TYPE, "desk", desk);
      await stack.api.realms.remove(id);
      await stack.delete(TYPE, "desk", id, state);
      expect(realms()).toEqual([]);
    });

    test("one whose delete does not end stays in the state, and the words say what was waited for", async () => {
      const { id, state } = await stack.create(TYPE, "desk", desk);
      settings().realmDeletesEnd = undefined;
      const call = { ...stack.call("desk"), timeoutMs: 20_000 };
      await expect(lifecycle.remove(resourceNamed(TYPE), call, id, state)).rejects.toThrow(
        `realm ${id} (DELETE_PENDING) is still not done at the time limit: the run waited for the end of its delete`,
      );
      expect(only().status).toBe("DELETE_PENDING");
    });

    test("one that Bandwidth cannot delete is an error, and the next try may succeed", async () => {
      const { id, state } = await stack.create(TYPE, "desk", desk);
      settings().realmDeletesEnd = "DELETE_FAILED";
      await expect(stack.delete(TYPE, "desk", id, state)).rejects.toThrow(
        /could not delete realm .*DELETE_FAILED.*still there/,
      );
      settings().realmDeletesEnd = "GONE";
      await stack.delete(TYPE, "desk", id, state);
      expect(realms()).toEqual([]);
    });

    test("the default realm stays, and the refusal says the way out", async () => {
      const { id, state } = await stack.create(TYPE, "desk", { ...desk, isDefault: true });
      await expect(stack.delete(TYPE, "desk", id, state)).rejects.toThrow(
        /is the default realm of the account.*It was not deleted.*set `isDefault: true` there/s,
      );
      const shop = await stack.create(TYPE, "shop", { name: "shop", isDefault: true });
      await stack.delete(TYPE, "desk", id, state);
      expect(only().id).toBe(shop.id);
    });

    test("one with credentials stays, and the refusal names them", async () => {
      const { id, state } = await stack.create(TYPE, "desk", desk);
      const credential = { userName: "alice", hash1: "a".repeat(32), hash1b: "b".repeat(32) };
      await stack.api.sipCredentials.ofRealm(id).create(credential);
      const error = await stack.delete(TYPE, "desk", id, state).catch(String);
      expect(error).toMatch(new RegExp(`realm ${id} still has SIP credentials: alice\\. It was not deleted\\.`));
      expect(error).not.toMatch(/[ab]{32}/);
    });
  });
});
