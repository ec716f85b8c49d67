import { describe, expect, test } from "vitest";
import { complaints, resourceNamed } from "./support.js";

const TYPE = "SipRealm";

describe("a SIP realm's inputs", () => {
  test.each([
    ["an empty name", { name: "" }],
    ["a name of 31 characters", { name: "a".repeat(31) }],
    ["a full name", { name: "desk.example.com" }],
    ["a hyphen at the end", { name: "desk-" }],
  ])("%s is refused", (_what, inputs) => {
    expect(complaints(TYPE, inputs)).toEqual([
      "name must have at most 30 letters, digits and hyphens, and begin and end with a letter or a digit (error 33003)",
    ]);
  });

  test("not to be the default can't be set, and the refusal says what to do instead", () => {
    expect(complaints(TYPE, { name: "desk", isDefault: false })).toEqual([
      "isDefault must be true or left out: a realm stops being the default only when another one becomes it. Set isDefault there",
    ]);
    expect(complaints(TYPE, { name: "Desk-2", isDefault: true, description: "d".repeat(255) })).toEqual([]);
    expect(complaints(TYPE, { name: "desk", description: "d".repeat(256) })).toEqual([
      "description must have at most 255 characters",
    ]);
  });

  test("one name and one default for a program", () => {
    const claims = resourceNamed(TYPE).claims?.({ name: "Desk", isDefault: true }, () => true) ?? [];
    expect(claims.map(({ key, what }) => key ?? what)).toEqual([
      'the SIP realm "desk"',
      "the default SIP realm of the account",
    ]);
  });
});
