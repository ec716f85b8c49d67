import { describe, expect, test } from "vitest";
import { Program } from "../../provider/pulumi/run/program.js";
import { address, complaints, resourceNamed } from "./support.js";

const base = { siteId: "1", name: "voice" };
const hosts = (count: number) => Array.from({ length: count }, (_, index) => ({ hostName: `192.0.2.${index + 1}` }));

describe("a SIP peer's inputs", () => {
  test.each([
    ["more than 10 voice hosts", { voiceHosts: hosts(11) }, "voiceHosts must contain at most 10 hosts"],
    [
      "more than 5 groups",
      { voiceHostGroups: Array(6).fill({ hosts: hosts(1) }) },
      "voiceHostGroups must contain at most 5 groups",
    ],
    [
      "more than 10 hosts in a group",
      { voiceHostGroups: [{ hosts: hosts(11) }] },
      "voiceHostGroups[0].hosts must contain at most 10 hosts",
    ],
    [
      "a port for messages",
      { smsHosts: [{ hostName: "192.0.2.1", port: 5060 }] },
      "smsHosts[0].port is not a property here",
    ],
    [
      "a port out of range",
      { voiceHosts: [{ hostName: "192.0.2.1", port: 65_536 }] },
      "voiceHosts[0].port must be a port from 1 to 65535 (it is 65536)",
    ],
    [
      "no host at all",
      { voiceHosts: [{ hostName: "not a host" }] },
      'voiceHosts[0].hostName must be an IP address or a fully qualified domain name (it is "not a host")',
    ],
    [
      "a subnet that is not its network's address",
      { terminationHosts: [{ hostName: "12.45.67.49/29" }] },
      'terminationHosts[0].hostName must start with the address of the network: 12.45.67.48/29 (it is "12.45.67.49/29")',
    ],
    [
      "a mask that is too wide",
      { terminationHosts: [{ hostName: "12.0.0.0/8" }] },
      'terminationHosts[0].hostName must have a mask from 20 to 32 (it is "12.0.0.0/8")',
    ],
    [
      "a name where calls come from",
      { terminationHosts: [{ hostName: "sbc.example.com" }] },
      'terminationHosts[0].hostName must be an IPv4 address, or a subnet as in 12.45.67.48/29 (it is "sbc.example.com")',
    ],
    [
      "traffic of an unknown kind",
      { terminationHosts: [{ hostName: "192.0.2.1", customerTrafficAllowed: "SOME" }] },
      'terminationHosts[0].customerTrafficAllowed must be one of "LITE", "DOMESTIC", "ALL" (it is "SOME")',
    ],
    [
      "a protocol of an unknown kind",
      { shortMessagingProtocol: "XMPP" },
      'shortMessagingProtocol must be one of "SIP", "SMPP"',
    ],
    ["an address without its type", { address }, "address.addressType is required"],
    ["half a calling name", { callingName: { display: true } }, "callingName.enforced is required"],
    [
      "the same host twice",
      { voiceHosts: [...hosts(1), ...hosts(1)] },
      "voiceHosts[1] host 192.0.2.1 is at voiceHosts[0] already",
    ],
    [
      "hosts and groups together",
      { voiceHosts: hosts(1), voiceHostGroups: [{ hosts: hosts(1) }] },
      "voiceHostGroups cannot be given together with voiceHosts (error 13504)",
    ],
  ])("refuses %s", (_what, more, complaint) => {
    expect(complaints("SipPeer", { ...base, ...more })).toEqual([complaint]);
  });

  test("two peers of one program cannot both be the default, or share a name or a termination host", () => {
    const program = new Program();
    const given = { siteId: "1", name: "Main", isDefaultPeer: true, terminationHosts: hosts(1) };
    const claims = (urn: string, inputs: object = given) =>
      program.claim(urn, resourceNamed("SipPeer").claims?.(inputs, () => true) ?? []);
    const [one, two] = [
      "urn:pulumi:dev::p::bandwidth:index:SipPeer::one",
      "urn:pulumi:dev::p::bandwidth:index:SipPeer::two",
    ];
    expect(claims(one)).toEqual([]);
    expect(claims(two)).toEqual([
      {
        property: "terminationHosts[0].hostName",
        reason: 'the termination host 192.0.2.1 is also declared by SipPeer "one"',
      },
      { property: "name", reason: 'the SIP peer "Main" of site 1 is also declared by SipPeer "one"' },
      { property: "isDefaultPeer", reason: 'the default peer of site 1 is also declared by SipPeer "one"' },
    ]);
    // Checking the same resource again is no conflict with itself.
    expect(claims(one)).toEqual([]);
    // In another site, or in one that is not known yet, the name is free.
    expect(claims(two, { siteId: "2", name: "Main" })).toEqual([]);
    expect(claims(two, { name: "Main" })).toEqual([]);
  });
});
