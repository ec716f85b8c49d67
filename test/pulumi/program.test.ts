import { expect, test } from "vitest";
import { Program } from "../../provider/pulumi/run/program.js";

const standing = { id: "1", state: { name: "old" } };
const old = { ...standing, things: [] };
const replacing = [{ replaces: true }, { replaces: false }];

test("what is replaced is known to the create that follows, until it is deleted or needs no replacement any more", () => {
  const program = new Program();
  const place = () => program.place("Site", "urn");
  program.compared("Site", "urn", old, replacing);
  expect(place().replaces).toEqual(standing);
  expect(program.place("Site", "another").replaces).toBeUndefined();

  program.compared("Site", "urn", old, [{ replaces: false }]);
  expect(place().replaces).toBeUndefined();

  program.compared("Site", "urn", old, replacing);
  place().recordDeleted();
  expect(place().replaces).toBeUndefined();
});

test("what needs no change stands, and what is to be changed does not", () => {
  const program = new Program();
  program.compared("Site", "urn", old, []);
  expect(program.place("Site", "urn").replacement).toEqual(standing);
  program.compared("Site", "urn", old, replacing);
  expect(program.place("Site", "urn").replacement).toBeUndefined();
});
