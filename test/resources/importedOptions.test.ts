import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import { reveal, type Values } from "../../provider/pulumi/values/values.js";
import { Stack } from "./support.js";

const TYPE = "PhoneNumberOrder";
const options = { sms: "on", campaignId: "CDEMO01", messageClass: "Campaign-A", portOutPasscode: "a1b2c3" };

let stack: Stack;
let place: { siteId: string; sipPeerId: string };
let numbers: string[];
beforeEach(async () => {
  stack = await Stack.start();
  place = await stack.place();
  const { state } = await stack.create(TYPE, "first", { ...place, search: { areaCode: "919" }, quantity: 2, options });
  numbers = state.telephoneNumbers as string[];
});
afterEach(() => stack.close());

const program = (declared?: Values): Values => ({
  ...{ ...place, telephoneNumbers: numbers, partialAllowed: false, backOrderRequested: false },
  ...(declared && { options: declared }),
});
const imported = async () => {
  stack.api.client.beginRun();
  const found = await stack.read(TYPE, "second", numbers.join(","));
  return { inputs: found?.inputs ?? {}, state: reveal(found?.state ?? {}) as Values };
};
const look = async (state: Values) => {
  stack.api.client.beginRun();
  return reveal((await stack.read(TYPE, "second", numbers.join(","), state))?.state ?? {}) as Values;
};
const differing = (state: Values, wanted: Values) => stack.diff(TYPE, state, wanted).changes.map(({ path }) => path);
const posted = (mark: number) => stack.writes(mark).filter((write) => write === "POST /tnoptions");

describe("options that the numbers of an import have", () => {
  test("are no difference to a program that declares them, nor to one that declares none", async () => {
    const { inputs, state } = await imported();
    expect(inputs).not.toHaveProperty("options");
    expect(differing(state, program(options))).toEqual([]);
    expect(differing(state, program({ sms: "on" }))).toEqual([]);
    expect(differing(state, program())).toEqual([]);
    const seen = await look(state);
    expect(differing(seen, program(options))).toEqual([]);
    expect(differing(seen, program())).toEqual([]);
  });

  test("differ by name, and only what differs is sent", async () => {
    const { state } = await imported();
    const wanted = program({ ...options, callForward: "+12125550142" });
    expect(differing(state, wanted)).toEqual(["options.callForward"]);
    const mark = stack.simulator.requests.mark();
    const after = await stack.update(TYPE, "second", numbers.join(","), state, wanted);
    const [body = ""] = stack.simulator.requests
      .since(mark)
      .flatMap((one) => (one.path.endsWith("/tnoptions") && one.method === "POST" ? one.body : []));
    expect(body).toContain("CallForward");
    expect(body).not.toContain("CampaignId");
    expect(after).not.toHaveProperty("__found");
    expect(differing(await look(after), wanted)).toEqual([]);
  });

  test("are seen when somebody changes them before the program has declared anything else, and put back", async () => {
    const { state } = await imported();
    stack.simulator.account.switchRouting(numbers[0] ?? "", { a2p: undefined });
    const seen = await look(state);
    expect(differing(seen, program(options))).toEqual(["options.campaignId", "options.messageClass"]);
    expect(differing(seen, program())).toEqual([]);
    const mark = stack.simulator.requests.mark();
    await stack.update(TYPE, "second", numbers.join(","), seen, program(options));
    expect(posted(mark)).toHaveLength(1);
    expect(stack.simulator.account.heldNumber(numbers[0] ?? "")?.options.a2p?.campaignId).toBe("CDEMO01");
  });

  test("in which the numbers differ are a difference, and all get what is declared", async () => {
    stack.simulator.account.switchOptions(numbers[1] ?? "", { PortOutPasscode: "9999" });
    const { state } = await imported();
    expect(differing(state, program(options))).toEqual(["options.portOutPasscode"]);
    await stack.update(TYPE, "second", numbers.join(","), state, program(options));
    for (const number of numbers)
      expect(stack.simulator.account.heldNumber(number)?.options.portOutPasscode).toBe("a1b2c3");
  });

  test("are forgotten when a change of them fails, so that it is not taken for done", async () => {
    const { state } = await imported();
    const wanted = program({ ...options, callForward: "+12125550142" });
    stack.simulator.account.script({ kind: "tnoptions", outcome: "failed", code: "5080", description: "not valid" });
    const failed = await stack
      .update(TYPE, "second", numbers.join(","), state, wanted)
      .catch((error: unknown) => error);
    if (!(failed instanceof PartialFailure)) throw failed;
    expect(failed.done.outputs).not.toHaveProperty("__found");
    expect(differing(failed.done.outputs, wanted)).not.toEqual([]);
  });

  test("cost pages and one request for their passcodes, not a look at each number", async () => {
    const mark = stack.simulator.requests.mark();
    await imported();
    const paths = stack.simulator.requests.since(mark).map(({ path }) => path);
    // One of them tells where the numbers are.
    expect(paths.filter((path) => path.endsWith("/tndetails")).length).toBeLessThanOrEqual(1);
    expect(paths.filter((path) => path.endsWith("/tnPortoutPasscodes"))).toHaveLength(1);
  });
});
