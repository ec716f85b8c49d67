import { beforeAll, describe, expect, test } from "vitest";
import { mishaps } from "./faults.js";
import { type Cell, planCells, runCells } from "./matrix.js";
import { operations } from "./operations.js";
import { allWell, troubles } from "./report.js";

/** So many cells of each mishap, far apart, out of the matrix that `npm run faults` runs as a whole; and of each group. */
const ofEach = 5;

const groups = [...new Set(operations.map(({ group }) => group))];
const groupOf = ({ rehearsal }: Cell) => rehearsal.operation.group;

let cells: readonly Cell[];

beforeAll(async () => {
  const all = await planCells(operations);
  const ofMishaps = mishaps.flatMap((mishap, turn) =>
    farApart(
      all.filter((cell) => cell.mishap === mishap),
      turn,
    ),
  );
  const ofGroups = groups.flatMap((group) => farApart(all.filter((cell) => groupOf(cell) === group)));
  cells = [...new Set([...ofMishaps, ...ofGroups])];
});

function farApart(all: readonly Cell[], turn = 0): readonly Cell[] {
  const distance = Math.max(1, Math.floor(all.length / ofEach));
  return all.filter((_, index) => index % distance === turn % distance);
}

describe("whatever goes wrong, at whichever request, the next runs make the account what the program says", () => {
  test.each(groups)("%s", async (group) => {
    const chosen = cells.filter((cell) => groupOf(cell) === group);
    expect(chosen.length).toBeGreaterThan(0);
    expect(troubles(await runCells(chosen))).toBe(allWell);
  });
});

describe("what once went wrong", () => {
  const cell = async (group: string, name: string, mishap: string, index: number, between: Cell["between"]) => {
    const chosen = operations.filter((operation) => operation.group === group && operation.name === name);
    const cells = await planCells(chosen, true);
    const found = cells.filter((one) => one.mishap.name === mishap && one.index === index && one.between === between);
    expect(found).toHaveLength(1);
    return troubles(await runCells(found));
  };

  test("a move that was refused is not forgotten by a refresh", async () => {
    expect(await cell("PhoneNumberOrder", "move", "403", 0, "plugin")).toBe(allWell);
  });

  test("an option that was refused for one number is not forgotten by a refresh", async () => {
    const refused = "order refused for one number";
    expect(await cell("TnOptions", "create", refused, 1, "nothing")).toBe(allWell);
    expect(await cell("TnOptions", "update", refused, 2, "plugin")).toBe(allWell);
    expect(await cell("TnOptions", "update", refused, 2, "dynamic")).toBe(allWell);
  });

  test.each([
    ["TnOptions", "update", "tnoptions"],
    ["TnOptions", "delete", "tnoptions"],
    ["Universal dialect", "move", "moveTns"],
    ["E911Address", "create", "e911s"],
    ["LidbRecord", "update", "lidbs"],
    ["DirectoryListing", "delete", "dldas"],
    ["ExternalTns", "create", "externalTns"],
    ["PhoneNumberOrder", "shrink", "disconnects"],
    ["PhoneNumberOrder", "delete", "disconnects"],
  ])("%s %s: an order that a killed process has placed is followed, not placed again", async (group, name, path) => {
    const operation = operations.filter((one) => one.group === group && one.name === name);
    const posted = (await planCells(operation, true)).filter(({ rehearsal, index }) => {
      const request = rehearsal.requests[index];
      return request?.method === "POST" && request.path.endsWith(`/${path}`);
    });
    const killed = posted.filter(({ mishap }) =>
      ["killed after it acted", "order slower than the time allowed", "order stuck in PROCESSING"].includes(
        mishap.name,
      ),
    );
    expect(killed).toHaveLength(9);
    expect(troubles(await runCells(killed))).toBe(allWell);
  });

  test("options are not taken for switched when the list of a peer breaks off", async () => {
    expect(await cell("Whole stack", "refresh", "page repeated", 3, "nothing")).toBe(allWell);
  });

  test("a change that the losing carrier has got is not handed in again", async () => {
    for (const between of ["nothing", "plugin", "dynamic"] as const) {
      expect(await cell("PortIn", "update", "killed after it acted", 1, between)).toBe(allWell);
      expect(await cell("LsrOrder", "update", "killed after it acted", 1, between)).toBe(allWell);
    }
    expect(await cell("PortIn", "mend", "500 after it acted", 1, "nothing")).toBe(allWell);
    expect(await cell("LsrOrder", "mend", "answer lost after it acted", 1, "nothing")).toBe(allWell);
  });

  test("what something on the way sends is not taken for a file", async () => {
    expect(await cell("PortInDocument", "create", "HTML page with 200", 2, "plugin")).toBe(allWell);
    expect(await cell("ReportInstance", "create", "JSON with 200", 7, "nothing")).toBe(allWell);
  });

  test("an answer that holds nothing sets no number free that another resource has taken over", async () => {
    const forced = operations.filter(({ group, name }) => group === "PhoneNumberOrder" && name === "replace by force");
    const cells = (await planCells(forced, true)).filter(({ mishap }) => mishap.name === "body empty");
    expect(cells.length).toBeGreaterThan(20);
    expect(troubles(await runCells(cells))).toBe(allWell);
  });

  test("an order that outlasts the time allowed is no success after a refresh", async () => {
    const slow = "order slower than the time allowed";
    expect(await cell("PhoneNumberOrder", "create", slow, 1, "plugin")).toBe(allWell);
    expect(await cell("PhoneNumberOrder", "grow", slow, 2, "dynamic")).toBe(allWell);
  });
});
