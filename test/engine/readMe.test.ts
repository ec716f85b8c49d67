import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY } from "./pluginSupport.js";
import { engineAccount, fails, ok } from "./support.js";

const readMe = readFileSync(join(REPOSITORY, "README.md"), "utf8");
const [, program = "", screen = ""] = /^```ts\n([\s\S]*?)^```$[\s\S]*?^```text\n([\s\S]*?)^```$/m.exec(readMe) ?? [];

const { simulator, stackOf } = await engineAccount();

test("the program of the README makes what its screen shows, and keeps its numbers from a destroy", async () => {
  const stack = await stackOf(program, { name: "telephony", language: "ts", moduleKind: "commonjs" });
  const { steps, text } = await ok(stack.up());
  const rows = [...screen.matchAll(/^ \+ .*?([\w:/-]+) +([\w-]+) +created/gm)].map(
    ([, type, name]) => `${type} ${name}`,
  );
  const made = steps.filter(({ op }) => op === "create").map(({ type, name }) => `${type} ${name}`);
  expect(rows.sort()).toEqual(["pulumi:pulumi:Stack telephony-dev", ...made].sort());
  expect(screen).toContain(`+ ${rows.length} created`);
  expect(text).toContain(`+ ${rows.length} created`);
  const numbers = [...screen.matchAll(/\+1\d{10}/g)].map(String);
  expect(await stack.outputs()).toEqual({ telephoneNumbers: numbers });
  expect((await fails(stack.destroy())).text).toContain("it is protected");
  expect(simulator.ledger.released()).toEqual([]);
});
