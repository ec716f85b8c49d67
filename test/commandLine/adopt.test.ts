import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readNumbersFile } from "../../provider/commandLine/adopt/numbersFile.js";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { address } from "../resources/support.js";
import { adopting, apiOf, newFolder, oddAccount, office, removeFolders } from "./adoptSupport.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(async () => {
  removeFolders();
  await simulator.close();
});

const ledger = () => JSON.stringify(simulator.ledger);

describe("an account becomes a program", () => {
  test("that a person would have written: names, references, and nothing that need not be said", async () => {
    const { bought } = await office(simulator);
    simulator.account.switchOptions(bought[0] ?? "", { CallForward: "2125550100" });
    const { code, file, stdout } = await adopting(simulator).then((one) => ({ ...one, file: one.file.bind(one) }));
    expect(code).toBe(0);
    expect(file("Pulumi.yaml")).toBe(`name: bandwidth
description: Telephone numbers at Bandwidth
runtime: yaml
resources:
  raleighOffice:
    type: bandwidth:Site
    name: raleigh-office
    properties:
      name: "Raleigh Office"
      address:
        houseNumber: "900"
        streetName: "Main Campus Drive"
        city: "Raleigh"
        stateCode: "NC"
        zip: "27606"
        country: "United States"
      description: "costs $\${much}"
  raleighOfficeMain:
    type: bandwidth:SipPeer
    name: raleigh-office-main
    properties:
      siteId: \${raleighOffice.siteId}
      name: "Main"
      isDefaultPeer: true
      voiceHosts:
        - hostName: "192.0.2.7"
          port: 5060
  raleighOfficeEmpty:
    type: bandwidth:SipPeer
    name: raleigh-office-empty
    properties:
      siteId: \${raleighOffice.siteId}
      name: "Empty"
  raleighOfficeMainNumbers:
    type: bandwidth:PhoneNumberOrder
    name: raleigh-office-main-numbers
    properties:
      siteId: \${raleighOffice.siteId}
      sipPeerId: \${raleighOfficeMain.sipPeerId}
      telephoneNumbers:
        - "+19195550100"
        - "+19195550101"
        - "+19195550102"
    options:
      protect: true
  raleighOfficeMainOptions1:
    type: bandwidth:TnOptions
    name: raleigh-office-main-options-1
    properties:
      telephoneNumbers:
        - "+19195550100"
      callForward: "+12125550100"
    options:
      dependsOn:
        - \${raleighOfficeMainNumbers}
`);
    expect(stdout).toMatch(/^Nothing was changed at Bandwidth\. The program for 3 telephone numbers is in /);
    expect(stdout).toContain("pulumi import --file import.json --generate-code=false");
  });

  test.each([
    "typescript",
    "python",
    "go",
    "yaml",
  ])("of fewer than 120 lines for 50 numbers, without an id, in %s", async (language) => {
    const { siteId, main, empty } = await office(simulator, 50);
    const adoption = await adopting(simulator, [], language);
    const main_ = { typescript: "index.ts", python: "__main__.py", go: "main.go", yaml: "Pulumi.yaml" }[language] ?? "";
    const program = adoption.file(main_);
    expect(program.split("\n").length).toBeLessThan(120);
    for (const id of [siteId, main, empty]) expect(program).not.toContain(id);
    const file = adoption.file("numbers/raleigh-office-main-numbers.csv");
    expect(file.match(/\+1919\d{7}/g)).toHaveLength(50);
  });

  test("and nothing is sent but reads, and nothing is bought or released", async () => {
    await office(simulator, 30);
    const before = ledger();
    const mark = simulator.requests.mark();
    await adopting(simulator);
    const writes = simulator.requests
      .since(mark)
      .filter(({ method, path }) => method !== "GET" && !/\/(token|tnPortoutPasscodes)$/.test(path));
    expect(writes).toEqual([]);
    expect(ledger()).toBe(before);
  });

  test("in whose first preview nothing would change, whatever the account is like", async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      await simulator.close();
      simulator = await startSimulator();
      const bought = await oddAccount(simulator, seed, 60);
      const adoption = await adopting(simulator);
      const api = apiOf(simulator);
      expect([seed, adoption.code, adoption.changes(api)]).toEqual([seed, 0, []]);
      api.client.close();
      const orders = adoption.resources.filter(({ type }) => type.endsWith(":PhoneNumberOrder"));
      expect(orders.flatMap(({ inputs }) => inputs.telephoneNumbers as string[]).sort()).toEqual([...bought].sort());
      const names = adoption.resources.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(names.filter((name) => !/^[a-z0-9-]+$/.test(name))).toEqual([]);
      const state = join(newFolder(), "state.json");
      writeFileSync(state, adoption.exported());
      const again = await adopting(simulator, ["--state", state]);
      expect([seed, again.code, again.stderr]).toEqual([
        seed,
        1,
        expect.stringContaining("There is nothing to adopt."),
      ]);
    }
  });

  test("the names are the same each time, and do not depend on how many there are later", async () => {
    await office(simulator);
    const first = await adopting(simulator);
    const api = apiOf(simulator);
    await api.sites.create({ name: "Another", address });
    api.client.close();
    const second = await adopting(simulator);
    expect(second.names("Site")).toEqual([...first.names("Site"), "another"]);
    expect(second.names("PhoneNumberOrder")).toEqual(first.names("PhoneNumberOrder"));
  });
});

describe("secrets", () => {
  test("are in no program and no message, only in two files that nobody else may read", async () => {
    const api = apiOf(simulator);
    const hash = "0123456789abcdef0123456789abcdef";
    await api.sipCredentials.create({ userName: "alice", hash1: hash });
    api.client.close();
    const adoption = await adopting(simulator, [], "typescript");
    expect(adoption.file("index.ts")).toContain('hash1: config.requireSecret("aliceHash1")');
    expect(adoption.file("set-secrets.sh")).toContain(`printf %s '${hash}' | pulumi config set --secret 'aliceHash1'`);
    expect(adoption.stdout).toContain("sh set-secrets.sh && rm set-secrets.sh");
    const holding = adoption.files().filter((name) => /\./.test(name) && adoption.file(name).includes(hash));
    expect(holding).toEqual(["import.json", "set-secrets.sh"]);
    for (const name of holding) expect(statSync(join(adoption.folder, name)).mode & 0o077).toBe(0);
    expect(adoption.stdout + adoption.stderr).not.toContain(hash);
  });
});

describe("a part of the account", () => {
  test("by site, peer and kind", async () => {
    const { siteId } = await office(simulator);
    const api = apiOf(simulator);
    await api.sites.create({ name: "Another", address });
    api.client.close();
    expect((await adopting(simulator, ["--site", siteId])).names("Site")).toEqual(["raleigh-office"]);
    const byName = await adopting(simulator, ["--site", "Raleigh Office", "--peer", "Empty"]);
    expect([byName.names("SipPeer"), byName.names("PhoneNumberOrder")]).toEqual([["raleigh-office-empty"], []]);
    expect((await adopting(simulator, ["--only", "Site"])).resources).toHaveLength(2);
    expect((await adopting(simulator, ["--except", "Site"])).names("Site")).toEqual([]);
  });

  test("by a sheet of numbers; those that the account does not have are told", async () => {
    const { bought } = await office(simulator, 5);
    const sheet = join(newFolder(), "numbers.csv");
    const [first = "", second = ""] = bought;
    const spelled = `(${second.slice(2, 5)}) ${second.slice(5, 8)}-${second.slice(8)}`;
    writeFileSync(
      sheet,
      `\uFEFFNom;Numéro\r\nA;${first.slice(2)}\r\n"B; C";"${spelled}"\r\nD;2125550199\r\nE;none\r\n`,
    );
    const { resources, stdout } = await adopting(simulator, ["--numbers", sheet, "--only", "PhoneNumberOrder"]);
    expect(resources.map(({ inputs }) => inputs.telephoneNumbers)).toEqual([[first, second]]);
    expect(stdout).toContain("Not on this account:\n  +12125550199\n");
    expect(stdout).toContain("No telephone number in these lines of the file:\n  5\n");
  });

  test("without what a stack has already: adopted twice, nothing is added", async () => {
    await office(simulator, 30);
    const first = await adopting(simulator);
    const state = join(newFolder(), "state.json");
    writeFileSync(state, first.exported());
    const second = await adopting(simulator, ["--state", state]);
    expect([second.code, second.stderr]).toEqual([1, expect.stringContaining("There is nothing to adopt.")]);

    const more = simulator.account.buyNumber({
      areaCode: "919",
      sipPeerId: [...simulator.account.peers.keys()][0] ?? "",
    });
    const third = await adopting(simulator, ["--state", state]);
    expect(third.resources.map(({ inputs }) => inputs.telephoneNumbers)).toEqual([[more]]);
  });

  test("a number that two stacks have is told", async () => {
    const { bought } = await office(simulator, 3);
    const first = await adopting(simulator, ["--only", "PhoneNumberOrder"]);
    const states = ["a.json", "b.json"].map((name) => join(newFolder(), name));
    for (const state of states) writeFileSync(state, first.exported());
    const { stdout } = await adopting(
      simulator,
      states.flatMap((state) => ["--state", state]),
    );
    expect(stdout).toContain(`In more than one of the states:\n  ${bought.join("\n  ")}\n`);
  });
});

describe("what cannot be done", () => {
  test("an empty account says so", async () => {
    const { code, stderr, folder } = await adopting(simulator);
    expect([code, stderr]).toEqual([1, expect.stringContaining("There is nothing to adopt.")]);
    expect(() => statSync(folder)).toThrow();
  });

  test("a part that the credentials may not see is a line of the summary, and not the end", async () => {
    await office(simulator);
    simulator.faults.on("GET", /\/subscriptions/, { kind: "status", status: 403 }, { times: 99 });
    const { code, stdout } = await adopting(simulator);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Not in the program:\n {2}Subscription: .*403/);
  });

  test.each([
    [["--language", "cobol"], 2, /--language must be one of typescript, python, go, yaml/],
    [["--only", "Sites"], 2, /names of resources/],
    [["--numbers", "/nowhere.csv"], 1, /--numbers: .*can't be read/],
    [["--what"], 2, /The only arguments are/],
  ])("%j", async (args, expected, message) => {
    const { code, stderr } = await adopting(simulator, args);
    expect(code).toBe(expected);
    expect(stderr).toMatch(message);
  });

  test("settings that are missing are named", async () => {
    const environment = { ...simulator.environment(), BW_ACCOUNT_ID: "" };
    const { code, stderr } = await adopting(simulator, [], "yaml", environment);
    expect([code, stderr]).toEqual([1, expect.stringContaining("bandwidth:accountId is required")]);
  });

  test("a folder with something in it is left alone", async () => {
    await office(simulator);
    const folder = newFolder();
    writeFileSync(join(folder, "index.ts"), "mine");
    const { code, stderr } = await adopting(simulator, ["--out", folder]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("isn't empty")]);
  });
});

test.each([
  ["9195550100", "+19195550100"],
  ["1-919-555-0100", "+19195550100"],
  ["(919) 555.0100", "+19195550100"],
  ["'+1 919 555 0100", "+19195550100"],
  ['="9195550100"', "+19195550100"],
  ["9195550100.0", "+19195550100"],
  ["1.9195550100E+10", "+19195550100"],
  ['"9,195550100E+09"', "+19195550100"],
  ["tel:+19195550100", "+19195550100"],
  ["919\u2011555\u20110100", "+19195550100"],
  ["+44 20 7946 0958", "+442079460958"],
  ["Raleigh, NC, 27606, 9195550100, 2024-01-01", "+19195550100"],
])("a sheet's %j is %s", (cell, number) => {
  expect([...readNumbersFile(`number\n${cell}`).numbers]).toEqual([number]);
});

test("an application is declared before the peers", async () => {
  await office(simulator);
  const api = apiOf(simulator);
  const callInitiatedCallbackUrl = "https://voice.example.com/calls";
  await api.applications.create({ name: "Switchboard", serviceType: "Voice-V2", callInitiatedCallbackUrl });
  api.client.close();
  const adoption = await adopting(simulator, [], "typescript");
  expect(adoption.names("Application")).toEqual(["switchboard"]);
  expect(adoption.file("index.ts").indexOf("bandwidth.Application")).toBeLessThan(
    adoption.file("index.ts").indexOf("bandwidth.SipPeer"),
  );
});
