import { beforeAll, describe, expect, test } from "vitest";
import { faults } from "./faults.js";
import { type FaultCase, planCases, runCases } from "./matrix.js";
import { operations } from "./operations.js";
import { allWell, troubles } from "./report.js";

/** So many cases of each fault, far apart, out of the matrix that `npm run faults` runs as a whole; and of each group. */
const ofEach = 5;

const groups = [...new Set(operations.map(({ group }) => group))];
const groupOf = ({ rehearsal }: FaultCase) => rehearsal.operation.group;

let cases: readonly FaultCase[];

beforeAll(async () => {
  const all = await planCases(operations);
  const ofFaults = faults.flatMap((fault, turn) =>
    farApart(
      all.filter((faultCase) => faultCase.fault === fault),
      turn,
    ),
  );
  const ofGroups = groups.flatMap((group) => farApart(all.filter((faultCase) => groupOf(faultCase) === group)));
  cases = [...new Set([...ofFaults, ...ofGroups])];
});

function farApart(all: readonly FaultCase[], turn = 0): readonly FaultCase[] {
  const distance = Math.max(1, Math.floor(all.length / ofEach));
  return all.filter((_, index) => index % distance === turn % distance);
}

describe("whatever goes wrong, at whichever request, the next runs make the account what the program says", () => {
  test.each(groups)("%s", async (group) => {
    const chosen = cases.filter((faultCase) => groupOf(faultCase) === group);
    expect(chosen.length).toBeGreaterThan(0);
    expect(troubles(await runCases(chosen))).toBe(allWell);
  });
});

describe("what once went wrong", () => {
  const faultCase = async (
    group: string,
    name: string,
    fault: string,
    index: number,
    between: FaultCase["between"],
  ) => {
    const chosen = operations.filter((operation) => operation.group === group && operation.name === name);
    const cases = await planCases(chosen, true);
    const found = cases.filter((one) => one.fault.name === fault && one.index === index && one.between === between);
    expect(found).toHaveLength(1);
    return troubles(await runCases(found));
  };

  test("a move that was refused is not forgotten by a refresh", async () => {
    expect(await faultCase("PhoneNumberOrder", "move", "403", 0, "plugin")).toBe(allWell);
  });

  test("an option that was refused for one number is not forgotten by a refresh", async () => {
    const refused = "order refused for one number";
    expect(await faultCase("TnOptions", "create", refused, 1, "nothing")).toBe(allWell);
    expect(await faultCase("TnOptions", "update", refused, 3, "plugin")).toBe(allWell);
    expect(await faultCase("TnOptions", "update", refused, 3, "dynamic")).toBe(allWell);
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
    const posted = (await planCases(operation, true)).filter(({ rehearsal, index }) => {
      const request = rehearsal.requests[index];
      return request?.method === "POST" && request.path.endsWith(`/${path}`);
    });
    const killed = posted.filter(({ fault }) =>
      ["killed after it acted", "order slower than the time allowed", "order stuck in PROCESSING"].includes(fault.name),
    );
    expect(killed).toHaveLength(9);
    expect(troubles(await runCases(killed))).toBe(allWell);
  });

  test("options are not taken for switched when the list of a peer breaks off", async () => {
    expect(await faultCase("Whole stack", "refresh", "page repeated", 3, "nothing")).toBe(allWell);
  });

  test("a change that the losing carrier has got is not handed in again", async () => {
    for (const between of ["nothing", "plugin", "dynamic"] as const) {
      expect(await faultCase("PortIn", "update", "killed after it acted", 1, between)).toBe(allWell);
      expect(await faultCase("LsrOrder", "update", "killed after it acted", 1, between)).toBe(allWell);
    }
    expect(await faultCase("PortIn", "mend", "500 after it acted", 1, "nothing")).toBe(allWell);
    expect(await faultCase("LsrOrder", "mend", "answer lost after it acted", 1, "nothing")).toBe(allWell);
  });

  test("what something on the way sends is not taken for a file", async () => {
    expect(await faultCase("PortInDocument", "create", "HTML page with 200", 2, "plugin")).toBe(allWell);
    expect(await faultCase("ReportInstance", "create", "JSON with 200", 7, "nothing")).toBe(allWell);
  });

  test("an answer that holds nothing sets no number free that another resource has taken over", async () => {
    const forced = operations.filter(({ group, name }) => group === "PhoneNumberOrder" && name === "replace by force");
    const cases = (await planCases(forced, true)).filter(({ fault }) => fault.name === "body empty");
    expect(cases.length).toBeGreaterThan(20);
    expect(troubles(await runCases(cases))).toBe(allWell);
  });

  test("an order that outlasts the time allowed is no success after a refresh", async () => {
    const slow = "order slower than the time allowed";
    expect(await faultCase("PhoneNumberOrder", "create", slow, 1, "plugin")).toBe(allWell);
    expect(await faultCase("PhoneNumberOrder", "grow", slow, 2, "dynamic")).toBe(allWell);
  });
});
