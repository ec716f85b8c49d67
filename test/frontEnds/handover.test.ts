import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values.js";
import { address } from "../resources/support.js";
import { type Simulator, startSimulator } from "../simulator/index.js";
import { type Declared, EngineModel, type UpOptions } from "./program.js";
import { frontEnds, type Run } from "./support.js";

const number = (last: number) => `+1919555010${last}`;
const numbers = (...last: number[]) => last.map(number);

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

const owned = () => [...simulator.ledger.owned()].sort();
const bought = () => simulator.ledger.entries.filter(({ kind }) => kind === "purchase").length;

/** The law: no run disconnects what the program declares or holds at its end. */
const nothingReleased = () => expect(simulator.ledger.released()).toEqual([]);

type List = (name: string, ...last: number[]) => Declared;
const list0 = (list: List) => list("a", 0);
const list1 = (list: List) => list("b", 1, 2);

const paces: [string, UpOptions][] = [
  ["many steps at once", { parallel: 16 }],
  ["one step at a time", { parallel: 1 }],
  ["after a refresh", { refresh: true }],
];

describe.each(frontEnds)("numbers that change hands within a program, with %s", (frontEnd, start) => {
  const begin = (): Promise<Run> => start({ ...simulator.environment(), BW_RELEASE_DELAY: "300ms" });
  const isPlugin = frontEnd === "the plugin";
  let stack: EngineModel;
  let place: Values;
  let base: Declared[];

  beforeEach(async () => {
    stack = new EngineModel();
    base = [
      { type: "Site", name: "site", inputs: { name: "Raleigh", address } },
      {
        type: "SipPeer",
        name: "peer",
        inputs: (made) => ({ siteId: made.get("site")?.id, name: "Main", isDefaultPeer: true }),
        after: ["site"],
      },
    ];
    await stack.up(await begin(), base);
    place = { siteId: stack.held.get("site")?.id, sipPeerId: stack.held.get("peer")?.state.sipPeerId };
  });

  const list = (name: string, ...last: number[]): Declared => ({
    type: "PhoneNumberOrder",
    name,
    inputs: { ...place, telephoneNumbers: numbers(...last) },
  });
  const pool = (name: string, quantity: number): Declared => ({
    type: "PhoneNumberOrder",
    name,
    inputs: { ...place, search: { areaCode: "919" }, quantity },
  });
  const up = async (program: Declared[], options?: UpOptions) =>
    stack.up(await begin(), [...base, ...program], options);
  const unchanged = async (program: Declared[]) => expect(await up(program)).toEqual([]);
  const adopting = (declared: Declared, id: string): Declared => ({
    ...declared,
    ...(isPlugin ? { import: id } : { inputs: { ...(declared.inputs as Values), adopt: id } }),
  });

  describe.each(paces)("%s", (_pace, options) => {
    test.each([
      ["the giver first", (a: Declared, b: Declared) => [a, b]],
      ["the taker first", (a: Declared, b: Declared) => [b, a]],
    ])("a number moves from list to list, %s", async (_order, inOrder) => {
      await up([list("a", 0, 1), list("b", 2)]);
      const program = inOrder(list("a", 0), list("b", 1, 2));
      await up(program, options);
      nothingReleased();
      expect(bought()).toBe(3);
      expect([stack.numbers("a"), stack.numbers("b")]).toEqual([numbers(0), numbers(1, 2)]);
      await unchanged(program);
      await stack.destroy(await begin());
      expect(owned()).toEqual([]);
    });

    test("a new list takes a number of another one", async () => {
      await up([list("a", 0, 1)]);
      const program = [list("a", 0), list("c", 1)];
      await up(program, options);
      nothingReleased();
      expect(bought()).toBe(2);
      await unchanged(program);
    });

    test("numbers of one list are split into two, and merged again", async () => {
      await up([list("a", 0, 1, 2, 3)]);
      const split = [list("a", 0, 1), list("b", 2, 3)];
      await up(split, options);
      await unchanged(split);
      const merged = [list("a", 0, 1, 2, 3)];
      // What is no longer in the program is known to this run only after a refresh.
      if (options.refresh) await up(merged, options);
      else {
        await up(
          [list("a", 0, 1, 2, 3), { ...list("b", 2, 3), inputs: { ...place, telephoneNumbers: numbers(5) } }],
          options,
        );
        await up(merged, options);
      }
      expect(simulator.ledger.released()).toEqual(options.refresh ? [] : numbers(5));
      await unchanged(merged);
    });

    test("a number of a pool that shrinks is written into a list of its own", async () => {
      await up([pool("pool", 3)]);
      const third = String((stack.held.get("pool")?.state.telephoneNumbers as string[])[2]);
      const first = String((stack.held.get("pool")?.state.telephoneNumbers as string[])[0]);
      for (const chosen of [third, first]) {
        const quantity = chosen === third ? 2 : 1;
        const own: Declared = {
          ...list("own"),
          inputs: { ...place, telephoneNumbers: [...stack.numbers("own"), chosen] },
        };
        await up([pool("pool", quantity), own], options);
        nothingReleased();
        await unchanged([pool("pool", quantity), own]);
      }
      expect(bought()).toBe(3);
    });
  });

  test("a pool that keeps its quantity keeps its numbers, and nothing is sent", async () => {
    await up([pool("pool", 2)]);
    const [first = ""] = stack.numbers("pool");
    const mark = simulator.requests.length;
    const own: Declared = { ...list("own"), inputs: { ...place, telephoneNumbers: [first] } };
    await expect(up([pool("pool", 2), own])).rejects.toThrow(
      `${first}: PhoneNumberOrder "pool" of this program has it, and keeps it. Lower its \`quantity\` in the same change, and the number passes here.`,
    );
    expect(simulator.requests.slice(mark).filter(({ method }) => method !== "GET")).toEqual([]);
    expect(bought()).toBe(2);
  });

  test("a list that was renamed without an alias orders nothing; adopted by number or by order, nothing is released", async () => {
    await up([list("old", 0, 1)]);
    const orderId = stack.held.get("old")?.id ?? "";
    const mark = simulator.requests.length;
    await expect(up([list("new", 0, 1)])).rejects.toThrow(
      /^[\s\S]*Nothing was ordered\.\n\+19195550100, \+19195550101: in service on this account already \(bought by order [^)]+\), and this run knows no resource/,
    );
    expect(simulator.requests.slice(mark).filter(({ method }) => method !== "GET")).toEqual([]);

    await up([adopting(list("new", 0, 1), numbers(1, 0).join(","))]);
    nothingReleased();
    expect([...stack.held.keys()]).toEqual(["site", "peer", "new"]);
    await up([adopting(list("newer", 0, 1), orderId)]);
    nothingReleased();
    expect(bought()).toBe(2);
    await unchanged([list("newer", 0, 1)]);
    await stack.destroy(await begin());
    expect(owned()).toEqual([]);
  });

  test("one list is split into two that adopt their numbers", async () => {
    await up([list("all", 0, 1, 2, 3)]);
    await expect(up([list("x", 0, 1), list("y", 2, 3)])).rejects.toThrow("Nothing was ordered");
    const adopted = [
      adopting(list("x", 0, 1), numbers(0, 1).join(",")),
      adopting(list("y", 2, 3), numbers(2, 3).join(",")),
    ];
    await up(adopted);
    nothingReleased();
    expect(bought()).toBe(4);
    await unchanged(adopted);
  });

  test("a list that gives way to a search, and back, is neither bought nor released", async () => {
    await up([list("n", 0, 1)]);
    await up([pool("n", 2)]);
    await unchanged([pool("n", 2)]);
    await up([list("n", 0, 1)]);
    await unchanged([list("n", 0, 1)]);
    nothingReleased();
    expect(bought()).toBe(2);
    await up([pool("n", 3)]);
    expect([bought(), owned().length]).toEqual([3, 3]);
  });

  test.each(paces)("the SIP peer of numbers is replaced while they change hands: %s", async (_pace, options) => {
    const sites: Declared[] = ["here", "there"].map((name) => ({ type: "Site", name, inputs: { name, address } }));
    const at = (site: string): Declared => ({
      type: "SipPeer",
      name: "moving",
      inputs: (made) => ({ siteId: made.get(site)?.id, name: "Moving", isDefaultPeer: true }),
      after: [site],
    });
    const of = (site: string, name: string, ...last: number[]): Declared => ({
      type: "PhoneNumberOrder",
      name,
      inputs: (made) => ({
        siteId: made.get(site)?.id,
        sipPeerId: made.get("moving")?.state.sipPeerId,
        telephoneNumbers: numbers(...last),
      }),
      after: ["moving"],
    });
    await up([...sites, at("here"), of("here", "a", 0, 1), of("here", "b", 2)]);
    const program = [...sites, at("there"), of("there", "a", 0), of("there", "b", 1, 2)];
    await up(program, options);
    nothingReleased();
    expect(bought()).toBe(3);
    const there = stack.held.get("there")?.id;
    expect(numbers(0, 1, 2).map((one) => simulator.account.numbers.get(one)?.siteId)).toEqual([there, there, there]);
    await unchanged(program);
  });

  test("numbers go to a stack of the other front-end, by `state delete` and a take-over, and back", async () => {
    await up([list("a", 0, 1)]);
    const [, startOther] = frontEnds.find(([name]) => name !== frontEnd) ?? [];
    if (!startOther) throw new Error("there is no other front-end");
    const settings = { ...simulator.environment(), BW_RELEASE_DELAY: "300ms" };
    const beginOther = () => startOther(settings, {}, { stack: "other", key: "another state" });
    const other = new EngineModel();
    const { id } = stack.forget("a");
    for (const takeOver of [numbers(1, 0).join(","), id]) {
      const adopted: Declared = isPlugin
        ? { ...list("b", 0, 1), inputs: { ...(list("b", 0, 1).inputs as Values), adopt: takeOver } }
        : { ...list("b", 0, 1), import: takeOver };
      await other.up(await beginOther(), [adopted]);
      expect(await other.up(await beginOther(), [adopted])).toEqual([]);
      other.forget("b");
    }
    const back = [adopting(list("a", 0, 1), numbers(0, 1).join(","))];
    await up(back);
    await unchanged(back);
    nothingReleased();
    expect(bought()).toBe(2);
    await stack.destroy(await begin());
    expect(owned()).toEqual([]);
  });

  test("two resources that have one number and both drop it give it up", async () => {
    await up([list("a", 0, 1), list("b", 2)]);
    await expect(up([list("b", 1, 2), list("a", 0)], { parallel: 1, killBefore: "a" })).rejects.toThrow("killed");
    await up([list("a", 0), list("b", 2)]);
    expect(owned()).toEqual(numbers(0, 2));
  });

  test("a giver that was deleted is made again, without the number that has passed", async () => {
    await up([list("a", 0, 1), list("b", 2)]);
    await up([list("a", 0), list("b", 1, 2)]);
    await up([list("b", 1, 2)]);
    await up([list("b", 1, 2), list("a", 5)]);
    expect(owned()).toEqual(numbers(1, 2, 5));
  });

  test("the order of a killed run is found again by a resource that has only taken numbers", async () => {
    await up([list("a", 0, 1)]);
    await up([list("a", 0), list("c", 1)]);
    const held = stack.held.get("c");
    const before = held && structuredClone(held);
    await up([list("a", 0), list("c", 1, 5)]);
    if (before) stack.held.set("c", before);
    await stack.refresh(await begin());
    await up([list("a", 0)]);
    expect(owned()).toEqual(numbers(0));
  });

  test("a resource whose taker could not be made stays in the state, also when the engine goes on after the error", async () => {
    await up([list("old", 0, 1)]);
    const run = await begin();
    const taker = list("new", 0, 1);
    const { checked } = await run.register(taker.type, taker.name, taker.inputs as Values);
    await expect(run.createChecked(taker.type, taker.name, checked)).rejects.toThrow("Nothing was ordered");
    const old = stack.held.get("old");
    if (!old) throw new Error("the old one is not in the state");
    await expect(run.remove(old.type, old.name, old)).rejects.toThrow(
      'PhoneNumberOrder "new" declares them, and does not have them yet. This resource stays in the state until then.',
    );
    expect(owned()).toEqual(numbers(0, 1));
  });

  test("a number that was left to a taker which was refused is known again when the taker is dropped", async () => {
    simulator.account.buyNumber({ sipPeerId: String(place.sipPeerId), number: number(7) });
    await up([list("a", 0, 1)]);
    await expect(up([list("a", 0), list("c", 1, 7)])).rejects.toThrow("Nothing was ordered");
    await up([list("a", 0)]);
    expect(owned()).toEqual(numbers(0, 7));
    await unchanged([list("a", 0)]);
  });

  test("maxDisconnects 0 allows numbers to change hands", async () => {
    await up([list("a", 0, 1)]);
    const run = await start({ ...simulator.environment(), BW_RELEASE_DELAY: "300ms", BW_MAX_DISCONNECTS: "0" });
    await stack.up(run, [...base, list("b", 1), list("a", 0)]);
    nothingReleased();
    expect(stack.numbers("b")).toEqual(numbers(1));
  });

  test.each([
    ["the giver", "b", [list0, list1]],
    ["the taker", "a", [list1, list0]],
  ])("a run that dies after it has reached only %s goes on in the next one", async (_reached, killed, inOrder) => {
    await up([list("a", 0, 1), list("b", 2)]);
    const program = inOrder.map((declare) => declare(list));
    await expect(up(program, { parallel: 1, killBefore: killed })).rejects.toThrow("killed");
    await up(program);
    nothingReleased();
    expect([stack.numbers("a"), stack.numbers("b")]).toEqual([numbers(0), numbers(1, 2)]);
    await unchanged(program);
    expect(bought()).toBe(3);
    await stack.destroy(await begin());
    expect(owned()).toEqual([]);
  });

  test("a number that was left to a resource which never took it is not forgotten", async () => {
    await up([list("a", 0, 1), list("b", 2)]);
    const program = [list("a", 0), list("b", 1, 2)];
    await expect(up(program, { parallel: 1, killBefore: "b" })).rejects.toThrow("killed");
    expect(owned()).toEqual(numbers(0, 1, 2));
    await stack.destroy(await begin());
    expect(owned()).toEqual([]);
  });

  test("a number that came from another list, and was left to one that never took it, is not forgotten either", async () => {
    await up([list("a", 0, 1), list("b", 2)]);
    await up([list("a", 0), list("b", 1, 2)]);
    await expect(up([list("b", 2), list("a", 0, 1)], { parallel: 1, killBefore: "a" })).rejects.toThrow("killed");
    await up([list("b", 2, 3), list("a", 0)]);
    expect(owned()).toEqual(numbers(0, 2, 3));
    await stack.destroy(await begin());
    expect(owned()).toEqual([]);
  });

  test("what a resource declares that is not registered after an error stays in service", async () => {
    await up([list("a", 0, 1)]);
    const behind: Declared[] = [
      { type: "SipPeer", name: "other", inputs: { siteId: place.siteId, name: "Other" } },
      { ...list("b", 1), after: ["other"] },
    ];
    simulator.faults.on("POST", /\/sippeers$/, { kind: "status", status: 403 });
    await expect(up([list("a", 0), ...behind])).rejects.toThrow("403");
    nothingReleased();
    await up([list("a", 0), ...behind]);
    nothingReleased();
    expect([stack.numbers("a"), stack.numbers("b")]).toEqual([numbers(0), numbers(1)]);
    expect(bought()).toBe(2);
  });

  test("what an error kept from being disconnected goes in the next run", async () => {
    await up([list("a", 0, 1)]);
    const other: Declared = { type: "SipPeer", name: "other", inputs: { siteId: place.siteId, name: "Other" } };
    simulator.faults.on("POST", /\/sippeers$/, { kind: "status", status: 403 });
    await expect(up([list("a", 0), other])).rejects.toThrow("403");
    expect(owned()).toEqual(numbers(0, 1));
    await up([list("a", 0), other]);
    expect(owned()).toEqual(numbers(0));
    await unchanged([list("a", 0), other]);
  });

  test("a pool that has lost a number, and gives another one away, does not keep that one too", async () => {
    await up([pool("pool", 2)]);
    const [lost = "", chosen = ""] = stack.numbers("pool");
    simulator.account.disconnectNumber(lost);
    const program = [pool("pool", 1), { ...list("own"), inputs: { ...place, telephoneNumbers: [chosen] } }];
    await up(program);
    expect(stack.numbers("own")).toEqual([chosen]);
    expect(stack.numbers("pool")).not.toContain(chosen);
    expect(owned().length).toBe(2);
    await unchanged(program);
  });

  test("a resource that comes back leaves alone what it once ordered and another one has by now", async () => {
    await up([pool("pool", 2)]);
    const own: Declared = { ...list("own"), inputs: { ...place, telephoneNumbers: stack.numbers("pool") } };
    await up([own], { refresh: true });
    await up([pool("pool", 2), own]);
    expect(bought()).toBe(4);
    expect(stack.numbers("pool").filter((one) => stack.numbers("own").includes(one))).toEqual([]);
    await unchanged([pool("pool", 2), own]);
    nothingReleased();
  });

  test("a number that was taken over, lost, and bought by somebody else is left to them", async () => {
    const other: Declared = { type: "SipPeer", name: "other", inputs: { siteId: place.siteId, name: "Other" } };
    await up([other, list("a", 0, 1)]);
    await up([other, list("a", 0), list("b", 1)]);
    simulator.account.disconnectNumber(number(1));
    simulator.account.buyNumber({ number: number(1), sipPeerId: String(stack.held.get("other")?.state.sipPeerId) });
    await up([other, list("a", 0)]);
    nothingReleased();
    expect(owned()).toEqual(numbers(0, 1));
  });

  test("numbers of which it cannot be told where they are, are not adopted", async () => {
    await up([list("old", 0)]);
    const fault = { kind: "status", status: 403 } as const;
    simulator.faults.add({ path: /^\/tns\//, times: Number.POSITIVE_INFINITY, fault });
    const adopted = { ...adopting(list("new", 0), number(0)) };
    const run = await begin();
    await expect(stack.up(run, [adopted])).rejects.toThrow("in which site could not be told. Nothing was taken over.");
    simulator.faults.clear();
    await up([adopted]);
    nothingReleased();
  });

  // The plugin has no `adopt`.
  if (!isPlugin) {
    test("adopt takes nothing that another resource of the program keeps", async () => {
      await up([pool("pool", 2)]);
      const [first = ""] = stack.numbers("pool");
      const own = { ...list("own"), inputs: { ...place, telephoneNumbers: [first], adopt: first } };
      await expect(up([pool("pool", 2), own])).rejects.toThrow("nothing was adopted: PhoneNumberOrder");
      expect(bought()).toBe(2);
    });
  }

  if (!isPlugin) return;

  test("the option `import` in another spelling, grown, as an order id, and back", async () => {
    const [one, two] = [list("n", 0, 1), list("n", 0, 1, 2)];
    await up([one]);
    const orderId = stack.held.get("n")?.id ?? "";
    simulator.account.buyNumber({ sipPeerId: String(place.sipPeerId), number: number(2) });
    const spelling = (text: string, declared: Declared): Declared => ({ ...declared, import: text });
    for (const program of [
      spelling(numbers(0, 1).join(","), one),
      spelling("919-555-0101,(919) 555-0100", one),
      spelling(orderId, one),
      spelling(numbers(2, 0, 1).join(","), two),
      spelling(orderId, one),
    ]) {
      // The last one leaves a number out of both, so that one goes.
      await up([program]);
      if (program.import !== orderId || program === one) nothingReleased();
    }
    expect(bought()).toBe(3);
  });
});
