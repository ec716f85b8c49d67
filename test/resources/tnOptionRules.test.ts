import { describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { complaints } from "./support.js";

const TYPE = "TnOptions";
const one = { telephoneNumbers: ["9195550100"] };
const route = { endpoint: "9195550177", priority: 1, weight: 1 };
const campaign = { campaignId: "CDEMO01", messageClass: "Campaign-A", sms: "on" };

describe("options that do not go together", () => {
  const rejected: [string, Values, string[]][] = [
    [
      "a campaign without its class",
      { campaignId: "CDEMO01" },
      ["messageClass is missing: a campaign is set together with its class"],
    ],
    [
      "a campaign and an action",
      { ...campaign, a2pAction: "off" },
      ["a2pAction cannot be combined with campaignId or messageClass (error 5134): declare one of them"],
    ],
    [
      "a campaign without messages",
      { ...campaign, sms: "off" },
      [
        "campaignId needs messages: sms must not be off (errors 5132 and 5202)",
        "messageClass needs messages: sms must not be off (errors 5132 and 5202)",
      ],
    ],
    [
      "a route without messages",
      { nnid: "1", sms: "off" },
      ["nnid needs messages: sms must not be off (errors 5132 and 5202)"],
    ],
    [
      "routes and forwarding",
      { originationRoutePlan: [route], callForward: "9195550199" },
      ["callForward cannot be combined with originationRoutePlan (errors 5203 to 5206): declare one of them"],
    ],
    [
      "routes and another user part",
      { originationRoutePlan: [route], rewriteUser: "desk" },
      ["rewriteUser cannot be combined with originationRoutePlan (errors 5203 to 5206): declare one of them"],
    ],
    [
      "an endpoint twice",
      { originationRoutePlan: [route, { ...route, endpoint: "+19195550177", weight: 2 }] },
      ["originationRoutePlan[1].endpoint +19195550177 is there already with this priority (error 5186)"],
    ],
    [
      "a gap",
      { originationRoutePlan: [route, { ...route, priority: 3 }] },
      ["originationRoutePlan has no route with priority 2 (error 5223)"],
    ],
    ["no route", { originationRoutePlan: [] }, ["originationRoutePlan must have at least one route (error 5184)"]],
    [
      "a private address",
      { originationRoutePlan: [{ ...route, endpoint: "sip:desk@10.0.0.7" }] },
      ['originationRoutePlan[0].endpoint must not be a private address (it is "sip:desk@10.0.0.7")'],
    ],
    [
      "nowhere",
      { originationRoutePlan: [{ ...route, endpoint: "desk" }] },
      [
        'originationRoutePlan[0].endpoint must be a ten-digit telephone number, a SIP URI with sip:, an IPv4 address or a host name (it is "desk")',
      ],
    ],
    [
      "a weight of nothing",
      { originationRoutePlan: [{ ...route, weight: 0, priority: 0 }] },
      [
        "originationRoutePlan[0].priority must be 1 or more (it is 0)",
        "originationRoutePlan[0].weight must be 1 or more (it is 0)",
      ],
    ],
    [
      "the API's word in place of a passcode",
      { portOutPasscode: "unchanged" },
      ["portOutPasscode must be 4 to 10 letters and digits, and not the word unchanged"],
    ],
    [
      "a passcode that is too short",
      { portOutPasscode: "a1b" },
      ["portOutPasscode must be 4 to 10 letters and digits, and not the word unchanged"],
    ],
    ["a route that is no number", { nnid: "main" }, ["nnid must be a whole number of at most 9 digits (error 5143)"]],
  ];

  test.each(rejected)("%s", (_what, options, expected) => {
    expect(complaints(TYPE, { ...one, ...options })).toEqual(expected);
  });

  test("taking a campaign away is for long codes", () => {
    expect(complaints(TYPE, { telephoneNumbers: ["8005550100"], a2pAction: "delete" })).toEqual([
      "a2pAction must not be delete for toll-free numbers: only long codes have such a campaign",
    ]);
  });

  test.each([
    "sip:desk@pbx.example.com:5070",
    "203.0.113.9",
    "pbx.example.com",
    "9195550177",
  ])("%s is an endpoint", (endpoint) => {
    expect(complaints(TYPE, { ...one, originationRoutePlan: [{ ...route, endpoint }] })).toEqual([]);
  });
});
