import { expect, test } from "vitest";
import { ADDRESS, engineAccount, fails, ok, program } from "./support.js";

const { simulator, stackOf } = await engineAccount();

/** A resource with mistakes, and every failure that is told of it. */
const WRONG: Record<string, { resource: string; failures: string[] }> = {
  Site: {
    resource: `new bw.Site("it", { name: "", customername: "x", address: { ...${ADDRESS}, zip: 27606, stateCode: "Ohio" } });`,
    failures: [
      "name: must not be empty",
      "customername: is not a property here; did you mean customerName?",
      'address.zip: must be a string, not a number: write "27606", in quotes',
      'address.stateCode: must be the two letters of a state or province (it is "Ohio")',
    ],
  },
  SipPeer: {
    resource: `new bw.SipPeer("it", {
      siteId: "1", name: "Main",
      voiceHosts: [{ hostName: "192.0.2.7", port: 70000 }, { hostName: "not a host" }],
      smsHosts: [{ hostName: "192.0.2.9", port: 5060 }],
      terminationHosts: [{ hostName: "12.45.67.49/29" }],
    });`,
    failures: [
      "voiceHosts[0].port: must be a port from 1 to 65535 (it is 70000)",
      'voiceHosts[1].hostName: must be an IP address or a fully qualified domain name (it is "not a host")',
      "smsHosts[0].port: is not a property here",
      'terminationHosts[0].hostName: must start with the address of the network: 12.45.67.48/29 (it is "12.45.67.49/29")',
    ],
  },
  PhoneNumberOrder: {
    resource: `new bw.PhoneNumberOrder("it", {
      siteId: "1", telephoneNumbers: ["9195550100", "911"],
      search: { areaCode: "919", npaNxx: "919555", rateCenter: "RALEIGH", tollFreeVanity: "HELLO" },
    });`,
    failures: [
      'telephoneNumbers[1]: must be a telephone number: 10 digits, 1 and 10 digits, or E.164 as in +19195550100 (it is "911")',
      "search: cannot be given together with telephoneNumbers",
      "quantity: is required with search: it says how many numbers to order",
      "search.npaNxx: cannot be given together with areaCode",
      "search.rateCenter: needs state",
      "search.tollFreeVanity: cannot be combined with areaCode, npaNxx, rateCenter",
    ],
  },
  TnOptions: {
    resource: `new bw.TnOptions("it", { telephoneNumbers: [], callForward: "12", sms: "maybe" });`,
    failures: [
      "telephoneNumbers: must contain at least one telephone number",
      'callForward: must be a ten-digit telephone number, "unchanged" or "systemdefault"',
      'sms: must be one of "on", "off", "unchanged"',
    ],
  },
  Subscription: {
    resource: `new bw.Subscription("it", {
      orderType: "orders", email: { address: "nobody" }, callback: { url: "ftp://x", expiry: 0 } });`,
    failures: [
      'email.address: must be an e-mail address (it is "nobody")',
      'callback.url: must be an absolute http or https address (it is "ftp://x")',
      "callback.expiry: must be more than 0 seconds (it is 0)",
      "callback: cannot be given together with email",
    ],
  },
};

test.each(
  Object.entries(WRONG),
)("everything that is wrong with a %s is told at once, property by property, before any request", async (_name, {
  resource,
  failures,
}) => {
  const stack = await stackOf(program(resource));
  const up = await fails(stack.up());
  const told = up.diagnostics.flatMap(({ message }) => {
    const [, property, reason = ""] = /(?:property (\S+) value .* )?has a problem: (.*)$/.exec(message) ?? [];
    // Of what has a secret the reason names the property, and the engine prints no value.
    const whole = property ? `${property}: ${reason}` : reason.replace(" ", ": ");
    return whole ? [whole] : [];
  });
  expect(told.sort()).toEqual(failures.sort());
  expect(simulator.requests).toEqual([]);
  expect(simulator.tokenRequests).toBe(0);
});

test("two resources that claim the same number are refused", async () => {
  const order = (name: string) =>
    `new bw.PhoneNumberOrder("${name}", { siteId: "1", telephoneNumbers: ["9195550100"] });`;
  const stack = await stackOf(program(order("one"), order("two")));
  // With the preview that a user gets before anything is done.
  const up = await fails(stack.run("up", "--yes"));
  expect(up.text).toMatch(/the number \+19195550100 is also declared by PhoneNumberOrder "(one|two)"/);
  expect(simulator.requests).toEqual([]);
});

test("what may be meant is warned of, and done", async () => {
  const stack = await stackOf(
    program(
      `new bw.Site("site", { name: "A rather long name", address: ${ADDRESS} });`,
      `new bw.Subscription("webhook", { orderType: "orders", callback: { url: "http://hooks.example.com/" } });`,
    ),
  );
  const up = await ok(stack.up());
  expect(up.diagnostics.map(({ severity, message }) => `${severity}: ${message}`).sort()).toEqual([
    "warning: callback.url is plain http: others can read what Bandwidth sends there; https is highly recommended",
    "warning: name has 18 characters; some accounts allow only 10",
  ]);
  expect([simulator.account.sites.size, simulator.account.subscriptions.size]).toEqual([1, 1]);
});

test("settings that cannot work are told at once, before any request", async () => {
  const stack = await stackOf(program(`new bw.Site("site", { name: "Raleigh", address: ${ADDRESS} });`), {
    env: { BW_ACCOUNT_ID: "", BW_CLIENT_SECRET: "", BW_ORDER_TIMEOUT: "soon" },
  });
  const up = await fails(stack.up());
  expect(up.text).toMatch(/bandwidth:accountId .*is required/);
  expect(up.text).toMatch(/bandwidth:clientSecret .*is missing, but clientId is given/);
  expect(up.text).toMatch(/bandwidth:orderTimeout .* must be a duration such as 90s or 10m, not "soon"/);
  expect(simulator.requests).toEqual([]);
});
