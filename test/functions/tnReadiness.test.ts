import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { reachabilityOf } from "../../simulator/account/reachability.js";
import type { PeerServices } from "../../simulator/account/services.js";
import { Draw } from "../faults/random.js";
import { Desk } from "./support.js";

interface Ready {
  telephoneNumber: string;
  canBeCalled: string;
  canReceiveTexts: string;
  canSendTexts: string;
  isLocked: string;
  missing: { about: string; reason: string }[];
}

let desk: Desk;
let siteId: string;
beforeEach(async () => {
  desk = await Desk.open();
  siteId = await desk.caller.createSite();
});
afterEach(() => desk.close());

const readiness = async (telephoneNumbers: string[]): Promise<Ready[]> =>
  (await desk.look("getTnReadiness", { telephoneNumbers })).tns as Ready[];
const one = async (number: string) => (await readiness([number]))[0] as Ready;
const reasonsOf = ({ missing }: Ready, about: string) =>
  missing.filter((each) => each.about === about).map(({ reason }) => reason);

const application = async (kind: "Voice-V2" | "Messaging-V2") => {
  const url = kind === "Voice-V2" ? "CallInitiatedCallbackUrl" : "InboundCallbackUrl";
  const body = `<Application><ServiceType>${kind}</ServiceType><AppName>A</AppName><${url}>https://a.example.com/</${url}></Application>`;
  return (await desk.caller.post("/applications", body)).id;
};

const http = (more: Record<string, string> = {}) => ({
  settings: { Protocol: "HTTP", TollFree: "true", A2pLongCode: "DefaultOff", ...more },
  smppHosts: [],
});

/** A SIP peer whose numbers can be called and texted. */
async function workingPeer(name = "Main"): Promise<string> {
  const sipPeerId = await desk.caller.createPeer(siteId, name);
  const [calls, applicationId] = [await application("Voice-V2"), await application("Messaging-V2")];
  const origination = { protocol: "HTTP" as const, applicationId: calls };
  desk.simulator.account.changePeer(sipPeerId, { services: { origination, sms: http(), applicationId } });
  return sipPeerId;
}

const campaign = { state: "overridden" as const, campaignId: "CDEMO01", messageClass: "Campaign-A" };

test("a number of which nothing is missing is ready, and each missing piece is named", async () => {
  const { account } = desk.simulator;
  const number = account.buyNumber({ number: "+19195550100", sipPeerId: await workingPeer() });
  account.switchRouting(number, { a2p: campaign });
  account.switchOptions(number, { PortOutPasscode: "a1b2c3" });
  const all = { canBeCalled: "yes", canReceiveTexts: "yes", canSendTexts: "yes", isLocked: "yes", missing: [] };
  expect(await one(number)).toMatchObject({ telephoneNumber: number, status: "Inservice", ...all });

  account.switchRouting(number, { a2p: undefined });
  account.switchOptions(number, { PortOutPasscode: "systemDefault", Sms: "off" });
  const told = await one(number);
  expect(told).toMatchObject({ canBeCalled: "yes", canReceiveTexts: "no", canSendTexts: "no", isLocked: "no" });
  expect(reasonsOf(told, "canReceiveTexts")).toEqual(["its messages are off: set its option `sms` to `on`"]);
  expect(reasonsOf(told, "canSendTexts")).toContainEqual(expect.stringContaining("it has no campaign"));
  expect(reasonsOf(told, "isLocked")).toEqual([
    "nothing locks it against port-out: set `protected` or `portOutPasscode`",
  ]);
  expect(JSON.stringify(told)).not.toContain("a1b2c3");
});

test("a number that the account has not, or whose service is not active, is not ready", async () => {
  const { account, settings } = desk.simulator;
  const sipPeerId = await workingPeer();
  settings.newNumbers = "InAccount";
  for (const inAccountShown of ["nowhere", "atPeer", "everywhere"] as const) {
    settings.inAccountShown = inAccountShown;
    const number = account.buyNumber({ areaCode: "919", sipPeerId });
    const [idle, strange] = await readiness([number, "+19195550177"]);
    expect(idle && reasonsOf(idle, "canBeCalled")).toEqual(["it isn't in service: its state is InAccount"]);
    expect(strange).toMatchObject({ canBeCalled: "no", isLocked: "no" });
    expect(strange && reasonsOf(strange, "isLocked")).toEqual(["the account doesn't have the number"]);
  }
});

describe("against what callers and texters would find out, in random accounts", () => {
  const numbers = (areaCode: string, count: number) =>
    Array.from({ length: count }, (_, index) => `+1${areaCode}555${String(100 + index).padStart(4, "0")}`);
  const ids = ["CDEMO01", "CDEMO02", "CDEMO03", "CGONE"];

  /** Peers with services of all kinds, and numbers with options of all kinds. */
  async function randomAccount(draw: Draw): Promise<string[]> {
    const { account, settings } = desk.simulator;
    settings.campaigns = ids.slice(0, 3).map((campaignId, index) => ({
      ...{ campaignId, messageClass: "Campaign-A", imported: true },
      status: index === 2 ? "Expired" : "Active",
    }));
    Object.assign(settings, {
      campaignsReadable: draw.chance(0.7),
      allOptionsReadable: draw.chance(0.7),
      messagesOnNewNumbers: draw.chance(0.5),
      strangersLeftOut: draw.chance(0.5),
      serviceOff: draw.one(["words", "nothing", "empty element"] as const),
    });
    const calls = await application("Voice-V2");
    const texts = await application("Messaging-V2");
    const maybe = <T>(value: T, chance = 0.6): T | undefined => (draw.chance(chance) ? value : undefined);
    const owned: string[] = [];
    const free = [...numbers("919", 30), ...numbers("800", 6)];
    for (let index = 0; index < 6; index++) {
      const sipPeerId = await desk.caller.createPeer(siteId, `Peer ${index}`);
      const protocol = draw.one(["HTTP", "HTTP", "SMPP"]);
      const services: PeerServices = {
        origination: maybe({
          protocol: draw.one(["HTTP", "SIP"] as const),
          applicationId: maybe(draw.one([calls, texts, "gone"]), 0.8),
        }),
        sms: maybe(
          {
            settings: {
              ...{ Protocol: protocol, TollFree: draw.one(["true", "false"]) },
              A2pLongCode: draw.one(["ON", "OFF", "DefaultOn", "DefaultOff"]),
              A2pCampaignId: draw.one(ids),
            },
            smppHosts: protocol === "SMPP" && draw.chance(0.5) ? [{ HostName: "192.0.2.4", HostId: "1" }] : [],
          },
          0.8,
        ),
        applicationId: maybe(draw.one([texts, texts, calls, "gone"]), 0.8),
      };
      account.changePeer(sipPeerId, {
        services,
        voiceHosts: draw.chance(0.3) ? [{ HostName: "192.0.2.7", Port: "5060" }] : [],
        finalDestinationUri: maybe("sip:a@192.0.2.9", 0.1),
      });
      for (const number of free.splice(0, 6)) {
        owned.push(account.buyNumber({ number, sipPeerId }));
        account.switchOptions(number, {
          ...maybe({ Sms: draw.one(["on", "on", "off"]) }),
          ...maybe({ CallForward: "+12025550123" }, 0.15),
          ...maybe({ FinalDestinationURI: "a@192.0.2.8" }, 0.15),
          ...maybe({ PortOutPasscode: "a1b2c3" }, 0.4),
          ...(!number.startsWith("+18") && maybe({ Protected: "true" }, 0.3)),
        });
        const routes = [{ endpoint: "192.0.2.6", type: "IPv4", priority: 1, weight: 1 }];
        account.switchRouting(number, {
          a2p: maybe(draw.one([{ ...campaign, campaignId: draw.one(ids) }, { state: "off" as const }]), 0.7),
          routePlan: maybe({ id: "7", routes }, 0.15),
        });
      }
    }
    return owned;
  }

  test.each(Array.from({ length: 12 }, (_, seed) => seed))("%i: every answer is right", async (seed) => {
    const { account } = desk.simulator;
    const owned = await randomAccount(new Draw(seed));
    for (const told of await readiness(owned)) {
      const oracle = reachabilityOf(account, told.telephoneNumber);
      const right = (missing: string[]) => (missing.length === 0 ? "yes" : "no");
      const isTollFree = told.telephoneNumber.startsWith("+1800");
      expect({ ...told, missing: undefined }).toMatchObject({
        canBeCalled: right(oracle.calls),
        canReceiveTexts: right(oracle.texts),
        // Nothing that the provider reads tells whether a toll-free number is verified.
        canSendTexts: isTollFree && oracle.texts.length === 0 ? "unknown" : right(oracle.sends),
        isLocked: oracle.locked ? "yes" : "no",
      });
      for (const about of ["canBeCalled", "canReceiveTexts", "canSendTexts", "isLocked"] as const)
        expect(reasonsOf(told, about).length > 0).toBe(told[about] !== "yes");
    }
  });

  const parts = [
    "/tns",
    "/sippeers/",
    "/sms",
    "/applicationSettings",
    "/origination",
    "/applications",
    "/a2pCampaigns",
  ];

  test.each(Array.from({ length: 24 }, (_, seed) => seed))("%i: what can't be read is never ready", async (seed) => {
    const { account, settings } = desk.simulator;
    const draw = new Draw(1_000 + seed);
    const owned = await randomAccount(draw);
    const part = draw.one([...parts, "/tndetails", "/tnPortoutPasscodes", "/inserviceNumbers"]);
    settings.denied = [{ path: part, why: draw.one(["role", "feature", "account", "nothing"] as const) }];
    settings.withoutNumbersRole = draw.chance(0.2);
    const warned = vi.spyOn(process, "emitWarning");
    const answers = await readiness(owned);
    expect(warned).not.toHaveBeenCalled();
    warned.mockRestore();
    for (const told of answers) {
      const { calls, texts, sends, locked } = reachabilityOf(account, told.telephoneNumber);
      const works = { canBeCalled: !calls.length, canReceiveTexts: !texts.length, canSendTexts: !sends.length };
      for (const [about, isRight] of Object.entries({ ...works, isLocked: locked })) {
        const answer = told[about as keyof typeof works];
        if (answer === "yes") expect(isRight).toBe(true);
        if (answer === "no") expect(isRight).toBe(false);
        if (answer === "unknown") expect(reasonsOf(told, about).join()).not.toBe("");
      }
    }
  });
});

describe("what can't be read says why", () => {
  test.each([
    ["role", "their user lacks the role"],
    ["feature", "the account lacks the feature or product"],
    ["account", "the account's type isn't allowed to do this"],
    ["nothing", "or the account's type isn't allowed to do it"],
  ] as const)("because of the %s", async (why, words) => {
    const { account, settings } = desk.simulator;
    const sipPeerId = await workingPeer();
    const number = account.buyNumber({ number: "+19195550100", sipPeerId });
    account.switchRouting(number, { a2p: campaign });
    settings.denied = [
      { path: "/features/sms", why },
      { path: "/tnPortoutPasscodes", why },
    ];
    const told = await one(number);
    expect(told).toMatchObject({ canBeCalled: "yes", canReceiveTexts: "unknown", isLocked: "unknown" });
    expect(reasonsOf(told, "canReceiveTexts")).toEqual([
      expect.stringMatching(new RegExp(`^the text messages of SIP peer ${sipPeerId} can't be read: .*${words}`)),
    ]);
    expect(reasonsOf(told, "isLocked").join()).toContain(words);
  });

  test("to a user without the right to look numbers up", async () => {
    const number = desk.simulator.account.buyNumber({ number: "+19195550100", sipPeerId: await workingPeer() });
    desk.simulator.settings.withoutNumbersRole = true;
    const told = await readiness([number, "+19195550150"]);
    expect(told[0]).toMatchObject({ canBeCalled: "unknown", canReceiveTexts: "unknown" });
    expect(told[1]).toMatchObject({ canBeCalled: "unknown", isLocked: "unknown" });
    expect(told[1]?.missing[0]?.reason).toContain("these credentials can't see the number");
  });

  test("a server that fails, too", async () => {
    const number = desk.simulator.account.buyNumber({ number: "+19195550100", sipPeerId: await workingPeer() });
    desk.simulator.faults.on("GET", /features\/sms$/, { kind: "status", status: 501 });
    const told = await one(number);
    expect(told.canReceiveTexts).toBe("unknown");
    expect(reasonsOf(told, "canReceiveTexts")[0]).toContain("501");
  });
});

describe("what can't be read of one number costs the others nothing", () => {
  const works = { canBeCalled: "yes", canReceiveTexts: "yes" };

  test("its details", async () => {
    const { account, settings, faults } = desk.simulator;
    const sipPeerId = await workingPeer();
    settings.newNumbers = "InAccount";
    settings.inAccountShown = "nowhere";
    const hidden = account.buyNumber({ number: "+19195550101", sipPeerId });
    settings.newNumbers = "Inservice";
    const number = account.buyNumber({ number: "+19195550100", sipPeerId });
    faults.on("GET", /^\/tns\/9195550101\/tndetails$/, { kind: "status", status: 501 });
    expect(await readiness([hidden, number])).toMatchObject([
      {
        telephoneNumber: hidden,
        canBeCalled: "unknown",
        missing: [{ reason: expect.stringContaining("501") }, {}, {}, {}],
      },
      { telephoneNumber: number, ...works },
    ]);
    faults.on("GET", /^\/tns\/9195550101\/tndetails$/, { kind: "empty" });
    expect(await readiness([hidden, number])).toMatchObject([{ canBeCalled: "unknown" }, works]);
  });

  test("the numbers of its SIP peer: a number of another peer is told", async () => {
    const { account, faults, requests } = desk.simulator;
    const [broken, whole] = [await workingPeer("Broken"), await workingPeer("Whole")];
    const astray = Array.from({ length: 60 }, () => account.buyNumber({ areaCode: "919", sipPeerId: broken }));
    const number = account.buyNumber({ number: "+19845550100", sipPeerId: whole });
    faults.on("GET", new RegExp(`/sippeers/${broken}/tns$`), { kind: "status", status: 501 });
    const mark = requests.mark();
    const told = await readiness([number, ...astray]);
    expect(told[0]).toMatchObject({ telephoneNumber: number, ...works });
    expect(told.slice(1).every(({ canReceiveTexts }) => canReceiveTexts !== "no")).toBe(true);
    // Not each of the others by itself.
    expect(requests.since(mark).filter(({ path }) => path.startsWith("/tns/")).length).toBeLessThan(50);
  });
});

describe("requests", () => {
  test("for 2,600 numbers of two SIP peers, it asks for lists", async () => {
    const { account } = desk.simulator;
    const peers = [await workingPeer("One"), await workingPeer("Two")];
    const owned = Array.from({ length: 2_600 }, (_, index) =>
      account.buyNumber({ areaCode: "919", sipPeerId: peers[index % 2] ?? "" }),
    );
    for (const number of owned) account.switchRouting(number, { a2p: campaign });
    const mark = desk.simulator.requests.mark();
    const told = await readiness(owned);
    const asked = desk.simulator.requests.since(mark);
    expect(told.every(({ canBeCalled, canSendTexts }) => canBeCalled === "yes" && canSendTexts === "yes")).toBe(true);
    // Two lists of states, a look and a page for each peer, four reads of each peer's services, applications, campaigns, and two lists of passcodes.
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toHaveLength(2 + 2 + 2 + 8 + 1 + 1 + 2);
  });
});
