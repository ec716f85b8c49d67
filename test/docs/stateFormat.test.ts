import { expect, test } from "vitest";
import type { z } from "zod";
import { bandwidth } from "../../provider/package.js";
import { filesOf, textOf } from "./repository.js";

const PAGE = textOf("docs/maintainers/state.md");

/** What the front-ends add to every state, and what is Pulumi's own. */
const COMMON = [
  "__world",
  "__stateKeys",
  "__format",
  "__adopted",
  "__stored",
  "__provider",
  "__identity",
  "__transformations",
  "__pulumiType",
];

/** The first column of the tables of a section, without quotes. */
function rowsOf(heading: string): string[][] {
  const [, section = ""] = PAGE.split(`\n## ${heading}\n`);
  const [text = ""] = section.split("\n## ");
  const lines = text.split("\n").filter((line) => /^\| .*`/.test(line));
  return lines.map((line) => line.split("|").map((cell) => cell.trim()));
}

const namesIn = (text = ""): string[] => [...text.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name);

/** The hidden outputs of each resource. */
const hidden = bandwidth.resources.flatMap(({ name, outputs }) =>
  Object.keys(outputs.shape)
    .filter((output) => output.startsWith("__"))
    .map((output) => `${name} ${output}`),
);

test("the page on the state tells of every hidden property, and of none that is not there", () => {
  const books =
    rowsOf("Order books").length > 0 ? ["PhoneNumberOrder __orders", "PortIn __order", "LsrOrder __order"] : [];
  const single = rowsOf("Hidden properties of single resources").flatMap(([, resources, property]) =>
    namesIn(resources).flatMap((resource) => namesIn(property).map((name) => `${resource} ${name}`)),
  );
  expect([...books, ...single].sort()).toEqual([...hidden].sort());
  const common = rowsOf("Hidden properties of every resource").flatMap(([, name]) => namesIn(name));
  expect(COMMON).toEqual(expect.arrayContaining(common));
});

test("the page on money tells of every kind of note", () => {
  const texts = filesOf(".ts").filter((path) => path.startsWith("provider/resources/"));
  const kinds = texts.flatMap((path) =>
    [...textOf(path).matchAll(/= "(pulumi-bandwidth \w+) ";/g)].map(([, kind = ""]) => kind),
  );
  expect(kinds.length).toBeGreaterThan(3);
  const money = textOf("docs/maintainers/money.md");
  expect(kinds.filter((kind) => !money.includes(kind))).toEqual([]);
});

test("it tells of every part of an order book", () => {
  const parts = ["PhoneNumberOrder", "PortIn", "LsrOrder"].flatMap((name) => {
    const shape = bandwidth.resources.find((resource) => resource.name === name)?.outputs.shape ?? {};
    const book = shape.__orders ?? shape.__order;
    return Object.keys((book as z.ZodObject).shape);
  });
  const told = rowsOf("Order books").flatMap(([, part]) => namesIn(part));
  expect(told.sort()).toEqual([...new Set(parts)].sort());
});
