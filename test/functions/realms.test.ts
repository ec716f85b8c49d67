import { afterEach, beforeEach, expect, test } from "vitest";
import { complaints, Desk } from "./support.js";

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(() => desk.close());

const hash = "0123456789abcdef0123456789abcdef";
const create = async (name: string, more = "<Default>false</Default>") => {
  const made = await desk.caller.post("/realms", `<Realm><Realm>${name}</Realm>${more}</Realm>`);
  return made.value("Realm", "Id") ?? "";
};
const add = async (realmId: string, userName: string) => {
  const one = `<SipCredential><UserName>${userName}</UserName><Hash1>${hash}</Hash1></SipCredential>`;
  const path = `/realms/${realmId}/sipcredentials`;
  const made = await desk.caller.post(path, `<SipCredentials>${one}</SipCredentials>`);
  return made.value("ValidSipCredentials", "SipCredential", "Id") ?? "";
};

test("all realms, or those whose names hold some letters; none is an empty list", async () => {
  expect(await desk.look("getSipRealms")).toEqual({ sipRealms: [] });
  const realmId = await create("desk", "<Description>Phones</Description><Default>true</Default>");
  await create("shop");
  await add(realmId, "alice");
  const { sipRealms } = await desk.look("getSipRealms");
  expect(sipRealms).toHaveLength(2);
  expect(await desk.look("getSipRealms", { realmFragment: "desk-" })).toEqual({
    sipRealms: [
      {
        ...{ realmId, name: "desk", realm: expect.stringMatching(/^desk-/), description: "Phones" },
        ...{ isDefault: true, status: "ACTIVE", sipCredentialCount: 1 },
      },
    ],
  });
  for (const realmFragment of ["de", "Desk", "d".repeat(65)]) {
    expect(complaints("getSipRealms", { realmFragment })).toEqual([
      "realmFragment must have 3 to 64 lowercase letters, digits, periods and hyphens (errors 13112, 13116)",
    ]);
  }
});

test("one realm by its id and by each of its names; one that does not exist is an error", async () => {
  const realmId = await create("desk");
  const { realm } = await desk.look("getSipRealm", { realmId });
  for (const reference of ["desk", realm]) {
    expect(await desk.look("getSipRealm", { realmId: reference })).toMatchObject({
      realmId,
      name: "desk",
      status: "ACTIVE",
    });
  }
  await expect(desk.look("getSipRealm", { realmId: "shop" })).rejects.toThrow(
    'realmId "shop" is no SIP realm of account 9500249; expected: an id or name as getSipRealms shows it',
  );
  desk.simulator.faults.on("GET", /realms/, { kind: "status", status: 403 });
  await expect(desk.look("getSipRealm", { realmId })).rejects.toThrow("403");
});

test("the credentials of one realm, and one of them by both ids, without hashes", async () => {
  const [realmId, other] = [await create("desk"), await create("shop")];
  expect(await desk.look("getSipCredentials", { realmId })).toEqual({ sipCredentials: [] });
  const credentialId = await add(realmId, "alice");
  await add(other, "alice");
  const alice = { compositeName: "alice", userName: "alice", credentialId, realmId };
  const told = await desk.look("getSipCredentials", { realmId });
  expect(told).toMatchObject({ sipCredentials: [alice] });
  const one = await desk.look("getSipCredential", { realmId, credentialId });
  expect(one).toMatchObject(alice);
  expect(JSON.stringify([told, one])).not.toContain(hash);
  await expect(desk.look("getSipCredential", { realmId, credentialId: "1" })).rejects.toThrow(
    `credentialId "1" is no SIP credential of realm ${realmId}`,
  );
  await expect(desk.look("getSipCredentials", { realmId: "77" })).rejects.toThrow(
    'realmId "77" is no SIP realm of account',
  );
});

test.each<[object, string[]]>([
  [{}, ["userName is required, unless realmId and credentialId are given"]],
  [{ realmId: "22" }, ["credentialId is required with realmId"]],
  [{ credentialId: "1041" }, ["realmId is required with credentialId"]],
  [
    { realmId: "22", credentialId: "1041", userName: "alice" },
    ["userName cannot be given with realmId and credentialId: give one or the other"],
  ],
])("what names a credential: %j", (inputs, expected) => {
  expect(complaints("getSipCredential", { ...inputs })).toEqual(expected);
});
