import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { existing } from "../simulator/support.js";
import { placeOf, placePortIn } from "./portSupport.js";
import { complaints, Desk } from "./support.js";

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(() => desk.close());

const check = (telephoneNumbers: string[], more = {}) => desk.look("getLnpCheck", { telephoneNumbers, ...more });

describe("whether numbers can be ported", () => {
  test("they are sorted by what is in the way, and shown by rate center and by carrier", async () => {
    const found = await check(["(919) 555-0177", "9197770177", "4105550177", "9705550177", "9196660177"]);
    expect(found).toMatchObject({
      portType: "AUTOMATED",
      portableNumbers: ["+19195550177", "+19196660177"],
      notPortableNumbers: [
        { telephoneNumber: "+19197770177", reason: "UNSUPPORTED_LOSING_CARRIER" },
        { telephoneNumber: "+14105550177", reason: "UNSUPPORTED_RATE_CENTER" },
        { telephoneNumber: "+19705550177", reason: "UNSUPPORTED_RATE_CENTER" },
      ],
      partnerSupportedRateCenters: [],
      errors: [],
    });
    expect(found.supportedRateCenters).toEqual([
      {
        ...{ rateCenter: "RALEIGH", city: "RALEIGH", state: "NC", lata: "426", tiers: ["1"] },
        telephoneNumbers: ["+19195550177", "+19197770177", "+19196660177"],
      },
    ]);
    // Rate centers without a tier are rate centers all the same.
    expect(found.unsupportedRateCenters).toMatchObject([
      { rateCenter: "BALTIMORE", state: "MD", tiers: [], telephoneNumbers: ["+14105550177"] },
      { rateCenter: "FT COLLINS", tiers: [] },
    ]);
    expect(found.unsupportedLosingCarriers).toEqual([
      {
        ...{ losingCarrierSpid: "7070", losingCarrierName: "Mock Rural", losingCarrierIsWireless: false },
        ...{ losingCarrierAccountNumberRequired: false, losingCarrierMinimumPortingInterval: 10 },
        telephoneNumbers: ["+19197770177"],
      },
    ]);
    expect(found.supportedLosingCarriers).toContainEqual(
      expect.objectContaining({ losingCarrierIsWireless: true, losingCarrierAccountNumberRequired: true }),
    );
  });

  test("rate centers alone, and those of partners", async () => {
    const bare = await check(["+19197770177"], { fullCheck: "false" });
    expect(bare).toMatchObject({ portableNumbers: ["+19197770177"], unsupportedLosingCarriers: [] });
    const offNet = await check(["+19705550177"], { fullCheck: "offnetportability" });
    expect(offNet).toMatchObject({
      portableNumbers: ["+19705550177"],
      notPortableNumbers: [],
      partnerSupportedRateCenters: [{ rateCenter: "FT COLLINS", tiers: ["1"] }],
    });
    expect(desk.queries(/lnpchecker$/)).toEqual([{ fullCheck: "false" }, { fullCheck: "offnetportability" }]);
  });

  test("toll-free numbers, which have no rate center, by their carrier", async () => {
    const found = await check(["8005550177", "8007770177"]);
    expect(found).toMatchObject({
      portableNumbers: ["+18005550177"],
      notPortableNumbers: [{ telephoneNumber: "+18007770177", reason: "UNSUPPORTED_LOSING_CARRIER" }],
    });
    expect(complaints("getLnpCheck", { telephoneNumbers: ["9195550177", "8005550177"] })).toEqual([
      "telephoneNumbers[1] is toll-free, but others are not: the API checks them only separately (error 7386)",
    ]);
  });

  test("what cannot be asked is refused before anything is sent", () => {
    expect(complaints("getLnpCheck", { telephoneNumbers: [] })).toEqual([
      "telephoneNumbers must contain at least one telephone number",
    ]);
    expect(complaints("getLnpCheck", { telephoneNumbers: ["9195550177", "+19195550177"] })).toEqual([
      "telephoneNumbers[1] the number +19195550177 is at telephoneNumbers[0] already",
    ]);
    expect(complaints("getLnpCheck", { telephoneNumbers: ["9195550177"], fullCheck: "all" })).toHaveLength(1);
  });

  test("a check that the API refuses is an error with all its codes, and says nothing of any number", async () => {
    const { siteId } = await placeOf(desk);
    await desk.caller.order(existing(siteId, ["9195550100"]));
    await placePortIn(desk, siteId, ["9194440001"]);
    const refused = check(["9195550100", "9194440001", "2315550177"]);
    await expect(refused).rejects.toThrow(/400 7206 .*, 7205 .*, 7331 "Rate Center Not Present/);
  });

  test("it changes nothing, so a lost answer is asked for again", async () => {
    desk.simulator.faults.on("POST", /lnpchecker$/, { kind: "lostAnswer" });
    expect(await check(["9195550177"])).toMatchObject({ portableNumbers: ["+19195550177"] });
    expect(desk.queries(/lnpchecker$/)).toHaveLength(2);
    expect(desk.simulator.ledger.entries).toEqual([]);
  });

  test("an answer that is something else proves nothing", async () => {
    desk.simulator.faults.on("POST", /lnpchecker$/, { kind: "empty", status: 200 });
    await expect(check(["9195550177"])).rejects.toThrow("the answer isn't an LNP check");
  });
});

test("on the Universal Platform the numbers go as E.164 (1022)", async () => {
  const universal = await Desk.open({}, "universal");
  try {
    const found = await universal.look("getLnpCheck", { telephoneNumbers: ["9195550177"] });
    expect(found).toMatchObject({
      portableNumbers: ["+19195550177"],
      supportedRateCenters: [{ telephoneNumbers: ["+19195550177"] }],
    });
  } finally {
    await universal.close();
  }
});
