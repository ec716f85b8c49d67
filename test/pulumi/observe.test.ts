import { describe, expect, test } from "vitest";
import { z } from "zod";
import { observe } from "../../provider/pulumi/definition/observe.js";
import { propertiesOf } from "../../provider/pulumi/values/property.js";

const properties = propertiesOf(
  z.object({
    name: z.string().optional(),
    description: z.string().optional(),
    address: z.object({ streetName: z.string(), city: z.string() }).meta({ normalizedByServer: true }),
    password: z.string().meta({ writeOnly: true }),
    smsHosts: z.array(z.object({ hostName: z.string(), port: z.number().optional() })).meta({ set: true }),
    numbers: z.array(z.string()).meta({ set: true }),
  }),
);
const see = (
  declared: Record<string, unknown>,
  actual: Record<string, unknown>,
  stored: Record<string, unknown> = {},
) => observe(properties, declared, actual, stored);

describe("what a refresh shows", () => {
  test("a change of what is declared", () => {
    expect(see({ name: "a" }, { name: "b" })).toEqual({ name: "b" });
    expect(see({ name: "a" }, {})).toEqual({});
  });

  test("nothing of what the server adds by itself", () => {
    expect(see({ name: "a" }, { name: "a", description: "added" })).toEqual({ name: "a" });
    const hosts = [{ hostName: "x" }, { hostName: "y" }];
    const served = [
      { hostName: "y", port: 5060 },
      { hostName: "x", port: 5060 },
    ];
    expect(see({ smsHosts: hosts }, { smsHosts: served })).toEqual({ smsHosts: hosts });
  });

  test("a set in the program's order while it has the same elements", () => {
    expect(see({ numbers: ["b", "a"] }, { numbers: ["a", "b"] })).toEqual({ numbers: ["b", "a"] });
    expect(see({ numbers: ["b", "a"] }, { numbers: ["a"] })).toEqual({ numbers: ["a"] });
  });

  test("no rewriting by the server, but a later change by somebody", () => {
    const declared = { streetName: "Main Campus Drive", city: "Raleigh" };
    const stored = { streetName: "MAIN CAMPUS DR", city: "RALEIGH" };
    expect(see({ address: declared }, { address: stored }, { address: stored })).toEqual({ address: declared });
    const moved = { streetName: "ELM ST", city: "RALEIGH" };
    expect(see({ address: declared }, { address: moved }, { address: stored })).toEqual({ address: moved });
  });

  test("what the server never tells as it was declared", () => {
    expect(see({ password: "p" }, {})).toEqual({ password: "p" });
  });

  test("an empty text or list that the server leaves out is no drift", () => {
    expect(see({ description: "", numbers: [] }, {})).toEqual({ description: "", numbers: [] });
  });
});
