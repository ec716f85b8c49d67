import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { printable } from "../../provider/pulumi/values/printable.js";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { frontEnds } from "../frontEnds/support.js";
import { address } from "../resources/support.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

/** Sets the window's title, clears the screen, rings, returns to the line's start, turns the writing around. */
const EVIL = "\u001b]0;owned\u0007\u001b[2J\u009b1m\rok\u202eko";
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not arrive.
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;

const wire = [...EVIL].map((character) => `&#${character.codePointAt(0)};`).join("");
const body = `<R><ErrorList><Error><Code>5001${wire}</Code><Description>no ${wire}</Description></Error></ErrorList></R>`;

const searching = (siteId: string) => ({ siteId, search: { areaCode: "919" }, quantity: 2 });

describe.each(frontEnds)("control characters, with %s", (_name, start) => {
  const message = async (promise: Promise<unknown>) => {
    const error = await promise.then(
      () => undefined,
      (reason: Error & { stack?: string; reasons?: string[] }) => reason,
    );
    if (!error) throw new Error("it did not fail");
    return [error.message, ...(error.reasons ?? [])].join("\n");
  };

  test("in a refusal do not reach the terminal, whatever was asked", async () => {
    const earlier = await start(simulator.environment());
    const site = await earlier.create("Site", "site", { name: "Raleigh", address });
    const run = await start(simulator.environment());
    const another = await start(simulator.environment());
    simulator.faults.add({ path: /accounts/, fault: { kind: "status", status: 400, body }, times: 100 });
    const made = { id: site.id, state: site.state };
    const acts = [
      () => run.create("Site", "other", { name: "Durham", address }),
      () => run.update("Site", "site", made, { name: "Durham", address }),
      () => another.remove("Site", "site", made),
      () => run.create("PhoneNumberOrder", "numbers", searching(site.id)),
    ];
    for (const act of acts) {
      const text = await message(act());
      expect(text).toContain("5001\ufffd");
      expect(text).not.toMatch(UNSAFE);
    }
  });

  test("at the cut, in a page of something on the way, do not keep the refusal from arriving", async () => {
    const run = await start(simulator.environment());
    // Of the title 80 characters are shown, and the last one would be half an emoji.
    const page = `<html><head><title>${"a".repeat(79)}\u{1f600} not found</title></head></html>`;
    simulator.faults.add({ path: /accounts/, fault: { kind: "status", status: 404, body: page }, times: 100 });
    const text = await message(run.create("Site", "site", { name: "Raleigh", address }));
    expect(text).toContain(`HTML page (${"a".repeat(79)})`);
  });

  test("in the reason of an order that was filled in part do not reach the terminal", async () => {
    const run = await start(simulator.environment());
    const site = await run.create("Site", "site", { name: "Raleigh", address });
    await run.create("SipPeer", "peer", { siteId: site.id, name: "Main", isDefaultPeer: true });
    simulator.account.script({ outcome: "partial", count: 1, code: "5005", description: EVIL });
    const text = await message(run.create("PhoneNumberOrder", "numbers", searching(site.id)));
    expect(text).toContain("it bought 1 of 2 numbers");
    expect(text).not.toMatch(UNSAFE);
  });

  test("in warnings and in the lines about what is waited for do not reach the terminal", async () => {
    const run = await start(simulator.environment());
    const site = await run.create("Site", "site", { name: "Raleigh", address });
    await run.create("SipPeer", "peer", { siteId: site.id, name: "Main", isDefaultPeer: true });
    simulator.account.script({ outcome: "partial", count: 1, code: "5005", description: EVIL });
    await run.create("PhoneNumberOrder", "numbers", { ...searching(site.id), partialAllowed: true });
    expect(run.lines.length).toBeGreaterThan(0);
    for (const line of run.lines) expect(line.message).not.toMatch(UNSAFE);
    expect(run.lines.some(({ message }) => message.includes("it bought 1 of 2 numbers"))).toBe(true);
  });
});

test("what a server says in several lines cannot look like lines of ours", async () => {
  const run = await frontEnds[0]?.[1](simulator.environment());
  if (!run) throw new Error("there is no front-end");
  const site = await run.create("Site", "site", { name: "Raleigh", address });
  await run.create("SipPeer", "peer", { siteId: site.id, name: "Main", isDefaultPeer: true });
  const description = "no\n  +19195550199: bought\nAll is well.";
  simulator.account.script({ outcome: "failed", code: "5005", description });
  await expect(run.create("PhoneNumberOrder", "numbers", searching(site.id))).rejects.toThrow(
    "no +19195550199: bought All is well.\n",
  );
  const words = "<SitesResponse><ResponseStatus><ErrorCode>1</ErrorCode><Description>no\n\nerror: fake</Description>";
  const body = `${words}</ResponseStatus></SitesResponse>`;
  simulator.faults.on("GET", /\/sites$/, { kind: "status", status: 400, body });
  await expect(run.create("Site", "other", { name: "Durham", address })).rejects.toThrow('1 "no error: fake"');
});

test("what nobody sees, and what gRPC cannot send, is made visible", () => {
  const hidden = ["\u200b", "\u200e", "\u200f", "\u061c", "\u2060", "\ufeff", "\u{e0041}", "\ud83d", "\ude00"];
  for (const character of hidden) expect(printable(`a${character}`)).toBe("a\ufffd");
  expect(printable("👩\u200d💻")).toBe("👩\u200d💻");
});

test("what is printable stays as it is, line ends of ours too", () => {
  const text = "Zürich – 東京\n\t+19195550100 “ok” עברית";
  expect(printable(text)).toBe(text);
});
