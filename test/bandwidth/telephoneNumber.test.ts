import { expect, it } from "vitest";
import { normalizeTelephoneNumber, wireNumber } from "../../provider/bandwidth/values/telephoneNumber.js";

it("every usual spelling of a number means the same number", () => {
  for (const written of [
    "9195550100",
    "19195550100",
    "+19195550100",
    "(919) 555-0100",
    "919.555.0100",
    "+1 919 555 0100",
  ]) {
    expect(normalizeTelephoneNumber(written)).toBe("+19195550100");
  }
  expect(normalizeTelephoneNumber("+442079460000")).toBe("+442079460000");
});

it("text that isn't a number is refused", () => {
  for (const written of [
    "",
    "919555010",
    "91955501000",
    "29195550100",
    "1195550100",
    "+11195550100",
    "919555010a",
    "++19195550100",
    "442079460000",
  ]) {
    expect(normalizeTelephoneNumber(written), written).toBeUndefined();
  }
});

it("numbers are sent as ten digits in the classic dialect and as E.164 in the universal one", () => {
  expect(wireNumber("+19195550100", "classic")).toBe("9195550100");
  expect(wireNumber("+19195550100", "universal")).toBe("+19195550100");
  expect(wireNumber("+442079460000", "classic")).toBe("+442079460000");
});
