import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { resourceNamed, Stack } from "./support.js";

const TYPE = "Application";
const calls = "https://voice.example.com/calls";
const voice = { name: "Calls", serviceType: "Voice-V2", callInitiatedCallbackUrl: calls };
const incoming = "https://texts.example.com/in";
const texting = { name: "Texts", serviceType: "Messaging-V2", inboundCallbackUrl: incoming };

describe("which application is whose", () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await Stack.start();
  });
  afterEach(() => stack.close());

  const stored = (id: string) => stack.simulator.account.applications.get(id);

  test("a create whose answer was lost finds what it has made, among others of the same name", async () => {
    await stack.create(TYPE, "other", { ...voice, callInitiatedCallbackUrl: "https://other.example.com/" });
    stack.simulator.faults.on("POST", /applications$/, { kind: "lostAnswer" });
    const { id } = await stack.create(TYPE, "one", voice);
    expect(stored(id)?.texts.CallInitiatedCallbackUrl).toBe(calls);
    expect(stack.simulator.account.applications.size).toBe(2);
  });

  test("one of the same kind, name and address is not taken over, and the way to adopt it works", async () => {
    const { id } = await stack.create(TYPE, "one", voice);
    const refusal = await stack.create(TYPE, "one", voice).catch(String);
    expect(refusal).toContain(`application ${id} already has this kind, name and address. This stack cannot tell`);
    expect(stack.simulator.account.applications.size).toBe(1);
    const adopted = await stack.create(TYPE, "one", { ...voice, callbackTimeout: 5 }, id);
    expect(adopted.id).toBe(id);
    expect(stored(id)?.texts.CallbackTimeout).toBe("5");
  });

  test("one of the same name with another address, or of another kind, is another one", async () => {
    await stack.create(TYPE, "one", voice);
    await stack.create(TYPE, "two", { ...voice, callInitiatedCallbackUrl: "https://other.example.com/" });
    await stack.create(TYPE, "three", { ...texting, name: "Calls" });
    expect(stack.simulator.account.applications.size).toBe(3);
    expect(stack.said.join()).toContain('another application of this kind is named "Calls"');
  });

  test("one that is being replaced by force is recognized after a refresh", async () => {
    const { id } = await stack.create(TYPE, "one", voice);
    stack.refreshed.add(id);
    const again = await stack.create(TYPE, "one", { ...voice, callbackTimeout: 5 });
    expect(again.id).toBe(id);
    expect(stored(id)?.texts.CallbackTimeout).toBe("5");
  });

  test("two new ones after a lost answer are told, and no third one is made", async () => {
    stack.simulator.faults.on("POST", /applications$/, { kind: "lostAnswer" });
    const twin = { ...texting, name: "Calls" };
    const { request } = stack.api.client;
    stack.api.client.request = async (asked) => {
      try {
        return await request.call(stack.api.client, asked);
      } catch (error) {
        // Another stack makes the same at the same moment.
        const { account } = stack.simulator;
        const [one] = account.applications.values();
        if (one && account.applications.size === 1) account.applications.set("b", { ...structuredClone(one), id: "b" });
        throw error;
      }
    };
    await expect(stack.create(TYPE, "one", twin)).rejects.toThrow(
      "there are 2 new ones of this kind, name and address",
    );
    expect(stack.simulator.account.applications.size).toBe(2);
  });

  test("two of one program cannot be alike", () => {
    const { claims } = resourceNamed(TYPE);
    const keys = [voice, { ...voice, callbackTimeout: 5 }, { ...voice, name: "More" }].map(
      (inputs) => claims?.(inputs, () => true)[0]?.key,
    );
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[0]);
    expect(claims?.({ name: "Calls", serviceType: "Voice-V2" }, () => true)).toEqual([]);
  });
});
