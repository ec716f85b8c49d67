import { describe, expect, test } from "vitest";
import { z } from "zod";
import { checkProperties } from "../../provider/pulumi/definition/check.js";
import { propertiesOf } from "../../provider/pulumi/values/property.js";
import { Secret, UNKNOWN } from "../../provider/pulumi/values/values.js";

const properties = propertiesOf(
  z.object({
    name: z.string().max(5, "must have at most 5 characters"),
    siteId: z.string().optional(),
    mode: z.enum(["fast", "slow"], 'must be one of "fast", "slow"').default("slow"),
    hosts: z
      .array(z.object({ hostName: z.string(), port: z.int().max(65_535, "must be a port").optional() }))
      .max(2, "must contain at most 2 hosts")
      .optional(),
  }),
);

const check = (values: Record<string, unknown>) => checkProperties(properties, values);

describe("checking inputs", () => {
  test("everything that is wrong is told at once, at its path", () => {
    const { failures } = check({ name: "too long", mode: "medium", hosts: [{ port: 70_000 }, { hostName: 7 }] });
    expect(failures).toEqual([
      { property: "name", reason: "must have at most 5 characters" },
      { property: "mode", reason: 'must be one of "fast", "slow"' },
      { property: "hosts[0].hostName", reason: "is required" },
      { property: "hosts[0].port", reason: "must be a port (it is 70000)" },
      { property: "hosts[1].hostName", reason: 'must be a string, not a number: write "7", in quotes' },
    ]);
  });

  test("the value of what lies deeper is told, since the engine shows only the first level; of a secret never", () => {
    const account = propertiesOf(
      z.object({
        key: z.string().max(3, "too long").meta({ secret: true }),
        user: z.object({
          name: z.string().max(3, "too long"),
          pin: z.string().max(3, "too long").meta({ secret: true }),
        }),
        hidden: z.object({ name: z.string().max(3, "too long") }).meta({ secret: true }),
      }),
    );
    const { failures } = checkProperties(account, {
      key: "MARKER",
      user: { name: `Jo\u001b[31m${"o".repeat(99)}`, pin: "MARKER" },
      hidden: { name: "MARKER" },
    });
    expect(failures).toEqual([
      { property: "key", reason: "too long" },
      { property: "user.name", reason: `too long (it is "Jo\ufffd[31m${"o".repeat(53)}…")` },
      { property: "user.pin", reason: "too long" },
      { property: "hidden.name", reason: "too long" },
    ]);
    const address = { key: "a", user: { name: "ftp://joe:MARKER@h", pin: "b" }, hidden: { name: "a" } };
    expect(checkProperties(account, address).failures).toEqual([{ property: "user.name", reason: "too long" }]);
    const secret = checkProperties(account, {
      key: "a",
      user: new Secret({ name: "MARKER", pin: "b" }),
      hidden: { name: "a" },
    });
    expect(secret.failures).toEqual([{ property: "user.name", reason: "too long" }]);
  });

  test("a list that is too long is told beside what is wrong in it", () => {
    const { failures } = check({ name: "a", hosts: [{ hostName: "a" }, { hostName: "b" }, {}] });
    expect(failures.map(({ property }) => property)).toEqual(["hosts", "hosts[2].hostName"]);
  });

  test("an id that was written as a number is not taken silently", () => {
    expect(check({ name: "a", siteId: 13606 }).failures[0]?.reason).toContain('write "13606", in quotes');
  });

  test("a misspelt property is refused, with the one that was meant", () => {
    expect(check({ name: "a", siteID: "1" }).failures).toEqual([
      { property: "siteID", reason: "is not a property here; did you mean siteId?" },
    ]);
  });

  test("what is not known yet passes, in any place", () => {
    const values = {
      name: UNKNOWN,
      hosts: [UNKNOWN, { hostName: UNKNOWN, port: UNKNOWN }],
      siteId: UNKNOWN,
      mode: UNKNOWN,
    };
    const checked = check(values);
    expect(checked.failures).toEqual([]);
    expect(checked.values).toEqual(values);
  });

  test("a secret is checked, and stays a secret", () => {
    expect(check({ name: new Secret("far too long") }).failures).toHaveLength(1);
    expect(check({ name: new Secret("fine") }).values.name).toEqual(new Secret("fine"));
  });

  test("defaults are filled in, and checking again changes nothing", () => {
    const once = check({ name: "a" }).values;
    expect(once).toEqual({ name: "a", mode: "slow" });
    expect(check(once)).toEqual({ values: once, failures: [] });
  });
});
