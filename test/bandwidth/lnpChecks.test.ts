import { describe, expect, it } from "vitest";
import { lnpChecks } from "../../provider/bandwidth/porting/lnpChecks.js";
import { useServer } from "./helpers/client.js";

const context = useServer();
const numbers = ["+14109255199", "+14109235436", "+19195551212", "+19194809871"];
const answered = (inner: string) =>
  context.client({}, () => ({ body: `<NumberPortabilityResponse>${inner}</NumberPortabilityResponse>` }));

describe("an LNP check", () => {
  it("sends 10 digits on the classic dialect, in the documented body", async () => {
    await lnpChecks(answered("")).check(numbers.slice(0, 1), "onnetportability");
    expect(context.server.log()).toEqual(["POST /api/accounts/9900123/lnpchecker?fullCheck=onnetportability"]);
    expect(context.server.received[0]?.body).toContain(
      "<NumberPortabilityRequest><TnList><Tn>4109255199</Tn></TnList></NumberPortabilityRequest>",
    );
  });

  it("reads the reference's own answer", async () => {
    const group = (place: string, more: string) =>
      `<RateCenterGroup><RateCenter>${place}</RateCenter><City>${place}</City><State>MD</State><LATA>238</LATA>${more}</RateCenterGroup>`;
    const inner = `<PortType> AUTOMATED </PortType><SupportedRateCenters/><UnsupportedRateCenters>${group(
      "BALTIMORE",
      "<TnList><Tn> 4109255199 </Tn></TnList>",
    )}</UnsupportedRateCenters><PartnerSupportedRateCenters>${group(
      "FT COLLINS",
      "<Tiers><Tier>1</Tier></Tiers><TnList><Tn>4109235436</Tn></TnList>",
    )}</PartnerSupportedRateCenters><SupportedLosingCarriers><LosingCarrierTnList><LosingCarrierSPID>9998</LosingCarrierSPID><TnList><Tn>4109255199</Tn></TnList></LosingCarrierTnList></SupportedLosingCarriers><UnsupportedLosingCarriers/>`;
    const found = await lnpChecks(answered(inner)).check(numbers, "offnetportability");
    expect(found).toMatchObject({
      portType: "AUTOMATED",
      portableNumbers: ["+14109235436"],
      notPortableNumbers: [
        { telephoneNumber: "+14109255199", reason: "UNSUPPORTED_RATE_CENTER" },
        { telephoneNumber: "+19195551212", reason: "NOT_ANSWERED" },
        { telephoneNumber: "+19194809871", reason: "NOT_ANSWERED" },
      ],
      supportedRateCenters: [],
      partnerSupportedRateCenters: [{ tiers: ["1"] }],
    });
  });

  it("accepts what the API itself calls portable, but never against a carrier that refuses", async () => {
    const inner =
      "<PortableNumbers><Tn>9195551212</Tn><Tn>9194809871</Tn></PortableNumbers><UnsupportedLosingCarriers><LosingCarrierTnList><TnList><Tn>9194809871</Tn></TnList></LosingCarrierTnList></UnsupportedLosingCarriers>";
    const found = await lnpChecks(answered(inner)).check(numbers.slice(2), "true");
    expect(found.portableNumbers).toEqual(["+19195551212"]);
    expect(found.notPortableNumbers).toEqual([
      { telephoneNumber: "+19194809871", reason: "UNSUPPORTED_LOSING_CARRIER" },
    ]);
  });

  it("shows with each error the affected numbers, and how a partner's numbers are ported", async () => {
    const error =
      "<PortabilityErrors><Error><Code>7378</Code><Description>Not now</Description><TelephoneNumbers><Tn>9195550101</Tn><Tn>9195550102</Tn></TelephoneNumbers></Error></PortabilityErrors>";
    const partner =
      "<PartnerSupportedRateCenters><RateCenterGroup><Vendor>Partner</Vendor><AutomatedPort>true</AutomatedPort><RateCenter>APEX</RateCenter><TnList><Tn>9195550101</Tn><Tn>9195550103</Tn></TnList></RateCenterGroup></PartnerSupportedRateCenters>";
    const asked = ["+19195550101", "+19195550102", "+19195550103"];
    const found = await lnpChecks(answered(error + partner)).check(asked, "offnetportability");
    expect(found).toMatchObject({
      portableNumbers: ["+19195550103"],
      notPortableNumbers: asked.slice(0, 2).map((telephoneNumber) => ({ telephoneNumber, reason: "REFUSED" })),
      partnerSupportedRateCenters: [{ vendor: "Partner", automatedPort: true }],
      errors: asked.slice(0, 2).map((telephoneNumber) => ({ telephoneNumber, code: "7378", description: "Not now" })),
    });
  });

  it("passes on the errors in an answer", async () => {
    const inner = "<Errors><Code>7331</Code><Description>Rate Center Not Present</Description></Errors>";
    const found = await lnpChecks(answered(inner)).check(numbers.slice(0, 1), "true");
    expect(found.errors).toEqual([{ code: "7331", description: "Rate Center Not Present" }]);
    expect(found.portableNumbers).toEqual([]);
  });
});
