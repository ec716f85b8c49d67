import { describe, expect, test } from "vitest";
import { isShortFor, shortNameOf } from "../../provider/bandwidth/account/realmNames.js";

describe("the short name of a SIP realm", () => {
  test.each([
    ["desk", "desk-1a2b3c.auth.bandwidth.com"],
    ["Desk", "desk.1a2b3c.auth.bandwidth.com"],
    ["desk-2", "desk-2-1a2b3c.auth.bandwidth.com"],
    ["desk-2", "desk-2.1a2b3c.auth.bandwidth.com"],
    ["desk", "desk.auth.bandwidth.com"],
  ])("%s is short for %s", (short, full) => {
    expect(isShortFor(short, full)).toBe(true);
  });

  // Two realms of one account: "2", "b" and "cafe" have only hexadecimal digits, as the account's part has.
  test.each([
    ["desk", "desk-2.1a2b3c.auth.bandwidth.com"],
    ["desk", "desk-cafe.1a2b3c.auth.bandwidth.com"],
    ["desk", "desk-2-1a2b3c.auth.bandwidth.com"],
    ["desk", "desktop-1a2b3c.auth.bandwidth.com"],
    ["desk", "help-desk.1a2b3c.auth.bandwidth.com"],
  ])("%s is not short for %s, which is another realm", (short, full) => {
    expect(isShortFor(short, full)).toBe(false);
  });

  test("is short for the full name that it is made of", () => {
    for (const full of ["desk-2.1a2b3c.auth.bandwidth.com", "desk-2-1a2b3c.auth.bandwidth.com"]) {
      expect(shortNameOf(full)).toBe("desk-2");
      expect(isShortFor(shortNameOf(full), full)).toBe(true);
    }
  });
});
