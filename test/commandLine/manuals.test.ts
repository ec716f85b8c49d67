import { expect, test } from "vitest";
import { helpText } from "../../provider/commandLine/help.js";
import { exitMeanings, manuals } from "../../provider/commandLine/manuals.js";
import { bandwidth } from "../../provider/package.js";
import { referencePages } from "../../provider/pulumi/schema/referencePages.js";

const pages = referencePages(bandwidth);
const help = helpText();
const flat = (text: string) => text.replaceAll(/\s+/g, " ");

test.each(Object.keys(manuals))("%s has a page with the words of --help", (name) => {
  const page = flat(pages.get(`utilities/${name}.md`) ?? "");
  const manual = manuals[name as keyof typeof manuals];
  const said = [manual.usage, ...manual.text, ...Object.values(manual.options)];
  for (const words of said.map(flat)) {
    expect(page).toContain(words);
    expect(flat(help)).toContain(words);
  }
  for (const meaning of Object.values(exitMeanings)) {
    expect(page).toContain(meaning);
    expect(flat(help)).toContain(meaning);
  }
});

test("the index and the coverage page link to the pages", () => {
  expect(pages.get("index.md")).toContain("| [pulumi-bandwidth set-password](utilities/set-password.md) |");
  expect(pages.get("index.md")).toContain("| `parseNotification` |");
  expect(pages.get("coverage.md")).toContain(
    "| `PUT /users/{userid}/password` | [pulumi-bandwidth set-password](utilities/set-password.md) |",
  );
});

test("--help fits a terminal", () => {
  expect(help.split("\n").filter((line) => line.length > 120)).toEqual([]);
  expect(help).not.toMatch(/ +$/m);
});
