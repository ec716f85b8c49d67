import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { filesOf, textOf } from "./repository.js";

const yaml = createRequire(import.meta.url)("js-yaml") as { load(text: string): unknown };

interface Form {
  name?: string;
  description?: string;
  body?: { type: string; id?: string; attributes?: { label?: string; value?: string; options?: string[] } }[];
}

const forms = filesOf(".yml").filter((path) => /^\.github\/ISSUE_TEMPLATE\/(?!config)/.test(path));

describe.each(forms)("%s", (path) => {
  const { name, description, body = [] } = yaml.load(textOf(path)) as Form;

  test("is a form that a code host can show", () => {
    expect([name, description].every((text) => typeof text === "string" && text !== "")).toBe(true);
    for (const { type, id, attributes } of body) {
      expect(["markdown", "textarea", "input", "dropdown"]).toContain(type);
      if (type === "markdown") expect(attributes?.value).toBeTruthy();
      else expect([id, attributes?.label].every(Boolean), `${path} ${id}`).toBe(true);
      if (type === "dropdown") expect(new Set(attributes?.options).size).toBeGreaterThan(1);
    }
    const ids = body.flatMap(({ id }) => id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test("there are forms for bugs, for facts about the API and for wishes", () => {
  expect(forms.length).toBeGreaterThanOrEqual(3);
});

test("a pull request is asked about numbers and money, compatibility and rollback", () => {
  const headings = [...textOf(".github/PULL_REQUEST_TEMPLATE.md").matchAll(/^## (.+)$/gm)].map(
    ([, heading]) => heading,
  );
  expect(headings).toEqual(expect.arrayContaining(["Numbers and money", "Compatibility", "Rollback"]));
});
