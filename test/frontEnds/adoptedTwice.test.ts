import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import type { Simulator } from "../../simulator/index.js";
import { adopting, apiOf, type Entry, fromFile, office, removeFolders } from "../commandLine/adoptSupport.js";
import { frontEnds, type Made, type Run, startAccount } from "./support.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startAccount();
});
afterEach(async () => {
  removeFolders();
  await simulator.close();
});

const typeOf = ({ type }: Entry) => type.split(":").at(-1) ?? "";
const imported = ({ id, outputs }: Entry): Made => ({ id, state: fromFile(outputs) });
const listOf = (all: readonly Entry[]): Entry => {
  const [list] = all.filter((one) => typeOf(one) === "PhoneNumberOrder");
  if (!list) throw new Error("no list");
  return list;
};

/** A run of the plugin on the stack of this name. `owns`: the user has said that no other stack has what was adopted. */
async function runOf(stack: string, owns = false): Promise<Run> {
  const start = frontEnds.find(([name]) => name === "the plugin")?.[1];
  if (!start) throw new Error("no plugin");
  const word = owns ? { ownsAdopted: "true" } : undefined;
  const environment = { ...simulator.environment(), BW_RELEASE_DELAY: "500ms" };
  return start(environment, word, { stack, key: `the key of ${stack}` });
}

const inService = () =>
  [...simulator.account.numbers.values()]
    .flatMap(({ number, status }) => (status === "Inservice" ? [number] : []))
    .sort();
const lines = ({ lines: said }: Run) => said.map(({ message }) => message).join("\n");

describe("two stacks that were adopted from one account, neither with the state of the other", () => {
  let bought: string[];
  let list: Entry;
  beforeEach(async () => {
    ({ bought } = await office(simulator, 12));
    const mine = (await adopting(simulator)).resources;
    const theirs = (await adopting(simulator)).resources;
    list = listOf(theirs);
    expect(listOf(mine).inputs.telephoneNumbers).toEqual(list.inputs.telephoneNumbers);
  });

  test("a destroy of one disconnects nothing that the other declares, and says what to do", async () => {
    const mark = simulator.requests.mark();
    await expect((await runOf("b")).remove("PhoneNumberOrder", list.name, imported(list))).rejects.toThrow(
      /12 numbers not disconnected: .* nothing on the account shows whether another stack has them too\. .* set bandwidth:ownsAdopted to true/,
    );
    expect(simulator.requests.writes(mark)).toEqual([]);
    expect(inService()).toEqual(bought);
  });

  test("a list that shrinks in one disconnects nothing, and buys nothing in its place", async () => {
    const [gone, ...rest] = bought;
    const shorter: Values = { ...fromFile(list.inputs), telephoneNumbers: [...rest, "+19195550177"] };
    const run = await runOf("b");
    await run.preview("PhoneNumberOrder", list.name, shorter, imported(list));
    expect(lines(run)).toContain("wants to disconnect 1 or more telephone numbers that `pulumi-bandwidth adopt` put");
    await expect(run.update("PhoneNumberOrder", list.name, imported(list), shorter)).rejects.toThrow(
      `1 number not disconnected: ${gone}.`,
    );
    expect(inService()).toEqual(bought);
  });

  test("nor do the numbers that have passed to another list of the program since", async () => {
    const run = await runOf("b");
    const [first = "", ...rest] = bought;
    const inputs = fromFile(list.inputs);
    const old = imported(list);
    await run.register("PhoneNumberOrder", list.name, { ...inputs, telephoneNumbers: rest }, old);
    const taker = await run.create("PhoneNumberOrder", "taker", { ...inputs, telephoneNumbers: [first] });
    expect(inService()).toEqual(bought);
    await expect((await runOf("b")).remove("PhoneNumberOrder", "taker", taker)).rejects.toThrow("ownsAdopted");
    expect(inService()).toEqual(bought);
  });

  test("once the user says that no other stack has them, they are disconnected as any other", async () => {
    const [gone, ...rest] = bought;
    const shorter: Values = { ...fromFile(list.inputs), telephoneNumbers: rest };
    const run = await runOf("a", true);
    await run.preview("PhoneNumberOrder", list.name, shorter, imported(list));
    expect(lines(run)).not.toContain("pulumi-bandwidth adopt");
    const made = await run.update("PhoneNumberOrder", list.name, imported(list), shorter);
    expect(inService()).toEqual(bought.filter((number) => number !== gone));
    await (await runOf("a", true)).remove("PhoneNumberOrder", list.name, made);
    expect(inService()).toEqual([]);
  });

  test("numbers that the list itself has ordered since are disconnected without a word", async () => {
    const inputs = fromFile(list.inputs);
    const longer = { ...inputs, telephoneNumbers: [...bought, "+19195550177"] };
    const made = await (await runOf("b")).update("PhoneNumberOrder", list.name, imported(list), longer);
    expect(inService()).toEqual([...bought, "+19195550177"].sort());
    await (await runOf("b")).update("PhoneNumberOrder", list.name, made, inputs);
    expect(inService()).toEqual(bought);
  });

  test("what another order has brought since the adoption is left alone, whoever says so", async () => {
    const [lost = "", ...rest] = bought;
    simulator.account.disconnectNumber(lost);
    simulator.account.buyNumber({ number: lost, sipPeerId: String(list.inputs.sipPeerId) });
    const old = imported(list);
    const { adopted } = old.state.__orders as { adopted: { at: string } };
    adopted.at = new Date(Date.parse(adopted.at) - 3 * 86_400_000).toISOString();
    const shorter = { ...fromFile(list.inputs), telephoneNumbers: rest };
    const run = await runOf("a", true);
    await run.update("PhoneNumberOrder", list.name, old, shorter);
    expect(lines(run)).toContain(`${lost}: lost, and bought again by somebody else's order; left alone`);
    expect(inService()).toContain(lost);
  });
});

describe("everything else that two stacks were adopted with", () => {
  const url = "https://hooks.example.com/bandwidth";
  let all: Entry[];
  beforeEach(async () => {
    const { bought } = await office(simulator, 3);
    simulator.account.switchOptions(bought[0] ?? "", { CallForward: "2125550100" });
    const api = apiOf(simulator);
    await api.subscriptions.create({ orderType: "orders", callback: { url, expiry: 3_000_000_000 } });
    api.client.close();
    all = (await adopting(simulator)).resources;
  });

  const entry = (type: string): Entry => {
    const found = all.find((one) => typeOf(one) === type);
    if (!found) throw new Error(`no ${type}`);
    return found;
  };
  const writesOf = (mark: number) =>
    simulator.requests.since(mark).filter(({ method, path }) => method !== "GET" && !path.endsWith("/token"));

  test("is not deleted either, and nothing is set back", async () => {
    const mark = simulator.requests.mark();
    for (const one of all.filter((one) => typeOf(one) !== "PhoneNumberOrder").reverse())
      await expect((await runOf("b")).remove(typeOf(one), one.name, imported(one))).rejects.toThrow(
        /not deleted\. `pulumi-bandwidth adopt` put it into this stack, .* set bandwidth:ownsAdopted to true/,
      );
    expect(all.map(typeOf)).toEqual(expect.arrayContaining(["Site", "SipPeer", "TnOptions", "Subscription"]));
    expect(writesOf(mark)).toEqual([]);
  });

  test("also after a refresh and a change", async () => {
    const one = entry("Subscription");
    const run = await runOf("b");
    const refreshed = await run.read("Subscription", one.name, imported(one));
    if (!refreshed) throw new Error("gone");
    const inputs = { orderType: "orders", callback: { url: `${url}/other` } };
    const changed = await run.update("Subscription", one.name, refreshed, inputs);
    await expect((await runOf("b")).remove("Subscription", one.name, changed)).rejects.toThrow("ownsAdopted");
    expect(simulator.account.subscriptions.size).toBe(1);
    await (await runOf("b", true)).remove("Subscription", one.name, changed);
    expect(simulator.account.subscriptions.size).toBe(0);
  });
});

describe("numbers of other carriers that the adoption could not tell from the others", () => {
  const external = "+13125550177";

  test("are never disconnected, not even by a destroy of everything adopted", async () => {
    const { siteId, main, bought } = await office(simulator, 3);
    const api = apiOf(simulator);
    await api.externalTns.import([external], { siteId, sipPeerId: main }, {});
    api.client.close();
    simulator.faults.on("GET", /\/externalTns/, { kind: "status", status: 403 }, { times: 9 });
    const list = listOf((await adopting(simulator)).resources);
    expect(list.inputs.telephoneNumbers).toContain(external);
    await expect((await runOf("a", true)).remove("PhoneNumberOrder", list.name, imported(list))).rejects.toThrow(
      `1 number not disconnected: ${external}. The adoption could not read which numbers belong to other carriers`,
    );
    expect(inService()).toEqual([...bought, external].sort());

    simulator.faults.clear();
    const run = await runOf("a", true);
    await run.remove("PhoneNumberOrder", list.name, imported(list));
    expect(lines(run)).toContain(`${external}: of another carrier, so nothing is disconnected.`);
    expect(inService()).toEqual([external]);
    const sent = simulator.requests.filter(({ method, path }) => method === "POST" && path.endsWith("/disconnects"));
    expect(sent.map(({ body }) => String(body).includes(external.slice(2)))).not.toContain(true);
  });

  test("a number whose last order tells nothing stays too, as long as nobody may ask", async () => {
    const { bought } = await office(simulator, 1);
    const [number = ""] = bought;
    Object.assign(simulator.account.numbers.get(number) ?? {}, { orderType: "TN_OPTION" });
    simulator.faults.on("GET", /\/externalTns/, { kind: "status", status: 403 }, { times: 9 });
    const list = listOf((await adopting(simulator)).resources);
    await expect((await runOf("a", true)).remove("PhoneNumberOrder", list.name, imported(list))).rejects.toThrow(
      "could not read which numbers belong to other carriers",
    );
    expect(inService()).toEqual(bought);
  });
});
