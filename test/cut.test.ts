import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cut, cutShort } from "../provider/cut.js";
import { orderName } from "../provider/resources/ordering/orderName.js";

const FAMILY = "👨‍👩‍👧‍👦";
const FLAG = "🇺🇸";

describe("a text that is cut", () => {
  test.each([
    ["is left whole when it fits", "abc", 3, "abc"],
    ["ends at its limit", "abcd", 3, "abc"],
    ["ends before an emoji that would not fit", "ab🙂", 3, "ab"],
    ["keeps an emoji that fits", "a🙂b", 3, "a🙂"],
    ["ends before a family of emoji", `a${FAMILY}`, 5, "a"],
    ["ends before a flag", `ab${FLAG}`, 4, "ab"],
    ["ends before a letter with its accents", `abe\u0301\u0323`, 4, "ab"],
    ["ends before a line end of two characters", "abc\r\nd", 4, "abc"],
    ["is empty where its first character is longer", `🙂${"\u0301".repeat(90)}`, 80, ""],
    ["ends before half a character where nothing else is", "🙂🙂", 1, ""],
  ])("%s", (_what, text, most, expected) => {
    expect(cut(text, most)).toBe(expected);
  });

  test("is well-formed, no longer than allowed and a beginning, whatever it holds", () => {
    const texts = fc.string({
      unit: fc.constantFrom("a", " ", "é", "e\u0301", "🙂", FAMILY, FLAG, "한", "\r\n"),
      maxLength: 60,
    });
    fc.assert(
      fc.property(texts, fc.nat(120), (text, most) => {
        const short = cut(text, most);
        expect(short.isWellFormed()).toBe(true);
        expect(short.length).toBeLessThanOrEqual(most);
        expect(text.startsWith(short)).toBe(true);
        expect(cutShort(text, most)).toBe(text.length > most ? `${short}…` : text);
        const left = [...new Intl.Segmenter("en").segment(text)].map(({ index }) => index);
        expect([...left, text.length]).toContain(short.length);
      }),
    );
  });
});

describe("the name of an order whose program gives it none", () => {
  const urn = (name: string) => `urn:pulumi:dev::test::bandwidth:index:PhoneNumberOrder::${name}`;

  test("is the resource's, as far as it fits", () => {
    expect(orderName(urn("numbers"))).toBe("numbers");
    expect(orderName(urn("a::b"))).toBe("a::b");
    expect(orderName("")).toBe("pulumi");
    expect(orderName(urn(`${"x".repeat(49)}🙂`))).toBe("x".repeat(49));
    expect(orderName(urn(`${"x".repeat(46)}${FAMILY} and more`))).toBe("x".repeat(46));
    expect(orderName(urn(`${"x".repeat(49)} and more`))).toBe("x".repeat(49));
  });

  test("holds nothing that XML cannot carry", () => {
    expect(orderName(urn("line\nbell\u0007 end\uffff"))).toBe("line bell  end");
    expect(orderName(urn("\u0007"))).toBe("pulumi");
  });
});
