import { describe, expect, test } from "vitest";
import { complaints, warnings } from "./support.js";

const TYPE = "Application";
const calls = "https://voice.example.com/calls";
const voice = { name: "Calls", serviceType: "Voice-V2", callInitiatedCallbackUrl: calls };
const incoming = "https://texts.example.com/in";
const outgoing = "https://texts.example.com/out";
const texting = { name: "Texts", serviceType: "Messaging-V2", inboundCallbackUrl: incoming };
const creds = { userId: "bandwidth", password: "correct horse" };
const wholeTexting = {
  ...{ ...texting, outboundCallbackUrl: outgoing, inboundCallbackCreds: creds, outboundCallbackCreds: creds },
  requestedCallbackTypes: ["message-failed", "message-delivered"],
};

describe("an application's inputs", () => {
  test.each([
    ["an unknown kind", { ...voice, serviceType: "Voice" }, ['serviceType must be one of "Voice-V2", "Messaging-V2"']],
    ["no name", { ...voice, name: " " }, ["name must not be empty"]],
    [
      "calls without an address",
      { name: "Calls", serviceType: "Voice-V2" },
      ["callInitiatedCallbackUrl is required for Voice-V2 (error 12803)"],
    ],
    [
      "messages without an address",
      { name: "Texts", serviceType: "Messaging-V2" },
      ["inboundCallbackUrl is required for Messaging-V2 (error 12802)"],
    ],
    [
      "what belongs to messages",
      { ...voice, inboundCallbackUrl: incoming },
      ["inboundCallbackUrl is only for Messaging-V2 (error 12962)"],
    ],
    [
      "what belongs to calls",
      { ...texting, callbackTimeout: 5, callbackCreds: creds },
      ["callbackCreds is only for Voice-V2 (error 12962)", "callbackTimeout is only for Voice-V2 (error 12962)"],
    ],
    [
      "an address that is none",
      { ...voice, callInitiatedCallbackUrl: "voice.example.com" },
      ["callInitiatedCallbackUrl must be an absolute http or https address"],
    ],
    [
      "credentials over plain http",
      { ...texting, inboundCallbackUrl: "http://texts.example.com/in", inboundCallbackCreds: creds },
      ["inboundCallbackUrl must have https, because inboundCallbackCreds is sent there (error 12812)"],
    ],
    [
      "credentials over plain http for reports of calls",
      { ...voice, callStatusCallbackUrl: "http://voice.example.com/", callbackCreds: creds },
      ["callStatusCallbackUrl must have https, because callbackCreds is sent there (error 12812)"],
    ],
    [
      "a method without its address",
      { ...voice, callStatusMethod: "GET" },
      ["callStatusMethod needs callStatusCallbackUrl"],
    ],
    [
      "what belongs to an address that is not there",
      { ...voice, callInitiatedFallbackMethod: "GET", callInitiatedFallbackCreds: creds },
      [
        "callInitiatedFallbackMethod needs callInitiatedFallbackUrl",
        "callInitiatedFallbackCreds needs callInitiatedFallbackUrl",
      ],
    ],
    ["no time", { ...voice, callbackTimeout: 0 }, ["callbackTimeout must be more than 0"]],
    [
      "a type twice",
      { ...wholeTexting, requestedCallbackTypes: ["message-failed", "message-failed"] },
      ["requestedCallbackTypes[1] type message-failed is at requestedCallbackTypes[0] already"],
    ],
  ])("refuse %s", (_what, inputs, expected) => {
    const found = complaints(TYPE, inputs).map((line) => line.replace(/ \(it is .*\)$/, ""));
    expect(found).toEqual(expected);
  });

  test("that may be meant make a warning only", () => {
    expect(warnings(TYPE, { ...texting, inboundCallbackUrl: "http://u@texts.example.com/in" })).toEqual([
      expect.stringContaining("inboundCallbackUrl is plain http"),
      expect.stringContaining("inboundCallbackUrl contains a user name"),
    ]);
    expect(warnings(TYPE, { ...texting, requestedCallbackTypes: ["message-failed"] })).toEqual([
      "requestedCallbackTypes reports nothing without outboundCallbackUrl",
    ]);
  });
});
