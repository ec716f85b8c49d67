import { describe, expect, it } from "vitest";
import { type SipPeer, sipPeerCodec } from "../../provider/bandwidth/account/sipPeerCodec.js";
import { changedDocument } from "../../provider/bandwidth/xml/changedDocument.js";
import { decode } from "../../provider/bandwidth/xml/codec.js";
import { parseXml, writeXml } from "../../provider/bandwidth/xml/xml.js";

const host = (name: string, more = "") => `<Host><HostName>${name}</HostName>${more}</Host>`;

/** What a peer with this `xml` becomes after this `change`. */
function changed(xml: string, change: (peer: SipPeer) => SipPeer = (peer) => peer): string {
  const { content } = parseXml(`<P>${xml}</P>`);
  const written = writeXml("P", changedDocument(sipPeerCodec, content, change(decode(sipPeerCodec, content))));
  return written.replace(/^.*\n<P>/, "").replace(/<\/P>$/, "");
}

describe("the document of a PUT keeps unknown elements", () => {
  it("at every depth, in their place, with all repetitions", () => {
    const plan =
      "<Plan><Route><Rank>1</Rank><To>192.0.2.7</To></Route><Route><Rank>2</Rank><To>192.0.2.8</To></Route></Plan>";
    const peer =
      `<PeerName>A</PeerName><Tag>B77</Tag><Description>x</Description>` +
      `<VoiceHosts>${host("a.example.com", "<Weight>3</Weight>")}<Mode>hunt</Mode></VoiceHosts>${plan}` +
      `<Address><HouseNumber>1</HouseNumber><Floor>2</Floor><City>C</City></Address>` +
      `<CallingName><Display>true</Display><Source>own</Source></CallingName><Tag2>1</Tag2><Tag2>2</Tag2>`;
    expect(changed(peer)).toBe(peer);
    expect(changed(peer, (it) => ({ ...it, description: "y" }))).toBe(peer.replace(">x<", ">y<"));
  });

  it("with the attributes of unknown elements and of the elements around known ones", () => {
    const plan = `<Plan mode="a &amp; &quot;b&quot;"><Route rank="1">192.0.2.7</Route><Route rank="2" off="true"></Route></Plan>`;
    const peer = `<PeerName>A</PeerName>${plan}<VoiceHosts kind="array"><Host id="0017"><HostName>a.example.com</HostName></Host></VoiceHosts>`;
    const same = changed(peer, (it) => ({ ...it, name: "B" }));
    expect(parseXml(`<P>${same}</P>`)).toEqual(parseXml(`<P>${peer.replace(">A<", ">B<")}</P>`));
    for (const kept of [plan, `<VoiceHosts kind="array"><Host id="0017">`]) expect(same).toContain(kept);
    const spaced = `<PeerName xmlns:x="urn:x" x:nil="true">A</PeerName><Tag xmlns="urn:y" x:nil="false">1</Tag>`;
    expect(changed(spaced)).toBe("<PeerName>A</PeerName><Tag>1</Tag>");
  });

  it("writes a property where it is now, of the places that the API knows for it", () => {
    const old = "<PeerName>A</PeerName><FinalDestinationURI>sip:a@192.0.2.7</FinalDestinationURI>";
    expect(changed(old, (it) => ({ ...it, name: "B" }))).toBe(old.replace(">A<", ">B<"));
    const uri = "sip:b@192.0.2.8";
    expect(changed(old, (it) => ({ ...it, finalDestinationUri: uri }))).toBe(old.replace("sip:a@192.0.2.7", uri));
    expect(changed(old, ({ name }) => ({ name }))).toBe("<PeerName>A</PeerName>");
    expect(changed("<PeerName>A</PeerName>", (it) => ({ ...it, finalDestinationUri: uri }))).toContain(
      "DestinationUri>",
    );
  });

  it("at the right host, even when hosts change places, ports or their number", () => {
    const two =
      host("a.example.com", "<Port>5060</Port><Weight>1</Weight>") + host("b.example.com", "<Weight>2</Weight>");
    const turned = changed(`<VoiceHosts>${two}</VoiceHosts>`, (it) => ({
      ...it,
      voiceHosts: [
        { hostName: "B.example.com" },
        { hostName: "c.example.com" },
        { hostName: "a.example.com", port: 5061 },
      ],
    }));
    expect(turned).toBe(
      `<VoiceHosts>${host("B.example.com", "<Weight>2</Weight>")}${host("c.example.com")}${host("a.example.com", "<Port>5061</Port><Weight>1</Weight>")}</VoiceHosts>`,
    );
    const groups = `<VoiceHostGroup>${host("a.example.com")}<Share>1</Share></VoiceHostGroup><VoiceHostGroup>${host("b.example.com")}<Share>2</Share></VoiceHostGroup>`;
    const left = changed(`<VoiceHostGroups>${groups}</VoiceHostGroups>`, (it) => ({
      ...it,
      voiceHostGroups: [{ hosts: [{ hostName: "b.example.com" }, { hostName: "c.example.com" }] }],
    }));
    expect(left).toBe(
      `<VoiceHostGroups><VoiceHostGroup>${host("b.example.com")}${host("c.example.com")}<Share>2</Share></VoiceHostGroup></VoiceHostGroups>`,
    );
  });

  it("and unreadable content, unless something else takes its place", () => {
    const odd = `<VoiceHosts>${host("a.example.com", "<Port>any</Port>")}<Host><Pool>7</Pool></Host></VoiceHosts>`;
    expect(changed(odd)).toBe(odd);
    const set = changed(odd, (it) => ({ ...it, voiceHosts: [{ hostName: "a.example.com", port: 5060 }] }));
    expect(set).toBe(
      `<VoiceHosts>${host("a.example.com", "<Port>5060</Port>")}<Host><Pool>7</Pool></Host></VoiceHosts>`,
    );
  });

  it("but not facts about another place", () => {
    const at = "<Address><HouseNumber>1</HouseNumber><Latitude>1.5</Latitude><Floor>2</Floor></Address>";
    expect(changed(at)).toBe(at);
    expect(changed(at, (it) => ({ ...it, address: { houseNumber: "2" } }))).toBe(
      "<Address><HouseNumber>2</HouseNumber><Floor>2</Floor></Address>",
    );
  });
});

describe("the document of a PUT", () => {
  it("doesn't mention a list, a text or an element that is empty and stays empty", () => {
    const empty =
      "<PeerName>A</PeerName><Description/><VoiceHosts/><Plan/><TerminationHosts><TerminationHost/></TerminationHosts>";
    expect(changed(empty)).toBe("<PeerName>A</PeerName>");
    expect(changed("<PeerName>A</PeerName>", (it) => ({ ...it, description: "", voiceHosts: [] }))).toBe(
      "<PeerName>A</PeerName>",
    );
  });

  it("clears what becomes empty, and leaves out what is removed, with all its content", () => {
    const peer = `<Description>x</Description><VoiceHosts>${host("a.example.com")}</VoiceHosts><CallingName><Display>true</Display><Source>own</Source></CallingName><Tag>1</Tag>`;
    expect(changed(peer, (it) => ({ ...it, description: "", voiceHosts: [], callingName: undefined }))).toBe(
      "<Description></Description><VoiceHosts></VoiceHosts><Tag>1</Tag>",
    );
    expect(changed(peer, () => ({ name: "A" }))).toBe("<Tag>1</Tag><PeerName>A</PeerName>");
  });

  it("has a property once, whatever name it had", () => {
    const other = "<FinalDestinationURI>sip:a@b</FinalDestinationURI>";
    const known = other.replaceAll("URI>", "Uri>");
    expect(changed(other + known)).toBe(known);
    expect(changed(other, (it) => ({ ...it, finalDestinationUri: undefined }))).toBe("");
  });

  it("can have elements with the names of every object's properties", () => {
    const odd = "<constructor>1</constructor><__proto__><x>1</x></__proto__><hasOwnProperty>1</hasOwnProperty>";
    expect(changed(odd)).toBe(odd);
  });
});
