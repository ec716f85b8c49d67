import { expect, test } from "vitest";
import { sightOf } from "../../provider/pulumi/run/command.js";
import { Program } from "../../provider/pulumi/run/program.js";
import type { RunMemory } from "../../provider/pulumi/run/runMemory.js";

const REST_MS = 100;

test("an update that comes after a rest waits again, for what is under way by then may lead to a registration", async () => {
  const program = new Program(() => REST_MS);
  program.declare("urn:giver", { things: [], inputs: {} });
  await program.others("urn:first").atRest();

  // Something that another resource depends on is made only now: there were no free slots before.
  let made = () => {};
  const making = program.quiet.during(() => new Promise<void>((resolve) => (made = resolve)));
  const { keeper, atRest } = program.others("urn:giver");
  const update = program.quiet.during(async () => {
    await atRest();
    return keeper("the number")?.urn;
  });
  await new Promise((resolve) => setTimeout(resolve, REST_MS * 2));
  made();
  await making;
  program.declare("urn:taker", { things: ["the number"], inputs: {} });
  expect(await update).toBe("urn:taker");
});

test("deletes come after the program: one rest is enough for all of them", async () => {
  let delayMs = 10;
  const program = new Program(() => delayMs);
  program.declare("urn:one", { things: [], inputs: {} });
  await program.others("urn:gone", true).atRest();
  // Longer than a test may take.
  delayMs = 600_000;
  await program.quiet.during(() => program.others("urn:gone too", true).atRest());
});

test("one rest is enough for all updates that wait for it", async () => {
  const program = new Program(() => REST_MS);
  program.declare("urn:one", { things: [], inputs: {} });
  let ended = () => {};
  const never = new Promise<void>((resolve) => (ended = resolve));
  const updates = ["a", "b", "c"].map((name) =>
    program.quiet.during(async () => {
      await program.others(`urn:${name}`).atRest();
      // The first one to go on takes its time, and holds up no other one.
      if (name === "a") await never;
    }),
  );
  await Promise.all(updates.slice(1));
  ended();
  await Promise.all(updates);
});

test("a run without registrations, as a destroy, is at rest from the start", async () => {
  const program = new Program(() => 60_000);
  await program.others("urn:one", true).atRest();
  await program.others("urn:one").atRest();
});

test("when all steps that the engine has room for wait, those that can wait for a later run give way, and know less", async () => {
  const sight = sightOf({ id: "1", args: ["up", "--parallel", "2", "--skip-preview"] }, {});
  const program = new Program(() => REST_MS, { sight });
  program.declare("urn:a", { things: [], inputs: {} });
  const wait = async (yields: boolean) => {
    const others = program.others("urn:giver");
    await program.quiet.during(() => others.atRest({ yields }));
    return others.blindness;
  };
  const blind = expect.stringMatching(/^had no preview \(`--skip-preview`\), and all steps that may run at once/);
  expect(await Promise.all([wait(true), wait(true)])).toEqual([undefined, blind]);
  expect(await Promise.all([wait(false), wait(true)])).toEqual([undefined, blind]);
  // Those that can't give way, such as deletes, wait as before.
  expect(await Promise.all([wait(false), wait(false)])).toEqual([undefined, undefined]);
});

test("a run whose preview has seen the program needs no room", async () => {
  const sight = sightOf({ id: "1", args: ["up", "--parallel", "1"] }, {});
  const memory = { knowsPreview: true, processes: 1, open: [], show() {}, declarers: () => [], holders: () => [] };
  const program = new Program(() => REST_MS, { sight, memory: memory as unknown as RunMemory });
  program.declare("urn:a", { things: [], inputs: {} });
  const others = program.others("urn:giver");
  await program.quiet.during(() => others.atRest({ yields: true }));
  expect(others.blindness).toBeUndefined();
});
