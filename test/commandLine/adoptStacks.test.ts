import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { address } from "../resources/support.js";
import { HASH, twoOffices } from "./adoptAccounts.js";
import { Adoption, adopting, apiOf, newFolder, removeFolders } from "./adoptSupport.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(async () => {
  removeFolders();
  await simulator.close();
});

/** What one of the folders has. */
const stackIn = ({ code, stdout, stderr, folder }: Adoption, name: string) =>
  new Adoption(code, stdout, stderr, join(folder, name));

/** The folders with an import file. */
const stacksOf = (adoption: Adoption) =>
  adoption.files().flatMap((name) => (name.endsWith("/import.json") ? [name.slice(0, -"/import.json".length)] : []));

/** `Site raleigh`, as the stack has it. */
const contents = (adoption: Adoption, name: string) =>
  stackIn(adoption, name).resources.map((one) => `${one.type.split(":").at(-1)} ${one.name}`);

const numbersOf = (adoption: Adoption, name: string) =>
  stackIn(adoption, name).resources.flatMap(({ type, inputs }) =>
    /:(PhoneNumberOrder|ExternalTns)$/.test(type) ? (inputs.telephoneNumbers as string[]) : [],
  );

const MAIN = { typescript: "index.ts", python: "__main__.py", go: "main.go", yaml: "Pulumi.yaml" };

describe("a stack for each site", () => {
  test("has what is at the site and on its numbers, and one more has what they share", async () => {
    const { raleigh, austin, external } = await twoOffices(simulator);
    const before = JSON.stringify(simulator.ledger);
    const adoption = await adopting(simulator, ["--stack-per", "site"]);
    expect(stacksOf(adoption)).toEqual(["austin", "raleigh", "shared"]);
    expect(contents(adoption, "shared")).toEqual([
      "Application switchboard",
      expect.stringMatching(/^SipRealm desk-/),
      expect.stringMatching(/^Subscription orders-/),
      "SipCredential reception",
    ]);
    expect(contents(adoption, "raleigh")).toEqual([
      "Site raleigh",
      "SipPeer raleigh-main",
      "PhoneNumberOrder raleigh-main-numbers",
      "TnOptions raleigh-main-options-1",
      `E911Address reception-e911address-${raleigh.siteId}`,
    ]);
    expect(contents(adoption, "austin")).toEqual([
      "Site austin",
      "SipPeer austin-main",
      expect.stringMatching(/^ExternalTns /),
      "PhoneNumberOrder austin-main-numbers",
      `E911Address reception-e911address-${austin.siteId}`,
      "LidbRecord reception-lidbrecord",
    ]);
    expect(numbersOf(adoption, "shared")).toEqual([]);
    expect(numbersOf(adoption, "raleigh")).toEqual(raleigh.bought);
    expect(numbersOf(adoption, "austin")).toEqual([...external, ...austin.bought]);
    expect(JSON.stringify(simulator.ledger)).toBe(before);
    const api = apiOf(simulator);
    for (const name of stacksOf(adoption)) expect(stackIn(adoption, name).changes(api)).toEqual([]);
    api.client.close();
  });

  test.each([
    [
      "yaml",
      "outputs:\n  switchboardApplicationId: $" + "{switchboard.applicationId}\n",
      "name: $" + "{pulumi.organization}/bandwidth-shared/$" + "{pulumi.stack}\n",
      "applicationId: $" + '{shared.outputs["switchboardApplicationId"]}\n',
    ],
    [
      "typescript",
      "export const switchboardApplicationId = switchboard.applicationId;\n",
      "new pulumi.StackReference(\n  `$" +
        "{pulumi.getOrganization()}/bandwidth-shared/$" +
        "{pulumi.getStack()}`,\n);\n",
      'applicationId: shared.requireOutput("switchboardApplicationId"),\n',
    ],
    [
      "python",
      'pulumi.export("switchboardApplicationId", switchboard.application_id)\n',
      'pulumi.StackReference(\n    f"{pulumi.get_organization()}/bandwidth-shared/{pulumi.get_stack()}"\n)\n',
      '"application_id": shared.require_output("switchboardApplicationId"),\n',
    ],
    [
      "go",
      'ctx.Export("switchboardApplicationId", switchboard.ApplicationId)\n',
      'pulumi.NewStackReference(ctx, ctx.Organization()+"/bandwidth-shared/"+ctx.Stack(), nil)\n',
      'ApplicationId: shared.GetStringOutput(pulumi.String("switchboardApplicationId")),\n',
    ],
  ])("takes the shared application from an output, in %s", async (language, output, reference, use) => {
    const { application } = await twoOffices(simulator);
    const adoption = await adopting(simulator, ["--stack-per", "site"], language);
    const main = MAIN[language as keyof typeof MAIN];
    const [shared, raleigh, austin] = ["shared", "raleigh", "austin"].map((name) => adoption.file(join(name, main)));
    expect(shared).toContain(output);
    for (const program of [raleigh, austin]) {
      expect(program).toContain(reference);
      expect(program).toContain(use);
      expect(program).not.toContain(application);
    }
  });

  test("is told with the commands in the order in which they must run", async () => {
    await twoOffices(simulator);
    const { stdout, stderr, folder } = await adopting(simulator, ["--stack-per", "site", "--stack", "prod"]);
    expect(
      stdout,
    ).toContain(`Nothing was changed at Bandwidth. The programs for 5 telephone numbers are in ${folder}, in a folder for each stack:

  shared   4 resources, 0 numbers
  raleigh  5 resources, 2 numbers
  austin   6 resources, 3 numbers
`);
    expect(stdout).toContain(`
Next, first the stack whose outputs the others take:
  cd ${folder}/shared
  pulumi stack init prod
  sh set-secrets.sh && rm set-secrets.sh
  pulumi import --file import.json --generate-code=false
  pulumi preview
  pulumi up

Then in each of the other folders:
  cd ${folder}/raleigh
  pulumi stack init prod
  pulumi import --file import.json --generate-code=false
  pulumi preview
  pulumi up

A program looks for the shared stack under the name of its own. So call each of them prod, or each by another name.
`);
    expect(stderr).not.toContain("by a run that was stopped");
    expect(stdout).not.toContain(HASH);
  });

  test("has a key of its own for its orders", async () => {
    await twoOffices(simulator);
    const adoption = await adopting(simulator, ["--stack-per", "site"]);
    const keys = stacksOf(adoption).map((name) => {
      const own = stackIn(adoption, name).resources.map(({ outputs }) => JSON.stringify(outputs.__stateKeys));
      expect([name, new Set(own).size]).toEqual([name, 1]);
      return own[0];
    });
    expect(new Set(keys).size).toBe(3);
  });

  test("that is called like the shared one gets its id, and an empty one a stack all the same", async () => {
    await twoOffices(simulator);
    const api = apiOf(simulator);
    const shared = await api.sites.create({ name: "Shared", address });
    const kanji = await api.sites.create({ name: "東京", address });
    api.client.close();
    const adoption = await adopting(simulator, ["--stack-per", "site"]);
    expect(stacksOf(adoption).sort()).toEqual(
      ["austin", "raleigh", "shared", `shared-${shared}`, `site-${kanji}`].sort(),
    );
    expect(contents(adoption, `shared-${shared}`)).toEqual(["Site shared"]);
  });

  test("needs no other where nothing is shared", async () => {
    const api = apiOf(simulator);
    for (const name of ["Raleigh", "Austin"]) await api.sites.create({ name, address });
    api.client.close();
    const adoption = await adopting(simulator, ["--stack-per", "site"]);
    expect(stacksOf(adoption)).toEqual(["austin", "raleigh"]);
    expect(adoption.stdout).toContain(`\nNext, in each folder:\n  cd ${adoption.folder}/raleigh\n`);
    expect(adoption.stdout).not.toContain("shared");
  });
});

test("a stack for each region has the sites of a state", async () => {
  const { raleigh, austin } = await twoOffices(simulator);
  const api = apiOf(simulator);
  await api.sites.create({ name: "Durham", address });
  await api.sites.create({ name: "Toronto", address: { ...address, stateCode: "ON", country: "Canada" } });
  api.client.close();
  const adoption = await adopting(simulator, ["--stack-per", "region"]);
  expect(stacksOf(adoption)).toEqual(["canada-on", "nc", "shared", "tx"]);
  expect(contents(adoption, "nc").filter((line) => line.startsWith("Site"))).toEqual(["Site raleigh", "Site durham"]);
  expect([numbersOf(adoption, "nc"), numbersOf(adoption, "tx").slice(1)]).toEqual([raleigh.bought, austin.bought]);
  // Where the sites themselves are not wanted, their region decides all the same.
  const orders = await adopting(simulator, ["--stack-per", "region", "--only", "PhoneNumberOrder"]);
  expect(stacksOf(orders)).toEqual(["nc", "tx"]);
});

describe("a part of the account in several stacks", () => {
  test("by site: nothing of another one, and nothing that is shared", async () => {
    const { austin, external, application } = await twoOffices(simulator);
    const adoption = await adopting(simulator, ["--stack-per", "site", "--site", "Austin"]);
    expect(stacksOf(adoption)).toEqual(["austin"]);
    expect(numbersOf(adoption, "austin")).toEqual([...external, ...austin.bought]);
    // No stack is known that has the application.
    expect(adoption.file("austin/Pulumi.yaml")).toContain(`applicationId: "${application}"`);
    const other = await adopting(simulator, ["--stack-per", "site", "--site", "Raleigh"]);
    expect([stacksOf(other), numbersOf(other, "raleigh")]).toEqual([["raleigh"], expect.not.arrayContaining(external)]);
  });

  test("without what given states have already", async () => {
    const { austin, external } = await twoOffices(simulator);
    const first = await adopting(simulator, ["--stack-per", "site"]);
    const states = ["shared", "raleigh"].flatMap((name) => {
      const state = join(newFolder(), "state.json");
      writeFileSync(state, stackIn(first, name).exported());
      return ["--state", state];
    });
    const second = await adopting(simulator, ["--stack-per", "site", ...states]);
    expect(stacksOf(second)).toEqual(["austin"]);
    expect(numbersOf(second, "austin")).toEqual([...external, ...austin.bought]);
  });
});

test.each([
  [["--stack-per", "peer"], "--stack-per must be one of site, region."],
  [["--stack-per", "site", "--stack", "acme/phones/prod"], "--stack must be a name without slashes"],
])("%j is refused", async (args, words) => {
  const { code, stderr } = await adopting(simulator, args);
  expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
});
