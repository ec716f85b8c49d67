import { describe, expect, test } from "vitest";
import { bandwidth } from "../../provider/package.js";
import { refuseToDelete } from "../../provider/resources/ordering/adoptedThings.js";
import { filesOf, textOf } from "../docs/repository.js";

const adopted = { api: { ownsAdopted: false }, id: "1", state: { __adopted: true } };
const replaced = { ...adopted, replacement: { id: "2", state: {} } };

describe("what an adoption brought is deleted only where the definition asks for the user's word itself", () => {
  test("a resource that says nothing is refused, whatever its name", () => {
    for (const call of [adopted, replaced]) {
      expect(() => refuseToDelete({ name: "PhoneNumberOrder" }, call)).toThrow("PhoneNumberOrder 1: not deleted.");
    }
  });

  test("one that asks for each number is not", () => {
    for (const call of [adopted, replaced]) {
      expect(() => refuseToDelete({ name: "Pool", asksForAdopted: "everywhere" }, call)).not.toThrow();
    }
  });

  test("one that asks in its changes is not after a replacement, and is otherwise", () => {
    const record = { name: "Record", asksForAdopted: "inChanges" } as const;
    expect(() => refuseToDelete(record, adopted)).toThrow("Record 1: not deleted.");
    expect(() => refuseToDelete(record, replaced)).not.toThrow();
  });

  test("with the user's word, none is", () => {
    expect(() => refuseToDelete({ name: "Site" }, { ...adopted, api: { ownsAdopted: true } })).not.toThrow();
  });
});

test("no shared file knows a resource by its name: the definition says what is special about it", () => {
  const names = bandwidth.resources.map(({ name }) => name).join("|");
  const literal = new RegExp(`["'\`](?:${names})["'\`]`);
  const shared = [
    "provider/resources/define.ts",
    ...filesOf(".ts").filter((path) => /^provider\/(pulumi|resources\/(ordering|properties))\//.test(path)),
  ];
  expect(shared.length).toBeGreaterThan(80);
  expect(shared.filter((file) => literal.test(textOf(file)))).toEqual([]);
});
