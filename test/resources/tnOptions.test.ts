import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { complaints, Stack } from "./support.js";

const TYPE = "TnOptions";
const one = { telephoneNumbers: ["9195550100"] };

describe("options of numbers", () => {
  test.each([
    ["no option at all", one, ["telephoneNumbers need at least one option"]],
    ["no number", { telephoneNumbers: [], sms: "on" }, ["telephoneNumbers must contain at least one telephone number"]],
    [
      "systemdefault for SMS, which has none",
      { ...one, sms: "systemdefault" },
      ['sms must be one of "on", "off", "unchanged"'],
    ],
    [
      "a word of another option",
      { ...one, numberFormat: "on" },
      ['numberFormat must be one of "10digit", "11digit", "e164", "unchanged", "systemdefault"'],
    ],
    [
      "forwarding to no number",
      { ...one, callForward: "home" },
      ['callForward must be a ten-digit telephone number, "unchanged" or "systemdefault"'],
    ],
    [
      "forwarding to itself",
      { ...one, callForward: "+19195550100" },
      ["callForward +19195550100 would be forwarded to itself (error 5088)"],
    ],
    [
      "a URI whose address is none (error 5119)",
      { ...one, finalDestinationUri: "19195550100@192.0.2.700" },
      [
        "finalDestinationUri must be ten digits, or a SIP URI as in 19195550100@192.0.2.7:5060, less than 60 characters long",
      ],
    ],
    [
      "a URI that is too long",
      { ...one, finalDestinationUri: `${"1".repeat(60)}@192.0.2.1` },
      [
        "finalDestinationUri must be ten digits, or a SIP URI as in 19195550100@192.0.2.7:5060, less than 60 characters long",
      ],
    ],
  ])("%s is refused", (_what, inputs, expected) => {
    expect(complaints(TYPE, inputs)).toEqual(expected);
  });

  test.each([
    "9195550123",
    "sip:+19195550100@192.0.2.7:5060",
    "19195550100@192.0.2.7",
    "systemdefault",
  ])("%s is a destination", (uri) => {
    expect(complaints(TYPE, { ...one, finalDestinationUri: uri })).toEqual([]);
  });

  let stack: Stack;
  let numbers: string[];
  const begin = async (environment: Record<string, string> = {}) => {
    stack = await Stack.start({}, environment);
    numbers = await stack.numbers(4);
  };
  beforeEach(() => begin());
  afterEach(() => stack.close());

  const attributes = async () => (await stack.api.numbers.locate(numbers, [])).get(numbers[0] ?? "")?.attributes;

  test("are set in one order, seen when switched elsewhere, and put back", async () => {
    const program: Values = {
      telephoneNumbers: numbers,
      callingNameDisplay: "on",
      sms: "off",
      callForward: "9195551234",
    };
    const mark = stack.simulator.requests.length;
    const { id, state } = await stack.create(TYPE, "options", program);
    expect(stack.writes(mark)).toEqual(["POST /tnoptions"]);
    expect(await attributes()).toMatchObject({ callingNameDisplay: true, callForward: "+19195551234" });

    const fresh = await stack.read(TYPE, "options", id, state);
    expect(stack.diff(TYPE, fresh?.state ?? {}, program).changes).toEqual([]);
    stack.simulator.account.switchOptions(numbers[2] ?? "", { CallingNameDisplay: "off" });
    stack.api.client.beginRun();
    const drifted = await stack.read(TYPE, "options", id, state);
    expect(drifted?.inputs.callingNameDisplay).toBe("off");
    const healed = await stack.update(TYPE, "options", id, drifted?.state ?? {}, program);
    expect(stack.diff(TYPE, healed, program).changes).toEqual([]);
    expect((await stack.read(TYPE, "options", id, healed))?.inputs.callingNameDisplay).toBe("on");
  });

  test("what the API has to say of numbers that did not fail is told as a warning", async () => {
    const [first = ""] = numbers;
    stack.simulator.account.switchOptions(first, { Sms: "on" });
    await stack.create(TYPE, "options", { telephoneNumbers: numbers, sms: "on" });
    expect(stack.said).toContain(`${first}: Messages are on for this number as it is.`);
  });

  test("what is no longer declared goes back to the account's default", async () => {
    const program: Values = { telephoneNumbers: numbers, callingNameDisplay: "on", callForward: "9195551234" };
    const { id, state } = await stack.create(TYPE, "options", program);
    const { callForward: _dropped, ...rest } = program;
    const next = await stack.update(TYPE, "options", id, state, rest);
    expect((await attributes())?.callForward).toBeUndefined();
    await stack.delete(TYPE, "options", id, next);
    expect((await attributes())?.callingNameDisplay).toBeFalsy();
  });

  test("a change that came half-way is undone when the program goes back to what was before", async () => {
    const before = {
      telephoneNumbers: numbers,
      finalDestinationUri: "19195550100@192.0.2.7",
      callForward: "9195559999",
    };
    const { id, state } = await stack.create(TYPE, "options", before);
    const after = { ...before, finalDestinationUri: "19195550100@192.0.2.8", numberFormat: "e164", sms: "on" };
    stack.simulator.account.script({ kind: "tnoptions", outcome: "partial", count: 1, code: "9008" });
    const error = await stack.update(TYPE, "options", id, state, after).catch((thrown: unknown) => thrown);
    if (!(error instanceof PartialFailure)) throw error;
    const seen = (await stack.read(TYPE, "options", id, error.done.outputs))?.state ?? {};
    expect(
      stack
        .diff(TYPE, seen, before)
        .changes.map(({ path }) => path)
        .sort(),
    ).toEqual(["finalDestinationUri", "numberFormat"]);
    const mark = stack.simulator.requests.mark();
    const healed = await stack.update(TYPE, "options", id, seen, before);
    const [order] = stack.simulator.requests.since(mark).filter(({ method }) => method === "POST");
    expect(order?.body).toContain("<NumberFormat>systemdefault</NumberFormat>");
    expect(order?.body).toContain("<FinalDestinationURI>19195550100@192.0.2.7</FinalDestinationURI>");
    expect(order?.body).not.toContain("CallForward");
    expect(stack.diff(TYPE, healed, before).changes).toEqual([]);
    // The numbers that the change did reach lose it at the end, too.
    stack.simulator.account.script({ kind: "tnoptions", outcome: "partial", count: 1, code: "9008" });
    const again = await stack.update(TYPE, "options", id, healed, after).catch((thrown: unknown) => thrown);
    if (!(again instanceof PartialFailure)) throw again;
    const end = stack.simulator.requests.mark();
    await stack.delete(TYPE, "options", id, again.done.outputs);
    const [last] = stack.simulator.requests.since(end).filter(({ method }) => method === "POST");
    expect(last?.body).toContain("<NumberFormat>systemdefault</NumberFormat>");
  });

  test.each([
    ["refused for one of them", { outcome: "partial", count: 1, code: "9008" }],
    ["did not finish in time", { outcome: "stuck" }],
  ] as const)("numbers that a change added, and was %s, lose their options when the program gives them up", async (_what, script) => {
    await stack.close();
    await begin({ BW_ORDER_TIMEOUT: "500ms" });
    const options = { callForward: "9195559999", sms: "on" };
    const before = { ...options, telephoneNumbers: numbers.slice(0, 1) };
    const { id, state } = await stack.create(TYPE, "options", before);
    stack.simulator.account.script({ kind: "tnoptions", ...script });
    const wanted = { ...options, telephoneNumbers: numbers };
    const error = await stack.update(TYPE, "options", id, state, wanted).catch((thrown: unknown) => thrown);
    if (!(error instanceof PartialFailure)) throw error;
    const left = error.done.outputs;
    stack.release();
    const differing = (state: Values, program: Values) =>
      stack.diff(TYPE, state, program).changes.map(({ path }) => path);
    expect(differing(left, wanted)).toEqual([1, 2, 3].map((at) => `telephoneNumbers[${at}]`));
    expect(differing(left, before)).toEqual(["telephoneNumbers"]);
    const seen = (await stack.read(TYPE, "options", id, left))?.state ?? {};
    expect(differing(seen, before)).toEqual(["telephoneNumbers"]);
    const healed = await stack.update(TYPE, "options", id, seen, before);
    expect(stack.diff(TYPE, healed, before).changes).toEqual([]);
    const places = await stack.api.numbers.locate(numbers, []);
    const forwarding = numbers.map((number) => places.get(number)?.attributes?.callForward);
    expect(forwarding).toEqual(["+19195559999", undefined, undefined, undefined]);
  });

  test("what was changed while an older order was open is ordered after that one's end, and so lasts", async () => {
    await stack.close();
    await begin({ BW_ORDER_TIMEOUT: "300ms" });
    const program = { telephoneNumbers: numbers, callForward: "9195559999" };
    const { id, state } = await stack.createInVain(TYPE, "tnoptions", "options", program);
    const changed = { ...program, callForward: "9195558888" };
    const mark = stack.simulator.requests.length;
    const error = await stack.update(TYPE, "options", id, state, changed).catch((thrown: unknown) => thrown);
    if (!(error instanceof PartialFailure)) throw error;
    expect(error.message).toContain(`the order did not finish in time (${id}, PROCESSING)`);
    expect(stack.writes(mark)).toEqual([]);
    stack.release();
    await stack.update(TYPE, "options", id, error.done.outputs, changed);
    expect((await attributes())?.callForward).toBe("+19195558888");
  });

  test("numbers whose first order was not finished in time lose their options with the resource", async () => {
    const program = { telephoneNumbers: numbers, callForward: "9195559999" };
    const { id, state } = await stack.createInVain(TYPE, "tnoptions", "options", program);
    stack.release();
    const seen = (await stack.read(TYPE, "options", id, state))?.state ?? {};
    expect(seen.telephoneNumbers).toEqual([]);
    expect((await attributes())?.callForward).toBe("+19195559999");
    await stack.delete(TYPE, "options", id, seen);
    expect((await attributes())?.callForward).toBeUndefined();
  });

  test.each([
    "the first order",
    "a later one",
  ])("options of %s that was not finished in time, and that nobody wants any more, are reset", async (which) => {
    const plain = { telephoneNumbers: numbers, callForward: "9195559999" };
    const more = { ...plain, rewriteUser: "desk" };
    const some = { ...plain, telephoneNumbers: numbers.slice(0, 1) };
    const { id, state } =
      which === "the first order"
        ? await stack.createInVain(TYPE, "tnoptions", "options", more)
        : await stack.updateInVain(TYPE, "tnoptions", "options", await stack.create(TYPE, "options", some), more);
    stack.release();
    await stack.goOn(TYPE, "options", id, state, plain);
    for (const number of numbers) {
      const options = stack.simulator.account.numbers.get(number)?.options;
      expect([options?.callForward, options?.rewriteUser]).toEqual(["9195559999", undefined]);
    }
  });

  test("numbers that are gone do not hinder the end", async () => {
    const { id, state } = await stack.create(TYPE, "options", { telephoneNumbers: numbers, callingNameDisplay: "on" });
    for (const number of numbers) stack.simulator.account.disconnectNumber(number);
    stack.api.client.beginRun();
    await stack.delete(TYPE, "options", id, state);
    expect(await stack.read(TYPE, "options", id, state)).toBeUndefined();
  });
});
