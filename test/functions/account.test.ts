import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { byAreaCode, disconnectBody } from "../simulator/support.js";
import { complaints, Desk } from "./support.js";

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(() => desk.close());

describe("the account", () => {
  test("its products, those without features too", async () => {
    const { products } = await desk.look("getProducts");
    expect(products).toContainEqual({ name: "Termination", features: ["CallForwarding"], countrySettings: [] });
    expect(products).toContainEqual({ name: "TollFree", features: [], countrySettings: [] });
  });

  test("an answer that is none is an error, not an account without products", async () => {
    desk.simulator.faults.on("GET", /products$/, { kind: "empty", status: 200 });
    await expect(desk.look("getProducts")).rejects.toThrow("products");
  });
});

describe("users", () => {
  test("all of them, with roles and without any", async () => {
    const { users } = await desk.look("getUsers");
    expect(users).toEqual([
      {
        ...{ username: "simulator-user", firstName: "Sam", lastName: "Simulated", emailAddress: "sam@example.com" },
        telephoneNumber: "+19195550199",
        roles: [
          { roleName: "ROLE_API_ORDERING", permissions: ["VIEW"] },
          { roleName: "ROLE_BDR", permissions: ["VIEW"] },
        ],
      },
      { username: "testcustomer", firstName: "Jane", lastName: "Doe", emailAddress: "jane@example.com", roles: [] },
    ]);
  });

  test("one by name, with the accounts, and never a password", async () => {
    const user = await desk.look("getUser", { username: "testcustomer" });
    expect(user).toMatchObject({
      username: "testcustomer",
      accounts: [{ accountId: "9500249", companyName: "Simulated Company" }],
    });
    expect(JSON.stringify(user)).not.toMatch(/password/i);
  });

  test("one that does not exist is an error at the argument", async () => {
    await expect(desk.look("getUser", { username: "no/body" })).rejects.toThrow(
      'username "no/body" is no user; expected: a name as getUsers shows it',
    );
  });

  test("an API that has not got this any more does not prove that a user is gone", async () => {
    desk.simulator.faults.on("GET", /users\/testcustomer$/, { kind: "status", status: 404 });
    await expect(desk.look("getUser", { username: "testcustomer" })).rejects.toThrow("/users/testcustomer: 404");
  });
});

describe("hosts", () => {
  const host = (name: string, more = "") => `<Host><HostName>${name}</HostName>${more}</Host>`;

  test("of every SIP peer that has any; by address and by kind", async () => {
    const siteId = await desk.caller.createSite();
    const main = await desk.caller.createPeer(
      siteId,
      "Main",
      `<VoiceHosts>${host("192.0.2.7", "<Port>5060</Port>")}</VoiceHosts><SmsHosts>${host("192.0.2.8")}</SmsHosts>` +
        "<TerminationHosts><TerminationHost><HostName>192.0.2.9</HostName>" +
        "<CustomerTrafficAllowed>DOMESTIC</CustomerTrafficAllowed><DataAllowed>true</DataAllowed>" +
        "</TerminationHost></TerminationHosts>",
    );
    const other = await desk.caller.createPeer(siteId, "Other", `<VoiceHosts>${host("192.0.2.10")}</VoiceHosts>`);
    await desk.caller.createPeer(siteId, "Bare");
    const none = { voiceHosts: [], smsHosts: [], terminationHosts: [] };
    const { sipPeers } = await desk.look("getHosts");
    expect(sipPeers).toEqual([
      {
        ...{ siteId, sipPeerId: main, voiceHosts: [{ hostName: "192.0.2.7", port: 5060 }] },
        smsHosts: [{ hostName: "192.0.2.8" }],
        terminationHosts: [
          expect.objectContaining({ hostName: "192.0.2.9", customerTrafficAllowed: "DOMESTIC", dataAllowed: true }),
        ],
      },
      { ...none, siteId, sipPeerId: other, voiceHosts: [expect.objectContaining({ hostName: "192.0.2.10" })] },
    ]);
    expect(await desk.look("getHosts", { host: "192.0.2.8", type: "SMS" })).toEqual({
      sipPeers: [{ ...none, siteId, sipPeerId: main, smsHosts: [{ hostName: "192.0.2.8" }] }],
    });
    expect(desk.queries(/hosts$/)).toEqual([{}, { host: "192.0.2.8", type: "SMS" }]);
  });

  test("none is an empty list; kinds are the API's words", async () => {
    expect(await desk.look("getHosts", { type: "ORIGINATION" })).toEqual({ sipPeers: [] });
    expect(complaints("getHosts", { type: "voice" })).toEqual([
      'type must be one of "SMS", "TERMINATION", "ORIGINATION"',
    ]);
  });
});

describe("how many numbers", () => {
  const days = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

  test("are in service, and which ones were disconnected when", async () => {
    const siteId = await desk.caller.createSite();
    await desk.caller.createPeer(siteId);
    await desk.caller.order(byAreaCode(siteId, "919", 5));
    expect(await desk.look("getInserviceNumbersTotals")).toEqual({ count: 5 });
    expect(await desk.look("getDisconnectedNumbers")).toEqual({ telephoneNumbers: [] });
    await desk.caller.post("/disconnects", disconnectBody(["9195550100", "9195550101", "9195550102"]));
    expect(await desk.look("getInserviceNumbersTotals")).toEqual({ count: 2 });

    desk.simulator.settings.largestPage = 2;
    const { telephoneNumbers } = await desk.look("getDisconnectedNumbers");
    expect(telephoneNumbers).toEqual(["+19195550100", "+19195550101", "+19195550102"]);
    const now = { startDate: days(-1), endDate: days(1) };
    expect(await desk.look("getDisconnectedNumbersTotals", now)).toEqual({ count: 3 });
    const before = { startDate: "2020-01-01", endDate: "2020-01-31" };
    expect(await desk.look("getDisconnectedNumbersTotals", before)).toEqual({ count: 0 });
    expect(await desk.look("getDisconnectedNumbers", before)).toEqual({ telephoneNumbers: [] });
    expect(desk.queries(/discnumbers$/).at(-1)).toMatchObject({
      startdate: "20-01-01",
      enddate: "20-01-31",
      page: "1",
    });
  });

  test("days go together", () => {
    for (const name of ["getDisconnectedNumbers", "getDisconnectedNumbersTotals"]) {
      expect(complaints(name, { startDate: "2026-01-31" })).toEqual(["startDate needs endDate"]);
      expect(complaints(name, { startDate: "2026-03-01", endDate: "2026-02-01" })).toHaveLength(1);
    }
  });
});

describe("restrictions of a country", () => {
  test("are told by the Universal Platform, in the API's words", async () => {
    await desk.close();
    desk = await Desk.open({}, "universal");
    const { restrictions } = await desk.look("getRestrictions", { countryCodeA3: "ITA" });
    expect(restrictions).toHaveLength(2);
    expect(restrictions).toContainEqual({
      countryCodeA3: "ITA",
      restrictionCategory: "Outbound call",
      restrictionDescription: "Enhanced Voice Transit does not support access to Emergency Services.",
      restrictionType: "SERVICE",
    });
    expect(await desk.look("getRestrictions", { countryCodeA3: "DEU" })).toEqual({
      restrictions: [expect.objectContaining({ restrictionType: "LEGAL" })],
    });
    expect(await desk.look("getRestrictions", { countryCodeA3: "GBR" })).toEqual({ restrictions: [] });
  });

  test("the classic API is not asked", async () => {
    await expect(desk.look("getRestrictions", { countryCodeA3: "ITA" })).rejects.toThrow(
      "countryCodeA3 is only for the Universal Platform",
    );
    expect(desk.simulator.requests).toHaveLength(0);
    expect(complaints("getRestrictions", { countryCodeA3: "it" })).toHaveLength(1);
  });
});
