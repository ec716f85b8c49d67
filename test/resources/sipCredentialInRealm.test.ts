import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { signIns } from "../../simulator/endpoints/sipCredentials.js";
import { resourceNamed, Stack } from "./support.js";

const TYPE = "SipCredential";
const md5 = (text: string) => createHash("md5").update(text).digest("hex");
const hash1 = md5("alice@sip.example.com:example:open sesame");
const hash1b = md5("alice@sip.example.com@example:example:open sesame");

const REALM = "desk.1a2b3c.auth.example";
const OTHER_REALM = "shop.1a2b3c.auth.example";

describe("a SIP credential in a realm", () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await Stack.start({ realms: [{ name: REALM, isDefault: true }, { name: OTHER_REALM }] });
  });
  afterEach(() => stack.close());

  const onServer = (name = "dora") => {
    const found = stack.simulator.account.sipCredentials.get(name);
    if (!found) throw new Error(`no credential ${name}`);
    return found;
  };
  const dora = { userName: "dora", realm: OTHER_REALM, password: "open sesame" };

  test.each([
    ["without a domain", "dora", {}],
    ["with a domain", "dora@sip.example.com", { domain: "sip.example.com" }],
  ])("by password, %s: is in the declared realm, and lets its client in both ways", async (_what, name, more) => {
    const { id, state } = await stack.create(TYPE, "dora", { ...dora, ...more });
    expect(onServer(name).realm).toBe(OTHER_REALM);
    expect(signIns(onServer(name), "open sesame")).toEqual(["name", "name@realm"]);
    expect(state).toMatchObject({ realm: OTHER_REALM, realmId: "2", credentialId: onServer(name).id });
    const next = await stack.update(TYPE, "dora", id, state, { ...dora, ...more, password: "open barley" });
    expect(onServer(name).realm).toBe(OTHER_REALM);
    expect(signIns(onServer(name), "open barley")).toEqual(["name", "name@realm"]);
    expect(stack.diff(TYPE, next, { ...dora, ...more, password: "open barley" }).changes).toEqual([]);
  });

  test("moves to another realm with hashes for it, and is not replaced", async () => {
    const { id, state } = await stack.create(TYPE, "dora", dora);
    const moved = { ...dora, realm: REALM };
    expect(stack.diff(TYPE, state, moved).replaces).toEqual([]);
    await stack.update(TYPE, "dora", id, state, moved);
    expect(signIns(onServer(), "open sesame")).toEqual(["name", "name@realm"]);
  });

  test("a PUT that keeps the realm without a word is an error, and no success", async () => {
    stack.simulator.settings.credentialPutKeeps = true;
    const { id, state } = await stack.create(TYPE, "dora", dora);
    await expect(stack.update(TYPE, "dora", id, state, { ...dora, realm: REALM })).rejects.toThrow(
      `did not change everything: realm is "${OTHER_REALM}", not "${REALM}"`,
    );
  });

  test("a realm of nobody is refused with a way out, and so is an account without a default realm", async () => {
    await expect(stack.create(TYPE, "dora", { ...dora, realm: "void.example" })).rejects.toThrow(
      /23018.*Set `realm` to the full name of one of its realms/,
    );
    stack.simulator.settings.realms = [{ name: REALM }];
    await expect(stack.create(TYPE, "dora", { userName: "dora", hash1, hash1b })).rejects.toThrow(/23021/);
    expect(stack.simulator.account.sipCredentials.size).toBe(0);
  });

  test("a short name of the realm is said to be of no use with a password", async () => {
    const short = { ...dora, realm: "shop" };
    const { id, state } = await stack.create(TYPE, "dora", short);
    expect(stack.said.join()).toContain(`the realm "shop" has the full name "${OTHER_REALM}"`);
    const fresh = await stack.read(TYPE, "dora", id, state);
    expect(stack.diff(TYPE, fresh?.state ?? {}, short).changes).toEqual([]);
  });

  test("a change of the hashes keeps realm, application and what nobody knows", async () => {
    const byHash = { userName: "dora", hash1, hash1b };
    const { id, state } = await stack.create(TYPE, "dora", byHash);
    expect(onServer().realm).toBe(REALM);
    const elsewhere = {
      realm: OTHER_REALM,
      httpVoiceV2AppId: "0b6f7c1e-95a5-4f67-9c0e-1d2f3a4b5c6d",
      callerPolicy: "strict",
    };
    Object.assign(onServer(), elsewhere);
    const fresh = await stack.read(TYPE, "dora", id, state);
    expect(stack.diff(TYPE, fresh?.state ?? {}, byHash).changes).toEqual([]);
    await stack.update(TYPE, "dora", id, fresh?.state ?? {}, { ...byHash, hash1: "f".repeat(32) });
    expect(onServer()).toMatchObject({ ...elsewhere, hash1: "f".repeat(32) });
  });

  test("a declared application is set and put back", async () => {
    const program = { ...dora, httpVoiceV2AppId: "0B6F7C1E-95A5-4F67-9C0E-1D2F3A4B5C6D" };
    const { id, state } = await stack.create(TYPE, "dora", program);
    Object.assign(onServer(), { httpVoiceV2AppId: program.httpVoiceV2AppId.toLowerCase() });
    const same = await stack.read(TYPE, "dora", id, state);
    expect(stack.diff(TYPE, same?.state ?? {}, program).changes).toEqual([]);
    Object.assign(onServer(), { httpVoiceV2AppId: undefined, realm: REALM });
    const drifted = await stack.read(TYPE, "dora", id, state);
    expect(stack.diff(TYPE, drifted?.state ?? {}, program).changes.map(({ path }) => path)).toContain("realm");
    await stack.update(TYPE, "dora", id, drifted?.state ?? {}, program);
    expect(onServer()).toMatchObject({ httpVoiceV2AppId: program.httpVoiceV2AppId, realm: OTHER_REALM });
  });

  test("the second hash of version 0.1.0 is put right by an update that says so, and not by a replacement", async () => {
    const wrong = md5(`dora:${OTHER_REALM}:${OTHER_REALM}:open sesame`);
    for (const old of [{ hash1b: wrong }, {}]) {
      const first = md5(`dora:${OTHER_REALM}:open sesame`);
      const credential = { userName: "dora", hash1: first, realm: OTHER_REALM, ...old };
      stack.simulator.account.sipCredentials.set("dora", credential);
      const state = { ...dora, compositeName: "dora", hash1: first, ...old };
      const { changes, replaces } = stack.diff(TYPE, state, dora);
      expect(changes.map(({ path }) => path)).toEqual(["password"]);
      expect(replaces).toEqual([]);
      expect(resourceNamed(TYPE).announce?.(state, dora, false)).toContain("This update sends the right one");
      const next = await stack.update(TYPE, "dora", "dora", state, dora);
      expect(signIns(onServer(), "open sesame")).toEqual(["name", "name@realm"]);
      expect(stack.diff(TYPE, next, dora).changes).toEqual([]);
      expect(resourceNamed(TYPE).announce?.(next, { ...dora, password: "other" }, false)).toBeUndefined();
    }
  });

  test("an answer that does not show the second hash is no drift", async () => {
    const { id, state } = await stack.create(TYPE, "dora", dora);
    onServer().hash1b = undefined;
    const fresh = await stack.read(TYPE, "dora", id, state);
    expect(stack.diff(TYPE, fresh?.state ?? {}, dora).changes).toEqual([]);
  });
});
