import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { engineAccount, fails, numbers, ok, PEER, program, SITE } from "./support.js";

const page = readFileSync(new URL("../../docs/when-something-goes-wrong.md", import.meta.url), "utf8");
const shown = [...page.matchAll(/^```console\n([\s\S]*?)\n```$/gm)].map(([, block]) => block ?? "");

const { simulator, stackOf } = await engineAccount();

/** What the screen shows under "Diagnostics" of the order, with what is another one each time as the page has it. */
function diagnostics(text: string): string {
  const [part = ""] = /^ {2}\S+:PhoneNumberOrder \(numbers\):\n[\s\S]*?(?=\n\n)/m.exec(text) ?? [];
  return part
    .replaceAll(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "f30a31a1-1de4-4939-b094-4521bbe5c8df")
    .replaceAll("\t", "  ");
}

test("the page shows the screen of a failed create, and of one that was done in part", async () => {
  const base = program(SITE.replace('"Raleigh"', '"R"'), PEER);
  const stack = await stackOf(base);
  await ok(stack.up());
  stack.setProgram(`${base}\n${numbers('telephoneNumbers: ["+19195550100", "+19195550101"]')}`);
  const code = "5005";
  const description = "The telephone number is unavailable for ordering";
  simulator.account.script({ outcome: "failed", code, description });
  const failed = await fails(stack.up());
  simulator.account.script({ outcome: "partial", numbers: ["+19195550101"], code, description });
  const partial = await fails(stack.up());
  expect(shown).toEqual([diagnostics(failed.text), diagnostics(partial.text)]);
});
