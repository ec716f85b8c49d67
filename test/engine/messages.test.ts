import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { eventually } from "../eventually.js";
import { engineAccount, fails, numbers, ok, PEER, program, SITE } from "./support.js";

const page = readFileSync(new URL("../../docs/when-something-goes-wrong.md", import.meta.url), "utf8");
const blocks = [...page.matchAll(/^```console\n([\s\S]*?)\n```$/gm)].map(([, block]) => block ?? "");

const { simulator, stackOf } = await engineAccount();

/** What the screen shows under "Diagnostics" of the order, with what is another one each time as the page has it. */
function diagnostics(text: string): string {
  const [part = ""] = /^ {2}\S+:PhoneNumberOrder \(numbers\):\n[\s\S]*?(?=\n\n)/m.exec(text) ?? [];
  return asOnThePage(part);
}

const asOnThePage = (text: string) =>
  text
    .replaceAll(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "f30a31a1-1de4-4939-b094-4521bbe5c8df")
    .replaceAll("\t", "  ");

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
  expect(blocks.slice(0, 2)).toEqual([diagnostics(failed.text), diagnostics(partial.text)]);
});

test("the page shows the screen after a run that was killed, and what ends its warning", async () => {
  const stack = await stackOf(program(SITE, PEER, numbers('search: { areaCode: "919" }, quantity: 2')));
  simulator.faults.on("POST", /\/orders$/, { kind: "delay", ms: 10_000 });
  const running = stack.spawn("up", "--yes", "--skip-preview");
  await eventually(() => expect(simulator.requests.matching("POST", /\/orders$/)).toHaveLength(1), 60_000);
  await running.kill();
  await running.result;
  const [locked = "", takenUp = "", warning = "", ...none] = blocks.slice(2);
  expect(none).toEqual([]);
  expect((await fails(stack.up())).text).toContain(locked);
  await stack.unlock();
  const next = asOnThePage((await ok(stack.up())).text);
  expect(next).toContain(takenUp);
  expect(next).toContain(warning);
  expect(asOnThePage((await ok(stack.up())).text)).toContain(warning);
  await ok(stack.refresh("--clear-pending-creates"));
  expect((await ok(stack.up())).text).not.toContain("pending");
});
