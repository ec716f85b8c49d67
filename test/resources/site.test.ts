import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { create, read, remove } from "../../provider/pulumi/definition/lifecycle.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { address, complaints, resourceNamed, Stack, warnings } from "./support.js";

/** Bandwidth failed inside, below an element that belongs to no answer. */
const failedInside =
  "<Response><ErrorList><Error><Code>1000</Code><Description>It failed.</Description></Error></ErrorList></Response>";

describe("a site's inputs", () => {
  test("a name is needed, an address is advised, and an address has its parts", () => {
    expect(complaints("Site", {})).toEqual(["name is required"]);
    expect(warnings("Site", { name: "Raleigh" })).toEqual([
      "address is missing; most accounts refuse to create a site without an address",
    ]);
    expect(complaints("Site", { name: "Raleigh", address: { city: "Raleigh" } })).toEqual([
      "address.houseNumber is required",
      "address.streetName is required",
      "address.stateCode is required",
      "address.zip is required",
    ]);
  });

  test("limits are those of the API", () => {
    expect(complaints("Site", { name: "x".repeat(51), address })).toEqual(["name must have at most 50 characters"]);
    expect(complaints("Site", { name: "x", address, customerProvidedId: "12345678901" })).toHaveLength(1);
    expect(
      complaints("Site", { name: "x", address, ucTrunkingConfiguration: { type: "Desk", usageCategory: "UC9" } }),
    ).toHaveLength(2);
    expect(complaints("Site", { name: "x", address: { ...address, zip: "2760", stateCode: "Carolina" } })).toHaveLength(
      2,
    );
  });

  test("a name that old accounts would refuse makes a warning only", () => {
    expect(warnings("Site", { name: "Headquarters", address })).toEqual([
      "name has 12 characters; some accounts allow only 10",
    ]);
    expect(complaints("Site", { name: "Headquarters", address })).toEqual([]);
  });
});

describe("a site", () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await Stack.start();
  });
  afterEach(() => stack.close());

  const program = { name: "Raleigh", description: "HQ", address };

  test("the server's spelling of the address is no drift; a change by somebody is", async () => {
    const { id, state } = await stack.create("Site", "site", program);
    expect(state.siteId).toBe(id);
    const fresh = await stack.read("Site", "site", id, state);
    expect(fresh?.inputs).toMatchObject({ name: "Raleigh", description: "HQ", address });
    expect(stack.diff("Site", fresh?.state ?? {}, program).changes).toEqual([]);

    stack.simulator.account.renameSite(id, "Renamed");
    const drifted = await stack.read("Site", "site", id, fresh?.state);
    expect(stack.diff("Site", drifted?.state ?? {}, program).changes.map(({ path }) => path)).toEqual(["name"]);
    const healed = await stack.update("Site", "site", id, drifted?.state ?? {}, program);
    const after = await stack.read("Site", "site", id, healed);
    expect(after?.inputs.name).toBe("Raleigh");
  });

  test("what the program does not declare survives an update", async () => {
    const { id, state } = await stack.create("Site", "site", program);
    stack.simulator.account.changeSite(id, { customerName: "By the dashboard" });
    await stack.update("Site", "site", id, state, { ...program, name: "New name" });
    expect((await stack.api.sites.get(id))?.customerName).toBe("By the dashboard");
    // So does what this package does not know.
    stack.simulator.account.changeSite(id, { others: { TimeZone: "EST" } });
    await stack.update("Site", "site", id, state, { ...program, name: "Newer name" });
    expect(stack.simulator.account.sites.get(id)?.others).toEqual({ TimeZone: ["EST"] });
    // What it declared once and then dropped goes.
    const { description: _dropped, ...rest } = program;
    await stack.update("Site", "site", id, state, rest);
    expect((await stack.api.sites.get(id))?.description).toBeUndefined();
  });

  const stored = (id: string) => stack.api.sites.get(id);

  test.each([
    ["in its description", { description: undefined }],
    ["in its customerProvidedId", {}],
  ])("a create that is repeated finds what the first one made by the mark %s", async (_where, more) => {
    const declared = { ...program, ...more };
    const first = await stack.create("Site", "site", declared);
    const second = await stack.create("Site", "site", { ...declared, address: { ...address, houseNumber: "901" } });
    expect(second.id).toBe(first.id);
    expect(stack.said.join()).toContain("this resource adopts it: an earlier run of this stack made it");
    // The program may have changed in between.
    expect(stack.writes()).toEqual(["POST /sites", "PUT /sites/*"]);
    expect((await stored(first.id))?.address?.houseNumber).toBe("901");
    expect((await stack.create("Site", "site", declared)).id).toBe(first.id);
  });

  test.each([
    ["in its description", { description: undefined }],
    ["in its customerProvidedId", {}],
  ])("two stacks of one program have a site each, with the mark %s", async (_where, more) => {
    const declared = { ...program, ...more };
    const first = await stack.create("Site", "site", declared);
    stack.stateKey = "another state";
    stack.simulator.faults.on("POST", /sites$/, { kind: "lostAnswer" });
    const second = await stack.create("Site", "site", declared);
    expect(second.id).not.toBe(first.id);
    expect(stack.said.join()).toContain(
      `another site is named "Raleigh" (${first.id}), and it does not belong to this stack`,
    );
    expect(stack.simulator.account.sites.size).toBe(2);
    expect((await stack.create("Site", "site", declared)).id).toBe(second.id);
    await stack.delete("Site", "site", second.id, second.state);
    expect([...stack.simulator.account.sites.keys()]).toEqual([first.id]);
  });

  test.each([
    ["says only that something failed", failedInside],
    ["shows no site", "<SiteResponse/>"],
  ])("an answer without an id that %s does not make the site of another stack this one's", async (_how, body) => {
    const first = await stack.create("Site", "site", program);
    stack.stateKey = "another state";
    const { faults } = stack.simulator;
    faults.on("POST", /sites$/, { kind: "status", status: 200, body });
    const second = await stack.create("Site", "site", program);
    expect(second.id).not.toBe(first.id);
    // One that has acted is found by its mark.
    stack.stateKey = "a third state";
    faults.on("POST", /sites$/, { kind: "status", status: 201, body, act: true });
    const third = await stack.create("Site", "site", program);
    expect([...stack.simulator.account.sites.keys()]).toEqual([first.id, second.id, third.id]);
  });

  test("with no place for a mark, one of the same content is not taken over, and no second one is made", async () => {
    const full = { ...program, customerProvidedId: "4711" };
    stack.simulator.faults.on("POST", /sites$/, { kind: "lostAnswer" });
    const first = await stack.create("Site", "site", full);
    const refusal = await stack.create("Site", "site", full).catch(String);
    expect(refusal).toContain(`site ${first.id} already has this name, description and customerProvidedId.`);
    expect(refusal).toContain(`\`adopt: "${first.id}"\``);
    expect(stack.writes()).toEqual(["POST /sites"]);
    stack.refreshed.add(first.id);
    expect((await stack.create("Site", "site", full)).id).toBe(first.id);
    const claims = (inputs: Values) => resourceNamed("Site").claims?.(inputs, () => true) ?? [];
    expect([claims(full).length, claims(program).length]).toEqual([1, 0]);
  });

  test("its mark is no difference, survives an update, goes when its place is declared, and is not imported", async () => {
    for (const [place, before, value] of [
      ["description", { ...program, description: undefined }, "HQ"],
      ["customerProvidedId", program, "4711"],
    ] as const) {
      const { id, state } = await stack.create("Site", place, before);
      const mark = (await stored(id))?.[place];
      expect(mark).toMatch(place === "description" ? /^pulumi-bandwidth [0-9a-f]{24}$/ : /^[12]\d{9}$/);
      const fresh = await stack.read("Site", place, id, state);
      expect(fresh?.inputs).not.toHaveProperty(place);
      expect(stack.diff("Site", fresh?.state ?? {}, before).changes).toEqual([]);
      expect((await stack.read("Site", place, id))?.inputs).not.toHaveProperty(place);
      const renamed = await stack.update("Site", place, id, state, { ...before, name: "New name" });
      expect((await stored(id))?.[place]).toBe(mark);
      const declared = { ...before, name: "New name", [place]: value };
      const next = await stack.update("Site", place, id, renamed, declared);
      expect((await stored(id))?.[place]).toBe(value);
      expect(stack.diff("Site", (await stack.read("Site", place, id, next))?.state ?? {}, declared).changes).toEqual(
        [],
      );
    }
  });

  test("that another state has made and marked is imported without its mark, and adopted with one's own", async () => {
    const { description: _, ...bare } = program;
    const { id } = await stack.create("Site", "site", bare);
    const theirs = (await stored(id))?.description;
    stack.stateKey = "another state";
    expect((await stack.read("Site", "site", id))?.inputs).not.toHaveProperty("description");
    await create(resourceNamed("Site"), stack.call("site"), bare, id);
    expect((await stored(id))?.description).not.toBe(theirs);
    expect((await stack.create("Site", "site", bare)).id).toBe(id);
    stack.stateKey = "the key of this state";
    expect((await stack.create("Site", "site", bare)).id).not.toBe(id);
  });

  test("one without an address can be made, imported and changed where Bandwidth allows it", async () => {
    stack.simulator.settings.sitesWithoutAddress = true;
    const { id } = await stack.create("Site", "site", { name: "Raleigh" });
    const imported = await stack.read("Site", "site", id);
    expect(imported?.inputs).toEqual({ name: "Raleigh" });
    expect(complaints("Site", imported?.inputs ?? {})).toEqual([]);
    await stack.update("Site", "site", id, imported?.state ?? {}, { name: "Cary" });
    expect(stack.simulator.account.sites.get(id)).toMatchObject({ name: "Cary", address: undefined });
  });

  test("an address that leaves the program stays, and a prefix of the house is read and written", async () => {
    const declared = { ...program, address: { ...address, housePrefix: "W" } };
    const { id, state } = await stack.create("Site", "site", declared);
    expect(stack.simulator.account.sites.get(id)?.address?.HousePrefix).toBe("W");
    const { address: _gone, ...rest } = declared;
    await stack.update("Site", "site", id, state, rest);
    expect((await stored(id))?.address).toMatchObject({ housePrefix: "W", zip: "27606" });
  });

  test("another site of the same name but other content is left alone, and said", async () => {
    const first = await stack.create("Site", "site", program);
    const second = await stack.create("Site", "other", { ...program, description: "Branch" });
    expect(second.id).not.toBe(first.id);
    expect(stack.said.join()).toContain(
      `another site is named "Raleigh" (${first.id}), and it does not belong to this stack`,
    );
  });

  test("a replacement by force, which finds the same site again, does not delete it", async () => {
    const { id, state } = await stack.create("Site", "site", program);
    const again = await stack.create("Site", "site", program);
    expect(again.id).toBe(id);
    await remove(
      resourceNamed("Site"),
      { ...stack.call("site"), replacement: { id: again.id, state: again.state } },
      id,
      state,
    );
    expect(await stack.api.sites.get(id)).toBeDefined();
  });

  test("a cancel ends the wait for a server that says nothing", async () => {
    const { id, state } = await stack.create("Site", "site", program);
    stack.simulator.faults.on("GET", `/sites/${id}$`, { kind: "silence" });
    const cancel = new AbortController();
    const reading = read(resourceNamed("Site"), { ...stack.call("site"), signal: cancel.signal }, id, state);
    setTimeout(() => cancel.abort(), 50);
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
  });

  test("gone is gone, and deleting twice is fine", async () => {
    const { id, state } = await stack.create("Site", "site", program);
    await stack.delete("Site", "site", id, state);
    await stack.delete("Site", "site", id, state);
    expect(await stack.read("Site", "site", id, state)).toBeUndefined();
  });
});
