import { describe, expect, test } from "vitest";
import { base, hosts, sms } from "./peerServicesSupport.js";
import { complaints, warnings } from "./support.js";

describe("the services of a SIP peer, as inputs,", () => {
  test.each([
    [
      "hosts beside voice over HTTP",
      { voice: { applicationId: "a" }, voiceHosts: hosts, terminationHosts: hosts },
      [
        "voiceHosts cannot be given together with voice: voice over HTTP has no hosts (error 13646)",
        "terminationHosts cannot be given together with voice: voice over HTTP has no hosts (error 13646)",
      ],
    ],
    [
      "older settings beside the newer",
      { messaging: { sms }, smsHosts: hosts, shortMessagingProtocol: "SIP" },
      [
        "smsHosts cannot be given together with messaging, which replaces it",
        "shortMessagingProtocol cannot be given together with messaging, which replaces it",
      ],
    ],
    ["MMS without SMS", { messaging: { mms: true } }, ["messaging.mms needs messaging.sms (error 13623)"]],
    [
      "an application without SMS",
      { messaging: { applicationId: "a" } },
      ["messaging.applicationId needs messaging.sms over HTTP (error 13645)"],
    ],
    [
      "an application beside SMPP",
      { messaging: { applicationId: "a", sms: { ...sms, protocol: "SMPP" } } },
      ["messaging.applicationId needs messaging.sms over HTTP (error 13645)"],
    ],
    [
      "hosts without SMPP",
      { messaging: { sms: { ...sms, smppHosts: hosts } } },
      ["messaging.sms.smppHosts are only for the protocol SMPP (error 13612)"],
    ],
    ["the first zone off", { messaging: { sms: { ...sms, zone1: false } } }, ["messaging.sms.zone1 must be on"]],
    [
      "an unknown word",
      { messaging: { sms: { a2pLongCode: "on" } } },
      ['messaging.sms.a2pLongCode must be one of "ON", "OFF", "DefaultOn", "DefaultOff"'],
    ],
    [
      "a campaign that is none",
      { messaging: { sms: { ...sms, a2pCampaignId: "a/b" } } },
      ["messaging.sms.a2pCampaignId must be 1 to 64 letters, digits, spaces, dots, dashes and underscores"],
    ],
    [
      "a country that is none, and one twice",
      { messaging: { breakOutCountries: ["CAN", "CAN", "ca"] } },
      ["messaging.breakOutCountries[2] must be three capital letters of ISO 3166-1, as in CAN"],
    ],
    [
      "one country twice",
      { messaging: { breakOutCountries: ["CAN", "CAN"] } },
      ["messaging.breakOutCountries[1] country CAN is at messaging.breakOutCountries[0] already"],
    ],
    [
      "a priority out of range",
      { messaging: { sms: { ...sms, protocol: "SMPP", smppHosts: [{ ...hosts[0], priority: 10 }] } } },
      ["messaging.sms.smppHosts[0].priority must be from 0 to 9"],
    ],
    [
      "an unknown result of checks",
      { ssSendToCustomer: "ALL" },
      [
        'ssSendToCustomer must be one of "NONE", "VERSTAT", "ENH_VERSTAT", "VERSTAT_AND_IDENTITY", "ENH_VERSTAT_AND_IDENTITY", "IDENTITY"',
      ],
    ],
  ])("refuse %s", (_what, more, expected) => {
    const found = complaints("SipPeer", { ...base, ...more }).map((line) => line.replace(/ \(it is .*\)$/, ""));
    expect(found).toEqual(expected);
  });

  test("warn of messages that nobody would get, and of what the pages of the API are not of one mind about", () => {
    expect(warnings("SipPeer", { ...base, messaging: { sms } })).toEqual([
      "messaging.applicationId is missing: Bandwidth accepts messages then and never delivers them, and no error says so",
    ]);
    const applicationId = "a";
    expect(warnings("SipPeer", { ...base, messaging: { applicationId, sms: { a2pLongCode: "DefaultOn" } } })).toEqual([
      expect.stringContaining("messaging.sms.a2pMessageClass is missing"),
      expect.stringContaining("messaging.sms.a2pCampaignId is missing"),
    ]);
    expect(warnings("SipPeer", { ...base, messaging: { applicationId, sms: { ...sms, tollFree: false } } })).toEqual([
      expect.stringContaining(
        "messaging.sms.a2pMessageClass is given while tollFree, shortCode and a2pLongCode are off",
      ),
      expect.stringContaining("messaging.sms.a2pCampaignId is given while"),
    ]);
    expect(warnings("SipPeer", { ...base, messaging: { applicationId, sms } })).toEqual([]);
    expect(warnings("SipPeer", { ...base, shortMessagingProtocol: "SIP" })).toEqual([
      expect.stringContaining(
        "shortMessagingProtocol is deprecated. Bandwidth's API no longer has it, and most accounts ignore it. Use `messaging` instead",
      ),
    ]);
  });
});
