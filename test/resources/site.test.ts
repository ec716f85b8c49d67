import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { read, remove } from "../../provider/pulumi/lifecycle.js";
import { address, complaints, resourceNamed, Stack, warnings } from "./support.js";

describe("a site's inputs", () => {
  test("name and address are needed, and the address has its parts", () => {
    expect(complaints("Site", {})).toEqual(["name is required", "address is required"]);
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
    // What it declared once and then dropped goes.
    const { description: _dropped, ...rest } = program;
    await stack.update("Site", "site", id, state, rest);
    expect((await stack.api.sites.get(id))?.description).toBeUndefined();
  });

  test("a create that is repeated finds what the first one made", async () => {
    const first = await stack.create("Site", "site", program);
    const second = await stack.create("Site", "site", program);
    expect(second.id).toBe(first.id);
    expect(stack.said.join()).toContain("is taken over");
    expect(stack.writes()).toEqual(["POST /sites"]);
  });

  test("another site of the same name but other content is left alone, and said", async () => {
    const first = await stack.create("Site", "site", program);
    const second = await stack.create("Site", "other", { ...program, description: "Branch" });
    expect(second.id).not.toBe(first.id);
    expect(stack.said.join()).toContain(first.id);
  });

  test("a replacement by force, which finds the same site again, does not delete it", async () => {
    const { id, state } = await stack.create("Site", "site", program);
    const again = await stack.create("Site", "site", program);
    expect(again.id).toBe(id);
    await remove(
      resourceNamed("Site"),
      { ...stack.call("site"), replacedBy: { id: again.id, state: again.state } },
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
