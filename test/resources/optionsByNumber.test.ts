import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import { reveal, type Values } from "../../provider/pulumi/values/values.js";
import { Stack } from "./support.js";

const route = { endpoint: "sip:desk@pbx.example.com", priority: 1, weight: 1 };
const options = {
  ...{ callingNameDisplay: "on", sms: "on", campaignId: "CDEMO01", messageClass: "Campaign-A" },
  originationRoutePlan: [route],
};

let stack: Stack;
beforeEach(async () => {
  stack = await Stack.start();
});
afterEach(() => stack.close());

/** The same options, as each of the two resources declares them. */
const kinds = {
  TnOptions: async (declared: Values) => ({ telephoneNumbers: await stack.numbers(3), ...declared }),
  PhoneNumberOrder: async (declared: Values) => ({
    ...{ ...(await stack.place()), search: { areaCode: "919" }, quantity: 3, options: declared },
  }),
} as const;

describe.each(["TnOptions", "PhoneNumberOrder"] as const)("options of the numbers of a %s", (type) => {
  const changed = (program: Values, more: Values): Values =>
    type === "TnOptions"
      ? { ...program, ...more }
      : { ...program, options: { ...(program.options as Values), ...more } };
  const look = async (id: string, state: Values) => {
    stack.api.client.beginRun();
    return reveal((await stack.read(type, "main", id, state))?.state ?? {}) as Values;
  };
  const differing = (state: Values, program: Values) => stack.diff(type, state, program).changes;
  /** What each order sets, and on which numbers. */
  const posted = (mark: number) =>
    stack.simulator.requests
      .since(mark)
      .filter(({ method, path }) => method === "POST" && path.endsWith("/tnoptions"))
      .map(({ body }) => body.split("<TnOptionGroup>").slice(1).map(groupOf));
  const groupOf = (group: string) => {
    const names = ["CallingNameDisplay", "Sms", "A2pSettings", "OriginationRoutePlan"];
    const numbers = [...group.matchAll(/<TelephoneNumber>(\d+)/g)].map(([, number]) => `+1${number}`);
    return { sets: names.filter((name) => group.includes(`<${name}>`)), numbers };
  };

  /** Three numbers: the first lost its campaign, the second its calling name and its routes, the third has everything. */
  async function uneven() {
    const program = await kinds[type](options);
    const { id, state } = await stack.create(type, "main", program);
    const numbers = state.telephoneNumbers as [string, string, string];
    const { account } = stack.simulator;
    account.switchRouting(numbers[0], { a2p: undefined });
    account.switchOptions(numbers[1], { CallingNameDisplay: "off" });
    account.switchRouting(numbers[1], { routePlan: undefined });
    const seen = await look(id, state);
    expect(differing(seen, program)).not.toEqual([]);
    return { program, id, seen, numbers };
  }
  const all = (numbers: string[]) => {
    for (const number of numbers) {
      const held = stack.simulator.account.heldNumber(number)?.options;
      expect(held).toMatchObject({ callingNameDisplay: "on", a2p: { campaignId: "CDEMO01" } });
      expect(held?.routePlan?.routes).toHaveLength(1);
    }
  };

  test("are sent again only to the numbers that lack them, in one order", async () => {
    const { program, id, seen, numbers } = await uneven();
    const mark = stack.simulator.requests.mark();
    const healed = await stack.update(type, "main", id, seen, program);
    const [groups = [], ...more] = posted(mark);
    expect(more).toEqual([]);
    expect(groups.sort((one, other) => one.sets.length - other.sets.length)).toEqual([
      { sets: ["A2pSettings"], numbers: [numbers[0]] },
      { sets: ["CallingNameDisplay", "OriginationRoutePlan"], numbers: [numbers[1]] },
    ]);
    all(numbers);
    expect(differing(await look(id, healed), program)).toEqual([]);
    // What was found before is history now.
    expect(healed).not.toHaveProperty("__settled");
  });

  test("go to all numbers when the program has changed its mind meanwhile", async () => {
    const { program, id, seen, numbers } = await uneven();
    const other = changed(program, { campaignId: "CDEMO02", messageClass: "Campaign-B" });
    const mark = stack.simulator.requests.mark();
    await stack.update(type, "main", id, seen, other);
    const campaigns = posted(mark).flatMap((groups) => groups.filter(({ sets }) => sets.includes("A2pSettings")));
    expect(campaigns.flatMap((group) => group.numbers).sort()).toEqual(numbers);
    for (const number of numbers)
      expect(stack.simulator.account.heldNumber(number)?.options.a2p?.campaignId).toBe("CDEMO02");
  });

  test("go to all numbers when a change has failed for some of them", async () => {
    const { program, id, seen, numbers } = await uneven();
    stack.simulator.account.script({ kind: "tnoptions", outcome: "partial", count: 1, code: "9008" });
    const error = await stack.update(type, "main", id, seen, program).catch((thrown: unknown) => thrown);
    if (!(error instanceof PartialFailure)) throw error;
    const mark = stack.simulator.requests.mark();
    await stack.update(type, "main", id, { ...seen, ...error.done.outputs }, program);
    expect(
      posted(mark)
        .flatMap((groups) => groups.flatMap((group) => group.numbers))
        .sort(),
    ).toEqual(numbers);
    all(numbers);
  });

  test("go to all numbers where a state of an earlier version does not say which lack them", async () => {
    const { program, id, seen, numbers } = await uneven();
    const { __settled: _later, ...earlier } = seen;
    const mark = stack.simulator.requests.mark();
    await stack.update(type, "main", id, earlier, program);
    expect(
      posted(mark)
        .flatMap((groups) => groups.flatMap((group) => group.numbers))
        .sort(),
    ).toEqual(numbers);
    all(numbers);
  });
});
