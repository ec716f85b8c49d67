import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import * as lifecycle from "../../provider/pulumi/definition/lifecycle.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import type { Realm } from "../../simulator/account/realms.js";
import { resourceNamed, Stack } from "./support.js";

const TYPE = "SipRealm";

describe("a SIP realm", () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await Stack.start({ realmLatencyMs: 3_000 });
  });
  afterEach(() => stack.close());

  const realms = () => [...stack.simulator.account.realms.values()];
  const only = (): Realm => {
    const [one, ...more] = realms();
    if (!one || more.length > 0) throw new Error(`${realms().length} realms`);
    return one;
  };
  const desk = { name: "desk" };
  const described = { name: "desk", description: "Phones of the office" };
  const settings = () => stack.simulator.settings;
  const create = (program: Values, timeoutMs?: number) => {
    const call = { ...stack.call("desk"), timeoutMs };
    return lifecycle.create(resourceNamed(TYPE), call, stack.checked(TYPE, program));
  };
  const unfinished = async (program: Values) => {
    const error = await create(program, 1_000).catch((it: unknown) => it);
    if (!(error instanceof PartialFailure)) throw error;
    return { message: error.message, id: String(error.done.id), state: error.done.outputs };
  };

  test("is there when it is active, and refreshes without a difference", async () => {
    const { id, state } = await stack.create(TYPE, "desk", described);
    expect(state).toMatchObject({ ...described, realmId: id, status: "ACTIVE", realm: only().fullName });
    const fresh = await stack.read(TYPE, "desk", id, state);
    expect(stack.diff(TYPE, fresh?.state ?? {}, described).changes).toEqual([]);
    expect(only().description).toBe(described.description);
    expect(stack.writes()).toEqual(["POST /realms", "PUT /realms/*"]);
  });

  test("changes its description, and gives it up, and never sends a PUT that changes nothing", async () => {
    const { id, state } = await stack.create(TYPE, "desk", described);
    only().others = { CallerPolicy: ["strict"] };
    const next = await stack.update(TYPE, "desk", id, state, { ...described, description: "Phones" });
    expect(only()).toMatchObject({ description: "Phones", isDefault: false, others: { CallerPolicy: ["strict"] } });
    const last = await stack.update(TYPE, "desk", id, next, desk);
    expect(only().description).toBeUndefined();
    await stack.goOn(TYPE, "desk", id, last, desk);
    expect(stack.writes()).toEqual(["POST /realms", "PUT /realms/*", "PUT /realms/*", "PUT /realms/*"]);
  });

  test("becomes the default, and stays it when the program no longer says so, with a word about it", async () => {
    const { id, state } = await stack.create(TYPE, "desk", desk);
    const promoted = { ...desk, isDefault: true };
    const next = await stack.update(TYPE, "desk", id, state, promoted);
    expect(only().isDefault).toBe(true);
    expect(resourceNamed(TYPE).announce?.(next, desk, false)).toContain("stays the default realm of the account");
    await stack.update(TYPE, "desk", id, next, desk);
    expect(only().isDefault).toBe(true);
  });

  test("one that Bandwidth makes the default by itself is no difference", async () => {
    settings().firstRealmIsDefault = true;
    const { id, state } = await stack.create(TYPE, "desk", desk);
    expect(only().isDefault).toBe(true);
    const fresh = await stack.read(TYPE, "desk", id, state);
    expect(stack.diff(TYPE, fresh?.state ?? {}, desk).changes).toEqual([]);
    // A change keeps it so.
    await stack.update(TYPE, "desk", id, fresh?.state ?? {}, described);
    expect(only()).toMatchObject({ isDefault: true, description: described.description });
  });

  test("what somebody changes is seen and put back", async () => {
    const program = { ...described, isDefault: true };
    const { id, state } = await stack.create(TYPE, "desk", program);
    Object.assign(only(), { description: "Somebody's", isDefault: false });
    const drifted = await stack.read(TYPE, "desk", id, state);
    const { changes, replaces } = stack.diff(TYPE, drifted?.state ?? {}, program);
    expect(changes.map(({ path }) => path).sort()).toEqual(["description", "isDefault"]);
    expect(replaces).toEqual([]);
    await stack.update(TYPE, "desk", id, drifted?.state ?? {}, program);
    expect(only()).toMatchObject({ description: described.description, isDefault: true });
  });

  test.each([
    "dash",
    "dot",
  ] as const)("is imported by its id and by each of its names, and listed (%s)", async (form) => {
    settings().realmNames = form;
    const { id } = await stack.create(TYPE, "desk", { ...described, isDefault: true });
    for (const reference of [id, "desk", only().fullName]) {
      const found = await stack.read(TYPE, "desk", reference);
      expect(found).toMatchObject({ id, inputs: { ...described, isDefault: true } });
    }
    const found = resourceNamed(TYPE).list?.find({ api: stack.api, query: {}, signal: new AbortController().signal });
    const all = [];
    for await (const one of found ?? []) all.push(one);
    expect(all).toEqual([{ id, name: only().fullName }]);
    expect(await stack.read(TYPE, "desk", "nobody")).toBeUndefined();
  });

  test("is not taken for another one, whose name goes on with a hyphen and digits", async () => {
    settings().realmNames = "dot";
    const { id } = await stack.create(TYPE, "second", { name: "desk-2" });
    expect(await stack.read(TYPE, "desk", "desk")).toBeUndefined();
    const made = await stack.create(TYPE, "desk", desk);
    expect(made.id).not.toBe(id);
    expect(realms().map(({ name }) => name)).toEqual(["desk-2", "desk"]);
  });

  test("another name is another realm, and one of the same name must be gone first", async () => {
    const { state } = await stack.create(TYPE, "desk", desk);
    expect(stack.diff(TYPE, state, { name: "shop" })).toMatchObject({ replaces: ["name"], deleteBeforeReplace: false });
    expect(stack.diff(TYPE, state, { name: "DESK" })).toMatchObject({ replaces: ["name"], deleteBeforeReplace: true });
  });

  describe("that is not active in time", () => {
    beforeEach(() => {
      settings().realmLatencyMs = 60_000;
    });

    test("stays in the state with its id and its state, and the next up waits on", async () => {
      const { message, id, state } = await unfinished(desk);
      expect(id).toBe(only().id);
      expect(message).toContain(`realm ${id} (CREATE_PENDING) is still not done at the time limit`);
      expect(message).toContain("waited for ACTIVE");
      expect(state).toMatchObject({ realmId: id, realm: only().fullName, status: "CREATE_PENDING" });
      const next = await stack.goOn(TYPE, "desk", id, state, desk);
      expect(next).toMatchObject({ status: "ACTIVE" });
      expect(stack.writes()).toEqual(["POST /realms"]);
    });

    test("can be destroyed: the delete waits until it can be deleted, and until it is gone", async () => {
      const { id, state } = await unfinished(desk);
      await stack.delete(TYPE, "desk", id, state);
      expect(realms()).toEqual([]);
    });

    test("one that Bandwidth fails to create afterwards is replaced by the next run", async () => {
      settings().realmsEnd = "CREATE_FAILED";
      const { id, state } = await unfinished(desk);
      const error = await stack.goOn(TYPE, "desk", id, state, desk).catch((it: unknown) => it);
      if (!(error instanceof PartialFailure)) throw error;
      expect(error.message).toContain("The next `pulumi up` deletes it and creates it again");
      expect(stack.diff(TYPE, error.done.outputs, desk)).toMatchObject({
        replaces: ["name"],
        deleteBeforeReplace: true,
      });
    });
  });

  test("a state that this version doesn't know is neither ready nor gone, and the words say what was waited for", async () => {
    settings().realmsEnd = "UNDER_REVIEW";
    const error = await create(desk).catch((it: unknown) => it);
    if (!(error instanceof PartialFailure)) throw error;
    expect(error.message).toContain("(UNDER_REVIEW) stays in a state that this version doesn't know");
    expect(error.message).toContain("stops waiting for ACTIVE");
    const id = String(error.done.id);
    expect(await stack.read(TYPE, "desk", id, error.done.outputs)).toMatchObject({ state: { status: "UNDER_REVIEW" } });
    only().status = "ACTIVE";
    expect(await stack.goOn(TYPE, "desk", id, error.done.outputs, desk)).toMatchObject({ status: "ACTIVE" });
    expect(stack.writes()).toEqual(["POST /realms"]);
  });

  test("one that Bandwidth cannot create is deleted again, and nothing is left of it", async () => {
    settings().realmsEnd = "CREATE_FAILED";
    await expect(create(desk)).rejects.toThrow(/could not create realm \d+ \("desk", CREATE_FAILED\).*was deleted/);
    expect(realms()).toEqual([]);
    settings().realmsEnd = "ACTIVE";
    await stack.create(TYPE, "desk", desk);
    expect(only().status).toBe("ACTIVE");
  });

  test.each([
    ["without a description", desk],
    ["with a description", described],
  ])("a create whose answer was lost finds what it has made, %s", async (_what, program) => {
    stack.simulator.faults.on("POST", /realms$/, { kind: "lostAnswer" });
    const { id } = await stack.create(TYPE, "desk", program);
    expect(id).toBe(only().id);
    expect(only()).toMatchObject(program);
    expect(stack.writes().filter((write) => write === "POST /realms")).toHaveLength(1);
  });

  test("a run that was killed while it waited finds its realm, although the program describes it", async () => {
    const dying = { ...stack.api.realms, get: () => new Promise<never>(() => {}) };
    const call = { ...stack.call("desk"), api: { ...stack.api, realms: dying } };
    void lifecycle.create(resourceNamed(TYPE), call, described);
    await expect.poll(() => realms().length).toBe(1);
    const { id } = await stack.create(TYPE, "desk", described);
    expect(only()).toMatchObject({ id, description: described.description });
    expect(stack.writes()).toEqual(["POST /realms", "PUT /realms/*"]);
  });

  test("a run that was killed is found by its mark, and the program's own description takes its place", async () => {
    await stack.create(TYPE, "desk", desk);
    expect(only().description).toMatch(/^pulumi-bandwidth [0-9a-f]{24}$/);
    const { id } = await stack.create(TYPE, "desk", described);
    expect(id).toBe(only().id);
    expect(only().description).toBe(described.description);
    expect(stack.said.join()).toContain("an earlier run of this stack made it");
    expect(stack.writes()).toEqual(["POST /realms", "PUT /realms/*"]);
  });

  test("what only another stack can have made is not taken over, and nothing is sent", async () => {
    const other = { ...stack.call("desk"), stateKey: "another", ownerId: "another desk" };
    await lifecycle.create(resourceNamed(TYPE), other, desk);
    const mark = only().description;
    await expect(create({ ...desk, name: "DESK" })).rejects.toThrow(
      /already has a realm named "DESK".*This stack cannot tell/s,
    );
    expect(only().description).toBe(mark);
    expect(stack.writes()).toEqual(["POST /realms"]);
    // Asked to adopt it, the stack does, and puts its own mark in place of the other.
    const { state } = await stack.create(TYPE, "desk", desk, only().id);
    expect(state).toMatchObject({ realmId: only().id, name: "desk" });
    expect(only().description).toMatch(/^pulumi-bandwidth/);
    expect(only().description).not.toBe(mark);
  });

  test("one that is being replaced by force is recognized after a refresh", async () => {
    const { id } = await stack.create(TYPE, "desk", { ...described, description: "Old" });
    stack.refreshed.add(id);
    expect((await stack.create(TYPE, "desk", described)).id).toBe(id);
    expect(only().description).toBe(described.description);
  });

  test("one of this name that is being deleted goes first", async () => {
    settings().realmLatencyMs = 8_000;
    const { id } = await stack.create(TYPE, "desk", described);
    await stack.api.realms.remove(id);
    const next = await stack.create(TYPE, "desk", described);
    expect(next.id).not.toBe(id);
    expect(only().id).toBe(next.id);
    expect(stack.said.join()).toContain("is being deleted; the new realm of this name is created after that");
  });

  test("an account without the registrar says so before anything is made", async () => {
    settings().withoutSipRegistrar = true;
    await expect(stack.create(TYPE, "desk", desk)).rejects.toThrow(
      /33004.*isn't set up for SIP credentials and realms/s,
    );
    expect(realms()).toEqual([]);
  });

  test("a look that fails during the wait leaves the realm in the state", async () => {
    stack.simulator.faults.on("GET", /realms\/\d+/, { kind: "status", status: 403 }, { times: 20 });
    const error = await create(desk).catch((it: unknown) => it);
    if (!(error instanceof PartialFailure)) throw error;
    expect(error.done.id).toBe(only().id);
    expect(error.message).toContain("can't be looked up while the run waits for ACTIVE");
  });
});
