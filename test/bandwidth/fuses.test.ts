import { expect, test } from "vitest";
import { FuseBlown, Limits } from "../../provider/bandwidth/buying/limits.js";

test("without limits everything goes", () => {
  const fuses = new Limits();
  fuses.reserve("purchase", 5_000_000);
  fuses.reserve("disconnect", 5_000_000);
});

test("a fuse names what was wanted, the limit, what was done, and the setting to change", () => {
  const fuses = new Limits({ maxPurchases: 10 });
  fuses.reserve("purchase", 8);
  expect(() => fuses.reserve("purchase", 3)).toThrow(
    /buy 3 telephone numbers: the setting maxPurchases allows 10 in one run, and 8 were .*BW_MAX_PURCHASES/,
  );
  fuses.reserve("purchase", 2);
});

test("the two fuses do not know each other, and zero allows nothing", () => {
  const fuses = new Limits({ maxDisconnects: 0 });
  fuses.reserve("purchase", 1);
  expect(() => fuses.reserve("disconnect", 1)).toThrow(FuseBlown);
});

test("room for what is foreseen is kept until it happens, and then taken once", () => {
  const fuses = new Limits({ maxDisconnects: 3 });
  fuses.foresee(["a", "b"]);
  fuses.foresee(["b"]);
  expect(() => fuses.foresee(["c", "d"])).toThrow(/disconnect 2 telephone numbers: .* allows 3 .* 0 were/);
  fuses.reserveDisconnect(["a", "b"]);
  fuses.foresee(["c"]);
  expect(() => fuses.foresee(["c", "d"])).toThrow(FuseBlown);
});

test("what did not happen is given back", () => {
  const fuses = new Limits({ maxPurchases: 10 });
  fuses.reserve("purchase", 10);
  fuses.settle("purchase", 10, 4);
  fuses.reserve("purchase", 6);
  expect(() => fuses.reserve("purchase", 1)).toThrow(FuseBlown);
});
