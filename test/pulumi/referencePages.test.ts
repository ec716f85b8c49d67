import { describe, expect, test } from "vitest";
import type { ErrorCodes } from "../../provider/pulumi/definition/definition.js";
import { referencePages } from "../../provider/pulumi/schema/referencePages.js";
import { packageSchema } from "../../provider/pulumi/schema/schema.js";
import { toyPackage } from "./toy.js";

interface Codes {
  ofAll?: ErrorCodes;
  ofThings?: ErrorCodes;
  ofGetThing?: ErrorCodes;
}

/** The toy's pages, when its API answers with these codes. */
function pagesWith({ ofAll, ofThings, ofGetThing }: Codes): (name: string) => string {
  const pack = toyPackage();
  const { resources, functions } = pack;
  const pages = referencePages({
    ...pack,
    errors: ofAll,
    resources: resources.map((each) => (each.name === "Thing" ? { ...each, errors: ofThings } : each)),
    functions: functions.map((each) => ({ ...each, errors: ofGetThing })),
  });
  return (name) => pages.get(name) ?? "";
}

describe("the error codes of a resource or function", () => {
  const ofThings = {
    700: "It is broken. Mend it.",
    7001: "One | two,\nor three.",
    71: "First.",
    "720 to 729": "Many.",
  };

  test("are a table at the end of its page, by number", () => {
    const page = pagesWith({ ofThings })("resources/Thing.md");
    expect(page.slice(page.indexOf("## Error codes"))).toBe(
      [
        "## Error codes",
        "",
        "| code | what it means, and what to do |",
        "| --- | --- |",
        "| `71` | First. |",
        "| `700` | It is broken. Mend it. |",
        "| `720 to 729` | Many. |",
        "| `7001` | One \\| two, or three. |",
        "",
      ].join("\n"),
    );
  });

  test("are followed by the way to those of every operation, which stand once, in the index", () => {
    const page = pagesWith({ ofAll: { 429: "Too many." }, ofThings, ofGetThing: {} });
    expect(page("index.md")).toContain("## Error codes\n\nAny operation of the API can answer with these codes.");
    expect(page("index.md")).toContain("| `429` | Too many. |");
    const link = "[those that any operation can answer with](../index.md#error-codes).";
    expect(page("resources/Thing.md")).toContain(`Besides these, there are ${link}`);
    expect(page("functions/getThing.md")).toContain(`## Error codes\n\nIt has no codes of its own, only ${link}`);
    expect(page("resources/Thing.md")).not.toContain("429");
  });

  test("make no section when there are none", () => {
    const page = pagesWith({});
    for (const name of ["index.md", "resources/Thing.md", "functions/getThing.md"]) {
      expect(page(name)).toContain("# ");
      expect(page(name), name).not.toContain("Error codes");
    }
  });

  test("are left to the pages: an editor that shows the schema's words stays readable", () => {
    const pack = toyPackage();
    const resources = pack.resources.map((each) => ({ ...each, errors: ofThings }));
    expect(packageSchema({ ...pack, resources })).toEqual(packageSchema(pack));
  });
});
