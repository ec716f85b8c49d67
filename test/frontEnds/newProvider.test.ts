import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { RunMemory } from "../../provider/pulumi/run/runMemory.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { lsrOrderOf } from "../resources/lsrOrderSupport.js";
import { portInOf } from "../resources/portInSupport.js";
import { number, numberStack, numbers } from "./numberStack.js";
import type { Declared, UpOptions } from "./program.js";
import { frontEnds, pause, type Run } from "./support.js";

const [, [name, start]] = frontEnds as [never, (typeof frontEnds)[number]];

let folder: string;
let commands = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "run-memory-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const newCommand = () => {
  commands += 1;
  const command = { id: `${process.pid}-${commands}`, args: ["up"] };
  /** What this provider process of the command tells the others. */
  return (own: string) => RunMemory.open("test", command, folder, own);
};

/*
 * The plugin's state key is the id of its provider resource. An upgrade of the SDK makes another default provider, and who
 * renames an explicit provider makes another one too. What the states of the stack remember then proves what is its own.
 */
describe.each([
  ["the same provider", "state"],
  ["a new provider", "another"],
])("in a run of %s", (_how, key) => {
  const { now, up, list, pool, owned, bought, nothingReleased, settings } = numberStack(name, start);
  const later = (): Promise<Run> => start(settings(), {}, { key, memory: newCommand()("up") });
  const upLater = async (program: Declared[], options?: UpOptions) =>
    now.stack.up(await later(), [...now.base, ...program], options);
  const portIn = (): Declared => ({
    type: "PortIn",
    name: "ported",
    inputs: portInOf(String(now.place.siteId)),
  });
  const leaving: Declared = { type: "LsrOrder", name: "leaving", inputs: lsrOrderOf() };
  /** A run did this, and the state never heard of it. */
  const killed = async (declared: Declared, before: Declared[] = []) => {
    const had = structuredClone(now.stack.held);
    await up([...before, declared]);
    now.stack.held = had;
  };
  const open = () => {
    const { portIns, lsrOrders } = now.simulator.account;
    return [portIns.size, lsrOrders.size];
  };

  test("nothing changes", async () => {
    await up([pool("n", 2), list("m", 5), portIn(), leaving]);
    expect(await upLater([pool("n", 2), list("m", 5), portIn(), leaving])).toEqual([]);
    expect(await upLater([pool("n", 2), list("m", 5), portIn(), leaving], { refresh: true })).toEqual([]);
    expect(bought()).toBe(3);
    nothingReleased();
  });

  test("a search that grows buys the difference", async () => {
    await up([pool("n", 1)]);
    await upLater([pool("n", 3)]);
    expect(bought()).toBe(3);
    nothingReleased();
  });

  test.each([
    ["a search", () => pool("n", 2), 2],
    ["a list", () => list("n", 0, 1), 2],
  ] as const)("%s that is replaced by force keeps its numbers", async (_what, declare, count) => {
    await up([declare()]);
    await upLater([declare()], { force: ["n"] });
    expect([owned().length, bought()]).toEqual([count, count]);
    nothingReleased();
    await upLater([declare()], { refresh: true });
    expect(await upLater([declare()])).toEqual([]);
    await upLater([]);
    expect(owned()).toEqual([]);
  });

  test.each([
    ["a search", () => pool("n", 2)],
    ["a list", () => list("n", 0, 1)],
  ] as const)("%s whose create was killed takes what that has ordered", async (_what, declare) => {
    await killed(declare());
    await upLater([declare()]);
    expect([now.stack.numbers("n").length, bought()]).toEqual([2, 2]);
    await upLater([]);
    expect(owned()).toEqual([]);
  });

  test("a search whose update was killed takes what that has ordered", async () => {
    await up([pool("n", 1)]);
    await killed(pool("n", 3));
    await upLater([pool("n", 3)]);
    expect([now.stack.numbers("n").length, bought()]).toEqual([3, 3]);
    nothingReleased();
  });

  test("a list that was deleted before it was to be made again takes what was left to it", async () => {
    await up([list("n", 0, 1)]);
    const next = { ...list("n", 0, 1), inputs: { ...(list("n", 0, 1).inputs as object), replacementTriggers: ["2"] } };
    await expect(up([next], { deleteFirst: ["n"], killAfterDelete: "n" })).rejects.toThrow("killed");
    await upLater([next]);
    expect([owned().length, bought()]).toEqual([2, 2]);
    nothingReleased();
  });

  test("a port-in and an LSR order are taken by a forced replacement, and by the run after a killed one", async () => {
    await killed(portIn());
    await killed(leaving);
    await upLater([portIn(), leaving]);
    expect(open()).toEqual([1, 1]);
    await upLater([portIn(), leaving], { force: ["ported", "leaving"] });
    expect(open()).toEqual([1, 1]);
    const [one] = now.simulator.account.portIns.values();
    expect(one?.status).not.toBe("CANCELLED");
  });

  test("a site and a peer whose create was killed, or that are replaced by force, are taken", async () => {
    const more = (): Declared[] => [
      {
        type: "Site",
        name: "branch",
        inputs: { name: "Durham", address: now.base[0]?.inputs && (now.base[0].inputs as { address: object }).address },
      },
      {
        type: "SipPeer",
        name: "desk",
        inputs: (made) => ({ siteId: made.get("branch")?.id, name: "Desk", isDefaultPeer: true }),
        after: ["branch"],
      },
    ];
    const had = structuredClone(now.stack.held);
    await up(more());
    now.stack.held = had;
    await upLater(more());
    const { sites, peers } = now.simulator.account;
    expect([sites.size, peers.size]).toEqual([2, 2]);
    await upLater(more(), { force: ["branch", "desk"] });
    expect([sites.size, peers.size]).toEqual([2, 2]);
  });
});

describe("what a new provider replaces by force, and the process of the old one deletes", () => {
  const { now, up, list, pool, owned, bought, nothingReleased, settings } = numberStack(name, start);
  const options = (...last: number[]): Declared => ({
    type: "TnOptions",
    name: "options",
    inputs: { telephoneNumbers: numbers(...last), callForward: "+19195550150" },
  });

  /** One `up` with both processes, which knows the old provider since its preview. */
  async function replaced({ type, name, inputs }: Declared) {
    const memory = newCommand();
    const old = await start(settings(), {}, { memory: memory("old") });
    const fresh = await start(settings(), {}, { key: "another", memory: memory("new") });
    const before = now.stack.held.get(name);
    if (!before) throw new Error(`no ${name}`);
    const declared = typeof inputs === "function" ? inputs(now.stack.held) : inputs;
    const { checked } = await fresh.register(type, name, declared);
    const made = await fresh.createChecked(type, name, checked);
    await pause(300);
    await old.remove(type, name, before);
    now.stack.held.set(name, { type, name, ...made });
    return made;
  }

  test.each([
    ["a search", () => pool("n", 2)],
    ["a list", () => list("n", 0, 1)],
  ] as const)("%s keeps its numbers", async (_what, declare) => {
    await up([declare()]);
    const had = now.stack.numbers("n");
    const { state } = await replaced(declare());
    expect([state.telephoneNumbers, owned(), bought()]).toEqual([had, had, 2]);
    nothingReleased();
    expect(await up([declare()])).toEqual([]);
  });

  test("a search that grows at the same time buys the difference only", async () => {
    await up([pool("n", 1)]);
    await replaced(pool("n", 3));
    expect([now.stack.numbers("n"), owned()]).toEqual([numbers(0, 1, 2), numbers(0, 1, 2)]);
    nothingReleased();
  });

  test("a search that wants other numbers releases those that it had", async () => {
    await up([pool("n", 1)]);
    await replaced({ ...pool("n", 1), inputs: { ...(pool("n", 1).inputs as Values), replacementTriggers: ["2"] } });
    expect([now.stack.numbers("n"), owned()]).toEqual([numbers(1), numbers(1)]);
  });

  test("options stay set", async () => {
    await up([list("n", 0), options(0)]);
    await replaced(options(0));
    expect(now.simulator.account.numbers.get(number(0))?.options).toMatchObject({ callForward: "9195550150" });
  });

  test("a port-in and an LSR order go on", async () => {
    const portIn: Declared = { type: "PortIn", name: "ported", inputs: portInOf(String(now.place.siteId)) };
    const leaving: Declared = { type: "LsrOrder", name: "leaving", inputs: lsrOrderOf() };
    await up([portIn, leaving]);
    await replaced(portIn);
    await replaced(leaving);
    const { portIns, lsrOrders } = now.simulator.account;
    const states = [...portIns.values(), ...lsrOrders.values()].map(({ status }) => status);
    expect([states.length, states.includes("CANCELLED")]).toEqual([2, false]);
  });

  test("a site and a peer stay", async () => {
    for (const declared of now.base) await replaced(declared);
    const { sites, peers } = now.simulator.account;
    expect([sites.size, peers.size]).toEqual([1, 1]);
  });
});
