import { createHash } from "node:crypto";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { read } from "../../provider/pulumi/definition/lifecycle.js";
import { propertiesOf } from "../../provider/pulumi/values/property.js";
import { markSecrets } from "../../provider/pulumi/values/secrets.js";
import { Secret } from "../../provider/pulumi/values/values.js";
import { complaints, resourceNamed, Stack, warnings } from "./support.js";

const TYPE = "SipCredential";
const md5 = (text: string) => createHash("md5").update(text).digest("hex");
const hash1 = md5("alice@sip.example.com:example:open sesame");
const hash1b = md5("alice@sip.example.com@example:example:open sesame");
const byHash = { userName: "alice", domain: "sip.example.com", hash1, hash1b };
const byPassword = { userName: "alice", domain: "sip.example.com", realm: "example", password: "open sesame" };

describe("a SIP credential's inputs", () => {
  test.each([
    ["no secret", { userName: "alice" }, ["hash1 is required, unless password and realm are given"]],
    [
      "a password without its realm",
      { userName: "alice", password: "x" },
      ["realm is required with password: the hashes are made from both"],
    ],
    ["a realm alone", { userName: "alice", realm: "x" }, ["hash1 is required, unless password and realm are given"]],
    [
      "both a hash and a password",
      { ...byPassword, hash1 },
      ["password cannot be given with hash1 or hash1b: give one or the other"],
    ],
    ["a user that is too long", { userName: "x".repeat(33), hash1 }, ["userName must have at most 32 characters"]],
    [
      "a hash that is too long",
      { userName: "alice", hash1: "a".repeat(65) },
      ["hash1 must have at most 64 characters"],
    ],
    [
      "two domains",
      { ...byHash, userName: "alice@one" },
      ["userName must not contain an @ when there is a domain (error 23014)"],
    ],
  ])("%s is refused", (_what, inputs, expected) => {
    expect(complaints(TYPE, inputs)).toEqual(expected);
  });

  test("what may be meant makes a warning only", () => {
    expect(warnings(TYPE, { userName: "alice", domain: "example.com", hash1 })).toEqual([
      "hash1b is missing; clients that sign in as user@realm need it",
    ]);
    expect(warnings(TYPE, { userName: "alice", hash1: "not a hash", hash1b })).toEqual([
      "hash1 is not the 32 hexadecimal digits of an MD5 hash",
    ]);
    expect(complaints(TYPE, { userName: "alice@example.com", hash1 })).toEqual([]);
  });

  test("the secrets are secret, in inputs and outputs", () => {
    const { inputs, outputs } = resourceNamed(TYPE);
    const marked = markSecrets(propertiesOf(inputs), { ...byHash, ...byPassword });
    const secret = Object.keys(marked).filter((name) => marked[name] instanceof Secret);
    expect(secret.sort()).toEqual(["hash1", "hash1b", "password"]);
    expect(markSecrets(propertiesOf(outputs), { hash1, hash1b })).toMatchObject({
      hash1: expect.any(Secret),
      hash1b: expect.any(Secret),
    });
  });
});

/** Bandwidth failed inside, below an element that belongs to no answer. */
const failedInside =
  "<Response><ErrorList><Error><Code>1000</Code><Description>It failed.</Description></Error></ErrorList></Response>";

describe("a SIP credential", () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await Stack.start();
  });
  afterEach(() => stack.close());

  const onServer = () => stack.simulator.account.sipCredentials.get("alice@sip.example.com");

  test("by password: the hashes are made here, and the password never reaches the wire", async () => {
    const { id, state } = await stack.create(TYPE, "alice", byPassword);
    expect(id).toBe("alice@sip.example.com");
    expect(state).toMatchObject({ compositeName: id, hash1, hash1b });
    expect(onServer()).toMatchObject({ hash1, hash1b });
    const fresh = await stack.read(TYPE, "alice", id, state);
    expect(stack.diff(TYPE, fresh?.state ?? {}, byPassword).changes).toEqual([]);
    const next = await stack.update(TYPE, "alice", id, state, { ...byPassword, password: "open barley" });
    expect(onServer()?.hash1).toBe(md5("alice@sip.example.com:example:open barley"));
    expect(stack.diff(TYPE, next, { ...byPassword, password: "open barley" }).changes).toEqual([]);
    const wire = JSON.stringify(stack.simulator.requests);
    expect(wire).toContain("sipcredentials");
    expect(wire).not.toMatch(/open (sesame|barley)/);
  });

  test("hashes that somebody changes are seen and put back, whichever way they are declared", async () => {
    for (const program of [byHash, byPassword]) {
      const { id, state } = await stack.create(TYPE, "alice", program);
      Object.assign(onServer() ?? {}, { hash1: "f".repeat(32) });
      const drifted = await stack.read(TYPE, "alice", id, state);
      const { changes, replaces } = stack.diff(TYPE, drifted?.state ?? {}, program);
      expect(changes).toHaveLength(1);
      expect(replaces).toEqual([]);
      const healed = await stack.update(TYPE, "alice", id, drifted?.state ?? {}, program);
      expect(onServer()).toMatchObject({ hash1, hash1b });
      expect(stack.diff(TYPE, healed, program).changes).toEqual([]);
      await stack.delete(TYPE, "alice", id, healed);
    }
  });

  test("changes from a password to its hashes, and back", async () => {
    const { id, state } = await stack.create(TYPE, "alice", byPassword);
    const hashed = await stack.update(TYPE, "alice", id, state, byHash);
    expect(hashed).not.toHaveProperty("password");
    expect(stack.diff(TYPE, hashed, byHash).changes).toEqual([]);
    const back = await stack.update(TYPE, "alice", id, hashed, byPassword);
    expect(stack.diff(TYPE, back, byPassword).changes).toEqual([]);
  });

  test("another user or domain is another credential", async () => {
    const { state } = await stack.create(TYPE, "alice", byHash);
    expect(stack.diff(TYPE, state, { ...byHash, userName: "carol" }).replaces).toEqual(["userName"]);
    expect(stack.diff(TYPE, state, { ...byHash, domain: "example.org" })).toMatchObject({
      replaces: ["domain"],
      deleteBeforeReplace: true,
    });
  });

  test("a create whose answer was lost finds what it has made", async () => {
    stack.simulator.faults.on("POST", /sipcredentials/, { kind: "lostAnswer" });
    await stack.create(TYPE, "alice", byHash);
    expect(stack.simulator.account.sipCredentials.size).toBe(1);
    expect(stack.writes()).toEqual(["POST /sipcredentials"]);
  });

  test.each([
    ["nothing", ""],
    ["something else", "<Maintenance/>"],
    ["an error that does not belong to it", failedInside],
  ])("an answer that shows %s is believed only when the account shows the credential", async (_what, body) => {
    const { faults } = stack.simulator;
    faults.on("POST", /sipcredentials/, { kind: "status", status: 200, body });
    await stack.create(TYPE, "alice", byHash);
    expect(onServer()).toMatchObject({ hash1 });
    faults.on("POST", /sipcredentials/, { kind: "status", status: 200, body, act: true });
    await stack.create(TYPE, "bob", { ...byHash, userName: "bob" });
    expect(stack.writes()).toEqual(Array(3).fill("POST /sipcredentials"));
  });

  test.each([
    ["the same hashes", "open sesame"],
    ["other hashes", "open barley"],
  ])("one of the same name with %s is not taken over, and no secret is told", async (_what, password) => {
    await stack.create(TYPE, "alice", byHash);
    const refusal = stack.create(TYPE, "alice", { ...byPassword, password });
    await expect(refusal).rejects.toThrow(
      "the SIP credential alice@sip.example.com already exists. This stack cannot tell",
    );
    await expect(refusal).rejects.not.toThrow(/open|[0-9a-f]{32}/);
    expect(stack.writes()).toEqual(["POST /sipcredentials"]);
    expect(onServer()?.hash1).toBe(hash1);
  });

  test("one that is being replaced by force is recognized after a refresh, and written as it is declared by now", async () => {
    const { id } = await stack.create(TYPE, "alice", byHash);
    stack.refreshed.add(id);
    await stack.create(TYPE, "alice", { ...byPassword, password: "open barley" });
    expect(onServer()?.hash1).toBe(md5("alice@sip.example.com:example:open barley"));
  });

  test("a domain that is not known yet is no conflict with the same user of another", () => {
    const claims = (inputs: object, given: boolean) => resourceNamed(TYPE).claims?.(inputs, () => given) ?? [];
    expect(claims({ userName: "alice" }, false)).toHaveLength(1);
    expect(claims({ userName: "alice" }, true)).toEqual([]);
  });

  test("a refusal shows neither password nor hash", async () => {
    const error = await stack.create(TYPE, "alice", byPassword).then(async ({ id, state }) => {
      stack.simulator.account.sipCredentials.clear();
      return stack.update(TYPE, "alice", id, state, { ...byPassword, password: "open barley" }).catch(String);
    });
    expect(error).toContain("23007");
    expect(error).not.toMatch(/open|[0-9a-f]{32}/);
  });

  test("an answer that is cut in the middle of a hash does not show the half of it", async () => {
    const { id, state } = await stack.create(TYPE, "alice", byHash);
    const body = `<SipCredentialResponse><SipCredential><Hash1b>${hash1b}</Hash1b><Hash1>${hash1.slice(0, 30)}`;
    const fault = { kind: "status", status: 200, body } as const;
    stack.simulator.faults.on("GET", /sipcredentials/, fault, { times: 20 });
    const error = await stack.read(TYPE, "alice", id, state).catch((thrown: unknown) => thrown);
    const shown = inspect(error, { depth: 9 });
    expect(shown).toContain("cut short");
    expect(shown).not.toContain(hash1.slice(0, 8));
    expect(shown).not.toContain(hash1b.slice(0, 8));
  });

  test("is imported by its name, listed, and gone when it is gone", async () => {
    expect(await listed()).toEqual([]);
    const { id, state } = await stack.create(TYPE, "alice", byHash);
    await stack.create(TYPE, "bob", { userName: "bob", hash1 });
    expect(await listed()).toEqual([id, "bob"]);
    expect(await read(resourceNamed(TYPE), stack.call("alice"), id)).toMatchObject({ inputs: byHash });
    await stack.delete(TYPE, "alice", id, state);
    await stack.delete(TYPE, "alice", id, state);
    expect(await stack.read(TYPE, "alice", id, state)).toBeUndefined();
  });

  test("of a 201 that refuses and repeats a hash in its words, the words come without it", async () => {
    const words = `Sip credential alice with hashes ${hash1} and ${"e".repeat(32)} does already exist`;
    const error = `<Error><ErrorCode>23002</ErrorCode><Description>${words}</Description></Error>`;
    const body = `<SipCredentialsResponse><Errors>${error}</Errors></SipCredentialsResponse>`;
    stack.simulator.faults.on("POST", /sipcredentials/, { kind: "status", status: 201, body });
    const shown = inspect(await stack.create(TYPE, "alice", byHash).catch((thrown: unknown) => thrown), { depth: 9 });
    expect(shown).toContain("Sip credential alice with hashes [secret] and [secret]");
    expect(shown).not.toMatch(/[0-9a-f]{32}/);
  });

  test("a hash in the words of a refusal is not shown, also one that was not sent", async () => {
    const { id, state } = await stack.create(TYPE, "alice", byHash);
    const words = `Sip credential with hash ${"E".repeat(32)} is locked`;
    const body = `<SipCredentialResponse><ResponseStatus><ErrorCode>23099</ErrorCode><Description>${words}</Description></ResponseStatus></SipCredentialResponse>`;
    stack.simulator.faults.on("DELETE", /sipcredentials/, { kind: "status", status: 400, body });
    const error = await stack.delete(TYPE, "alice", id, state).catch(String);
    expect(error).toContain("with hash [secret] is locked");
  });

  test("one that is gone in words without a code leaves the state, and is deleted already", async () => {
    const { id, state } = await stack.create(TYPE, "alice", byHash);
    stack.simulator.account.sipCredentials.clear();
    stack.simulator.settings.missingWithoutCode = true;
    expect(await stack.read(TYPE, "alice", id, state)).toBeUndefined();
    await stack.delete(TYPE, "alice", id, state);
  });

  async function listed(): Promise<string[]> {
    const found = resourceNamed(TYPE).list?.find({ api: stack.api, query: {}, signal: new AbortController().signal });
    const ids = [];
    for await (const { id } of found ?? []) ids.push(id);
    return ids;
  }
});
