import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { smppPassword } from "../../simulator/endpoints/messagingSettings.js";
import { existing } from "../simulator/support.js";
import { complaints, Desk } from "./support.js";

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(() => desk.close());

const idsOf = async (args = {}) =>
  ((await desk.look("getCampaigns", args)).campaigns as { campaignId: string }[]).map(({ campaignId }) => campaignId);

test("all campaigns, those in one status, and those of one class", async () => {
  const expired = { campaignId: "CDEMO03", messageClass: "Campaign-B", status: "Expired", imported: false };
  const { settings } = desk.simulator;
  settings.campaigns = [...settings.campaigns, { ...expired, description: "Reminders" }];
  expect((await desk.look("getCampaigns")).campaigns).toContainEqual({
    ...expired,
    ...{ description: "Reminders", createdDate: "2026-01-05T10:00:00.000Z" },
  });
  expect(await idsOf()).toEqual(["CDEMO01", "CDEMO02", "CDEMO03"]);
  expect(await idsOf({ status: "ACTIVE" })).toEqual(["CDEMO01", "CDEMO02"]);
  expect(await idsOf({ messageClass: "Campaign-B" })).toEqual(["CDEMO02", "CDEMO03"]);
  desk.simulator.settings.campaigns = [];
  expect(await idsOf()).toEqual([]);
});

test("what the account may send, without its SMPP password", async () => {
  const told = await desk.look("getMessagingSettings");
  expect(told).toMatchObject({
    ...{ enabled: true, enabledOnNewTn: true, preventUpdatingNetNumber: false },
    breakOutCountries: ["CAN", "GBR", "MEX"],
    sms: { tollFree: true, shortCode: false, zone1: true, zone2: true, zone3: false, smppEnabled: false },
    campaigns: [{ campaignId: "CDEMO01" }, { campaignId: "CDEMO02" }],
  });
  expect(told.routes).toContainEqual({
    ...{ nnid: "112233", tnType: "TollFreeTns", isDefault: true },
    details: { name: "Main", espid: "E100", deliveryNetwork: "Simulated", trafficType: "SMS" },
  });
  expect(JSON.stringify(told)).not.toContain(smppPassword);
});

test.each([
  ["role", "their user lacks the role"],
  ["feature", "the account lacks the feature or product"],
  ["account", "the account's type isn't allowed to do this"],
] as const)("a refusal because of the %s says so", async (why, words) => {
  desk.simulator.settings.denied = [{ path: "/a2pCampaigns", why }];
  await expect(desk.look("getCampaigns")).rejects.toThrow(words);
  await expect(desk.look("getMessagingSettings")).rejects.toThrow(words);
});

describe("passcodes against port-out", () => {
  const numbers = ["9195550100", "9195550101", "9195550102"];
  const told = async (args = {}) => (await desk.look("getPortOutPasscodes", args)).passcodes;
  beforeEach(async () => {
    const siteId = await desk.caller.createSite();
    await desk.caller.createPeer(siteId);
    await desk.caller.order(existing(siteId, numbers));
    desk.simulator.account.settle();
    desk.simulator.account.switchOptions("+19195550100", { PortOutPasscode: "a1b2c3" });
    desk.simulator.account.switchOptions("+19195550102", { PortOutPasscode: "d4e5f6" });
  });

  test("of the whole account, page by page, or of some numbers in one request", async () => {
    const first = { telephoneNumber: "+19195550100", portOutPasscode: "a1b2c3" };
    const last = { telephoneNumber: "+19195550102", portOutPasscode: "d4e5f6" };
    expect(await told()).toEqual([first, last]);
    desk.simulator.settings.largestPage = 1;
    expect(await told()).toEqual([first, last]);
    const mark = desk.simulator.requests.mark();
    expect(await told({ telephoneNumbers: ["(919) 555-0102", "919-555-0101", "9195550199"] })).toEqual([last]);
    expect(desk.simulator.requests.since(mark)).toHaveLength(1);
    expect(await told({ telephoneNumbers: ["9195550101"] })).toEqual([]);
  });

  test.each([
    "named",
    "unnamed",
    "all named",
  ] as const)("of some numbers, where the API refuses the list because of one that is unknown or has none (%s)", async (how) => {
    desk.simulator.settings.listsRefused = how;
    const all = [...numbers, "9195550198", "9195550199"];
    expect(await told({ telephoneNumbers: all })).toEqual([
      { telephoneNumber: "+19195550100", portOutPasscode: "a1b2c3" },
      { telephoneNumber: "+19195550102", portOutPasscode: "d4e5f6" },
    ]);
    expect(await told({ telephoneNumbers: ["9195550198", "9195550199"] })).toEqual([]);
  });

  test.each([
    "named",
    "unnamed",
    "all named",
  ] as const)("of 2,500 numbers of which most are refused (%s), by a bounded number of requests", async (how) => {
    desk.simulator.settings.listsRefused = how;
    const many = Array.from({ length: 2_498 }, (_, index) => `+1984${String(5_550_000 + index)}`);
    const mark = desk.simulator.requests.mark();
    expect(await told({ telephoneNumbers: [...many, ...numbers] })).toHaveLength(2);
    expect(desk.simulator.requests.since(mark).length).toBeLessThanOrEqual(40);
  });

  test("are marked as secrets, and an account without them is an error", async () => {
    desk.simulator.settings.denied = [{ path: "/tnPortoutPasscodes", why: "feature" }];
    await expect(told()).rejects.toThrow("the account lacks the feature");
    await expect(told({ telephoneNumbers: ["9195550100"] })).rejects.toThrow("the account lacks the feature");
    expect(complaints("getPortOutPasscodes", { telephoneNumbers: ["1"] })).toHaveLength(1);
  });
});
