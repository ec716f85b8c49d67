import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { reachabilityOf } from "../../simulator/account/reachability.js";
import type { Simulator } from "../../simulator/index.js";
import { frontEnds, type Made, type Run, startAccount } from "./support.js";

const address = { houseNumber: "900", streetName: "Main Campus Drive", city: "Raleigh", stateCode: "NC", zip: "27606" };
const WARNING = 2;

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startAccount();
});
afterEach(() => simulator.close());

describe.each(frontEnds)("a number that would stay silent, with %s", (_name, start) => {
  let run: Run;
  let siteId: string;
  let applicationId: string;
  beforeEach(async () => {
    run = await start(simulator.environment());
    siteId = String((await run.create("Site", "site", { name: "Raleigh", address })).state.siteId);
    const application = { name: "Texts", serviceType: "Messaging-V2", inboundCallbackUrl: "https://a.example.com/" };
    applicationId = (await run.create("Application", "texts", application)).id;
  });

  const warnings = () => run.lines.filter(({ severity }) => severity === WARNING).map(({ message }) => message);
  const asked = (mark: number) =>
    simulator.requests.since(mark).filter(({ path }) => path.includes("/products/") || path.endsWith("/tns"));
  const peer = async (messaging: object, name = "main"): Promise<Made> =>
    run.create("SipPeer", name, { siteId, name, isDefaultPeer: name === "main", messaging });
  const order = (made: Made, options?: object, name = "order", quantity = 2) => {
    const place = { siteId, sipPeerId: String(made.state.sipPeerId) };
    return run.create("PhoneNumberOrder", name, { ...place, search: { areaCode: "919" }, quantity, options });
  };
  const numbersOf = ({ state }: Made) => state.telephoneNumbers as string[];
  const campaign = { campaignId: "CDEMO01", messageClass: "Campaign-A" };

  test("is not warned of when it works, and the run asks for the campaigns only", async () => {
    const texting = await peer({ applicationId, sms: {} });
    const mark = simulator.requests.mark();
    const made = [
      await order(texting, { sms: "on", ...campaign }),
      await order(texting, { sms: "on", ...campaign }, "second"),
    ];
    expect(asked(mark).map(({ path }) => path.split("/").at(-1))).toEqual(["a2pCampaigns"]);
    for (const number of made.flatMap(numbersOf)) {
      expect(reachabilityOf(simulator.account, number)).toMatchObject({ texts: [], sends: [] });
    }
    expect(warnings()).toEqual([]);
  });

  test("and of which the program declares no messages costs no request", async () => {
    const quiet = await run.create("SipPeer", "main", { siteId, name: "main", isDefaultPeer: true });
    const mark = simulator.requests.mark();
    const made = await order(quiet);
    await run.create("TnOptions", "options", { telephoneNumbers: numbersOf(made), callingNameDisplay: "off" });
    expect(asked(mark)).toEqual([]);
    expect(warnings()).toEqual([]);
  });

  test("because its SIP peer has no application is said once, by the SIP peer", async () => {
    const deaf = await peer({ sms: {} });
    // The check of its inputs says so, in the preview too.
    expect(warnings()).toEqual([
      expect.stringContaining("messaging.applicationId is missing: Bandwidth accepts messages"),
    ]);
    const made = await order(deaf, { sms: "on", ...campaign });
    expect(reachabilityOf(simulator.account, numbersOf(made)[0] ?? "").texts).not.toEqual([]);
    expect(warnings()).toHaveLength(1);
  });

  test("because its SIP peer, which the program does not have, has no application is said once", async () => {
    const { state } = await peer({ sms: {} });
    run = await start(simulator.environment());
    const made = await order({ id: "", state }, { sms: "on", ...campaign });
    await order({ id: "", state }, { sms: "on", ...campaign }, "second");
    const [first = "", second = ""] = numbersOf(made);
    expect(warnings()).toEqual([
      `${first}, ${second} would get no texts: SIP peer ${state.sipPeerId} has no messaging application: Bandwidth accepts texts and never delivers them. Declare \`messaging.applicationId\``,
    ]);
  });

  test("because it has no campaign is said once for all numbers and resources", async () => {
    const texting = await peer({ applicationId, sms: {} });
    const made = await order(texting, { sms: "on" }, "order", 5);
    await order(texting, { sms: "on" }, "second");
    const [first = "", second = "", third = ""] = numbersOf(made);
    expect(warnings()).toEqual([
      `${first}, ${second}, ${third} and 2 more could send no texts: it has no campaign, so carriers refuse the texts that it sends (10DLC): set \`campaignId\``,
    ]);
    expect(reachabilityOf(simulator.account, first)).toMatchObject({ texts: [], sends: ["it has no campaign"] });
  });

  test("is not said of a number that has the campaign of its SIP peer, or one that somebody else set", async () => {
    const sms = { a2pLongCode: "DefaultOn", a2pMessageClass: "Campaign-A", a2pCampaignId: "CDEMO01" };
    await order(await peer({ applicationId, sms }), { sms: "on" });
    const bare = await peer({ applicationId, sms: {} }, "bare");
    const made = await order(bare, undefined, "own");
    for (const number of numbersOf(made)) {
      simulator.account.switchRouting(number, { a2p: { state: "overridden", ...campaign } });
    }
    await run.create("TnOptions", "options", { telephoneNumbers: numbersOf(made), sms: "on" });
    expect(warnings()).toEqual([]);
  });

  test("because its campaign is not active is said, with options of numbers that the program orders", async () => {
    simulator.settings.campaigns = [{ ...campaign, status: "Expired", imported: true }];
    const made = await order(await peer({ applicationId, sms: {} }));
    await run.create("TnOptions", "options", { telephoneNumbers: numbersOf(made), sms: "on", ...campaign });
    expect(warnings()).toEqual([
      `${numbersOf(made).join(", ")} could send no texts: its campaign CDEMO01 isn't active: its status is Expired`,
    ]);
  });

  test("is neither said nor an error where nothing can be read", async () => {
    const made = await order(await peer({ applicationId, sms: {} }));
    simulator.settings.campaigns = [];
    simulator.settings.denied = [
      { path: "/products/messaging", why: "role" },
      { path: "/a2pCampaigns", why: "feature" },
    ];
    run = await start(simulator.environment());
    const mark = simulator.requests.mark();
    await order({ id: "", state: made.state }, { sms: "on", ...campaign }, "first");
    // A thousand resources would ask a thousand times, and get the same refusal.
    expect(asked(mark)).toHaveLength(1);
    await order({ id: "", state: made.state }, { sms: "on" }, "second");
    await run.create("TnOptions", "options", { telephoneNumbers: numbersOf(made), sms: "on", ...campaign });
    expect(asked(mark)).toHaveLength(1);
    expect(warnings()).toEqual([]);
  });

  describe("is not said, and fails or holds up nothing,", () => {
    const answers = (body: string, status = 200) => ({ kind: "status" as const, status, body });
    const campaigns = (inner: string) =>
      answers(
        `<MessagingA2pCampaignsResponse><MessagingA2pCampaigns>${inner}</MessagingA2pCampaigns></MessagingA2pCampaignsResponse>`,
      );
    const denied = (description: string) =>
      answers(`<Response><ResponseStatus><Description>${description}</Description></ResponseStatus></Response>`, 403);

    test.each([
      ["the list of campaigns lacks its campaign", /a2pCampaigns$/, campaigns("")],
      [
        "its campaign is in an unknown state",
        /a2pCampaigns$/,
        campaigns(
          "<MessagingA2pCampaign><CampaignId>CDEMO01</CampaignId><Status>WAXING</Status></MessagingA2pCampaign>",
        ),
      ],
      [
        "its campaign shows no state",
        /a2pCampaigns$/,
        campaigns("<MessagingA2pCampaign><CampaignId>CDEMO01</CampaignId></MessagingA2pCampaign>"),
      ],
      ["a role is missing", /a2pCampaigns$/, denied("The user lacks the role Campaigns")],
      ["a feature is missing", /a2pCampaigns$/, denied("The feature A2P is not enabled on the account")],
      ["the account is of another kind", /a2pCampaigns$/, denied("This account type has no campaigns")],
      ["a refusal says nothing", /a2pCampaigns$/, answers("", 403)],
      ["an answer is empty", /a2pCampaigns$/, { kind: "empty" as const }],
      ["an answer is a page", /a2pCampaigns$/, { kind: "html" as const }],
      ["an answer breaks off", /features\/sms$/, { kind: "cut" as const }],
      ["the SIP peer's messages are refused", /features\/sms$/, denied("The user lacks the role Messaging")],
      ["its application is refused", /applicationSettings$/, denied("The user lacks the role Messaging")],
    ])("where %s", async (_why, path, fault) => {
      const { state } = await peer({ applicationId, sms: {} });
      run = await start(simulator.environment());
      simulator.faults.add({ method: "GET", path, fault, times: Number.POSITIVE_INFINITY });
      const made = await order({ id: "", state }, { sms: "on", ...campaign });
      expect(numbersOf(made)).toHaveLength(2);
      expect(simulator.requests.some((request) => path.test(request.path))).toBe(true);
      expect(warnings()).toEqual([]);
    });

    test.each([
      ["the campaigns", /a2pCampaigns$/, campaign],
      ["the messages of the SIP peer", /features\/sms$/, campaign],
      // This page is read for every resource of the run.
      ["the numbers of the SIP peer", /sippeers\/\d+\/tns$/, {}],
    ])("where a request for %s gets no answer: ten seconds are the limit", async (_what, path, more) => {
      const { state } = await peer({ applicationId, sms: {} });
      run = await start(simulator.environment());
      const limits: AbortController[] = [];
      const timeout = AbortSignal.timeout.bind(AbortSignal);
      vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => {
        if (ms !== 10_000) return timeout(ms);
        const limit = new AbortController();
        limits.push(limit);
        return limit.signal;
      });
      try {
        simulator.faults.add({ method: "GET", path, fault: { kind: "silence" }, times: Number.POSITIVE_INFINITY });
        const mark = simulator.requests.mark();
        const ordering = order({ id: "", state }, { sms: "on", ...more });
        await vi.waitFor(() => expect(simulator.requests.since(mark).some((one) => path.test(one.path))).toBe(true), {
          timeout: 30_000,
        });
        expect(limits).toHaveLength(1);
        limits[0]?.abort();
        expect(numbersOf(await ordering)).toHaveLength(2);
        const after = simulator.requests.mark();
        expect(numbersOf(await order({ id: "", state }, { sms: "on", ...campaign }, "second"))).toHaveLength(2);
        // Whoever comes later doesn't wait again.
        expect(asked(after)).toEqual([]);
        expect(warnings()).toEqual([]);
      } finally {
        vi.restoreAllMocks();
      }
    });
  });
});
