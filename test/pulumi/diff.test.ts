import { describe, expect, test } from "vitest";
import { z } from "zod";
import { diffProperties } from "../../provider/pulumi/definition/diff.js";
import { propertiesOf } from "../../provider/pulumi/values/property.js";
import { UNKNOWN } from "../../provider/pulumi/values/values.js";

const host = z.object({ hostName: z.string(), port: z.number().optional() });
const properties = propertiesOf(
  z.object({
    name: z.string(),
    siteId: z.string().meta({ replaces: true }),
    numbers: z.array(z.string()).meta({ set: true }),
    voiceHosts: z.array(host),
    terminationHosts: z.array(host).meta({ set: true }),
  }),
);
const diff = (is: Record<string, unknown>, wanted: Record<string, unknown>) => diffProperties(properties, is, wanted);

describe("what changes", () => {
  test("nothing, when nothing differs", () => {
    const values = { name: "a", siteId: "1", numbers: ["x", "y"], voiceHosts: [{ hostName: "h" }] };
    expect(diff(values, structuredClone(values))).toEqual([]);
  });

  test("the order of a set means nothing; that of a list does", () => {
    expect(diff({ numbers: ["x", "y"] }, { numbers: ["y", "x"] })).toEqual([]);
    const hosts = [{ hostName: "a" }, { hostName: "b" }];
    expect(diff({ voiceHosts: hosts }, { voiceHosts: [...hosts].reverse() }).map(({ path }) => path)).toEqual([
      "voiceHosts[0].hostName",
      "voiceHosts[1].hostName",
    ]);
  });

  test("elements are named by their place", () => {
    expect(diff({ numbers: ["x", "y"] }, { numbers: ["x", "z", "w"] })).toEqual([
      { path: "numbers[1]", kind: "update", replaces: false },
      { path: "numbers[2]", kind: "add", replaces: false },
    ]);
    expect(diff({ voiceHosts: [{ hostName: "a" }] }, { voiceHosts: [{ hostName: "a", port: 5060 }] })).toEqual([
      { path: "voiceHosts[0].port", kind: "add", replaces: false },
    ]);
  });

  test("an element of a set that differs in part is named by that part, and others may stand elsewhere", () => {
    const [a, b, c] = ["a", "b", "c"].map((hostName) => ({ hostName, port: 5060 }));
    const news = [c, { ...b, port: 5080 }, a];
    expect(diff({ terminationHosts: [a, b, c] }, { terminationHosts: news })).toEqual([
      { path: "terminationHosts[1].port", kind: "update", replaces: false },
    ]);
    expect(diff({ terminationHosts: [a, b] }, { terminationHosts: [c, a] })).toEqual([
      { path: "terminationHosts[0]", kind: "add", replaces: false },
      { path: "terminationHosts[1]", kind: "delete", replaces: false },
    ]);
  });

  test("what needs a new resource says so", () => {
    expect(diff({ siteId: "1" }, { siteId: "2" })).toEqual([{ path: "siteId", kind: "update", replaces: true }]);
  });

  test("what is not known yet may change", () => {
    expect(diff({ name: "a" }, { name: UNKNOWN })).toHaveLength(1);
    expect(diff({ numbers: ["x"] }, { numbers: ["x", UNKNOWN] })).toEqual([
      { path: "numbers", kind: "update", replaces: false },
    ]);
  });

  test("null, undefined and absent are the same nothing", () => {
    expect(diff({ name: undefined }, { name: null })).toEqual([]);
    expect(diff({ name: "a" }, {})).toEqual([{ path: "name", kind: "delete", replaces: false }]);
  });
});
