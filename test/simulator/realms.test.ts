import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { Caller } from "./support.js";

let simulator: Simulator;
let caller: Caller;
let now = Date.now();
beforeEach(async () => {
  simulator = await startSimulator({ now: () => now, realmLatencyMs: 2_000 });
  caller = new Caller(simulator);
});
afterEach(() => simulator.close());

const body = (inner: string) => `<Realm>${inner}</Realm>`;
const plain = "<Realm>desk</Realm><Default>false</Default>";
const create = (inner = plain) => caller.post("/realms", body(inner));
const put = (id: string, inner: string) => caller.account("PUT", `/realms/${id}`, body(inner));
const remove = (id: string) => caller.account("DELETE", `/realms/${id}`);
const code = async (answer: ReturnType<typeof create>) => (await answer).value("ResponseStatus", "ErrorCode");

/** Creates a realm and waits for it. */
async function active(inner = plain): Promise<string> {
  const made = await create(inner);
  now += 2_000;
  return made.value("Realm", "Id") ?? "";
}

describe("realms", () => {
  test("become active after their time, under a name that is longer than the one asked for", async () => {
    const made = await create("<Realm>Desk</Realm><Description>d</Description><Default>true</Default>");
    expect([made.status, made.value("Realm", "Status"), made.value("Realm", "Default")]).toEqual([
      201,
      "CREATE_PENDING",
      "true",
    ]);
    const [id, name] = [made.value("Realm", "Id"), made.value("Realm", "Realm")];
    expect(name).toMatch(/^desk-[0-9a-f]{6}\.auth\.bandwidth\.com$/);
    now += 2_000;
    for (const reference of [id, name]) {
      expect((await caller.get(`/realms/${reference}`)).value("Realm", "Status")).toBe("ACTIVE");
    }
    const short = await caller.get("/realms/desk");
    expect([short.status, short.value("ResponseStatus", "ErrorCode")]).toEqual([404, undefined]);
    expect((await caller.get("/realms?realmfragment=desk-")).text).toContain(`<Id>${id}</Id>`);
    expect((await caller.get("/realms?realmfragment=shop")).text).not.toContain("<Id>");
  });

  test.each([
    ["1003", "<Realm>desk</Realm>"],
    ["1003", "<Default>true</Default>"],
    ["33003", `<Realm>${"a".repeat(31)}</Realm><Default>false</Default>`],
    ["99999", "<Realm>desk</Realm><Default>false</Default><Color>red</Color>"],
  ])("are refused with %s", async (expected, inner) => {
    expect(await code(create(inner))).toBe(expected);
    expect(simulator.account.realms.size).toBe(0);
  });

  test("have one name each, whatever its case, in an account that has the feature", async () => {
    await create();
    expect(await code(create("<Realm>DESK</Realm><Default>false</Default>"))).toBe("33002");
    simulator.settings.withoutSipRegistrar = true;
    expect(await code(create("<Realm>shop</Realm><Default>false</Default>"))).toBe("33004");
  });

  test("a PUT clears what it leaves out, and changes neither the name nor a default to none", async () => {
    const id = await active("<Realm>desk</Realm><Description>d</Description><Default>true</Default>");
    expect(await code(put(id, "<Realm>shop</Realm><Default>true</Default>"))).toBe("33005");
    expect((await put(id, "<Realm>desk</Realm><Default>false</Default>")).status).toBe(400);
    expect((await put(id, "<Default>true</Default>")).status).toBe(200);
    expect((await caller.get(`/realms/${id}`)).value("Realm", "Description")).toBeUndefined();
    const other = await active("<Realm>shop</Realm><Default>false</Default>");
    await put(other, "<Default>true</Default>");
    expect((await caller.get(`/realms/${id}`)).value("Realm", "Default")).toBe("false");
  });

  test("are gone some time after the delete, which spares the default and those with credentials", async () => {
    const id = await active("<Realm>desk</Realm><Default>true</Default>");
    expect(await code(remove(id))).toBe("33006");
    const other = await active("<Realm>shop</Realm><Default>false</Default>");
    const credentials =
      "<SipCredentials><SipCredential><UserName>a</UserName><Hash1>b</Hash1></SipCredential></SipCredentials>";
    const made = await caller.post(`/realms/${other}/sipcredentials`, credentials);
    expect(await code(remove(other))).toBe("12666");
    const credential = made.value("ValidSipCredentials", "SipCredential", "Id");
    expect((await caller.account("DELETE", `/realms/${other}/sipcredentials/${credential}`)).status).toBe(200);
    expect([(await remove(other)).status, (await remove(other)).status]).toEqual([202, 400]);
    now += 2_000;
    expect(await code(remove(other))).toBe("33001");
  });

  test("are kept in the file of the account", async () => {
    const id = await active();
    const snapshot = structuredClone(simulator.account.snapshot());
    simulator.account.realms.clear();
    simulator.account.restore(snapshot);
    expect((await caller.get(`/realms/${id}`)).status).toBe(200);
  });
});

describe("SIP credentials on realms", () => {
  const one = (inner: string) => `<SipCredentials><SipCredential>${inner}</SipCredential></SipCredentials>`;
  const post = (realm: string, inner: string) => caller.post(`/realms/${realm}/sipcredentials`, one(inner));
  const alice = "<UserName>alice</UserName><Hash1>aa</Hash1>";
  const change = (realm: string, id: string, inner: string) =>
    caller.account("PUT", `/realms/${realm}/sipcredentials/${id}`, `<SipCredential>${inner}</SipCredential>`);

  test("need an active realm, and one name each in it, whatever its case", async () => {
    const pending = (await create()).value("Realm", "Id") ?? "";
    expect(await code(post(pending, alice))).toBe("23022");
    now += 2_000;
    expect((await post(pending, alice)).status).toBe(201);
    const twin = await post(pending, "<UserName>Alice</UserName><Hash1>bb</Hash1>");
    expect(twin.text).toContain("<ErrorCode>23026</ErrorCode>");
    const other = await active("<Realm>shop</Realm><Default>false</Default>");
    expect((await post(other, alice)).status).toBe(201);
    expect(simulator.account.sipCredentials.size).toBe(2);
  });

  test.each([
    ["23018", `${alice}<Realm>shop.example.com</Realm>`],
    ["23019", `${alice}<HttpVoiceV2AppId>93de2206-9669-4e07-948d-329f4b722ee2</HttpVoiceV2AppId>`],
    ["23020", `${alice}<HttpVoiceV2AppId>calls</HttpVoiceV2AppId>`],
    ["1003", "<Hash1>aa</Hash1>"],
  ])("are refused with %s", async (expected, inner) => {
    expect((await post(await active(), inner)).text).toContain(`<ErrorCode>${expected}</ErrorCode>`);
    expect(simulator.account.sipCredentials.size).toBe(0);
  });

  test("a change names the realm and not the user, and the list shows the hashes", async () => {
    const realm = await active();
    const none = await caller.get(`/realms/${realm}/sipcredentials?page=1&size=500`);
    expect([none.status, none.value("ResponseStatus", "ErrorCode")]).toEqual([404, "23008"]);
    const made = await post(realm, alice);
    const id = made.value("ValidSipCredentials", "SipCredential", "Id") ?? "";
    expect(await code(change(realm, id, "<Hash1>bb</Hash1>"))).toBe("23031");
    expect(
      await code(change(realm, id, `<RealmId>${realm}</RealmId><UserName>alice</UserName><Hash1>bb</Hash1>`)),
    ).toBe("23030");
    expect((await change(realm, id, `<RealmId>${realm}</RealmId><Hash1>bb</Hash1>`)).status).toBe(200);
    const page = await caller.get(`/realms/${realm}/sipcredentials?page=1&size=500`);
    expect(page.value("SipCredentials", "SipCredential", "Hash1")).toBe("bb");
    expect((await caller.get("/sipcredentials/alice")).value("SipCredential", "RealmId")).toBe(realm);
    expect(await code(caller.get(`/realms/${realm}/sipcredentials/1`))).toBe("23025");
  });
});
