import { expect, test } from "vitest";
import { Index } from "../../provider/pulumi/run/thingIndex.js";
import { Turns } from "../../provider/pulumi/run/turns.js";

test("calls that waited for the same answer go on one after the other, and what is ready leaves in between", async () => {
  const turns = new Turns();
  const seen: string[] = [];
  const leaves = (what: string) => setImmediate(() => seen.push(`${what} leaves`));
  const call = async (what: string) => {
    await turns.next();
    seen.push(what);
    leaves(what);
  };
  await Promise.all([call("first"), call("second"), call("third")]);
  await new Promise(setImmediate);
  expect(seen).toEqual(["first", "first leaves", "second", "second leaves", "third", "third leaves"]);
});

test("the index knows who has a thing, one or many, and forgets who has let it go", () => {
  const index = new Index();
  index.replace("a", [], ["x", "y"]);
  index.replace("b", [], ["y"]);
  index.replace("a", ["x", "y"], ["x", "y"]);
  expect([...index.of("x")]).toEqual(["a"]);
  expect(new Set(index.of("y"))).toEqual(new Set(["a", "b"]));
  index.replace("b", ["x", "y"], ["z"]);
  expect([[...index.of("x")], [...index.of("y")], [...index.of("z")]]).toEqual([["a"], ["a"], ["b"]]);
  index.replace("a", ["x", "y"]);
  expect([[...index.of("x")], [...index.of("y")], [...index.of("nothing")]]).toEqual([[], [], []]);
});
