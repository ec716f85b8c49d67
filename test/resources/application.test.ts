import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as lifecycle from "../../provider/pulumi/definition/lifecycle.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { complaints, resourceNamed, Stack } from "./support.js";

const TYPE = "Application";
const calls = "https://voice.example.com/calls";
const voice = { name: "Calls", serviceType: "Voice-V2", callInitiatedCallbackUrl: calls };
const incoming = "https://texts.example.com/in";
const outgoing = "https://texts.example.com/out";
const texting = { name: "Texts", serviceType: "Messaging-V2", inboundCallbackUrl: incoming };
const creds = { userId: "bandwidth", password: "correct horse" };
const wholeVoice = {
  ...{ ...voice, callInitiatedMethod: "GET", callStatusCallbackUrl: "https://voice.example.com/ends" },
  ...{ callStatusMethod: "GET", callbackCreds: creds, callInitiatedFallbackUrl: "https://voice.example.net/calls" },
  ...{ callInitiatedFallbackMethod: "GET", callInitiatedFallbackCreds: creds, callbackTimeout: 20 },
};
const wholeTexting = {
  ...{ ...texting, outboundCallbackUrl: outgoing, inboundCallbackCreds: creds, outboundCallbackCreds: creds },
  requestedCallbackTypes: ["message-failed", "message-delivered"],
};

describe("an application", () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await Stack.start();
  });
  afterEach(() => stack.close());

  const stored = (id: string) => stack.simulator.account.applications.get(id);
  const changes = (state: Values, program: Values) => stack.diff(TYPE, state, program).changes;

  test.each([
    ["for calls", wholeVoice, { callbackCreds: { userId: "bandwidth" } }],
    ["for messages", wholeTexting, { inboundCallbackCreds: { userId: "bandwidth" } }],
  ])("%s is made, read without a difference, imported as it is, and deleted", async (_what, program, shown) => {
    const { id, state } = await stack.create(TYPE, "one", program);
    expect(state).toMatchObject({ ...program, applicationId: id });
    const fresh = await stack.read(TYPE, "one", id, state);
    expect(changes(fresh?.state ?? {}, program)).toEqual([]);
    const imported = await stack.read(TYPE, "one", id);
    expect(imported?.inputs).toMatchObject(shown);
    expect(complaints(TYPE, imported?.inputs ?? {})).toEqual([]);
    expect(changes(imported?.state ?? {}, imported?.inputs ?? {})).toEqual([]);
    expect(JSON.stringify(imported)).not.toContain("correct horse");
    await stack.delete(TYPE, "one", id, state);
    expect(stack.simulator.account.applications.size).toBe(0);
    expect(await stack.read(TYPE, "one", id, state)).toBeUndefined();
  });

  const more: [name: string, program: Values, other: unknown, wire: string, value: unknown][] = [
    ["name", voice, "Switchboard", "name", "Switchboard"],
    ["callInitiatedCallbackUrl", voice, "https://a.example.com/", "CallInitiatedCallbackUrl", "https://a.example.com/"],
    ["callInitiatedMethod", wholeVoice, "POST", "CallInitiatedMethod", "POST"],
    ["callStatusCallbackUrl", wholeVoice, "https://b.example.com/", "CallStatusCallbackUrl", "https://b.example.com/"],
    ["callStatusMethod", wholeVoice, "POST", "CallStatusMethod", "POST"],
    [
      "callInitiatedFallbackUrl",
      wholeVoice,
      "https://c.example.com/",
      "CallInitiatedFallbackUrl",
      "https://c.example.com/",
    ],
    ["callInitiatedFallbackMethod", wholeVoice, "POST", "CallInitiatedFallbackMethod", "POST"],
    ["callbackTimeout", wholeVoice, 12.5, "CallbackTimeout", "12.5"],
    ["inboundCallbackUrl", texting, "https://d.example.com/", "InboundCallbackUrl", "https://d.example.com/"],
    ["outboundCallbackUrl", wholeTexting, "https://e.example.com/", "OutboundCallbackUrl", "https://e.example.com/"],
    ["requestedCallbackTypes", wholeTexting, ["message-sending"], "callbackTypes", ["message-sending"]],
    [
      "callbackCreds",
      wholeVoice,
      { userId: "two", password: "barley" },
      "CallbackCreds",
      { userId: "two", password: "barley" },
    ],
    [
      "callInitiatedFallbackCreds",
      wholeVoice,
      { userId: "two", password: "barley" },
      "CallInitiatedFallbackCreds",
      { userId: "two", password: "barley" },
    ],
    [
      "inboundCallbackCreds",
      wholeTexting,
      { userId: "two", password: "barley" },
      "InboundCallbackCreds",
      { userId: "two", password: "barley" },
    ],
    [
      "outboundCallbackCreds",
      wholeTexting,
      { userId: "two", password: "barley" },
      "OutboundCallbackCreds",
      { userId: "two", password: "barley" },
    ],
  ];
  const at = (id: string, wire: string) => {
    const { texts, creds: signIns, ...rest } = stored(id) ?? { texts: {}, creds: {} };
    return ({ ...rest, ...texts, ...signIns } as Values)[wire];
  };
  const set = (id: string, wire: string, value: unknown) => {
    const one = stored(id);
    if (!one) throw new Error("no application");
    if (wire === "name" || wire === "callbackTypes") Object.assign(one, { [wire]: value });
    else if (wire.endsWith("Creds")) one.creds[wire] = { userId: "somebody", password: "else" };
    else one.texts[wire] = String(value);
  };
  const elsewhere: Record<string, unknown> = { callbackTypes: [], CallbackTimeout: "7" };

  test.each(
    more,
  )("%s is changed, drifted and healed, and everything else stays", async (name, program, other, wire, value) => {
    const { id, state } = await stack.create(TYPE, "one", program);
    const before = at(id, wire);
    const next = { ...program, [name]: other };
    const changed = await stack.update(TYPE, "one", id, state, next);
    expect(at(id, wire)).toEqual(value);
    const fresh = await stack.read(TYPE, "one", id, changed);
    expect(changes(fresh?.state ?? {}, next)).toEqual([]);
    const back = await stack.update(TYPE, "one", id, changed, program);
    expect(at(id, wire)).toEqual(before);
    set(id, wire, elsewhere[wire] ?? (String(before) === "GET" ? "POST" : "https://elsewhere.example.com/"));
    const drifted = await stack.read(TYPE, "one", id, back);
    const roots = changes(drifted?.state ?? {}, program).map(({ path }) => path.split(/[.[]/)[0]);
    expect([...new Set(roots)]).toEqual([name]);
    await stack.update(TYPE, "one", id, drifted?.state ?? {}, program);
    expect(at(id, wire)).toEqual(before);
    // Passwords are in every write.
    const passwords = Object.values(stored(id)?.creds ?? {}).map(({ password }) => password);
    expect(passwords).toEqual(passwords.map(() => "correct horse"));
  });

  const optional = more.filter(([name]) => !["name", "callInitiatedCallbackUrl", "inboundCallbackUrl"].includes(name));
  test.each(optional)("%s that is taken out is gone", async (name, program, _other, wire) => {
    const { id, state } = await stack.create(TYPE, "one", program);
    const goes = (key: string) =>
      key === name || (name.endsWith("Url") && key.startsWith(name.slice(0, -3)) && /Method|Creds$/.test(key));
    const without = Object.fromEntries(
      Object.entries(program).filter(
        ([key]) => !goes(key) && !(name === "callStatusCallbackUrl" && key === "callStatusMethod"),
      ),
    );
    const fewer = name === "outboundCallbackUrl" ? { ...without, outboundCallbackCreds: undefined } : without;
    const changed = await stack.update(TYPE, "one", id, state, fewer);
    expect(at(id, wire)).toBeUndefined();
    expect(changes((await stack.read(TYPE, "one", id, changed))?.state ?? {}, fewer)).toEqual([]);
  });

  test("what the program never declared, and what nobody knows, stays with every change", async () => {
    const { id, state } = await stack.create(TYPE, "one", voice);
    const one = stored(id);
    Object.assign(one?.texts ?? {}, { CallbackTimeout: "9", CallStatusCallbackUrl: "https://z.example.com/" });
    Object.assign(one ?? {}, { others: { Unheard: "of" } });
    const fresh = await stack.read(TYPE, "one", id, state);
    expect(changes(fresh?.state ?? {}, voice)).toEqual([]);
    await stack.update(TYPE, "one", id, state, { ...voice, name: "Switchboard" });
    expect(stored(id)).toMatchObject({
      name: "Switchboard",
      texts: { CallbackTimeout: "9", CallStatusCallbackUrl: "https://z.example.com/" },
      others: { Unheard: ["of"] },
    });
  });

  test("a password that nobody knows survives a change of something else, which is sent alone", async () => {
    const { id } = await stack.create(TYPE, "one", wholeVoice);
    const imported = await stack.read(TYPE, "one", id);
    const program = {
      ...imported?.inputs,
      name: "Switchboard",
      callStatusCallbackUrl: undefined,
      callStatusMethod: undefined,
    };
    const mark = stack.simulator.requests.length;
    const changed = await stack.update(TYPE, "one", id, imported?.state ?? {}, program);
    expect(stack.writes(mark)).toEqual(["PATCH /applications/*"]);
    expect(stored(id)).toMatchObject({ name: "Switchboard", creds: { CallbackCreds: creds } });
    expect(stored(id)?.texts.CallStatusCallbackUrl).toBeUndefined();

    const fewer = { ...program, callbackTimeout: undefined };
    await expect(stack.update(TYPE, "one", id, changed, fewer)).rejects.toThrow(
      "callbackTimeout cannot be removed: that needs a write of the whole application, and Bandwidth has a password for " +
        "callbackCreds and callInitiatedFallbackCreds that it never shows. Nothing was sent.",
    );
    const other = { ...program, callbackCreds: { userId: "two" } };
    await expect(stack.update(TYPE, "one", id, changed, other)).rejects.toThrow(
      "callbackCreds.password is required: a user name changes only together with its password (error 12976). Nothing was sent",
    );
    expect(stack.writes(mark)).toHaveLength(1);
    const known = { ...fewer, callbackCreds: creds, callInitiatedFallbackCreds: creds };
    await stack.update(TYPE, "one", id, changed, known);
    expect(stored(id)?.texts.CallbackTimeout).toBeUndefined();
    expect(stored(id)?.creds.CallbackCreds).toEqual(creds);
  });

  test("a password that the program no longer says is kept from the state", async () => {
    const { id, state } = await stack.create(TYPE, "one", { ...texting, inboundCallbackCreds: creds });
    await stack.update(TYPE, "one", id, state, {
      ...texting,
      inboundCallbackCreds: { userId: "bandwidth" },
      name: "More",
    });
    expect(stored(id)).toMatchObject({ name: "More", creds: { InboundCallbackCreds: creds } });
  });

  test("a create without a password is refused before anything is sent", async () => {
    const mark = stack.simulator.requests.length;
    const made = stack.create(TYPE, "one", { ...texting, inboundCallbackCreds: { userId: "bandwidth" } });
    await expect(made).rejects.toThrow(
      "inboundCallbackCreds.password is required to create an application. Nothing was created",
    );
    expect(stack.simulator.requests).toHaveLength(mark);
  });

  test("another kind replaces it, the new one first", async () => {
    const { state } = await stack.create(TYPE, "one", voice);
    const { replaces, deleteBeforeReplace } = stack.diff(TYPE, state, texting);
    expect({ replaces, deleteBeforeReplace }).toEqual({ replaces: ["serviceType"], deleteBeforeReplace: false });
  });

  test("the older words for a kind make no difference, and are not sent back as a change", async () => {
    const { id, state } = await stack.create(TYPE, "one", texting);
    stack.simulator.settings.olderServiceTypes = true;
    const fresh = await stack.read(TYPE, "one", id, state);
    expect(changes(fresh?.state ?? {}, texting)).toEqual([]);
    expect((await stack.read(TYPE, "one", id))?.inputs.serviceType).toBe("Messaging-V2");
    await stack.update(TYPE, "one", id, state, { ...texting, name: "More" });
    expect(stored(id)).toMatchObject({ name: "More", serviceType: "Messaging-V2" });
  });

  test.each([
    [
      "lists them",
      false,
      /SIP peers still use application .*: \d+\/\d+ \("voice"\)\. It was not deleted\. Take it out/,
    ],
    ["does not", true, /SIP peers still use application .*: \d+\/\d+ \("voice"\)\. It was not deleted/],
  ])("that SIP peers use is not deleted, and never taken out of them: Bandwidth %s", async (_how, incomplete, words) => {
    const { id, state } = await stack.create(TYPE, "one", texting);
    const { sipPeerId } = await stack.place();
    const { account, settings } = stack.simulator;
    account.changePeer(sipPeerId, { services: { applicationId: id } });
    settings.associationsIncomplete = incomplete;
    const mark = stack.simulator.requests.length;
    await expect(stack.delete(TYPE, "one", id, state)).rejects.toThrow(words);
    expect(stack.writes(mark)).toEqual(["DELETE /applications/*"]);
    expect(account.peers.get(sipPeerId)?.services?.applicationId).toBe(id);
    account.changePeer(sipPeerId, { services: {} });
    await stack.delete(TYPE, "one", id, state);
    expect(account.applications.size).toBe(0);
  });

  test("that a SIP peer uses for calls is named too, where Bandwidth's list misses it", async () => {
    const { id, state } = await stack.create(TYPE, "one", voice);
    const { siteId, sipPeerId } = await stack.place();
    const { account, settings } = stack.simulator;
    account.changePeer(sipPeerId, { services: { termination: { protocol: "HTTP", applicationId: id } } });
    settings.associationsIncomplete = true;
    await expect(stack.delete(TYPE, "one", id, state)).rejects.toThrow(
      `: ${siteId}/${sipPeerId} ("voice"). It was not deleted`,
    );
    settings.denied = [{ path: "/sippeers", why: "role" }];
    await expect(stack.delete(TYPE, "one", id, state)).rejects.toThrow(
      ", and Bandwidth does not show them. It was not deleted",
    );
  });

  test("is listed, all of them or of one kind", async () => {
    const one = await stack.create(TYPE, "one", voice);
    await stack.create(TYPE, "two", texting);
    const { list } = resourceNamed(TYPE);
    const find = async (query: Values) => {
      const found = [];
      const { signal } = new AbortController();
      for await (const each of list?.find({ api: stack.api, query, signal }) ?? []) found.push(each);
      return found;
    };
    expect(await find({})).toHaveLength(2);
    expect(await find({ serviceType: "Voice-V2" })).toEqual([{ id: one.id, name: "Calls" }]);
  });

  test.each([
    ["voice", voice, { withoutHttpVoice: true }, "12150"],
    ["messaging", texting, { withoutHttpMessaging: true }, "12130"],
  ])("an account without %s over HTTP is told so", async (_what, program, settings, code) => {
    Object.assign(stack.simulator.settings, settings);
    await expect(stack.create(TYPE, "one", program)).rejects.toThrow(new RegExp(`${code}.*Ask Bandwidth to enable it`));
  });

  test("a missing one is gone for good only if the API says so", async () => {
    const { id, state } = await stack.create(TYPE, "one", voice);
    stack.simulator.faults.on("GET", /applications\//, { kind: "status", status: 404 });
    await expect(stack.read(TYPE, "one", id, state)).rejects.toThrow("404");
    await expect(lifecycle.read(resourceNamed(TYPE), stack.call("one"), id, state)).resolves.toBeDefined();
  });
});
