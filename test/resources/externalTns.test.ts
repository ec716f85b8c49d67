import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import { read, remove } from "../../provider/pulumi/definition/lifecycle.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { complaints, resourceNamed, Stack } from "./support.js";

const TYPE = "ExternalTns";
/** No number of the inventory: this exchange does not exist there. */
const numbers = ["+19199990100", "+19199990101", "+19199990102"];

describe("inputs of external numbers", () => {
  test("a site and numbers, each once", () => {
    expect(complaints(TYPE, {})).toEqual(["siteId is required", "telephoneNumbers is required"]);
    expect(complaints(TYPE, { siteId: "1", telephoneNumbers: [] })).toHaveLength(1);
  });
});

describe("external numbers", () => {
  let stack: Stack;
  let siteId: string;
  let sipPeerId: string;
  beforeEach(async () => {
    stack = await Stack.start();
    siteId = await stack.site();
    sipPeerId = await stack.peer(siteId);
  });
  afterEach(() => stack.close());

  const program = (more: Values = {}): Values => ({ siteId, sipPeerId, telephoneNumbers: numbers, ...more });
  const stored = (number = numbers[0] ?? "") => stack.simulator.account.numbers.get(number);
  const actions = () => stack.simulator.account.ordersOf("externalTns").map(({ action, numbers: of }) => [action, of]);

  test("are imported by one order, seen where they are, and removed at the end", async () => {
    const mark = stack.simulator.requests.length;
    const { id, state } = await stack.create(TYPE, "own", program());
    expect(stack.writes(mark)).toEqual(["POST /externalTns"]);
    expect(stored()).toMatchObject({ siteId, sipPeerId, external: true });
    const fresh = await stack.read(TYPE, "own", id, state);
    expect(fresh?.inputs).toEqual(program());
    expect(stack.diff(TYPE, fresh?.state ?? {}, program()).changes).toEqual([]);
    await stack.delete(TYPE, "own", id, state);
    await stack.delete(TYPE, "own", id, state);
    expect(stored()).toBeUndefined();
    expect(await stack.read(TYPE, "own", id, state)).toBeUndefined();
  });

  test("without service, of which the API tells a site and no peer, are no difference, and are not moved", async () => {
    const { id, state } = await stack.create(TYPE, "own", program());
    stack.simulator.settings.inAccountPeerTold = false;
    for (const number of numbers) Object.assign(stored(number) ?? {}, { status: "InAccount" });
    stack.api.client.beginRun();
    const fresh = await stack.read(TYPE, "own", id, state);
    expect(stack.diff(TYPE, fresh?.state ?? {}, program()).changes).toEqual([]);
    const mark = stack.simulator.requests.length;
    await stack.goOn(TYPE, "own", id, state, program());
    expect(stack.writes(mark)).toEqual([]);
  });

  test("that stay are never posted again: only what comes and what goes", async () => {
    const { id, state } = await stack.create(TYPE, "own", program({ telephoneNumbers: numbers.slice(0, 2) }));
    stack.simulator.account.switchOptions(numbers[1] ?? "", { Sms: "on" });
    await stack.update(TYPE, "own", id, state, program({ telephoneNumbers: numbers.slice(1) }));
    expect(actions()).toEqual([
      ["IMPORT", numbers.slice(0, 2)],
      ["IMPORT", numbers.slice(2)],
      ["REMOVE", numbers.slice(0, 1)],
    ]);
    expect(stored(numbers[1])?.options.sms).toBe("on");
  });

  test("a create that is repeated does not import again what is there", async () => {
    await stack.create(TYPE, "own", program({ telephoneNumbers: numbers.slice(0, 2) }));
    stack.simulator.account.switchOptions(numbers[0] ?? "", { Sms: "on" });
    await stack.create(TYPE, "own", program());
    expect(actions().at(-1)).toEqual(["IMPORT", numbers.slice(2)]);
    expect(stored()?.options.sms).toBe("on");
    expect(stack.said.join()).toContain("this resource adopts them as they are");
    await stack.create(TYPE, "own", program());
    expect(actions()).toHaveLength(2);
  });

  test("whose import was not finished in time go with their resource, or when the program drops them", async () => {
    const { id, state } = await stack.createInVain(TYPE, "externalTns", "own", program());
    stack.release();
    expect(state.telephoneNumbers).toEqual([]);
    const seen = (await stack.read(TYPE, "own", id, state))?.state ?? {};
    expect(stored()).toBeDefined();
    await stack.delete(TYPE, "own", id, seen);
    expect(stored()).toBeUndefined();

    const next = await stack.createInVain(TYPE, "externalTns", "own", program());
    stack.release();
    const smaller = program({ telephoneNumbers: numbers.slice(0, 1) });
    await stack.update(TYPE, "own", next.id, next.state, smaller);
    expect(numbers.filter(stored)).toEqual(numbers.slice(0, 1));
  });

  test("whose import is still open are not forgotten, and are removed after its end", async () => {
    const { id, state } = await stack.createInVain(TYPE, "externalTns", "own", program());
    const seen = await stack.read(TYPE, "own", id, state);
    expect(seen?.state.__begun).toEqual(numbers);
    const hasty = { ...stack.call("own"), timeoutMs: 1 };
    const early = remove(resourceNamed(TYPE), hasty, id, seen?.state ?? {});
    await expect(early).rejects.toThrow("did not finish in time. Its numbers can be removed only after that");
    const smaller = program({ telephoneNumbers: numbers.slice(0, 1) });
    stack.time.in(1_000, () => stack.release());
    await stack.update(TYPE, "own", id, seen?.state ?? {}, smaller);
    expect(numbers.filter(stored)).toEqual(numbers.slice(0, 1));
  });

  test("a lost answer imports once", async () => {
    stack.simulator.faults.on("POST", /externalTns/, { kind: "lostAnswer" });
    await stack.create(TYPE, "own", program());
    expect(actions()).toEqual([["IMPORT", numbers]]);
  });

  test("numbers that were bought, or that are elsewhere, are left alone", async () => {
    const bought = stack.simulator.account.buyNumber({ areaCode: "919", sipPeerId });
    await expect(stack.create(TYPE, "own", program({ telephoneNumbers: [bought] }))).rejects.toThrow(
      "not by an import",
    );
    const other = await stack.peer(siteId, "other", false);
    await stack.create(TYPE, "own", program());
    await expect(stack.create(TYPE, "own", program({ sipPeerId: other }))).rejects.toThrow("nothing was imported");
    expect(actions()).toHaveLength(1);
    await expect(read(resourceNamed(TYPE), stack.call("own"), bought)).rejects.toThrow("not imported");
  });

  test.each([true, false])("another place is an update, where the API moves them: %s", async (externalsMove) => {
    stack.simulator.settings.externalsMove = externalsMove;
    const other = await stack.peer(siteId, "other", false);
    const { id, state } = await stack.create(TYPE, "own", program());
    const elsewhere = program({ sipPeerId: other });
    expect(stack.diff(TYPE, state, elsewhere).replaces).toEqual([]);
    const moved = await stack.update(TYPE, "own", id, state, elsewhere);
    expect(numbers.map((one) => stored(one)?.sipPeerId)).toEqual([other, other, other]);
    expect(actions()).toHaveLength(externalsMove ? 1 : 3);
    // Without a peer they belong into the site's default one.
    await stack.update(TYPE, "own", id, moved, program({ sipPeerId: undefined }));
    expect(stored()?.sipPeerId).toBe(sipPeerId);
  });

  test("one that somebody removed is imported anew, alone", async () => {
    const { id, state } = await stack.create(TYPE, "own", program());
    stack.simulator.account.numbers.delete(numbers[1] ?? "");
    stack.simulator.account.changed();
    stack.api.client.beginRun();
    const drifted = await stack.read(TYPE, "own", id, state);
    expect(drifted?.inputs.telephoneNumbers).toEqual([numbers[0], numbers[2]]);
    await stack.update(TYPE, "own", id, drifted?.state ?? {}, program());
    expect(actions().at(-1)).toEqual(["IMPORT", [numbers[1]]]);
  });

  test("what failed is told number by number, and only the rest is in the state", async () => {
    stack.simulator.account.script({ kind: "externalTns", outcome: "partial", count: 1 });
    const error = await stack.create(TYPE, "own", program()).catch((thrown: unknown) => thrown);
    if (!(error instanceof PartialFailure)) throw error;
    expect(error.message).toContain(`${numbers[2]}: 25090`);
    expect(error.done.outputs.telephoneNumbers).toEqual(numbers.slice(0, 2));
    await stack.update(TYPE, "own", error.done.id ?? "", error.done.outputs, program());
    expect(actions().at(-1)).toEqual(["IMPORT", numbers.slice(2)]);
  });

  test("are imported into the state by their list, and listed while they are there", async () => {
    const { id, state } = await stack.create(TYPE, "own", program());
    const imported = await read(resourceNamed(TYPE), stack.call("own"), numbers.join(","));
    expect(imported?.inputs).toEqual(program());
    expect(await listed()).toEqual([numbers.join(",")]);
    await stack.delete(TYPE, "own", id, state);
    expect(await listed()).toEqual([]);
  });

  async function listed(): Promise<string[]> {
    stack.api.client.beginRun();
    const found = resourceNamed(TYPE).list?.find({ api: stack.api, query: {}, signal: new AbortController().signal });
    const ids = [];
    for await (const { id } of found ?? []) ids.push(id);
    return ids;
  }
});
