import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bandwidth } from "../../provider/package.js";
import { serve } from "../../provider/pulumi/plugin/serve.js";
import { COLD, makeSdks, type Sdks } from "./harness/sdk.js";
import { REPOSITORY } from "./pluginSupport.js";
import { engineAccount, fails, ok } from "./support.js";

const SDK = "@pulumi-bandwidth/bandwidth";

const readMe = readFileSync(join(REPOSITORY, "README.md"), "utf8");
const [, program = "", screen = ""] = /^```ts\n([\s\S]*?)^```$[\s\S]*?^```text\n([\s\S]*?)^```$/m.exec(readMe) ?? [];

let sdks: Sdks;
beforeAll(async () => {
  sdks = await makeSdks(["nodejs"]);
}, COLD);
afterAll(() => sdks?.remove());
const { simulator, stackOf } = await engineAccount();

test("the program of the README makes what its screen shows, and keeps its numbers from a destroy", async () => {
  const stack = await stackOf(program, {
    name: "telephony",
    language: "ts",
    moduleKind: "commonjs",
    serve: (env) => serve({ ...bandwidth, load: async () => bandwidth }, { argv: [], env }),
  });
  await sdks.install("nodejs", join(stack.folder, "node_modules", SDK));
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
