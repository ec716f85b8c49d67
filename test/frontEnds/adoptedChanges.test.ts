import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import type { Simulator } from "../../simulator/index.js";
import { adopting, apiOf, type Entry, fromFile, office, removeFolders } from "../commandLine/adoptSupport.js";
import { frontEnds, type Made, type Run, startAccount } from "./support.js";

/*
 * A change of the program can remove something from the account as a delete does: a list that gets shorter, or a replacement.
 * Another stack may have been adopted from the same account, so that needs the user's word as well.
 */

const mine = ["+13125550177", "+13125550178"];

let simulator: Simulator;
let all: Entry[];
beforeEach(async () => {
  simulator = await startAccount();
  const { siteId, main, bought } = await office(simulator, 2);
  for (const number of bought) simulator.account.switchOptions(number, { CallForward: "2125550100" });
  const api = apiOf(simulator);
  await api.externalTns.import(mine, { siteId, sipPeerId: main }, {});
  const callInitiatedCallbackUrl = "https://voice.example.com/calls";
  await api.applications.create({ name: "Switchboard", serviceType: "Voice-V2", callInitiatedCallbackUrl });
  api.client.close();
  all = (await adopting(simulator)).resources;
});
afterEach(async () => {
  removeFolders();
  await simulator.close();
});

const typeOf = ({ type }: Entry) => type.split(":").at(-1) ?? "";
const entry = (type: string): Entry & { inputs: Values; made: Made } => {
  const found = all.find((one) => typeOf(one) === type);
  if (!found) throw new Error(`no ${type} was adopted`);
  return { ...found, inputs: fromFile(found.inputs), made: { id: found.id, state: fromFile(found.outputs) } };
};
const shorter = ({ inputs }: { inputs: Values }): Values => {
  const [, ...telephoneNumbers] = inputs.telephoneNumbers as string[];
  return { ...inputs, telephoneNumbers };
};
async function runOf(settings?: Record<string, string>): Promise<Run> {
  const [, plugin] = frontEnds;
  if (!plugin) throw new Error("no plugin");
  return plugin[1](simulator.environment(), settings);
}
const owning = { ownsAdopted: "true" };
const writesSince = (mark: number) =>
  simulator.requests
    .since(mark)
    .filter(({ method, path }) => method !== "GET" && !/\/(token|tnPortoutPasscodes|tns)$/.test(path));
const onAccount = () => mine.filter((number) => simulator.account.numbers.get(number)?.status === "Inservice");

describe.each(["ExternalTns", "TnOptions"])("an adopted %s that gets shorter", (type) => {
  test("takes nothing from a number that another stack may have, until the user says that none has it", async () => {
    const one = entry(type);
    const [dropped = ""] = one.inputs.telephoneNumbers as string[];
    const mark = simulator.requests.mark();
    await expect((await runOf()).update(type, one.name, one.made, shorter(one))).rejects.toThrow(
      new RegExp(
        `${dropped.replace("+", "\\+")}: .*\`pulumi-bandwidth adopt\` put .* set bandwidth:ownsAdopted to true`,
      ),
    );
    expect(writesSince(mark)).toEqual([]);
    expect(onAccount()).toEqual(mine);

    const changed = await (await runOf(owning)).update(type, one.name, one.made, shorter(one));
    expect(changed.state.telephoneNumbers).not.toContain(dropped);
    expect(writesSince(mark)).toHaveLength(1);
  });

  test("lets go of a number that has left the account meanwhile", async () => {
    const one = entry(type);
    const [dropped = ""] = one.inputs.telephoneNumbers as string[];
    simulator.account.disconnectNumber(dropped);
    const changed = await (await runOf()).update(type, one.name, one.made, shorter(one));
    expect(changed.state.telephoneNumbers).not.toContain(dropped);
  });
});

describe("what replaces something adopted", () => {
  const wanted = {
    name: "Switchboard",
    serviceType: "Messaging-V2",
    inboundCallbackUrl: "https://messages.example.com/in",
  };

  test("leaves it on the account, until the user says that no other stack has it", async () => {
    const one = entry("Application");
    const run = await runOf();
    const { checked, replaces, deleteBeforeReplace } = await run.register("Application", one.name, wanted, one.made);
    expect({ replaces, deleteBeforeReplace }).toEqual({ replaces: true, deleteBeforeReplace: false });
    await run.createChecked("Application", one.name, checked);
    await expect(run.remove("Application", one.name, one.made)).rejects.toThrow(
      /not deleted\. `pulumi-bandwidth adopt` put it into this stack, .* What replaces it is there already\./,
    );
    expect(simulator.account.applications.size).toBe(2);
    await (await runOf(owning)).remove("Application", one.name, one.made);
    expect(simulator.account.applications.size).toBe(1);
  });

  test("takes over the options of the same numbers", async () => {
    const one = entry("TnOptions");
    const run = await runOf();
    await run.register("TnOptions", one.name, one.inputs, one.made);
    const made = await run.create("TnOptions", one.name, one.inputs);
    await run.remove("TnOptions", one.name, one.made);
    expect(made.state.telephoneNumbers).toEqual(one.inputs.telephoneNumbers);
  });
});
