import { expect, test } from "vitest";
import { FuseBlown, Limits } from "../../provider/bandwidth/buying/limits.js";

test("without limits, everything is allowed", () => {
  const fuses = new Limits();
  fuses.reserve("purchase", 5_000_000);
  fuses.reserve("disconnect", 5_000_000);
});

test("a limit's error names what was wanted, the limit, what was done, and the setting to change", () => {
  const fuses = new Limits({ maxPurchases: 10 });
  fuses.reserve("purchase", 8);
  expect(() => fuses.reserve("purchase", 3)).toThrow(
    /buy 3 telephone numbers: the setting maxPurchases allows 10 in one run, and 8 were .*BW_MAX_PURCHASES/,
  );
  fuses.reserve("purchase", 2);
});

test("the two limits are independent, and zero allows nothing", () => {
  const fuses = new Limits({ maxDisconnects: 0 });
  fuses.reserve("purchase", 1);
  expect(() => fuses.reserve("disconnect", 1)).toThrow(FuseBlown);
});

test("room for foreseen numbers is reserved until they are disconnected, and then used once", () => {
  const fuses = new Limits({ maxDisconnects: 3 });
  fuses.foresee(["a", "b"]);
  fuses.foresee(["b"]);
  expect(() => fuses.foresee(["c", "d"])).toThrow(/disconnect 2 telephone numbers: .* allows 3 .* 0 were/);
  fuses.reserveDisconnect(["a", "b"]);
  fuses.foresee(["c"]);
  expect(() => fuses.foresee(["c", "d"])).toThrow(FuseBlown);
});

test("unused room is returned", () => {
  const fuses = new Limits({ maxPurchases: 10 });
  fuses.reserve("purchase", 10);
  fuses.settle("purchase", 10, 4);
  fuses.reserve("purchase", 6);
  expect(() => fuses.reserve("purchase", 1)).toThrow(FuseBlown);
});
