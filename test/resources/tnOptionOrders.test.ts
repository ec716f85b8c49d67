import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import { reveal, type Values } from "../../provider/pulumi/values/values.js";
import { Stack } from "./support.js";

const TYPE = "TnOptions";
const route = { endpoint: "9195550177", priority: 1, weight: 1 };
const campaign = { campaignId: "CDEMO01", messageClass: "Campaign-A", sms: "on" };

describe("orders of the newer options", () => {
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

  describe("a passcode", () => {
    const declared = () => ({ telephoneNumbers: numbers, portOutPasscode: "a1b2c3", callForward: "9195550199" });

    test("is sent only to the numbers that have another, and the others get the rest", async () => {
      account().switchOptions(numbers[0] ?? "", { PortOutPasscode: "a1b2c3" });
      const mark = stack.simulator.requests.mark();
      const { state } = await stack.create(TYPE, "options", declared());
      expect(posted(mark)).toHaveLength(1);
      expect(posted(mark)[0]?.body.split("a1b2c3")).toHaveLength(2);
      expect(state.status).toBe("COMPLETE");
      for (const number of numbers)
        expect(optionsOf(number)).toMatchObject({ portOutPasscode: "a1b2c3", callForward: "9195550199" });
    });

    test("that a number has already is no failure where passcodes cannot be looked at, and the rest is set", async () => {
      account().switchOptions(numbers[0] ?? "", { PortOutPasscode: "a1b2c3" });
      stack.simulator.settings.denied = [{ path: "tnPortoutPasscodes", why: "role" }];
      const { id, state } = await stack.create(TYPE, "options", declared());
      expect(state.status).toBe("COMPLETE");
      for (const number of numbers)
        expect(optionsOf(number)).toMatchObject({ portOutPasscode: "a1b2c3", callForward: "9195550199" });
      expect(differing((await look(id, state)).state, declared())).toEqual([]);
    });

    test.each([
      "named",
      "unnamed",
      "all named",
    ] as const)("is seen on the others where the API refuses the list because one number has none (%s)", async (how) => {
      const program = { ...declared(), callForward: undefined };
      const { id, state } = await stack.create(TYPE, "options", program);
      const seen = await look(id, state);
      stack.simulator.settings.listsRefused = how;
      account().switchOptions(numbers[1] ?? "", { PortOutPasscode: "systemDefault" });
      const now = await look(id, seen.state);
      expect(differing(now.state, program)).toEqual(["portOutPasscode"]);
      const mark = stack.simulator.requests.mark();
      await stack.update(TYPE, "options", id, now.state, program);
      // Only the number that lacks it gets it.
      expect(posted(mark).map(({ body }) => body.split("<TelephoneNumber>").length - 1)).toEqual([1]);
      for (const number of numbers) expect(optionsOf(number)?.portOutPasscode).toBe("a1b2c3");
    });

    test("is secret in the state, and its hash stands in no id of an order", async () => {
      const ids = async (portOutPasscode: string) => {
        const mark = stack.simulator.requests.mark();
        await stack.create(TYPE, "options", { telephoneNumbers: numbers, portOutPasscode });
        return posted(mark).map(({ body }) => /<CustomerOrderId>(.*?)</.exec(body)?.[1]);
      };
      const first = await ids("1111");
      const second = await ids("2222");
      // The id doesn't depend on it, and the second order is a new one all the same.
      expect(second).toEqual(first);
      expect(optionsOf()?.portOutPasscode).toBe("2222");
    });

    test("does not stand in what is said when it is refused", async () => {
      stack.simulator.account.script({
        kind: "tnoptions",
        outcome: "failed",
        code: "5193",
        description: "Port-Out Passcode 7531 is invalid",
      });
      const program = { telephoneNumbers: numbers, portOutPasscode: "7531" };
      const error = await stack.create(TYPE, "options", program).catch((thrown: unknown) => thrown);
      if (!(error instanceof PartialFailure)) throw error;
      expect(error.message).toContain("5193");
      expect([error.message, ...stack.said].join("\n")).not.toContain("7531");
    });

    test("of many numbers costs a request for 2,500 of them", async () => {
      const { id, state: created } = await stack.create(TYPE, "options", declared());
      const { state } = await look(id, created);
      const mark = stack.simulator.requests.mark();
      await look(id, state);
      const made = stack.simulator.requests
        .since(mark)
        .map(({ method, path }) => `${method} ${path.split("/").at(-1)}`);
      expect(made).toEqual(["GET tns", "POST tnPortoutPasscodes"]);
    });
  });

  test("a campaign costs pages alone, and a look at each number only where the pages do not show it", async () => {
    const program = { telephoneNumbers: numbers, ...campaign };
    const { id, state: created } = await stack.create(TYPE, "options", program);
    const { state } = await look(id, created);
    const requests = async () => {
      const mark = stack.simulator.requests.mark();
      const seen = await look(id, state);
      return { count: stack.simulator.requests.since(mark).length, seen };
    };
    expect((await requests()).count).toBe(1);
    stack.simulator.settings.campaignsReadable = false;
    account().switchRouting(numbers[0] ?? "", { a2p: { state: "overridden", campaignId: "OTHER" } });
    const { count, seen } = await requests();
    expect(count).toBe(1 + numbers.length);
    expect(seen.inputs.campaignId).toBe("OTHER");
  });

  test.each([
    ["forwarding to routes", { callForward: "9195550199" }, { originationRoutePlan: [route] }],
    ["another user part to routes", { rewriteUser: "desk" }, { originationRoutePlan: [route] }],
    ["routes to forwarding", { originationRoutePlan: [route] }, { callForward: "9195550199" }],
  ])("a change from %s takes the one away before it sets the other", async (_what, before, after) => {
    const { id, state } = await stack.create(TYPE, "options", { telephoneNumbers: numbers, ...before });
    const next = { telephoneNumbers: numbers, ...after };
    const done = await stack.update(TYPE, "options", id, state, next);
    expect(done.status).toBe("COMPLETE");
    expect(differing((await look(id, done)).state, next)).toEqual([]);
  });

  test("a campaign that goes while its class stays is taken away first", async () => {
    const { id, state } = await stack.create(TYPE, "options", { telephoneNumbers: numbers, ...campaign });
    const { campaignId: _gone, ...rest } = campaign;
    const mark = stack.simulator.requests.mark();
    await stack.update(TYPE, "options", id, state, { telephoneNumbers: numbers, ...rest });
    expect(posted(mark).map(({ body }) => /<A2pSettings>(.*)<\/A2pSettings>/.exec(body)?.[1])).toEqual([
      "<Action>systemDefault</Action>",
      "<MessageClass>Campaign-A</MessageClass><Action>asSpecified</Action>",
    ]);
    expect(optionsOf()?.a2p).toEqual({ state: "overridden", campaignId: undefined, messageClass: "Campaign-A" });
  });

  test.each([
    ["messages are off", {}, { campaignId: "CDEMO01", messageClass: "M" }, "5132"],
    ["the peer has no A2P", { a2pLongCode: "OFF" }, campaign, "5133"],
    ["the peer decides for all", { a2pLongCode: "ON" }, campaign, "5217"],
    ["the peer has messages on for all", { a2pLongCode: "ON" }, { a2pAction: "off" }, "5225"],
    ["the account has no passcodes", { passcodes: false }, { portOutPasscode: "1234" }, "5194"],
    ["the route is unknown", {}, { nnid: "1", sms: "on" }, "5140"],
    ["route and provider do not fit", {}, { nnid: "112233", espid: "E200", sms: "on" }, "5142"],
    ["the account may not change routes", { routesChangeable: false }, { nnid: "112233", sms: "on" }, "5144"],
    ["the account has no route plans", { routePlans: false }, { originationRoutePlan: [route] }, "5200"],
  ] as const)("what Bandwidth refuses because %s is told with its code", async (_why, settings, options, code) => {
    Object.assign(stack.simulator.settings, settings);
    const program = { telephoneNumbers: numbers, ...options };
    await expect(stack.create(TYPE, "options", program)).rejects.toThrow(code);
    expect(optionsOf()?.a2p ?? optionsOf()?.routePlan ?? optionsOf()?.nnid).toBeUndefined();
  });

  test("a number that forwards calls by itself is refused routes, by name", async () => {
    account().switchOptions(numbers[1] ?? "", { CallForward: "9195550199" });
    const program = { telephoneNumbers: numbers, originationRoutePlan: [route] };
    const error = await stack.create(TYPE, "options", program).catch((thrown: unknown) => thrown);
    if (!(error instanceof PartialFailure)) throw error;
    expect(error.message).toContain("5203");
    expect(error.done.outputs.telephoneNumbers).toEqual([numbers[0], numbers[2]]);
  });
});
