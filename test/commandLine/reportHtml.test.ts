import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { pageOf } from "../../provider/commandLine/report/html/page.js";
import { style } from "../../provider/commandLine/report/html/style.js";
import type { NumberLine, Report } from "../../provider/commandLine/report/model.js";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { oddAccount, office, removeFolders } from "./adoptSupport.js";
import { hostileSites, reporting, reportOf, stateFile } from "./reportSupport.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(async () => {
  removeFolders();
  await simulator.close();
});

interface Tag {
  name: string;
  isEnd: boolean;
  attributes: Map<string, string>;
}

/** The tags of a page. Text between them that could be a tag, or half of one, is a fault of the page. */
function tagsOf(page: string): Tag[] {
  const body = page.replace(/^<!doctype html>/, "").replace(/<style>[^<]*<\/style>/, "");
  const tag = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*>/g;
  expect(body.replaceAll(tag, "")).not.toMatch(/[<>]/);
  return [...body.matchAll(tag)].map(([, end, name = "", rest = ""]) => ({
    name,
    isEnd: end === "/",
    attributes: new Map(
      [...rest.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)].map(([, key = "", value = ""]) => [key, value]),
    ),
  }));
}

/** Each element ends where its parent still goes on. */
function checkNesting(tags: readonly Tag[]): void {
  const open: string[] = [];
  for (const { name, isEnd } of tags) {
    if (["meta", "link", "br"].includes(name)) continue;
    if (isEnd) expect(open.pop()).toBe(name);
    else open.push(name);
  }
  expect(open).toEqual([]);
}

const valuesOf = (tags: readonly Tag[], attribute: string) =>
  tags.flatMap(({ attributes }) => attributes.get(attribute) ?? []);

/** A page of each kind: with and without stacks, differences, and parts that could not be read. */
async function pages(): Promise<string[]> {
  const html = async (...args: string[]) => (await reporting(simulator, ["--format", "html", ...args])).stdout;
  const empty = await html();
  const { bought, siteId, main } = await office(simulator, 60);
  // Its area codes have room for so many numbers, those of the office among them.
  await oddAccount(simulator, 1, 150);
  await hostileSites(simulator);
  simulator.account.requestPortOut([bought[0] ?? ""]);
  for (const number of bought.slice(0, 3)) simulator.account.switchOptions(number, { Sms: "on" });
  const telephoneNumbers = [...bought.slice(0, 30), "+12125550199"];
  const held = { type: "PhoneNumberOrder", id: "1", outputs: { siteId, sipPeerId: main, telephoneNumbers } };
  const site = { type: "Site", name: "<b>office</b>", id: siteId, outputs: { siteId, name: "<i>Old</i>" } };
  const states = [
    stateFile([site, { ...held, name: "<u>lines</u>" }], { stack: "<dev>" }),
    stateFile([{ ...held, name: "again" }], { stack: "prod" }),
  ];
  const given = states.flatMap((state) => ["--state", state]);
  const full = await html(...given);
  simulator.faults.on("GET", /\/subscriptions|\/sites$/, { kind: "status", status: 403 }, { times: 99 });
  return [empty, full, await html(...given)];
}

describe("the page", () => {
  test("is whole HTML, whatever names are in it", async () => {
    for (const page of await pages()) {
      const tags = tagsOf(page);
      checkNesting(tags);
      expect(tags.filter(({ name }) => ["script", "img", "svg", "iframe", "form", "b", "u"].includes(name))).toEqual(
        [],
      );
      expect(tags.flatMap(({ attributes }) => [...attributes.keys()]).filter((key) => key.startsWith("on"))).toEqual(
        [],
      );
      expect(page).not.toContain("\u202e");
    }
  });

  test("shows names as they are", async () => {
    const [, page = ""] = await pages();
    expect(page).toContain("<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>");
    expect(page).toContain("&quot;&gt;&lt;img src=x onerror=alert(1)&gt;");
    expect(page).toContain("&amp;lt;b&amp;gt;");
    expect(page).toContain("&lt;i&gt;Old&lt;/i&gt; in phones/&lt;dev&gt;: Site &lt;b&gt;office&lt;/b&gt;");
  });

  test("asks nothing of the network, and nothing in it runs", async () => {
    for (const page of await pages()) {
      const tags = tagsOf(page);
      expect(valuesOf(tags, "src")).toEqual([]);
      expect(valuesOf(tags, "href").filter((link) => !link.startsWith("#") && link !== "data:,")).toEqual([]);
      expect(page).toContain('content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:;');
      expect(style).not.toMatch(/url\(|@import|@font-face|https?:/);
      expect(valuesOf(tags, "style").filter((one) => !/^width:\d+(\.\d)?%$/.test(one))).toEqual([]);
    }
  });

  test("has headings in their order, named parts, and tables with captions and headers", async () => {
    for (const page of await pages()) {
      const tags = tagsOf(page).filter(({ isEnd }) => !isEnd);
      expect(page).toMatch(/<html lang="en">/);
      const levels = tags.flatMap(({ name }) => /^h([1-6])$/.exec(name)?.[1] ?? []).map(Number);
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      levels.forEach((level, index) => {
        expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
      });
      const count = (name: string) => tags.filter((tag) => tag.name === name).length;
      expect(count("caption")).toBe(count("table"));
      expect(tags.filter(({ name, attributes }) => name === "th" && !attributes.has("scope"))).toEqual([]);
      const ids = valuesOf(tags, "id");
      expect(new Set(ids).size).toBe(ids.length);
      const named = [
        ...valuesOf(tags, "aria-labelledby"),
        ...valuesOf(tags, "href").flatMap((link) => link.match(/(?<=^#).+/) ?? []),
      ];
      expect(named.filter((id) => !ids.includes(id))).toEqual([]);
    }
  });

  test("tells the differences in numbers that a person reads", async () => {
    const [, page = ""] = await pages();
    expect(page).toContain('In a stack, and not on the account: <span class="count">1</span>');
    expect(page).toContain('Held twice: <span class="count">31</span>');
    expect(page).toContain('<span class="tel">+1 919 555 0100</span> to <span class="tel">0129</span>');
    expect(page).toContain("phones/&lt;dev&gt;: &lt;u&gt;lines&lt;/u&gt;, phones/prod: again");
  });

  test("says what could not be read, and that nothing is missing because of it", async () => {
    const [, , page = ""] = await pages();
    expect(page).toContain("The list of sites could not be read.");
    expect(page).toContain("Not everything could be read.");
    expect(page).toContain("Nothing is called missing because of it.");
  });
});

describe("colors", () => {
  const colorsIn = (css: string) =>
    new Map([...css.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, key = "", value = ""]) => [key, value]));
  const [light = "", dark = ""] = style.split("prefers-color-scheme: dark");
  const luminance = (color: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one: string, other: string) => {
    const [less = 0, more = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (more + 0.05) / (less + 0.05);
  };

  test.each([
    ["light", colorsIn(light)],
    ["dark", colorsIn(dark)],
  ])("can be read, in the %s (WCAG AA)", (_, colors) => {
    const color = (key: string) => colors.get(key) ?? "missing";
    const texts: [string, string][] = [
      ...["ink", "soft", "accent", "warn", "bad"].flatMap((text): [string, string][] => [
        [text, "paper"],
        [text, "card"],
      ]),
      ...["warn", "bad", "good"].map((text): [string, string] => [text, `${text}-paper`]),
    ];
    for (const [text, paper] of texts) {
      expect([text, paper, contrast(color(text), color(paper)) >= 4.5]).toEqual([text, paper, true]);
    }
    // Bars that carry a meaning.
    expect(contrast(color("accent"), color("card"))).toBeGreaterThan(3);
    expect(contrast(color("open"), color("card"))).toBeGreaterThan(2.5);
  });
});

test("100,000 numbers of which no two follow each other make a page of less than 500 kB", async () => {
  await office(simulator, 1);
  const { code: _code, stderr: _stderr, ...report } = await reportOf(simulator);
  const [like] = report.numbers;
  const numbers = Array.from({ length: 100_000 }, (_, index): NumberLine => {
    return { ...(like as NumberLine), number: `+1919${String(2_000_000 + 2 * index)}` };
  });
  const differences: Report["differences"] = numbers.map(({ number }) => ({
    kind: "unmanaged",
    type: "TelephoneNumber",
    id: number,
    holders: [],
  }));
  const sites = Array.from(
    { length: 2_000 },
    (_, index) => ({ ...report.sites[0], siteId: String(index) }) as Report["sites"][0],
  );
  const stacks = [{ name: "phones/dev", file: "dev.json", resources: 1, numbers: 1 }];
  const page = pageOf({ ...report, numbers, differences, sites, stacks });
  expect(page.length).toBeLessThan(500_000);
  expect(page).toContain("and 99,940 more");
  expect(page).toContain("And 1,800 more. The CSV and JSON formats have them all.");
  checkNesting(tagsOf(page));
});
