import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bodiesOf } from "../../scripts/corpus/bodies.js";
import { Feeder } from "../../scripts/corpus/feed.js";
import { type Figures, figuresOf, isClean, reportOf } from "../../scripts/corpus/figures.js";
import { odd } from "../../scripts/corpus/onPurpose.js";

const SITE = "/accounts/{accountId}/sites/{siteId}";
const LOCAL = "/tns/{tn}/lca";

let folder: string;
let lines: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "corpus-"));
  lines = ["file\tsource\tkind\tmethod\tpath\tstatus\toperation\tfrom\tmalformed"];
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Puts the answer to a GET into the folder. */
function add(file: string, path: string, text: string, { status = "200", malformed = "" } = {}): void {
  writeFileSync(join(folder, file), text);
  lines.push([file, "own", "response", "GET", path, status, "", "", malformed].join("\t"));
}

async function read(): Promise<Figures> {
  writeFileSync(join(folder, "index.tsv"), lines.join("\n"));
  const bodies = bodiesOf(folder);
  const feeder = new Feeder(bodies);
  const fed = [];
  for (const body of bodies) fed.push(await feeder.feed(body));
  return figuresOf(fed);
}

const site = (more: string) =>
  `<SiteResponse><Site><Id>71</Id><Name>Depot</Name><Description>Spares</Description>${more}</Site></SiteResponse>`;

test("a completely understood body is read, and an error is explained", async () => {
  add("site.xml", SITE, site(""));
  const refusal = "<SiteResponse><ResponseStatus><ErrorCode>12016</ErrorCode></ResponseStatus></SiteResponse>";
  add("refusal.xml", SITE, refusal, { status: "404" });

  const figures = await read();

  expect(figures.counts).toEqual({ read: 1, explained: 1, abridged: 0, unread: 0, odd: 0, threw: 0, empty: 0 });
  expect(figures.dropped.map(({ element }) => element)).toEqual([]);
  expect(isClean(figures)).toBe(true);
});

test("an element that no reader uses is dropped, and known only when the list says why", async () => {
  add("site.xml", SITE, site("<AccountId>5</AccountId><Zone><Floor>3</Floor><Door>left</Door></Zone>"));

  const figures = await read();

  expect(figures.dropped).toMatchObject([
    { element: "Site/AccountId", why: expect.any(String) },
    { element: "Site/Zone", why: undefined },
  ]);
  expect(isClean(figures)).toBe(false);
  expect(reportOf(figures).at(-1)).toBe("elements dropped: 1 known, 1 unknown");
});

test("a list that shows less than it counts is abridged, and its other elements are checked", async () => {
  const city = "<City><Name>Milton</Name><RcAbbreviation>MILTON</RcAbbreviation><Mayor>Ann</Mayor></City>";
  add("cities.xml", "/cities", `<CityResponse><ResultCount>7</ResultCount><Cities>${city}</Cities></CityResponse>`);

  const figures = await read();

  expect(figures.counts).toMatchObject({ abridged: 1, threw: 0, odd: 0 });
  expect(figures.dropped).toMatchObject([{ element: "Cities/City/Mayor", why: undefined }]);
});

test("a look-up that refuses a bare request gets the arguments of its page's example", async () => {
  const search = "<SearchResult><ResultCount>1</ResultCount><TelephoneNumberDetailList><TelephoneNumberDetail>";
  const number = "<TelephoneNumber>9195550101</TelephoneNumber><City>Cary</City>";
  const end = "</TelephoneNumberDetail></TelephoneNumberDetailList></SearchResult>";
  add("found.xml", "/accounts/{accountId}/availableNumbers", `${search}${number}${end}`);

  expect((await read()).counts).toMatchObject({ read: 1, unread: 0 });
});

test("a look-up gets what the path names, even where it is optional", async () => {
  const numbers = "<TelephoneNumbers><Count>1</Count><TelephoneNumber>9195550101</TelephoneNumber></TelephoneNumbers>";
  add("site.xml", "/accounts/{accountId}/sites/{siteId}/inserviceNumbers", `<TNs>${numbers}</TNs>`);

  expect((await read()).counts).toMatchObject({ read: 1, unread: 0 });
});

test("a body on the list of odd bodies is odd only as long as it isn't read", async () => {
  const [file = ""] = odd[0]?.files ?? [];
  mkdirSync(join(folder, dirname(file)));
  add(file, SITE, site(""));

  expect((await read()).troubles).toMatchObject([{ result: "threw", words: expect.stringContaining("it is read") }]);
});

test("a body that a reader refuses is thrown", async () => {
  add("depot.xml", SITE, "<SiteResponse><Depot><Id>71</Id></Depot></SiteResponse>");

  const figures = await read();

  expect(figures.troubles).toMatchObject([{ result: "threw", words: expect.stringContaining("holds no site") }]);
  expect(isClean(figures)).toBe(false);
});

test("a list with no result is empty, but an empty list isn't", async () => {
  add("none.xml", LOCAL, "<SearchResultForLca/>");
  add("near.xml", LOCAL, "<SearchResultForLca><Near><Town>Milton</Town></Near></SearchResultForLca>");

  const figures = await read();

  expect(figures.troubles.map(({ body, result }) => [body.file, result])).toEqual([["near.xml", "empty"]]);
});

test("an error without Bandwidth's words is thrown", async () => {
  add("error.xml", SITE, "<SiteResponse/>", { status: "400" });

  expect((await read()).troubles).toMatchObject([{ result: "threw" }]);
});

test("malformed bodies are counted separately", async () => {
  add("cut.xml", SITE, "<SiteResponse><Site>", { malformed: "no element found" });

  const figures = await read();

  expect(figures.malformed).toEqual({ read: 0, threw: 1 });
  expect(isClean(figures)).toBe(true);
});
