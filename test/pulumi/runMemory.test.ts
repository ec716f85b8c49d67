import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { pulumiCommand, type Sight, sightOf } from "../../provider/pulumi/run/command.js";
import { Program } from "../../provider/pulumi/run/program.js";
import { RunMemory } from "../../provider/pulumi/run/runMemory.js";

const command = { id: `${process.pid}-1`, args: ["up"] };
/** No process has this id: the largest one of Linux is smaller. */
const ENDED = 2 ** 22 + 7;
let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "run-memory-"));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const open = () => {
  const memory = RunMemory.open("test", command, parent);
  if (!memory) throw new Error("there is no memory");
  return memory;
};
const own = () => join(parent, command.id, `${process.pid}.jsonl`);
/** What another process has shown; it writes on where it wrote before. */
function other(pid: number, show: (memory: RunMemory) => void): void {
  show(open());
  const file = join(parent, command.id, `${pid}.jsonl`);
  appendFileSync(file, readFileSync(own()));
  rmSync(own());
}

describe("what other processes of a command have seen", () => {
  test("is nothing without a command", () => {
    expect(RunMemory.open("test", undefined, parent)).toBeUndefined();
    expect(pulumiCommand(1)).toBeUndefined();
  });

  test("is what they declare and let go, hashed, and not what this process has shown itself", () => {
    other(ENDED, (it) => it.show("urn:b", { declares: ["number 1"], lets: ["number 2"] }));
    const memory = open();
    memory.show("urn:c", { declares: ["number 3"] });
    expect([...memory.declarers("number 1")]).toEqual(["urn:b"]);
    expect([...memory.givers("number 2")]).toEqual(["urn:b"]);
    expect([...memory.declarers("number 3")]).toEqual([]);
    expect(readFileSync(join(parent, command.id, `${ENDED}.jsonl`), "utf8")).not.toContain("number 1");
  });

  test("is read on, and what a resource shows later counts", async () => {
    const memory = open();
    other(ENDED, (it) => it.show("urn:b", { declares: ["number 1"] }));
    expect([...memory.declarers("number 1")]).toEqual(["urn:b"]);
    other(ENDED, (it) => it.show("urn:b", { declares: ["number 2"] }));
    await expect.poll(() => [...memory.declarers("number 2")]).toEqual(["urn:b"]);
    expect([...memory.declarers("number 1")]).toEqual([]);
  });

  test("keeps a number for who declares it, until this process knows better", () => {
    other(ENDED, (it) => it.show("urn:b", { declares: ["number 1"] }));
    const program = new Program(() => 10, { memory: open() });
    program.declare("urn:a", { things: [], inputs: {} });
    expect(program.others("urn:a").keeper("number 1")).toMatchObject({ urn: "urn:b", holds: false, remembered: true });
    program.declare("urn:b", { things: [], inputs: {} });
    expect(program.others("urn:a").keeper("number 1")).toBeUndefined();
  });

  test("says what stands in place of what is deleted here, in the same account, but not in a destroy", () => {
    other(process.ppid, (it) => it.show("urn:a", { stands: "Site 1 in here", holds: ["number 1"] }));
    const sight = { partial: false, steps: 16, repeats: false };
    const of = (destroys: boolean, world: string) => {
      const program = new Program(() => 10, { memory: open(), sight: { ...sight, destroys }, world: () => world });
      const { isHeldElsewhere, others } = program.place("Site", "urn:a", true);
      return [isHeldElsewhere("1"), others.keeper("number 1")?.urn];
    };
    expect(of(false, "here")).toEqual([true, "urn:a"]);
    expect(of(false, "another account")).toEqual([false, "urn:a"]);
    expect(of(true, "here")).toEqual([false, undefined]);
  });

  test("tells the keys of the state that belong to the same account", () => {
    other(process.ppid, (it) => it.showKey("k1", "here"));
    expect([open().keys("here"), open().keys("elsewhere")]).toEqual([["k1"], []]);
  });

  test.each([
    ["runs beside this one is no preview", process.ppid, false],
    ["has ended was one", ENDED, true],
  ])("a process that %s", (_which, pid, knows) => {
    other(pid, (it) => it.show("urn:site", { declares: [], lets: [] }));
    const sight = { partial: false, destroys: false, steps: 1, repeats: false };
    const program = new Program(() => 10, { memory: open(), sight });
    program.declare("urn:a", { things: ["x"], inputs: {} });
    expect(program.others("urn:a").blindness === undefined).toBe(knows);
    expect(program.others("urn:a").foreseen).toBe(knows);
  });
});

test("processes that run beside this one are counted, since their steps take room too", () => {
  expect(open().processes).toBe(1);
  other(process.ppid, (it) => it.show("urn:site", { declares: [], lets: [] }));
  other(ENDED, (it) => it.show("urn:site", { declares: [], lets: [] }));
  expect(open().processes).toBe(2);
});

describe("what a command lets a provider see", () => {
  const FOUR = { GOMAXPROCS: "1" };

  test.each<[args: string[], sees: Partial<Sight>, environment?: Record<string, string>]>([
    [["up", "--yes"], {}],
    [["up", "--target", "urn:a"], { partial: true }],
    [["-C", "folder", "up", "-t=urn:a"], { partial: true }],
    [["up", "-yt", "urn:a"], { partial: true }],
    [["up", "-turn:a"], { partial: true }],
    [["up", "-s", "test", "-mtext"], {}],
    [["up", "-stest"], {}],
    [["up", "--exclude", "urn:a"], { partial: true }],
    [["up"], { partial: true }, { PULUMI_OPTION_TARGET: "urn:a" }],
    [["up"], { partial: true }, { PULUMI_OPTION_EXCLUDE: "urn:a" }],
    [["up"], { partial: true }, { PULUMI_OPTION_TARGET_REPLACE: "urn:a" }],
    [["destroy", "--target", "urn:a"], { partial: true, destroys: true }],
    [["up", "--parallel", "1"], { steps: 1 }],
    [["up", "-p1"], { steps: 1 }],
    [["up", "-yp", "3"], { steps: 3 }],
    [["up", "--parallel=16"], { steps: 16 }],
    [["up", "--parallel=0"], { steps: 1 }],
    [["up"], { steps: 1 }, { PULUMI_PARALLEL: "1" }],
    [["up"], { steps: 2 }, { PULUMI_PARALLEL: "1", PULUMI_OPTION_PARALLEL: "2" }],
    [["up", "-p", "3"], { steps: 3 }, { PULUMI_OPTION_PARALLEL: "2" }],
    [["watch", "-s", "dev"], { repeats: true }],
    [["do", "bandwidth:index:Site", "list"], {}],
    [["do", "bandwidth:index:PhoneNumberOrder", "patch", "461", "--stateless"], {}],
    [["do", "bandwidth:index:getSite", "--site-id", "461"], {}],
  ])("pulumi %j: %j %j", (args, sees, environment = {}) => {
    const whole = { partial: false, destroys: false, steps: 4, repeats: false };
    expect(sightOf({ id: "1", args }, { ...FOUR, ...environment })).toEqual({ ...whole, ...sees });
  });

  test("a run that says nothing has four steps for each CPU", () => {
    expect(sightOf(undefined, {}).steps).toBe(4 * availableParallelism());
  });

  test.each([
    ["up", "--skip-preview"],
    ["update", "-f"],
    ["up", "-fy"],
    ["up", "--yes"],
    ["destroy", "--skip-preview"],
  ])("pulumi %s %s: whether it changes something is known before it is told", (...args) => {
    const program = new Program(() => 10, { sight: sightOf({ id: "1", args }, {}) });
    expect(program.isUpdate).toBe(args[0] !== "destroy" && args[1] !== "--yes");
  });

  test.each<[args: string[], destroys: boolean]>([
    [["do", "bandwidth:index:PhoneNumberOrder", "create", "delete", "--yes"], false],
    [["-C", "folder", "do", "--package", "bandwidth", "bandwidth:index:PhoneNumberOrder", "upsert", "main"], false],
    [["do", "bandwidth:index:PhoneNumberOrder", "patch", "main", "--quantity", "1"], false],
    [["do", "bandwidth:index:PhoneNumberOrder", "delete", "up", "--yes"], true],
  ])("pulumi %j sees one resource, and not what the others of the stack declare", (args, destroys) => {
    const sight = sightOf({ id: "1", args }, FOUR);
    expect(sight).toEqual({ partial: true, single: true, destroys, steps: 4, repeats: false });
    const program = new Program(() => 10, { sight });
    program.declare("urn:a", { things: [], inputs: {} });
    expect(program.others("urn:a", true)).toMatchObject({ partial: !destroys, destroysPart: destroys });
    expect(program.others("urn:a").blindness).toBe(
      destroys ? undefined : "is a `pulumi do`, which sees only one resource of the stack",
    );
  });

  test("a delete in a run with --target is one that sees a part, also when nothing is registered", () => {
    const program = new Program(() => 10, { sight: sightOf({ id: "1", args: ["up", "--target", "urn:a"] }, {}) });
    expect(program.others("urn:a", true).partial).toBe(true);
    const destroy = new Program(() => 10, { sight: sightOf({ id: "1", args: ["destroy", "-t", "urn:a"] }, {}) });
    expect(destroy.others("urn:a", true)).toMatchObject({ partial: false, destroysPart: true, blindness: undefined });
  });
});
