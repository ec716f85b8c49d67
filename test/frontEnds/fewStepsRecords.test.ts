import { describe, expect, test } from "vitest";
import { sightOf } from "../../provider/pulumi/run/command.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { address } from "../resources/support.js";
import { numberStack, numbers } from "./numberStack.js";
import type { Declared } from "./program.js";
import { frontEnds } from "./support.js";

/*
 * The same as `fewSteps.test.ts`, for what hangs on numbers, and for numbers of other carriers: a run that may not see the whole program takes
 * nothing away, and a later one does, or lets it pass.
 */

const external = (...last: number[]) => last.map((one) => `+1919999010${one}`);
const caller = { houseNumber: "915", streetName: "Elm", city: "Carpinteria", stateCode: "CA", zip: "93013" };
const listing = {
  ...{ subscriberType: "BUSINESS", listingType: "LISTED", listingName: { lastName: "Joes Garage" }, listAddress: true },
  ...{ onDelete: "unlist", address: { ...caller, zip: "10007", stateCode: "NY" } },
};
const records: [type: string, values: Values, path: string][] = [
  ["E911Address", { callerName: "First", address: caller, allowRemoval: true }, "e911s"],
  ["TnOptions", { rewriteUser: "desk" }, "tnoptions"],
  ["DirectoryListing", listing, "dldas"],
];

describe.each(frontEnds)("records of numbers in runs that do not see the whole program, with %s", (frontEnd, start) => {
  const { now, settings, list, unchanged } = numberStack(frontEnd, start);

  const run = async (parallel: number, program: Declared[]) => {
    const args = ["up", "--skip-preview", "--parallel", String(parallel)];
    const run = await start(settings(), {}, { sight: sightOf({ id: "1", args }, {}) });
    await now.stack.up(run, [...now.base, ...program], { parallel });
    return run.lines.map(({ message }) => message).join("\n");
  };
  const late: Declared = { type: "Site", name: "late", inputs: { name: "Durham", address } };
  const imports = () => now.simulator.account.ordersOf("externalTns").map(({ action }) => action);
  const own = (name: string, ...last: number[]): Declared => ({
    type: "ExternalTns",
    name,
    inputs: { ...now.place, telephoneNumbers: external(...last) },
  });
  const there = () => external(0, 1, 2, 3).filter((one) => now.simulator.account.numbers.has(one));

  describe.each([1, 2])("%i at once", (parallel) => {
    test.each([
      ["the same place", false],
      ["another SIP peer", true],
    ])("ExternalTns stay on the account for a list in %s, behind a step that waits for room", async (_where, isElsewhere) => {
      const peer: Declared = { type: "SipPeer", name: "other", inputs: { siteId: now.place.siteId, name: "Other" } };
      await run(16, [peer, own("one", 0, 2), own("two", 1, 3)]);
      const imported = imports().length;
      const taker: Declared = {
        type: "ExternalTns",
        name: "taker",
        inputs: (made) => ({
          ...now.place,
          ...(isElsewhere && { sipPeerId: made.get("other")?.state.sipPeerId }),
          telephoneNumbers: external(2, 3),
        }),
        after: ["late"],
      };
      const program = [peer, own("one", 0), own("two", 1), late, taker];
      await run(parallel, program);
      expect(there()).toHaveLength(4);
      await run(16, program);
      await unchanged(program);
      expect(imports().slice(imported)).toEqual([]);
      await run(16, []);
      expect(there()).toEqual([]);
    });

    test.each(
      records,
    )("%s: nothing is removed for a resource behind a step that waits for room", async (type, values, path) => {
      const of = (name: string, ...last: number[]): Declared => ({
        ...{ type, name },
        inputs: { ...values, telephoneNumbers: numbers(...last) },
      });
      const all = list("all", 0, 1, 2, 3);
      await run(16, [all]);
      await run(16, [all, of("one", 0, 2), of("two", 1, 3)]);
      const mark = now.simulator.requests.mark();
      const writes = () => now.simulator.requests.writes(mark).filter((one) => one.path.toLowerCase().includes(path));
      const program = [all, of("one", 0), of("two", 1), late, { ...of("taker", 2, 3), after: ["late"] }];
      await run(parallel, program);
      await run(16, program);
      expect(writes()).toEqual([]);
      await unchanged(program);
    });
  });

  test("what nobody wants is released by the next runs, and each says what it has left", async () => {
    await run(16, [own("one", 0, 2), own("two", 1, 3)]);
    const program = [own("one", 0), own("two", 1)];
    const said = await run(1, program);
    expect(there()).toHaveLength(4);
    expect(said).toContain(
      `1 number not released yet by this ExternalTns: ${external(2)[0]}. This run registers one resource after the other`,
    );
    await run(16, program);
    expect(there()).toEqual(external(0, 1));
    await unchanged(program);
  });

  test("a run that met an error takes nothing from numbers, and the next one does", async () => {
    const options = (...last: number[]): Declared => ({
      type: "TnOptions",
      name: "options",
      inputs: { rewriteUser: "desk", telephoneNumbers: numbers(...last) },
    });
    const all = list("all", 0, 1);
    await run(16, [all]);
    await run(16, [all, options(0, 1), own("one", 0, 2)]);
    const wrong: Declared = { type: "Site", name: "wrong", inputs: { name: "", address } };
    await expect(run(16, [wrong, all, options(0), own("one", 0)])).rejects.toThrow();
    expect(there()).toEqual(external(0, 2));
    const rewritten = () => numbers(0, 1).map((one) => now.simulator.account.numbers.get(one)?.options.rewriteUser);
    expect(rewritten()).toEqual(["desk", "desk"]);
    await run(16, [all, options(0), own("one", 0)]);
    expect(rewritten()).toEqual(["desk", undefined]);
    expect(there()).toEqual(external(0));
    await unchanged([all, options(0), own("one", 0)]);
  });
});
