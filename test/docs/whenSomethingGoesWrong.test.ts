import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { startAccount } from "../frontEnds/support.js";
import { MISHAPS } from "./problems.js";

const page = readFileSync(new URL("../../docs/when-something-goes-wrong.md", import.meta.url), "utf8");

/** The parts of the page by heading, each with the messages it shows. */
const parts = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const messages = [...part.matchAll(/^```text\n([\s\S]*?)\n```$/gm)].map(([, message]) => message ?? "");
      return [part.split("\n", 1)[0] ?? "", messages] as const;
    }),
);

/** What is another one each time stands on the page as an example. */
function asOnThePage(message: string, url: string): string {
  return message
    .replaceAll(`${url}/api/v1/oauth2/token`, "https://api.bandwidth.com/api/v1/oauth2/token")
    .replaceAll("http://127.0.0.1:1/", "https://api.bandwidth.com/")
    .replaceAll("127.0.0.1:1", "192.0.2.1:443")
    .replaceAll(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "f30a31a1-1de4-4939-b094-4521bbe5c8df")
    .replaceAll(/\b[0-9a-f]{40}\b/g, "cc868ddda00cda2c5ac632f9faa21e1c31a4185c");
}

test.each(MISHAPS)("the page shows what a user reads: $title", async ({ title, happen }) => {
  const simulator = await startAccount();
  try {
    const messages = (await happen(simulator)).map((message) => asOnThePage(message, simulator.url));
    expect(messages.length).toBeGreaterThan(0);
    expect([...(parts.get(title) ?? [])].sort()).toEqual(messages.sort());
  } finally {
    await simulator.close();
  }
});

test("the page shows nothing that nobody ever reads", () => {
  const shown = [...parts].filter(([, messages]) => messages.length > 0).map(([title]) => title);
  expect(shown.sort()).toEqual(MISHAPS.map(({ title }) => title).sort());
});
