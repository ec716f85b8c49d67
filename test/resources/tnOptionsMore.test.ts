import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { reveal, type Values } from "../../provider/pulumi/values/values.js";
import { Stack } from "./support.js";

const TYPE = "TnOptions";
const route = { endpoint: "9195550177", priority: 1, weight: 1 };
const campaign = { campaignId: "CDEMO01", messageClass: "Campaign-A", sms: "on" };

describe("the newer options", () => {
  let stack: Stack;
  let numbers: string[];
  beforeEach(async () => {
    stack = await Stack.start();
    numbers = await stack.numbers(3);
  });
  afterEach(() => stack.close());

  const optionsOf = (number = numbers[0] ?? "") => stack.simulator.account.numbers.get(number)?.options;
  const look = async (id: string, state?: Values) => {
    stack.api.client.beginRun();
    const seen = await stack.read(TYPE, "options", id, state);
    return { inputs: reveal(seen?.inputs ?? {}) as Values, state: reveal(seen?.state ?? {}) as Values };
  };
  const differing = (state: Values, program: Values) =>
    stack.diff(TYPE, state, program).changes.map(({ path }) => path);
  const posted = (mark: number) =>
    stack.simulator.requests.since(mark).filter(({ method, path }) => method === "POST" && path.endsWith("/tnoptions"));
  const { account } = { account: () => stack.simulator.account };

  interface Story {
    option: string;
    /** What is declared, and what it is changed to. */
    declared: Values;
    changed: Values;
    /** What the number has after each, and without it. */
    has: unknown;
    next: unknown;
    read(number?: string): unknown;
    /** Somebody changes it elsewhere, and takes it away. */
    drift?(number: string): void;
    lose?(number: string): void;
    /** What stays declared when it is taken out. */
    rest?: Values;
    /** The element of the order that takes it away. */
    reset: string;
    seen?: unknown;
    keptOnImport?: boolean;
  }

  const stories: Story[] = [
    {
      option: "campaignId",
      declared: campaign,
      changed: { ...campaign, campaignId: "CDEMO02", messageClass: "Campaign-B" },
      has: { state: "overridden", campaignId: "CDEMO01", messageClass: "Campaign-A" },
      next: { state: "overridden", campaignId: "CDEMO02", messageClass: "Campaign-B" },
      read: (number) => optionsOf(number)?.a2p,
      drift: (number) =>
        account().switchRouting(number, {
          a2p: { state: "overridden", campaignId: "OTHER", messageClass: "Campaign-A" },
        }),
      lose: (number) => account().switchRouting(number, { a2p: undefined }),
      rest: { sms: "on" },
      reset: "<A2pSettings><Action>systemDefault</Action></A2pSettings>",
      seen: "OTHER",
    },
    {
      option: "a2pAction",
      declared: { a2pAction: "off", sms: "on" },
      changed: { a2pAction: "delete", sms: "on" },
      has: { state: "off" },
      next: { state: "overridden", messageClass: undefined },
      read: (number) => optionsOf(number)?.a2p,
      lose: (number) => account().switchRouting(number, { a2p: undefined }),
      rest: { sms: "on" },
      reset: "<A2pSettings><Action>systemDefault</Action></A2pSettings>",
    },
    {
      option: "portOutPasscode",
      declared: { portOutPasscode: "a1b2c3" },
      changed: { portOutPasscode: "9876" },
      has: "a1b2c3",
      next: "9876",
      read: (number) => optionsOf(number)?.portOutPasscode,
      drift: (number) => account().switchOptions(number, { PortOutPasscode: "0000" }),
      lose: (number) => account().switchOptions(number, { PortOutPasscode: "systemDefault" }),
      rest: { sms: "on" },
      reset: "<PortOutPasscode>systemDefault</PortOutPasscode>",
      seen: "0000",
    },
    {
      option: "originationRoutePlan",
      declared: {
        originationRoutePlan: [route, { endpoint: "sip:desk@pbx.example.com", priority: 2, weight: 5, name: "Desk" }],
      },
      changed: { originationRoutePlan: [{ ...route, endpoint: "pbx.example.com" }] },
      has: ["9195550177 TN 1 1", "sip:desk@pbx.example.com SIP 2 5"],
      next: ["pbx.example.com FQDN 1 1"],
      read: (number) =>
        optionsOf(number)?.routePlan?.routes.map((it) => `${it.endpoint} ${it.type} ${it.priority} ${it.weight}`),
      drift: (number) =>
        account().switchRouting(number, {
          routePlan: { id: "other", routes: [{ endpoint: "203.0.113.5", type: "IPv4", priority: 1, weight: 2 }] },
        }),
      lose: (number) => account().switchRouting(number, { routePlan: undefined }),
      rest: { sms: "on" },
      reset: "<OriginationRoutePlan><Action>off</Action></OriginationRoutePlan>",
      seen: [{ endpoint: "203.0.113.5", priority: 1, weight: 2 }],
    },
    {
      option: "callVerificationEnabled",
      declared: { callVerificationEnabled: true },
      changed: { callVerificationEnabled: false },
      has: "true",
      next: "false",
      read: (number) => optionsOf(number)?.callVerificationEnabled,
      drift: (number) => account().switchOptions(number, { CallVerificationEnabled: "false" }),
      rest: { sms: "on" },
      reset: "<CallVerificationEnabled>false</CallVerificationEnabled>",
      seen: false,
    },
    {
      option: "pindropEnabled",
      declared: { pindropEnabled: true },
      changed: { pindropEnabled: false },
      has: "true",
      next: "false",
      read: (number) => optionsOf(number)?.pindropEnabled,
      drift: (number) => account().switchOptions(number, { PindropEnabled: "false" }),
      rest: { sms: "on" },
      reset: "<PindropEnabled>false</PindropEnabled>",
      seen: false,
    },
    {
      option: "nnid",
      declared: { nnid: "112233", sms: "on" },
      changed: { nnid: "445566", sms: "on" },
      has: "112233",
      next: "445566",
      read: (number) => optionsOf(number)?.nnid,
      drift: (number) => account().switchOptions(number, { NNID: "445566" }),
      lose: (number) => account().switchOptions(number, { NNID: "systemDefault" }),
      rest: { sms: "on" },
      reset: "<NNID>systemDefault</NNID>",
      seen: "445566",
      keptOnImport: false,
    },
    {
      option: "espid",
      declared: { espid: "E100", sms: "on" },
      changed: { espid: "E200", sms: "on" },
      has: "E100",
      next: "E200",
      read: (number) => optionsOf(number)?.espid,
      rest: { sms: "on" },
      reset: "<ESPID>systemDefault</ESPID>",
      keptOnImport: false,
    },
  ];

  test.each(stories)("$option is set, changed and taken out", async ({
    declared,
    changed,
    has,
    next,
    read,
    rest,
    reset,
  }) => {
    const program = { telephoneNumbers: numbers, ...declared };
    const { id, state } = await stack.create(TYPE, "options", program);
    for (const number of numbers) expect(read(number)).toEqual(has);
    expect(differing((await look(id, state)).state, program)).toEqual([]);
    const other = { telephoneNumbers: numbers, ...changed };
    const second = await stack.update(TYPE, "options", id, state, other);
    for (const number of numbers) expect(read(number)).toEqual(next);
    expect(differing((await look(id, second)).state, other)).toEqual([]);
    // Back, so that a value is taken out that is not the default by itself.
    const third = await stack.update(TYPE, "options", id, second, program);
    const mark = stack.simulator.requests.mark();
    const last = await stack.update(TYPE, "options", id, third, { telephoneNumbers: numbers, ...rest });
    expect(
      posted(mark)
        .map(({ body }) => body)
        .join(),
    ).toContain(reset);
    expect([undefined, "false"]).toContain(read());
    expect(differing((await look(id, last)).state, { telephoneNumbers: numbers, ...rest })).toEqual([]);
  });

  test.each(stories)("$option goes with the resource", async ({ declared, read }) => {
    const { id, state } = await stack.create(TYPE, "options", { telephoneNumbers: numbers, ...declared });
    await stack.delete(TYPE, "options", id, state);
    for (const number of numbers) expect([undefined, "false"]).toContain(read(number));
  });

  test.each(
    stories.filter(({ drift }) => drift !== undefined),
  )("$option that is changed elsewhere is seen and healed, for one number of many", async (story) => {
    const { option, declared, has, read, drift, seen } = story;
    const program = { telephoneNumbers: numbers, ...declared };
    const { id, state } = await stack.create(TYPE, "options", program);
    const fresh = await look(id, state);
    drift?.(numbers[1] ?? "");
    const drifted = await look(id, fresh.state);
    expect(drifted.inputs[option]).toEqual(seen);
    const healed = await stack.update(TYPE, "options", id, drifted.state, program);
    for (const number of numbers) expect(read(number)).toEqual(has);
    expect(differing((await look(id, healed)).state, program)).toEqual([]);
  });

  test.each(
    stories.filter(({ lose }) => lose !== undefined),
  )("$option that is taken away elsewhere is seen and healed", async (story) => {
    const { option, declared, has, read, lose } = story;
    const program = { telephoneNumbers: numbers, ...declared };
    const { id, state } = await stack.create(TYPE, "options", program);
    const fresh = await look(id, state);
    for (const number of numbers) lose?.(number);
    // What no answer denies counts as set while the order that set it is young.
    stack.time.pass(2 * 3_600_000);
    const drifted = await look(id, fresh.state);
    expect(drifted.inputs).not.toHaveProperty(option);
    const healed = await stack.update(TYPE, "options", id, drifted.state, program);
    for (const number of numbers) expect(read(number)).toEqual(has);
    expect(differing((await look(id, healed)).state, program)).toEqual([]);
  });

  test.each(stories)("$option is imported as it is, and differs in nothing", async ({
    option,
    declared,
    keptOnImport = true,
  }) => {
    await stack.create(TYPE, "options", { telephoneNumbers: numbers, ...declared });
    const imported = await look(numbers.join(","));
    const { [option]: value, ...others } = declared as Values;
    if (keptOnImport)
      expect(
        differing(imported.state, {
          callingNameDisplay: "off",
          protected: "false",
          sms: "off",
          telephoneNumbers: numbers,
          ...declared,
        }),
      ).toEqual([]);
    else expect(imported.inputs).not.toHaveProperty(option);
    expect(others).not.toHaveProperty(String(value));
  });
});
