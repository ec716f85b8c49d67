import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Simulator } from "../../simulator/index.js";
import { child, every, textOf, textsOf } from "../../simulator/xml.js";
import { Caller, existing, withPeer } from "./support.js";

let simulator: Simulator;
let caller: Caller;
let siteId: string;
beforeEach(async () => {
  ({ simulator, caller, siteId } = await withPeer());
});
afterEach(() => simulator.close());

const body = (numbers: string[]) => {
  const list = numbers.map((number) => `<Tn>${number}</Tn>`).join("");
  return `<NumberPortabilityRequest><TnList>${list}</TnList></NumberPortabilityRequest>`;
};
const check = (numbers: string[], query = "") => caller.post(`/lnpchecker${query}`, body(numbers));
const numbersIn = (answer: Awaited<ReturnType<typeof check>>, name: string, item: string) =>
  textsOf(answer.xml, name, item, "TnList", "Tn");

describe("the LNP checker", () => {
  test("shows only rate centers by default", async () => {
    const answer = await check(["9195550177", "4105550177"]);
    expect(answer.status).toBe(200);
    expect(numbersIn(answer, "SupportedRateCenters", "RateCenterGroup")).toEqual(["9195550177"]);
    expect(numbersIn(answer, "UnsupportedRateCenters", "RateCenterGroup")).toEqual(["4105550177"]);
    const [uncovered] = every(answer.xml, "UnsupportedRateCenters", "RateCenterGroup");
    expect(child(uncovered, "Tiers")).toBeUndefined();
    expect(child(answer.xml, "SupportedLosingCarriers")).toBeUndefined();
  });

  test("a full check also shows the losing carriers. A partner's rate centers need their own check", async () => {
    const numbers = ["9196660177", "9197770177", "9705550177"];
    const full = await check(numbers, "?fullCheck=true");
    expect(numbersIn(full, "UnsupportedLosingCarriers", "LosingCarrierTnList")).toEqual(["9197770177"]);
    expect(full.value("SupportedLosingCarriers", "LosingCarrierTnList", "LosingCarrierIsWireless")).toBe("true");
    expect(numbersIn(full, "UnsupportedRateCenters", "RateCenterGroup")).toEqual(["9705550177"]);
    expect(child(full.xml, "PartnerSupportedRateCenters")).toBeUndefined();
    const offNet = await check(numbers, "?fullCheck=offnetportability");
    expect(numbersIn(offNet, "PartnerSupportedRateCenters", "RateCenterGroup")).toEqual(["9705550177"]);
  });

  test("refuses a whole check, with the codes of the reference", async () => {
    const codes = async (numbers: string[], query = "") => {
      const answer = await check(numbers, query);
      expect(answer.status).toBe(400);
      return every(answer.xml, "Errors").map((error) => textOf(error, "Code"));
    };
    await caller.order(existing(siteId, ["9195550100"]));
    expect(await codes(["9195550177"], "?fullCheck=maybe")).toEqual(["7472"]);
    expect(await codes([])).toEqual(["7316"]);
    expect(await codes(["61746052083"])).toEqual(["7201"]);
    expect(await codes(["9195550177", "9195550177"])).toEqual(["7360"]);
    expect(await codes(["9195550177", "8005550177"])).toEqual(["7386"]);
    expect(await codes(["2315550177", "9195550100"])).toEqual(["7331", "7206"]);
    expect(await codes(Array.from({ length: 5_001 }, (_, index) => `919444${1_000 + index}`))).toEqual(["7314"]);
  });

  test("wants E.164 on the Universal Platform and 10 digits on the classic one", async () => {
    const classic = caller;
    caller = new Caller(simulator, simulator.baseUrl.replace(/\/api.*$/, "/api/v2"));
    expect((await check(["9195550177"])).value("Errors", "Code")).toBe("1022");
    expect(numbersIn(await check(["+19195550177"]), "SupportedRateCenters", "RateCenterGroup")).toEqual([
      "+19195550177",
    ]);
    caller = classic;
    expect((await check(["+19195550177"])).value("Errors", "Code")).toBe("7201");
  });
});
