import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { numberStack } from "../frontEnds/numberStack.js";
import { frontEnds } from "../frontEnds/support.js";

const SHOWN = /^```text\n([\s\S]*?)\n```$/gm;
/** What is another one each time: numbers, ids of orders, and places. */
const neutral = (text: string) =>
  text
    .replace(/^\d+ [A-Z_]+: /, "") // gRPC's own word for a refusal
    .replaceAll(/\+1919555\d{4}/g, "NUMBER")
    .replaceAll(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "ORDER")
    .replaceAll(/\b(bandwidth\.com|https?:\/\/[\w.:]+)\/9500249/g, "PLACE");

const shownOn = (name: string) => {
  const page = readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8");
  return neutral([...page.matchAll(SHOWN)].map(([, text]) => text).join("\n"));
};

const withPlugin = frontEnds.filter(([name]) => name === "the plugin");

describe.each(withPlugin)("the pages show what a user reads with %s", (frontEnd, start) => {
  const { now, up, list, begin, settings } = numberStack(frontEnd, start);

  test("when a number passes from one list to another", async () => {
    await up([list("giver", 0, 1), list("taker", 2)]);
    const run = await begin();
    await now.stack.up(run, [...now.base, list("giver", 0), list("taker", 1, 2)]);
    const said = new Set(run.lines.map(({ message }) => neutral(message)));
    expect(said.size).toBe(3);
    const page = shownOn("changing-your-program.md");
    // Which of two sentences the giver says depends on who is first; the page has one of them.
    const shown = [...said].filter((message) => !/^1 number passed to another resource/.test(message));
    for (const message of shown) expect(page).toContain(message);
    const preview = [...said].filter((message) => message.includes("to be disconnected"));
    expect(shownOn("numbers-and-money.md")).toContain(preview.join());
  });

  test("when a resource is renamed without an alias", async () => {
    await up([list("before", 0)]);
    const refused = await up([list("after", 0)]).catch(({ message }: Error) => neutral(message));
    expect(refused).toContain("Nothing was ordered.");
    expect(shownOn("changing-your-program.md")).toContain(refused);
  });

  test("when a run is configured for another place", async () => {
    await up([list("numbers", 0)]);
    const run = await start({ ...settings(), BW_API_URL: "https://test.example.com/api" });
    const refused = await now.stack.refresh(run).catch(({ message }: Error) => neutral(message));
    expect(refused).toContain("lives in PLACE");
    expect(shownOn("installation-configuration.md")).toContain(refused);
  });
});
