import { afterEach, describe, expect, test } from "vitest";
import type { Simulator } from "../../simulator/index.js";
import { Caller, existing, withPeer } from "./support.js";

let simulator: Simulator;
afterEach(() => simulator.close());

async function start(options: Parameters<typeof withPeer>[0] = {}) {
  const started = await withPeer(options);
  simulator = started.simulator;
  return started;
}

describe("options", () => {
  const body = (options: string, numbers: string[]) =>
    `<TnOptionOrder><TnOptionGroups><TnOptionGroup>${options}<TelephoneNumbers>${numbers.map((number) => `<TelephoneNumber>${number}</TelephoneNumber>`).join("")}</TelephoneNumbers></TnOptionGroup></TnOptionGroups></TnOptionOrder>`;

  test("are visible at the number and at its peer", async () => {
    const { caller, siteId, peerId } = await start();
    await caller.order(existing(siteId, ["9195550100"]));
    const options = "<CallForward>6042661720</CallForward><Protected>true</Protected><Sms>on</Sms>";
    const { id } = await caller.post("/tnoptions", body(options, ["9195550100"]));
    const order = await caller.get(`/tnoptions/${id}`);
    expect([order.xml?.name, order.value("ProcessingStatus")]).toEqual(["TnOptionOrder", "COMPLETE"]);
    const list = await caller.get(`/sites/${siteId}/sippeers/${peerId}/tns?includeAttributes=true`);
    const number = ["SipPeerTelephoneNumbers", "SipPeerTelephoneNumber"];
    expect(list.value(...number, "CallForward")).toBe("6042661720");
    expect(list.value(...number, "TnAttributes", "TnAttribute")).toBe("Protected");
    expect(list.value(...number, "MessagingSettings", "SmsEnabled")).toBe("true");
    await caller.post(
      "/tnoptions",
      body("<CallForward>systemdefault</CallForward><Sms>unchanged</Sms>", ["9195550100"]),
    );
    const after = await caller.get(`/sites/${siteId}/sippeers/${peerId}/tns/9195550100`);
    expect(after.value("SipPeerTelephoneNumber", "CallForward")).toBeUndefined();
    expect(after.value("SipPeerTelephoneNumber", "MessagingSettings", "SmsEnabled")).toBe("true");
  });

  test.each([
    ["<NumberFormat>wrong</NumberFormat>", "5081"],
    ["<RPIDFormat>wrong</RPIDFormat>", "5089"],
    ["<CallForward>123</CallForward>", "5080"],
    ["<CallingNameDisplay>maybe</CallingNameDisplay>", "5079"],
    ["<Sms>systemdefault</Sms>", "5113"],
    ["<FinalDestinationURI>sip:a@1.2.3.4</FinalDestinationURI>", "5120"],
    ["<CallForward>9195550100</CallForward>", "5088"],
    ["", "5115"],
  ])("%s is refused with %s", async (options, code) => {
    const { caller } = await start();
    const refused = await caller.post("/tnoptions", body(options, ["9195550100"]));
    expect([refused.status, refused.value("ResponseStatus", "ErrorCode")]).toEqual([400, code]);
  });

  test("fail only for the number that isn't the account's", async () => {
    const { caller, siteId } = await start();
    await caller.order(existing(siteId, ["9195550100"]));
    const { id } = await caller.post("/tnoptions", body("<Sms>on</Sms>", ["9195550100", "9195550101"]));
    const order = await caller.get(`/tnoptions/${id}`);
    expect([order.value("ProcessingStatus"), order.value("ErrorList", "Error", "Code")]).toEqual(["PARTIAL", "5076"]);
  });
});

describe("line option orders, which options have replaced", () => {
  const send = (caller: Caller, ...lines: string[]) =>
    caller.post(
      "/lineOptionOrders",
      `<LineOptionOrder>${lines.map((line) => `<TnLineOptions>${line}</TnLineOptions>`).join("")}</LineOptionOrder>`,
    );
  const line = (number: string, options: string) => `<TelephoneNumber>${number}</TelephoneNumber>${options}`;

  test("set them immediately, without an order, and name the numbers that aren't the account's", async () => {
    const { caller, siteId } = await start();
    await caller.order(existing(siteId, ["9195550100"]));
    simulator.account.settle();
    const forward = "<CallForward>6042661720</CallForward>";
    const { status, headers, value } = await send(caller, line("9195550100", forward), line("9195550101", forward));
    expect([status, headers.get("location")]).toEqual([200, null]);
    expect(value("LineOptions", "CompletedNumbers", "TelephoneNumber")).toBe("9195550100");
    expect(value("LineOptions", "Errors", "Error", "ErrorCode")).toBe("5005");
    expect(simulator.account.numbers.get("+19195550100")?.options.callForward).toBe("6042661720");
    expect((await caller.get("/tnoptions")).value("TotalCount")).toBe("0");
  });

  test.each([
    ["5072", [line("9195550100", "<Sms>on</Sms>"), line("9195550100", "<Sms>on</Sms>")]],
    ["5070", [line("919555", "<Sms>on</Sms>")]],
    ["5073", ["<Sms>on</Sms>"]],
    ["5079", [line("9195550100", "<CallingNameDisplay>yes</CallingNameDisplay>")]],
    ["99999", [line("9195550100", "<FinalDestinationURI>2125550100</FinalDestinationURI>")]],
  ])("are refused with %s as a whole", async (code, lines) => {
    const { caller } = await start();
    const { status, text } = await send(caller, ...lines);
    expect([status, text.includes(`>${code}<`)]).toEqual([400, true]);
  });
});

describe("settings of one number at its peer", () => {
  test.each([
    ["13513", "<CallForward>12</CallForward>"],
    ["13514", "<NumberFormat>wrong</NumberFormat>"],
    ["13516", "<RPIDFormat>systemdefault</RPIDFormat>"],
    ["13575", "<CallingNameDisplay>on</CallingNameDisplay>"],
  ])("are refused with %s for %s", async (code, inner) => {
    const { caller, siteId, peerId } = await start();
    await caller.order(existing(siteId, ["9195550100"]));
    simulator.account.settle();
    const path = `/sites/${siteId}/sippeers/${peerId}/tns/9195550100`;
    const body = `<SipPeerTelephoneNumber><FullNumber>9195550100</FullNumber>${inner}</SipPeerTelephoneNumber>`;
    const { status, text } = await caller.account("PUT", path, body);
    expect([status, text.includes(`>${code}<`)]).toEqual([400, true]);
  });
});

describe("moving numbers", () => {
  test("immediate on the classic dialect, with an order on the Universal Platform", async () => {
    const { caller, siteId, peerId } = await start();
    const other = await caller.createPeer(siteId, "Other");
    await caller.order(existing(siteId, ["9195550100"]));
    const move = "<SipPeerTelephoneNumbers><FullNumber>9195550100</FullNumber></SipPeerTelephoneNumbers>";
    expect((await caller.post(`/sites/${siteId}/sippeers/${other}/movetns`, move)).status).toBe(200);
    expect((await caller.call("GET", "/tns/9195550100/sippeers")).value("Id")).toBe(other);
    const universal = new Caller(simulator, simulator.universalBaseUrl);
    expect((await universal.post(`/sites/${siteId}/sippeers/${other}/movetns`, move)).status).toBe(404);
    const order = `<MoveTnsOrder><SiteId>${siteId}</SiteId><SipPeerId>${peerId}</SipPeerId><TelephoneNumbers><TelephoneNumber>+19195550100</TelephoneNumber></TelephoneNumbers></MoveTnsOrder>`;
    const { id } = await universal.post("/moveTns", order);
    expect((await universal.get(`/moveTns/${id}`)).value("ProcessingStatus")).toBe("COMPLETE");
    expect((await caller.call("GET", "/tns/9195550100/sippeers")).value("Id")).toBe(peerId);
    expect(simulator.ledger.moves).toHaveLength(2);
  });
});
