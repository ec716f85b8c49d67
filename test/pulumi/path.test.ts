import { expect, test } from "vitest";
import { contains, keepIgnored, parsePath, valueAt } from "../../provider/pulumi/values/path.js";
import { Secret } from "../../provider/pulumi/values/values.js";

test.each([
  ["name", ["name"]],
  ["hosts[1].port", ["hosts", 1, "port"]],
  ['tags["a.b"].c', ["tags", "a.b", "c"]],
  ['["odd \\" one"]', ['odd " one']],
  ["hosts[*].port", ["hosts", "*", "port"]],
  ["hosts[", []],
])("%s is read as the engine writes it", (path, steps) => {
  expect(parsePath(path)).toEqual(steps);
});

test("a place contains what lies inside it, a star any place", () => {
  expect(contains(["hosts"], ["hosts", 1, "port"])).toBe(true);
  expect(contains(["hosts", "*", "port"], ["hosts", 1, "port"])).toBe(true);
  expect(contains(["hosts", 0], ["hosts", 1])).toBe(false);
  expect(contains([], ["hosts"])).toBe(false);
});

test("a value is found through secrets, and nothing is found on the prototype", () => {
  expect(valueAt({ hosts: new Secret([{ port: 1 }]) }, ["hosts", 0, "port"])).toBe(1);
  expect(valueAt({}, ["constructor"])).toBeUndefined();
});

test("ignored places keep their old values, added and removed ones included", () => {
  const olds = { name: "old", gone: 1, hosts: [{ port: 1 }], login: new Secret({ user: "a", token: "t" }) };
  const news = { name: "new", extra: 2, hosts: [{ port: 2 }, { port: 3 }], login: { user: "b", token: "t" } };
  const ignored = ["name", "gone", "extra", "hosts[*].port", "login.user"].map(parsePath);
  expect(keepIgnored(olds, news, ignored)).toEqual({
    name: "old",
    gone: 1,
    hosts: [{ port: 1 }, { port: 3 }],
    login: { user: "a", token: "t" },
  });
});
