import { createHash } from "node:crypto";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { signIns } from "../../simulator/endpoints/sipCredentials.js";
import { complaints, resourceNamed, Stack, warnings } from "./support.js";

const TYPE = "SipCredential";
const md5 = (text: string) => createHash("md5").update(text).digest("hex");

describe("the inputs of a SIP credential in a realm", () => {
  const inRealm = { userName: "alice", realmId: "22", password: "open sesame" };

  test.each<[string, Values, string[]]>([
    ["the id of the realm is enough", inRealm, []],
    [
      "two ways to name the realm",
      { ...inRealm, realm: "desk.example.com" },
      ["realm cannot be given with realmId: the realm has its name already"],
    ],
    [
      "two names of the application",
      {
        ...inRealm,
        applicationId: "93de2206-9669-4e07-948d-329f4b722ee2",
        httpVoiceV2AppId: "93de2206-9669-4e07-948d-329f4b722ee2",
      },
      ["httpVoiceV2AppId cannot be given with applicationId: they are the same"],
    ],
    [
      "an application that is none",
      { ...inRealm, applicationId: "calls" },
      ["applicationId must be the id of an application, a UUID (error 23020)"],
    ],
  ])("%s", (_what, inputs, expected) => {
    expect(complaints(TYPE, inputs)).toEqual(expected);
  });

  test("an @ in the user is a warning, and so is the earlier name of the application", () => {
    const httpVoiceV2AppId = "93de2206-9669-4e07-948d-329f4b722ee2";
    expect(warnings(TYPE, { ...inRealm, userName: "alice@example.com", httpVoiceV2AppId })).toEqual([
      "userName has an @; Bandwidth's own command line accepts none in the users of a realm",
      "httpVoiceV2AppId is deprecated. Use `applicationId`.",
    ]);
  });

  test("the same user in two realms is two users, and one that is not known yet is no conflict", () => {
    const keys = (inputs: object, given = true) =>
      (resourceNamed(TYPE).claims?.(inputs, () => given) ?? []).map(({ key, what }) => key ?? what);
    expect(keys({ userName: "alice", domain: "d", realmId: "1" })).not.toEqual(
      keys({ userName: "alice", domain: "d", realmId: "2" }),
    );
    expect(keys({ userName: "alice", domain: "d" })).toEqual([]);
  });
});

describe("a SIP credential in a realm", () => {
  let stack: Stack;
  let realmId: string;
  let realm: string;
  beforeEach(async () => {
    stack = await Stack.start();
    const { id, state } = await stack.create("SipRealm", "desk", { name: "desk" });
    [realmId, realm] = [id, String(state.realm)];
  });
  afterEach(() => stack.close());

  const only = () => {
    const [one, ...more] = stack.simulator.account.sipCredentials.values();
    if (!one || more.length > 0) throw new Error(`${more.length + 1} credentials`);
    return one;
  };
  const alice = (more: Values = {}) => ({ userName: "alice", realmId, password: "open sesame", ...more });
  const writes = () => stack.writes().filter((write) => write.includes("sipcredentials"));

  test("lets its client in both ways, by the full name of the realm, and the password never reaches the wire", async () => {
    const { id, state } = await stack.create(TYPE, "alice", alice());
    expect(id).toBe(`${realmId}/${only().id}`);
    expect(state).toMatchObject({ compositeName: "alice", realmId, realm, credentialId: only().id });
    expect(signIns(only(), "open sesame")).toEqual(["name", "name@realm"]);
    expect(only().hash1).toBe(md5(`alice:${realm}:open sesame`));
    const fresh = await stack.read(TYPE, "alice", id, state);
    expect(stack.diff(TYPE, fresh?.state ?? {}, alice()).changes).toEqual([]);
    const next = await stack.update(TYPE, "alice", id, state, alice({ password: "open barley" }));
    expect(signIns(only(), "open barley")).toEqual(["name", "name@realm"]);
    expect(stack.diff(TYPE, next, alice({ password: "open barley" })).changes).toEqual([]);
    expect(writes()).toEqual(["POST /realms/*/sipcredentials", "PUT /realms/*/sipcredentials/*"]);
    expect(JSON.stringify(stack.simulator.requests)).not.toMatch(/open (sesame|barley)/);
    await stack.delete(TYPE, "alice", id, next);
    await stack.delete(TYPE, "alice", id, next);
    expect(await stack.read(TYPE, "alice", id, next)).toBeUndefined();
  });

  test("another realm is another credential, and its removal from the program is none", async () => {
    const { state } = await stack.create(TYPE, "alice", alice());
    expect(stack.diff(TYPE, state, alice({ realmId: "999" })).replaces).toEqual(["realmId"]);
    expect(stack.diff(TYPE, state, alice({ realmId: undefined, realm })).replaces).toEqual([]);
  });

  test("hashes that somebody changes are seen and put back, and what nobody knows is kept", async () => {
    const { id, state } = await stack.create(TYPE, "alice", alice());
    Object.assign(only(), { hash1: "f".repeat(32), callerPolicy: "strict" });
    const drifted = await stack.read(TYPE, "alice", id, state);
    expect(stack.diff(TYPE, drifted?.state ?? {}, alice()).changes.map(({ path }) => path)).toEqual(["password"]);
    await stack.update(TYPE, "alice", id, drifted?.state ?? {}, alice());
    expect(signIns(only(), "open sesame")).toEqual(["name", "name@realm"]);
    expect(only().callerPolicy).toBe("strict");
  });

  test("its application is set, kept, put back and changed", async () => {
    const voice = { serviceType: "Voice-V2", callInitiatedCallbackUrl: "https://voice.example.com/" };
    const calls = await stack.create("Application", "calls", { name: "Calls", ...voice });
    const other = await stack.create("Application", "other", { name: "Other", ...voice });
    const program = alice({ applicationId: calls.id });
    const { id, state } = await stack.create(TYPE, "alice", program);
    expect(only().httpVoiceV2AppId).toBe(calls.id);
    Object.assign(only(), { httpVoiceV2AppId: other.id });
    const drifted = await stack.read(TYPE, "alice", id, state);
    expect(stack.diff(TYPE, drifted?.state ?? {}, program).changes.map(({ path }) => path)).toEqual(["applicationId"]);
    const healed = await stack.update(TYPE, "alice", id, drifted?.state ?? {}, program);
    expect(only().httpVoiceV2AppId).toBe(calls.id);
    // Under its earlier name it is the same.
    const older = await stack.update(TYPE, "alice", id, healed, alice({ httpVoiceV2AppId: calls.id }));
    const without = await stack.update(TYPE, "alice", id, older, alice({ password: "open barley" }));
    expect(only().httpVoiceV2AppId).toBe(calls.id);
    stack.simulator.settings.credentialPutKeeps = true;
    const error = await stack.update(TYPE, "alice", id, without, alice({ applicationId: other.id })).catch((it) => it);
    expect(error).toBeInstanceOf(PartialFailure);
    expect(error.message).toContain(`did not change everything: applicationId is "${calls.id}", not "${other.id}"`);
    expect(error.message).toContain("--replace");
  });

  test("a realm that the account doesn't have is refused before anything is sent", async () => {
    await expect(stack.create(TYPE, "alice", alice({ realmId: "999" }))).rejects.toThrow(
      /realmId must be the id of a realm of account \d+, and "999" is none\. Nothing was created/,
    );
    expect(writes()).toEqual([]);
  });

  test("a realm that is not active yet refuses it, and the words say what to do", async () => {
    stack.simulator.settings.realmsEnd = undefined;
    const pending = await stack.api.realms.create({ name: "shop" });
    await expect(stack.create(TYPE, "alice", alice({ realmId: pending }))).rejects.toThrow(
      /23022.*The realm isn't active yet\. Run `pulumi up` again when it is/s,
    );
  });

  test("a create whose answer was lost finds what it has made", async () => {
    stack.simulator.faults.on("POST", /sipcredentials/, { kind: "lostAnswer" });
    const { id } = await stack.create(TYPE, "alice", alice());
    expect(id).toBe(`${realmId}/${only().id}`);
    expect(writes()).toEqual(["POST /realms/*/sipcredentials"]);
  });

  test("one of the same name, in any case, is not taken over, and no hash is told", async () => {
    const { id } = await stack.create(TYPE, "alice", alice());
    for (const userName of ["alice", "ALICE"]) {
      const error = await stack
        .create(TYPE, "twin", alice({ userName, password: "open barley" }))
        .catch((it: unknown) => it);
      const shown = inspect(error, { depth: 9 });
      expect(shown).toContain(
        `the SIP credential ${userName} of realm ${realmId} already exists. This stack cannot tell`,
      );
      expect(shown).toContain(`adopt: "${id}"`);
      expect(shown).not.toMatch(/open|[0-9a-f]{32}/);
    }
    expect(signIns(only(), "open sesame")).toEqual(["name", "name@realm"]);
  });

  test("a refusal that repeats hashes comes without them", async () => {
    const words = `Sip credential alice (${"e".repeat(32)}, ${md5(`alice:${realm}:open sesame`)}) is locked`;
    const status = `<ResponseStatus><ErrorCode>23099</ErrorCode><Description>${words}</Description></ResponseStatus>`;
    const { id, state } = await stack.create(TYPE, "alice", alice());
    stack.simulator.faults.on("PUT", /sipcredentials/, {
      ...{ kind: "status", status: 400 },
      body: `<SipCredentialResponse>${status}</SipCredentialResponse>`,
    });
    const error = await stack
      .update(TYPE, "alice", id, state, alice({ password: "open barley" }))
      .catch((it: unknown) => it);
    const shown = inspect(error, { depth: 9 });
    expect(shown).toContain("alice ([secret], [secret]) is locked");
    expect(shown).not.toMatch(/open|[0-9a-f]{32}/);
  });

  test("one that is being replaced by force is recognized after a refresh, and written as it is declared by now", async () => {
    const { id } = await stack.create(TYPE, "alice", alice());
    stack.refreshed.add(id);
    expect((await stack.create(TYPE, "alice", alice({ password: "open barley" }))).id).toBe(id);
    expect(signIns(only(), "open barley")).toEqual(["name", "name@realm"]);
  });

  test("is imported and adopted by both ids, and by its name as before", async () => {
    const { id } = await stack.create(TYPE, "alice", alice());
    const hashes = { hash1: only().hash1, hash1b: only().hash1b };
    const found = await stack.read(TYPE, "alice", id);
    expect(found?.inputs).toEqual({ userName: "alice", realmId, ...hashes });
    expect(complaints(TYPE, found?.inputs ?? {})).toEqual([]);
    const named = await stack.read(TYPE, "alice", "alice");
    expect(named?.inputs).toEqual({ userName: "alice", realm, ...hashes });
    expect(complaints(TYPE, named?.inputs ?? {})).toEqual([]);
    // The first write of an adopted one replaces hashes that were made from another password.
    const { state } = await stack.create(TYPE, "adopted", alice({ password: "open barley" }), id);
    expect(state).toMatchObject({ realmId, realm });
    expect(signIns(only(), "open barley")).toEqual(["name", "name@realm"]);
    await expect(stack.read(TYPE, "alice", `${realmId}/1/2`)).rejects.toThrow("expected: realmId/credentialId");
  });

  test("a credential that is managed by its name may name its realm by the id, without a replacement", async () => {
    const { id, state } = await stack.create(TYPE, "alice", { userName: "alice", realm, password: "open sesame" });
    expect(id).toBe("alice");
    expect(stack.diff(TYPE, state, alice()).changes.map(({ path, replaces }) => [path, replaces])).toEqual([]);
    await stack.update(TYPE, "alice", id, state, alice({ password: "open barley" }));
    expect(signIns(only(), "open barley")).toEqual(["name", "name@realm"]);
  });

  test("two realms have a user of one name each", async () => {
    const shop = await stack.create("SipRealm", "shop", { name: "shop" });
    const one = await stack.create(TYPE, "alice", alice());
    const other = await stack.create(TYPE, "other", alice({ realmId: shop.id, password: "open barley" }));
    expect(one.id).not.toBe(other.id);
    expect(stack.simulator.account.sipCredentials.size).toBe(2);
    const list = resourceNamed(TYPE).list;
    const call = { api: stack.api, query: { realmId: shop.id }, signal: new AbortController().signal };
    const ids = [];
    for await (const { id } of list?.find(call) ?? []) ids.push(id);
    expect(ids).toEqual([other.id]);
  });

  test("a spelling of the user that Bandwidth changes is said to be of no use with a password", async () => {
    const { hash1, hash1b } = { hash1: "a".repeat(32), hash1b: "b".repeat(32) };
    const credential = `<Id>77</Id><RealmId>${realmId}</RealmId><UserName>alice</UserName><Hash1>${hash1}</Hash1><Hash1b>${hash1b}</Hash1b>`;
    const valid = `<ValidSipCredentials><SipCredential>${credential}</SipCredential></ValidSipCredentials>`;
    const body = `<SipCredentialsResponse>${valid}</SipCredentialsResponse>`;
    stack.simulator.faults.on("POST", /sipcredentials/, { kind: "status", status: 201, body });
    await stack.create(TYPE, "alice", alice({ userName: "Alice" }));
    expect(stack.said.join()).toContain('Bandwidth has the user "alice" where the program says "Alice"');
  });
});
