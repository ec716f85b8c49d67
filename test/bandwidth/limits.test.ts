import { expect, test } from "vitest";
import { LimitReached, Limits } from "../../provider/bandwidth/buying/limits.js";

test("without limits, everything is allowed", () => {
  const limits = new Limits();
  limits.reserve("purchase", 5_000_000);
  limits.reserve("disconnect", 5_000_000);
});

test("a limit's error names what was wanted, the limit, what was done, and the setting to change", () => {
  const limits = new Limits({ maxPurchases: 10 });
  limits.reserve("purchase", 8);
  expect(() => limits.reserve("purchase", 3)).toThrow(
    /buy 3 telephone numbers: the setting maxPurchases allows 10 in one run, and 8 were .*BW_MAX_PURCHASES/,
  );
  limits.reserve("purchase", 2);
});

test("the two limits are independent, and zero allows nothing", () => {
  const limits = new Limits({ maxDisconnects: 0 });
  limits.reserve("purchase", 1);
  expect(() => limits.reserve("disconnect", 1)).toThrow(LimitReached);
});

test("room for foreseen numbers is reserved until they are disconnected, and then used once", () => {
  const limits = new Limits({ maxDisconnects: 3 });
  limits.foresee(["a", "b"]);
  limits.foresee(["b"]);
  expect(() => limits.foresee(["c", "d"])).toThrow(/disconnect 2 telephone numbers: .* allows 3 .* 0 were/);
  limits.reserveDisconnect(["a", "b"]);
  limits.foresee(["c"]);
  expect(() => limits.foresee(["c", "d"])).toThrow(LimitReached);
});

test("unused room is returned", () => {
  const limits = new Limits({ maxPurchases: 10 });
  limits.reserve("purchase", 10);
  limits.settle("purchase", 10, 4);
  limits.reserve("purchase", 6);
  expect(() => limits.reserve("purchase", 1)).toThrow(LimitReached);
});
