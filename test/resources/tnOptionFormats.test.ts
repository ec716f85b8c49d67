import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { Stack } from "./support.js";

const TYPE = "TnOptions";

describe("options of numbers", () => {
  let stack: Stack;
  let numbers: string[];
  const begin = async (environment: Record<string, string> = {}) => {
    stack = await Stack.start({}, environment);
    numbers = await stack.numbers(4);
  };
  beforeEach(() => begin());
  afterEach(() => stack.close());

  describe("formats, user part and final destination", () => {
    const all = {
      numberFormat: "e164",
      rpidFormat: "11digit",
      rewriteUser: "desk",
      finalDestinationUri: "19195550100@192.0.2.7",
    };
    const declared = () => ({ telephoneNumbers: numbers, ...all });
    const look = async (id: string, state?: Values) => {
      stack.api.client.beginRun();
      return stack.read(TYPE, "options", id, state);
    };

    test.each([
      ["numberFormat", "NumberFormat", "10digit"],
      ["rpidFormat", "RPIDFormat", "e164"],
      ["rewriteUser", "RewriteUser", "other"],
      ["finalDestinationUri", "FinalDestinationURI", "9195550123"],
    ])("%s that is changed elsewhere is seen and healed, for one number of many", async (name, element, value) => {
      const { id, state } = await stack.create(TYPE, "options", declared());
      const fresh = await look(id, state);
      expect(stack.diff(TYPE, fresh?.state ?? {}, declared()).changes).toEqual([]);
      stack.simulator.account.switchOptions(numbers[2] ?? "", { [element]: value });
      const drifted = await look(id, fresh?.state);
      expect(drifted?.inputs[name]).toBe(value);
      const healed = await stack.update(TYPE, "options", id, drifted?.state ?? {}, declared());
      const after = await look(id, healed);
      expect(stack.diff(TYPE, after?.state ?? {}, declared()).changes).toEqual([]);
      // One that was shown and is left out now was taken away.
      for (const number of numbers) stack.simulator.account.switchOptions(number, { [element]: "systemdefault" });
      expect((await look(id, after?.state))?.inputs).not.toHaveProperty(name);
    });

    test("are imported as they are, and differ in nothing", async () => {
      await stack.create(TYPE, "options", declared());
      const imported = await look(numbers.join(","));
      expect(imported?.inputs).toMatchObject(all);
      const written = { ...declared(), callingNameDisplay: "off", protected: "false", sms: "off" };
      expect(stack.diff(TYPE, imported?.state ?? {}, written).changes).toEqual([]);
    });

    test("are unset where the API tells false: imported as none, and seen when they were taken away", async () => {
      stack.simulator.settings.unsetOptionsFalse = true;
      const imported = await look(numbers.join(","));
      for (const name of ["numberFormat", "rpidFormat", "rewriteUser"])
        expect(imported?.inputs).not.toHaveProperty(name);
      const program = { telephoneNumbers: numbers, numberFormat: "e164", rewriteUser: "desk" };
      const { id, state } = await stack.create(TYPE, "options", program);
      const fresh = await look(id, state);
      expect(stack.diff(TYPE, fresh?.state ?? {}, program).changes).toEqual([]);
      for (const number of numbers) {
        stack.simulator.account.switchOptions(number, { NumberFormat: "systemdefault", RewriteUser: "systemdefault" });
      }
      const drifted = await look(id, state);
      for (const name of ["numberFormat", "rewriteUser"]) expect(drifted?.inputs).not.toHaveProperty(name);
      const healed = await stack.update(TYPE, "options", id, drifted?.state ?? {}, program);
      expect(stack.diff(TYPE, (await look(id, healed))?.state ?? {}, program).changes).toEqual([]);
    });

    test("a destination that the API tells with its scheme is the same", async () => {
      const { id, state } = await stack.create(TYPE, "options", declared());
      const told = { FinalDestinationURI: `sip:${all.finalDestinationUri}` };
      for (const number of numbers) stack.simulator.account.switchOptions(number, told);
      expect((await look(id, state))?.inputs.finalDestinationUri).toBe(all.finalDestinationUri);
    });

    test("count as unchanged where the API has never shown them", async () => {
      stack.simulator.settings.allOptionsReadable = false;
      const program = { telephoneNumbers: numbers, numberFormat: "e164", rewriteUser: "desk" };
      const { id, state } = await stack.create(TYPE, "options", program);
      stack.simulator.account.switchOptions(numbers[0] ?? "", { RewriteUser: "systemdefault" });
      const fresh = await look(id, state);
      expect(stack.diff(TYPE, fresh?.state ?? {}, program).changes).toEqual([]);
    });

    test("cost pages alone, but for a final destination that is declared", async () => {
      const { finalDestinationUri: _costly, ...cheap } = declared();
      const { id, state: created } = await stack.create(TYPE, "options", cheap);
      const state = (await look(id, created))?.state ?? {};
      const requests = async (held: Values) => {
        const mark = stack.simulator.requests.mark();
        await look(id, held);
        return stack.simulator.requests.since(mark).length;
      };
      expect(await requests(state)).toBe(1);
      expect(await requests({ ...state, finalDestinationUri: "9195550123" })).toBe(1 + numbers.length);
    });
  });
});
