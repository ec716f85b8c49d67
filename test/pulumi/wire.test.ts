import { describe, expect, test } from "vitest";
import { equal, Secret, UNKNOWN } from "../../provider/pulumi/values/values.js";
import { fromWire, toWire } from "../../provider/pulumi/values/wire.js";

const SIGNATURE = "4dabf18193072939515e22adb298388d";

describe("values on Pulumi's wire", () => {
  test("the unknown of every type is recognised, at any depth", () => {
    const bag = {
      text: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
      list: ["6a19a0b0-7e62-4c92-b797-7f8e31da9cc2"],
      object: { flag: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7" },
    };
    expect(fromWire(bag)).toEqual({ text: UNKNOWN, list: [UNKNOWN], object: { flag: UNKNOWN } });
  });

  test("secrets, outputs and references are unwrapped", () => {
    const secret = { [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", value: "s" };
    const output = { [SIGNATURE]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", secret: true, value: "o" };
    const pending = { [SIGNATURE]: "d0e6a833031e9bbcd3f4e8bde6ca49a4" };
    const reference = { [SIGNATURE]: "5cf8f73096256a8f31e491e813e4eb8e", urn: "urn:x", id: "42" };
    expect(fromWire({ secret, output, pending, reference })).toEqual({
      secret: new Secret("s"),
      output: new Secret("o"),
      pending: UNKNOWN,
      reference: "42",
    });
  });

  test("there and back again nothing is lost, and undefined is never sent", () => {
    const values = { a: [1, { b: new Secret("x") }, UNKNOWN], c: false, d: "" };
    expect(fromWire(toWire({ ...values, gone: undefined }))).toEqual(values);
    expect(Object.keys(toWire({ gone: undefined }))).toEqual([]);
  });

  test("nothing unknown equals anything", () => {
    expect(equal(UNKNOWN, UNKNOWN)).toBe(false);
    expect(equal({ a: undefined }, {})).toBe(true);
  });
});
