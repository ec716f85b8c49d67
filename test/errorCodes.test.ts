import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { bandwidth } from "../provider/package.js";
import type { ErrorCodes } from "../provider/pulumi/definition/definition.js";
import { referencePages } from "../provider/pulumi/schema/referencePages.js";

const provider = fileURLToPath(new URL("../provider", import.meta.url));
const pages = referencePages(bandwidth);
const common = bandwidth.errors ?? {};
const definitions = [
  ...bandwidth.resources.map(({ name, errors }) => ({ name, errors: errors ?? {}, page: `resources/${name}.md` })),
  ...bandwidth.functions.map(({ name, errors }) => ({ name, errors: errors ?? {}, page: `functions/${name}.md` })),
];

/** The codes of these tables; of a range, every one. */
function codesOf(...tables: ErrorCodes[]): Set<string> {
  return new Set(tables.flatMap((table) => Object.keys(table)).flatMap(inRange));
}

function inRange(text: string): string[] {
  const [first = "", last = first] = text.split(" to ");
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => String(Number(first) + index));
}

/** What a text calls an error: `error 5005`, `errors 5097 to 5102, 5522 and 5523`, `(5005)`. */
function mentioned(text: string): string[] {
  const lists = text.matchAll(/\berrors? (\d{4,5}(?:(?:,| and| or| to) \d{4,5})*)|\((\d{4,5}(?:, \d{4,5})*)\)/g);
  return [...lists].flatMap(([, named, bracketed]) =>
    (named ?? bracketed ?? "").split(/, | and | or /).flatMap(inRange),
  );
}

test("every page tells how things are imported or asked for, and which errors can come back", () => {
  for (const { name, page } of definitions) {
    const text = pages.get(page) ?? "";
    expect(text.match(/^## Error codes$/gm), name).toHaveLength(1);
    if (page.startsWith("resources/")) expect(text.match(/^## Import$/gm), name).toHaveLength(1);
  }
  expect(pages.get("index.md")).toContain("\n## Error codes\n");
});

test("every resource has codes of its own", () => {
  const without = bandwidth.resources.filter(({ errors }) => Object.keys(errors ?? {}).length === 0);
  expect(without.map(({ name }) => name)).toEqual([]);
});

test("a code is a number or a range of them, and each has a sentence of its own", () => {
  for (const errors of [common, ...definitions.map((each) => each.errors)]) {
    for (const [code, text] of Object.entries(errors)) {
      expect(code).toMatch(/^\d{3,5}( to \d{4,5})?$/);
      expect(text, code).toMatch(/^\S[^\n]*[.)]$/);
    }
  }
});

test("every code that a page mentions stands in its table", () => {
  const missing = definitions.flatMap(({ name, errors, page }) => {
    // Examples have ports. What a look-up tells of a resource is described by the words of the resource.
    const [text = ""] = (pages.get(page) ?? "").replaceAll(/```.*?```/gs, "").split(/\n## (?:Result|Error codes)\n/);
    const told = codesOf(errors, common);
    return mentioned(text).flatMap((code) => (told.has(code) ? [] : [`${name}: ${code}`]));
  });
  expect(missing).toEqual([]);
});

test("a table is shown as it is written: none contradicts another one beside it", async () => {
  const folder = join(provider, "bandwidth/errorCodes");
  const modules = await Promise.all(readdirSync(folder).map((file): Promise<object> => import(join(folder, file))));
  const tables: ErrorCodes[] = modules.flatMap((each) => Object.values(each));
  expect(tables.length).toBeGreaterThan(20);
  for (const { name, errors } of definitions) {
    // One or two codes may stand in a definition by chance.
    const used = tables.filter(
      (each) => Object.keys(each).length > 2 && Object.keys(each).every((code) => code in errors),
    );
    for (const table of used) {
      expect(errors, name).toMatchObject(table);
    }
  }
});

/** Which definitions show the codes that a file of `provider/bandwidth` handles by number; none: any may. */
const handledIn: Record<string, string[]> = {
  "account/applications.ts": ["Application", "getApplication"],
  "account/realms.ts": ["SipRealm"],
  "account/sipCredentials.ts": ["SipCredential"],
  "account/sipPeers.ts": ["SipPeer"],
  "account/sites.ts": ["Site", "getSite"],
  "account/subscriptions.ts": ["Subscription"],
  "account/users.ts": ["getUser"],
  "buying/newNumberOrders.ts": ["PhoneNumberOrder", "getOrder"],
  "buying/disconnector.ts": ["PhoneNumberOrder", "PortIn"],
  "features/callingNames.ts": ["LidbRecord"],
  "features/directoryListings.ts": ["DirectoryListing"],
  "features/emergencyAddresses.ts": ["E911Address"],
  "features/externalTns.ts": ["ExternalTns"],
  "features/tnOptions.ts": ["TnOptions"],
  "http/apiResponse.ts": [],
  "http/denied.ts": [],
  "http/errors.ts": [],
  "http/retry.ts": [],
  "numbers/askedTogether.ts": ["getTns", "getTnReadiness", "getPortOutPasscodes"],
  "numbers/portOutPasscodes.ts": ["TnOptions"],
  "numbers/inventory.ts": ["getAvailableNumbers"],
  "numbers/moves.ts": ["PhoneNumberOrder"],
  "numbers/numberLookUps.ts": ["getTn", "getTnDetails"],
  "numbers/numberRecords.ts": ["getTn", "getSipPeerTn"],
  "numbers/peerNumbers.ts": ["getSipPeerTns", "getSipPeerTotalTns"],
  "numbers/toldNumbers.ts": ["getTnReadiness"],
  "numbers/reservations.ts": ["TnReservation"],
  "orders/groupOrders.ts": ["TnOptions", "LidbRecord", "DirectoryListing", "E911Address", "ExternalTns"],
  "orders/history.ts": ["getPortInHistory"],
  "orders/missing.ts": ["OrderNote"],
  "orders/notes.ts": ["OrderNote"],
  "orders/orderSize.ts": [],
  "orders/report.ts": ["PhoneNumberOrder"],
  "porting/lsrOrders.ts": ["LsrOrder"],
  "porting/portInLookUps.ts": ["getPortInActivation", "PortIn"],
  "porting/portIns.ts": ["PortIn"],
  "reports/billingReports.ts": [],
  "reports/reportFile.ts": [],
  "reports/reports.ts": ["ReportInstance", "getReportInstance"],
};

/** The sources in a folder of the provider and in the rooms below it. */
const sourcesIn = (folder: string): string[] =>
  readdirSync(join(provider, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.replaceAll("\\", "/"));

describe("every code that the provider handles by number", () => {
  const everywhere = codesOf(common, ...definitions.map(({ errors }) => errors));
  const everything = { name: "no table", codes: everywhere };
  const quoted = (path: string) =>
    [...readFileSync(path, "utf8").matchAll(/"(\d{4,5})"/g)].flatMap(([, code]) => code ?? []);

  test("stands in the tables of those who use it", () => {
    const files = sourcesIn("bandwidth").filter((file) => !file.startsWith("errorCodes/"));
    // A name of a file that is gone would hide that nothing is looked at.
    expect(files).toEqual(expect.arrayContaining(Object.keys(handledIn)));
    const problems = files.flatMap((file) => {
      const codes = quoted(join(provider, "bandwidth", file));
      if (codes.length === 0) return [];
      const users = handledIn[file];
      if (users === undefined) return [`${file} handles ${codes.join(", ")}: name who shows them`];
      const tables = definitions.filter(({ name }) => users.includes(name));
      if (tables.length !== users.length) return [`${file}: a name of ${users.join(", ")} is none`];
      const told =
        tables.length > 0 ? tables.map(({ name, errors }) => ({ name, codes: codesOf(errors, common) })) : [everything];
      return told.flatMap(({ name, codes: known }) => {
        const untold = codes.filter((code) => !known.has(code));
        return untold.length > 0 ? [`${file}: ${name} does not show ${untold.join(", ")}`] : [];
      });
    });
    expect(problems).toEqual([]);
  });

  test("in a resource or function, too", () => {
    for (const folder of ["resources", "functions"]) {
      const files = sourcesIn(folder);
      expect(files.length).toBeGreaterThan(50);
      for (const file of files) {
        const codes = [
          ...readFileSync(join(provider, folder, file), "utf8").matchAll(/\b(?:has|refusedWith)\(([^)]*)\)/g),
        ].flatMap(([, given]) => given?.match(/\d{4,5}/g) ?? []);
        expect([...everywhere], file).toEqual(expect.arrayContaining(codes));
      }
    }
  });
});
