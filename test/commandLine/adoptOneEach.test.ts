import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readAccount } from "../../provider/commandLine/adopt/account.js";
import { Reading } from "../../provider/commandLine/adopt/reading.js";
import { bandwidth } from "../../provider/package.js";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { address } from "../resources/support.js";
import { adopting, apiOf, newFolder, office, removeFolders } from "./adoptSupport.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(async () => {
  removeFolders();
  await simulator.close();
});

async function sites(names: readonly string[], description?: string): Promise<void> {
  const api = apiOf(simulator);
  for (const name of names) {
    const siteId = await api.sites.create({ name, address, description });
    const sipPeerId = await api.sipPeers.create(siteId, { name: "P", isDefaultPeer: true });
    simulator.account.buyNumber({ areaCode: "919", sipPeerId });
  }
  api.client.close();
}

describe("each thing has one variable", () => {
  test("in Python too, where words that begin with each letter large become one", async () => {
    await sites(["Main R&D", "Main RD"]);
    const program = (await adopting(simulator, [], "python")).file("__main__.py");
    const variables = [...program.matchAll(/^(\w+) = bandwidth\./gm)].map(([, variable]) => variable);
    expect(variables).toHaveLength(6);
    expect(new Set(variables).size).toBe(6);
  });

  test.each([
    ["typescript", "index.ts", "lines", "const lines = new"],
    ["python", "__main__.py", "lines", "lines = bandwidth"],
    ["go", "main.go", "conf", "conf, err"],
    ["typescript", "index.ts", "require", "const require ="],
  ])("that the program in %s does not use itself (%s, %s)", async (language, file, name, clash) => {
    await sites([name]);
    const program = (await adopting(simulator, [], language)).file(file);
    expect(program).toContain(`"${name}"`);
    expect(`\n${program}`).not.toContain(`\n${clash}`);
    expect(program).not.toContain(`\t${clash}`);
  });
});

describe("texts in YAML", () => {
  test("dollar signs stay as many as they are", async () => {
    await sites(["Raleigh"], "a $ b $$ c $$" + "{x} d $$$");
    const program = (await adopting(simulator, [], "yaml")).file("Pulumi.yaml");
    const [, written = ""] = /description: "(a .*)"/.exec(program) ?? [];
    // Two dollar signs are one, and a reference must not begin.
    expect(written.replaceAll("$$", "")).not.toContain("$" + "{");
    expect(written.replaceAll("$$", "$")).toBe("a $ b $$ c $$" + "{x} d $$$");
  });

  test("a name of digits is a text", async () => {
    await sites(["2024"]);
    expect((await adopting(simulator, [], "yaml")).file("Pulumi.yaml")).toContain('    name: "2024"\n');
  });
});

test.each([
  "",
  "  ",
])("a SIP peer called %j is told with what to do, and its numbers are in the program", async (name) => {
  const { siteId, main, bought } = await office(simulator, 2);
  simulator.account.changePeer(main, { name });
  const adoption = await adopting(simulator);
  expect(adoption.names("SipPeer")).toEqual(["raleigh-office-empty"]);
  expect(adoption.stdout).toContain(
    `Not in the program:\n  SIP peer ${siteId}/${main}: it has no name, and every change needs one. What it has is`,
  );
  const [order] = adoption.resources.filter(({ type }) => type.endsWith(":PhoneNumberOrder"));
  expect(order?.inputs).toMatchObject({ sipPeerId: main, telephoneNumbers: bought });
});

describe("each number has one resource of a kind", () => {
  test("options that a stack has already are not in the program, whoever has the number", async () => {
    const { bought, main } = await office(simulator, 2);
    const [first = ""] = bought;
    simulator.account.switchOptions(first, { CallForward: "2125550100" });
    const state = join(newFolder(), "state.json");
    const resources = (await adopting(simulator, ["--only", "TnOptions"])).resources;
    expect(resources).toHaveLength(1);
    writeFileSync(state, JSON.stringify({ version: 3, deployment: { resources } }));
    const more = simulator.account.buyNumber({ areaCode: "919", sipPeerId: main });
    simulator.account.switchOptions(more, { CallForward: "2125550100" });
    const found = (await adopting(simulator, ["--state", state])).resources;
    const numbersOf = (type: string) =>
      found.filter((one) => one.type.endsWith(`:${type}`)).map(({ inputs }) => inputs.telephoneNumbers);
    expect(numbersOf("PhoneNumberOrder")).toEqual([[...bought, more]]);
    expect(numbersOf("TnOptions")).toEqual([[more]]);
  });

  test("numbers of other carriers that cannot be told from the others are not passed over in silence", async () => {
    const { siteId, main } = await office(simulator, 1);
    const api = apiOf(simulator);
    const external = ["+13125550177"];
    await api.externalTns.import(external, { siteId, sipPeerId: main }, {});
    api.client.close();
    const told = await adopting(simulator);
    expect(told.resources.find(({ type }) => type.endsWith(":ExternalTns"))?.inputs.telephoneNumbers).toEqual(external);
    expect(told.stdout).not.toContain("of other carriers");
    simulator.faults.on("GET", /\/externalTns/, { kind: "status", status: 403 }, { times: 9 });
    const untold = await adopting(simulator);
    const [order] = untold.resources.filter(({ type }) => type.endsWith(":PhoneNumberOrder"));
    expect(order?.inputs.telephoneNumbers).toContain(external[0]);
    expect(untold.stdout).toContain("which numbers are external: If the account has numbers of other carriers,");
  });

  test("what no second resource may have is in the program once, and the other is told", async () => {
    const { siteId, main, empty } = await office(simulator, 1);
    simulator.account.changePeer(empty, { name: "Main" });
    const adoption = await adopting(simulator);
    expect(adoption.code).toBe(0);
    expect(adoption.names("SipPeer")).toHaveLength(1);
    expect(adoption.stdout).toContain(
      `another resource of the program is the SIP peer "Main" of site ${siteId} already`,
    );
    expect(adoption.resources.find(({ type }) => type.endsWith(":SipPeer"))?.id).toBe(`${siteId}/${main}`);
  });

  test("a number that moves while the account is read is in the program once", async () => {
    const { bought, empty } = await office(simulator, 3);
    const [moving = ""] = bought;
    const reading = new Reading(bandwidth, simulator.environment());
    const { numbers } = await reading.api;
    const atPeer = numbers.atPeer.bind(numbers);
    numbers.atPeer = async (siteId, sipPeerId) => {
      const found = await atPeer(siteId, sipPeerId);
      simulator.account.moveNumber(moving, empty);
      return found;
    };
    const nothing = {
      managed: new Map(),
      managedNumbers: new Set<string>(),
      described: new Map(),
      managedOrders: new Set<string>(),
      declared: [],
    };
    const choice = { ...nothing, wants: (type: string) => type === "PhoneNumberOrder" };
    const { resources, left } = await readAccount(reading, choice, () => {});
    await reading.close();
    const all = resources.flatMap(({ inputs }) => inputs.telephoneNumbers as string[]);
    expect(all.filter((number) => number === moving)).toHaveLength(1);
    expect(left).toEqual([expect.stringContaining(moving)]);
  });
});
