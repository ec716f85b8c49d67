import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { existing } from "../simulator/support.js";
import { complaints, Desk } from "./support.js";

const numbers = ["9195550100", "9195550101", "9195550102"];

let desk: Desk;
let siteId: string;
let sipPeerId: string;
beforeEach(async () => {
  desk = await Desk.open();
  siteId = await desk.caller.createSite();
  sipPeerId = await desk.caller.createPeer(siteId);
  await desk.caller.order(existing(siteId, numbers, `<PeerId>${sipPeerId}</PeerId>`));
  desk.simulator.account.settle();
  desk.simulator.account.switchOptions("+19195550100", {
    ...{ CallForward: "9195550177", CallingNameDisplay: "on", Sms: "off", Protected: "true", NumberFormat: "e164" },
  });
});
afterEach(() => desk.close());

const options = {
  callForward: "+19195550177",
  callingNameDisplay: "on",
  sms: "off",
  protected: true,
  numberFormat: "e164",
  a2pState: "system_default",
};

describe("the numbers of a SIP peer", () => {
  test("all pages, without options unless they are asked for", async () => {
    Object.assign(desk.simulator.settings, { largestPage: 2, listLinks: "always" });
    const plain = await desk.look("getSipPeerTns", { siteId, sipPeerId });
    expect(plain).toEqual({ tns: numbers.map((number) => ({ telephoneNumber: `+1${number}`, options: undefined })) });
    const { tns } = await desk.look("getSipPeerTns", { siteId, sipPeerId, includeAttributes: true });
    expect(tns).toEqual([
      { telephoneNumber: "+19195550100", options },
      { telephoneNumber: "+19195550101", options: { protected: false } },
      { telephoneNumber: "+19195550102", options: { protected: false } },
    ]);
    const asked = desk.queries(/\/tns$/);
    expect(asked.map(({ includeAttributes }) => includeAttributes)).toEqual(["false", "false", "true", "true"]);
  });

  test("all pages of the classic list, which has no links, by the number of the page or by its first entry", async () => {
    const { account, settings } = desk.simulator;
    for (let index = 0; index < 600; index += 1) {
      const number = `+1919777${String(1_000 + index)}`;
      const [owned] = account.numbers.values();
      if (owned) account.numbers.set(number, { ...owned, number });
    }
    settings.largestPage = 500;
    for (const pagesWithoutLinks of ["numbered", "named"] as const) {
      settings.pagesWithoutLinks = pagesWithoutLinks;
      const { tns } = (await desk.look("getSipPeerTns", { siteId, sipPeerId })) as {
        tns: { telephoneNumber: string }[];
      };
      expect(new Set(tns.map(({ telephoneNumber }) => telephoneNumber)).size).toBe(603);
      expect(tns).toHaveLength(603);
    }
    settings.ignoresPage = true;
    expect((await desk.look("getSipPeerTns", { siteId, sipPeerId })).tns).toHaveLength(500);
  });

  test("a peer without numbers has an empty list; one that does not exist is an error", async () => {
    const empty = await desk.caller.createPeer(siteId, "Empty");
    expect(await desk.look("getSipPeerTns", { siteId, sipPeerId: empty })).toEqual({ tns: [] });
    expect(await desk.look("getSipPeerTotalTns", { siteId, sipPeerId: empty })).toMatchObject({ count: 0 });
    for (const name of ["getSipPeerTns", "getSipPeerTotalTns"]) {
      await expect(desk.look(name, { siteId, sipPeerId: "1" })).rejects.toThrow(
        `sipPeerId "1" is no SIP peer of site ${siteId} of account 9500249; expected: a siteId as in 13606`,
      );
      await expect(desk.look(name, { siteId: "77777", sipPeerId })).rejects.toThrow("is no SIP peer of site 77777");
    }
  });

  test("what is no list is an error, not a peer without numbers", async () => {
    desk.simulator.faults.on("GET", /\/tns$/, { kind: "empty", status: 200 });
    await expect(desk.look("getSipPeerTns", { siteId, sipPeerId })).rejects.toThrow("is an empty body");
    desk.simulator.faults.on("GET", /\/totaltns$/, { kind: "empty", status: 200 });
    await expect(desk.look("getSipPeerTotalTns", { siteId, sipPeerId })).rejects.toThrow("holds no count");
  });

  test("one of them with its options, in whatever form it is asked for", async () => {
    const one = (telephoneNumber: string) => desk.look("getSipPeerTn", { siteId, sipPeerId, telephoneNumber });
    expect(await one("(919) 555-0100")).toEqual({ telephoneNumber: "+19195550100", options });
    desk.simulator.settings.allOptionsReadable = false;
    expect(await one("9195550100")).toEqual({
      telephoneNumber: "+19195550100",
      options: { ...options, numberFormat: undefined, a2pState: undefined },
    });
    await expect(one("2125550100")).rejects.toThrow(
      `telephoneNumber "+12125550100" is no telephone number at SIP peer ${sipPeerId} of site ${siteId}`,
    );
  });

  test.each([
    false,
    true,
  ])("how many there are, and how many of them have a feature (in the plural: %s)", async (pluralCounts) => {
    desk.simulator.settings.pluralCounts = pluralCounts;
    expect(await desk.look("getSipPeerTotalTns", { siteId, sipPeerId, features: ["CNAM", "LIDB"] })).toEqual({
      ...{ count: 3, cnamCount: 1, lidbCount: 0 },
    });
    expect(complaints("getSipPeerTotalTns", { siteId, sipPeerId, features: ["SMS"] })).toEqual([
      expect.stringContaining('features[0] must be one of "CNAM", "LIDB"'),
    ]);
  });
});

test.each([
  ["", "<SipPeerTelephoneNumbersCount>3</SipPeerTelephoneNumbersCount>"],
  ["SipPeerTelephoneNumbersCount", "<SipPeerTelephoneNumbersCount>3</SipPeerTelephoneNumbersCount>"],
  ["SipPeerTelephoneNumbersCounts", "<SipPeerTelephoneNumbersCount>3</SipPeerTelephoneNumbersCount>"],
])("the count of a SIP peer's numbers is read in <%s>", async (around, count) => {
  const content = around === "" ? count : `<${around}>${count}</${around}>`;
  const body = `<SipPeerTelephoneNumbersCountResponse>${content}</SipPeerTelephoneNumbersCountResponse>`;
  desk.simulator.faults.on("GET", /\/totaltns$/, { kind: "status", status: 200, body });
  expect(await desk.look("getSipPeerTotalTns", { siteId, sipPeerId })).toMatchObject({ count: 3 });
});

test("how many numbers a site has", async () => {
  expect(await desk.look("getSiteTotalTns", { siteId })).toEqual({ count: 3 });
  await expect(desk.look("getSiteTotalTns", { siteId: "77777" })).rejects.toThrow(
    'siteId "77777" is no site of account 9500249; expected: a siteId, as in 13606',
  );
  desk.simulator.faults.on("GET", /\/totaltns$/, { kind: "empty", status: 200 });
  await expect(desk.look("getSiteTotalTns", { siteId })).rejects.toThrow("holds no count");
});

test("on the Universal Platform numbers travel as E.164", async () => {
  const universal = await Desk.open({}, "universal");
  try {
    const { account } = universal.simulator;
    const site = await universal.caller.createSite();
    const peer = await universal.caller.createPeer(site);
    account.buyNumber({ number: "+19195550100", sipPeerId: peer });
    const place = { siteId: site, sipPeerId: peer };
    expect(await universal.look("getSipPeerTns", place)).toMatchObject({ tns: [{ telephoneNumber: "+19195550100" }] });
    expect(await universal.look("getSipPeerTn", { ...place, telephoneNumber: "9195550100" })).toMatchObject({
      telephoneNumber: "+19195550100",
    });
    expect(
      universal.simulator.requests.some(({ path }) => path.endsWith(`/tns/${encodeURIComponent("+19195550100")}`)),
    ).toBe(true);
  } finally {
    await universal.close();
  }
});
