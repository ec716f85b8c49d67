import { describe, expect, it } from "vitest";
import { numbersStillAssigned, type SipPeer, sipPeers } from "../../provider/bandwidth/account/sipPeers.js";
import type { BandwidthError } from "../../provider/bandwidth/http/errors.js";
import { failure, useServer } from "./helpers/client.js";
import { refusal, xml } from "./helpers/server.js";

const context = useServer();
const peer: SipPeer = {
  name: "Downtown",
  description: "x",
  isDefaultPeer: true,
  finalDestinationUri: "sip:a@b",
  shortMessagingProtocol: "SMPP",
  voiceHosts: [{ hostName: "10.10.10.1" }, { hostName: "10.10.10.2", port: 5061 }],
  voiceHostGroups: [{ hosts: [{ hostName: "g1" }] }, { hosts: [{ hostName: "g2" }, { hostName: "g3", port: 5060 }] }],
  smsHosts: [{ hostName: "2.1.1.9" }],
  terminationHosts: [
    { hostName: "12.45.67.48/29", port: 5060, customerTrafficAllowed: "DOMESTIC", dataAllowed: false },
  ],
  address: {
    houseNumber: "1600",
    streetName: "Penn",
    city: "W",
    stateCode: "DC",
    zip: "20500",
    addressType: "Service",
  },
  callingName: { display: true, enforced: false },
};
const peerXml =
  "<PeerName>Downtown</PeerName><Description>x</Description><IsDefaultPeer>true</IsDefaultPeer><FinalDestinationUri>sip:a@b</FinalDestinationUri>" +
  "<ShortMessagingProtocol>SMPP</ShortMessagingProtocol>" +
  "<VoiceHosts><Host><HostName>10.10.10.1</HostName></Host><Host><HostName>10.10.10.2</HostName><Port>5061</Port></Host></VoiceHosts>" +
  "<VoiceHostGroups><VoiceHostGroup><Host><HostName>g1</HostName></Host></VoiceHostGroup>" +
  "<VoiceHostGroup><Host><HostName>g2</HostName></Host><Host><HostName>g3</HostName><Port>5060</Port></Host></VoiceHostGroup></VoiceHostGroups>" +
  "<SmsHosts><Host><HostName>2.1.1.9</HostName></Host></SmsHosts>" +
  "<TerminationHosts><TerminationHost><HostName>12.45.67.48/29</HostName><Port>5060</Port>" +
  "<CustomerTrafficAllowed>DOMESTIC</CustomerTrafficAllowed><DataAllowed>false</DataAllowed></TerminationHost></TerminationHosts>" +
  "<Address><HouseNumber>1600</HouseNumber><StreetName>Penn</StreetName><City>W</City><StateCode>DC</StateCode><Zip>20500</Zip><AddressType>Service</AddressType></Address>" +
  "<CallingName><Display>true</Display><Enforced>false</Enforced></CallingName>";
const missing = refusal(400, "13563", "Sip Peer '7' account '1' and site '12' does not exist", "SipPeerResponse");
const lastBody = () => context.server.received.at(-1)?.body ?? "";

describe("writing a SIP peer", () => {
  it("puts the elements in the documented sequence", async () => {
    const api = sipPeers(
      context.client({}, () => ({
        status: 201,
        headers: { location: "https://x/v1.0/accounts/1/sites/12/sippeers/9091" },
      })),
    );
    expect(await api.create("12", peer)).toBe("9091");
    expect(context.server.log()).toEqual(["POST /api/accounts/9900123/sites/12/sippeers"]);
    expect(lastBody()).toContain(`<SipPeer>${peerXml}</SipPeer>`);
  });

  /** The document that a change of this peer sends. */
  async function put(there: string, wanted: (current: SipPeer) => SipPeer): Promise<string> {
    const get = xml(`<SipPeerResponse><SipPeer><PeerId>7</PeerId>${there}</SipPeer></SipPeerResponse>`);
    await sipPeers(context.client({}, ({ method }) => (method === "GET" ? get : 200))).change("12", "7", wanted);
    expect(context.server.log()).toEqual(
      ["GET", "PUT"].map((verb) => `${verb} /api/accounts/9900123/sites/12/sippeers/7`),
    );
    return /<SipPeer>(.*)<\/SipPeer>/.exec(lastBody())?.[1] ?? "";
  }

  it("changes only what it should: it keeps unknown routes and tags", async () => {
    const routes = "<OriginationRoutePlan><Route><Endpoint>192.0.2.7</Endpoint></Route></OriginationRoutePlan>";
    const there = `<PeerName>A</PeerName><BillingIdentifier>B7</BillingIdentifier>${routes}`;
    const off = "<CallingName><Display>false</Display><Enforced>false</Enforced></CallingName>";
    expect(await put(`${there}<VoiceHosts/>${off}`, (it) => ({ ...it, description: "new" }))).toBe(
      `<PeerName>A</PeerName><BillingIdentifier>B7</BillingIdentifier>${routes}<Description>new</Description>`,
    );
  });

  it.each([
    ["that is on stays on", "true", (it: SipPeer) => it, true],
    [
      "that is declared off is sent",
      "false",
      (it: SipPeer) => ({ ...it, callingName: { display: false, enforced: false } }),
      true,
    ],
    ["that is off, and of which nobody speaks, is not sent", "false", (it: SipPeer) => it, false],
  ])("a calling name %s", async (_what, display, wanted, sent) => {
    const name = `<CallingName><Display>${display}</Display><Enforced>false</Enforced></CallingName>`;
    expect(await put(`<PeerName>A</PeerName>${name}`, wanted)).toBe(`<PeerName>A</PeerName>${sent ? name : ""}`);
  });

  it("changes nothing when nothing is wanted, or nothing is there", async () => {
    const there = sipPeers(context.client({}, () => xml("<SipPeer><PeerName>A</PeerName></SipPeer>")));
    expect(await there.change("12", "7", () => undefined)).toMatchObject({ name: "A" });
    expect(await sipPeers(context.client({}, () => missing)).change("12", "7", () => peer)).toBeUndefined();
    expect(context.server.received.every(({ method }) => method === "GET")).toBe(true);
  });

  it("takes the id from the body when there is no Location, and guesses none by the name", async () => {
    const body = xml("<SipPeerResponse><SipPeer><PeerId>5</PeerId></SipPeer></SipPeerResponse>", 201);
    expect(await sipPeers(context.client({}, () => body)).create("12", peer)).toBe("5");
    const error = await failure<BandwidthError>(sipPeers(context.client({}, () => 201)).create("12", peer));
    expect(error.message).toContain("the answer holds no id of the SIP peer");
    expect(error.fate).toBe("unknown");
  });
});

describe("reading a SIP peer", () => {
  const read = (answer: ReturnType<typeof xml> | number) => sipPeers(context.client({}, () => answer)).get("12", "7");
  const response = (inner: string) =>
    xml(`<SipPeerResponse><SipPeer><PeerId>7</PeerId>${inner}</SipPeer></SipPeerResponse>`);

  it("returns what was written", async () => {
    expect(await read(response(peerXml))).toEqual({ sipPeerId: "7", ...peer });
  });

  it("returns lists for empty or missing elements, and no port for 0", async () => {
    const hosts = "<VoiceHosts><Host><HostName>a</HostName><Port>0</Port></Host><Host/></VoiceHosts><SmsHosts/>";
    const lists = { voiceHostGroups: [], smsHosts: [], terminationHosts: [] };
    const termination =
      "<TerminationHosts><TerminationHost><HostName>t</HostName><Port/></TerminationHost></TerminationHosts>";
    const address = "<Address><HouseNumber/></Address><CallingName/>";
    expect(await read(response(`<PeerName>A</PeerName>${hosts}${termination}${address}`))).toEqual({
      ...{
        sipPeerId: "7",
        name: "A",
        ...lists,
        voiceHosts: [{ hostName: "a" }],
        terminationHosts: [{ hostName: "t" }],
      },
    });
  });

  it("knows the other spelling of the final destination", async () => {
    const found = await read(response("<PeerName>A</PeerName><FinalDestinationURI>sip:x@y</FinalDestinationURI>"));
    expect(found?.finalDestinationUri).toBe("sip:x@y");
  });

  it("knows that a missing peer is a 400 with 13563", async () => {
    expect(await read(missing)).toBeUndefined();
    expect(await read(refusal(404, "12016", "Site '12' does not exist"))).toBeUndefined();
    for (const other of [400, 401, 403, 404, 200, xml("<html>13563</html>", 400), refusal(400, "13509", "x")]) {
      expect((await failure(read(other))).name).toBe("BandwidthError");
    }
  });
});

it("the list of a site's peers may hold none, one or many", async () => {
  const entry = (id: number) =>
    `<SipPeer><PeerId>${id}</PeerId><PeerName>P${id}</PeerName><IsDefaultPeer>${id === 1}</IsDefaultPeer></SipPeer>`;
  const read = (inner: string) =>
    sipPeers(
      context.client({}, () => xml(`<TNSipPeersResponse><SipPeers>${inner}</SipPeers></TNSipPeersResponse>`)),
    ).list("12");
  expect(await read("")).toEqual([]);
  expect(await read(entry(1))).toEqual([{ sipPeerId: "1", name: "P1", description: undefined, isDefaultPeer: true }]);
  expect((await read(entry(1) + entry(2))).map(({ isDefaultPeer }) => isDefaultPeer)).toEqual([true, false]);
});

describe("deleting a SIP peer", () => {
  const remove = (answer: Parameters<typeof context.client>[1]) =>
    sipPeers(context.client({}, answer)).remove("12", "7");

  it("that is already gone counts as done", async () => {
    await remove(() => refusal(400, "13557", "Delete not allowed for non-existent SIP Peer"));
    await remove(() => missing);
    expect(context.server.received).toHaveLength(2);
    await remove(({ method }) => (method === "DELETE" ? 404 : missing));
  });

  it("whose numbers aren't free yet is refused, and the refusal can be recognized", async () => {
    const error = await failure(remove(() => refusal(400, "13555", "numbers")));
    expect(numbersStillAssigned(error)).toBe(true);
    expect(numbersStillAssigned(await failure(remove(() => refusal(400, "13558", "default"))))).toBe(false);
    expect(numbersStillAssigned(new Error("13555"))).toBe(false);
  });

  it("with a server error isn't done", async () => {
    const down = await failure<BandwidthError>(remove(({ method }) => (method === "DELETE" ? 404 : 403)));
    expect(down.status).toBe(403);
  });
});
