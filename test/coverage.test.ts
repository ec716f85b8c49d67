import { describe, expect, test } from "vitest";
import { leftOut } from "../provider/bandwidth/leftOut.js";
import { newerOperations } from "../provider/bandwidth/newerOperations.js";
import { bandwidth } from "../provider/package.js";
import { coverageOf } from "../provider/pulumi/schema/coverage.js";
import { referencePages } from "../provider/pulumi/schema/referencePages.js";
import { routes } from "../simulator/endpoints/routes.js";
import { toyPackage } from "./pulumi/toy.js";
import { overstated, unnamed, unused } from "./used.js";

test("each of the 149 operations of Bandwidth's reference, and each newer one that is listed, is served by something", () => {
  const coverage = coverageOf(bandwidth);
  expect(coverage.size).toBe(149 + newerOperations.length);
  const missing = [...coverage].filter(([, servers]) => servers.length === 0).map(([operation]) => operation);
  expect(missing).toEqual([]);
});

test("the coverage page has a list of its own for newer operations", () => {
  const page = (newer: string[]) =>
    referencePages({ ...toyPackage(), newerOperations: newer }).get("coverage.md") ?? "";
  const { operations } = toyPackage();
  const [first = "", ...rest] = operations;
  expect(page([])).toContain(`The ${operations.length} operations`);
  expect(page([])).not.toContain("Newer operations");
  const [reference = "", newer = ""] = page([first]).split("## Newer operations");
  expect(reference).toContain(`The ${rest.length} operations`);
  expect(reference).not.toContain(`\`${first}\``);
  expect(newer).toContain(`\`${first}\``);
});

test("the coverage page says how much of the API's specification is used", () => {
  const { specification, operations } = bandwidth;
  expect(specification?.without.filter((operation) => !operations.includes(operation))).toEqual([]);
  // Three operations have a form for the Universal Platform too.
  expect(operations.length - 3 - (specification?.without.length ?? 0)).toBe(185);
  expect(referencePages(bandwidth).get("coverage.md")).toContain("Of the 354 operations in Bandwidth's specification");
  expect(referencePages(bandwidth).get("coverage.md")).toContain("this package uses 185.");
});

test("what the coverage page says is left out is served by nothing, and each has a reason", () => {
  const isLeft = (operation: string) => {
    const [method = "", path = ""] = operation.replace(" (v2)", "").split(" ");
    const begins = (one: string) => (one.endsWith("…") ? path.startsWith(one.slice(0, -1)) : path === one);
    return leftOut.some(({ methods = [method], paths }) => methods.includes(method) && paths.some(begins));
  };
  expect(bandwidth.operations.filter(isLeft)).toEqual([]);
  // The test itself finds what is there.
  expect(isLeft("POST /accounts/{accountId}/bulkPortins/{orderId}/notes")).toBe(true);
  expect(leftOut.filter(({ why, paths }) => !/^(`|[A-Z]).*\.$/.test(why) || paths.length === 0)).toEqual([]);
  const [, left = ""] = (referencePages(bandwidth).get("coverage.md") ?? "").split("## Left out");
  for (const { why, paths } of leftOut) for (const text of [why, ...paths]) expect(left).toContain(text);
});

test("everything in the package names the operations that it uses; one command uses none", () => {
  const { resources, functions, utilities } = bandwidth;
  const silent = [...resources, ...functions, ...utilities].filter(({ operations }) => operations.length === 0);
  expect(silent.map(({ name }) => name)).toEqual(["pulumi-bandwidth migrate"]);
});

test("an operation that the reference does not list is refused", () => {
  const pack = { ...toyPackage(), operations: ["POST /things"] };
  expect(() => coverageOf(pack)).toThrow("uses GET /things/{thingId}, which the API's reference does not list");
});

describe("an operation that another one replaced", () => {
  const pack = (
    replaced: Record<string, string>,
    operations = ["POST /things", "GET /things/{thingId}", "PUT /shelf"],
  ) => ({
    ...toyPackage(),
    ...{ operations, replaced },
  });

  test("is served by those that serve the other", () => {
    const coverage = coverageOf(pack({ "PUT /shelf": "POST /things" }));
    expect(coverage.get("PUT /shelf")).toEqual(coverage.get("POST /things"));
    expect(coverage.get("PUT /shelf")).not.toEqual([]);
  });

  test("cannot be used, and both have to be in the reference", () => {
    expect(() => coverageOf(pack({ "POST /things": "PUT /shelf" }))).toThrow(
      "uses POST /things, which is replaced by PUT /shelf",
    );
    expect(() => coverageOf(pack({ "PUT /shelves": "POST /things" }))).toThrow("does not list");
    expect(() => coverageOf(pack({ "PUT /shelf": "POST /thing" }))).toThrow("does not list");
  });

  test("counts as used when the other was used, and only then", () => {
    const claims = { operations: ["PUT /shelf", "POST /things"], replaced: { "PUT /shelf": "POST /things" } };
    expect(unused(claims, ["POST classic /things"])).toEqual([]);
    expect(unused(claims, ["PUT classic /shelf"])).toEqual(["PUT /shelf", "POST /things"]);
  });

  test("is one in all, and its page says what stands for it", () => {
    const former = "POST /accounts/{accountId}/lineOptionOrders";
    expect(Object.keys(bandwidth.replaced ?? {})).toEqual([former]);
    const rows = referencePages(bandwidth).get("coverage.md")?.split("\n") ?? [];
    const row = rows.find((line) => line.includes(former));
    expect(row).toContain("[TnOptions](resources/TnOptions.md)");
    expect(row).toContain("with `POST /accounts/{accountId}/tnoptions`, which replaces it |");
  });
});

describe("a list of operations", () => {
  const lists = [
    { name: "Shelf", operations: ["GET /shelf", "POST /shelf", "GET /things"] },
    { name: "Shelf2", operations: ["GET /shelf", "GET /things"] },
  ];
  const lines = ["Shelf: GET classic /shelf", "Shelf: POST classic /shelf", "Shelf: GET classic /things"];

  test("fails the run if it names what the thing itself has not requested, whoever else has", () => {
    const both = [...lines, "Shelf2: GET universal /shelf", "GET classic /things"];
    expect(overstated({}, lists, both)).toEqual(["Shelf2: GET /things"]);
    expect(overstated({}, lists, lines.slice(1))).toEqual([
      "Shelf: GET /shelf",
      "Shelf2: GET /shelf",
      "Shelf2: GET /things",
    ]);
  });

  test("may share what common code does: one of those that name it has done it", () => {
    expect(overstated({}, lists, lines, ["GET /things"])).toEqual(["Shelf2: GET /shelf"]);
    expect(overstated({}, lists, lines.slice(0, 2), ["GET /things"])).toContain("Shelf: GET /things");
  });

  test("fails a test at once if it leaves out what was requested", () => {
    const requests = [
      { method: "GET", endpoint: "/shelf", dialect: "classic" },
      { method: "DELETE", endpoint: "/shelf", dialect: "classic" },
      { method: "GET", dialect: "classic" },
    ];
    expect(unnamed({ name: "a shelf of a test", operations: ["GET /shelf"] }, requests)).toEqual(["DELETE /shelf"]);
  });
});

test("the simulator has every operation that Bandwidth serves", () => {
  const callbacks = /^POST \/callbacks\//;
  const paths = routes.flatMap(([method, path]) => [`${method} classic ${path}`, `${method} universal ${path}`]);
  expect(unused(bandwidth, paths).filter((operation) => !callbacks.test(operation))).toEqual([]);
});

describe("what a run did not use", () => {
  const claimed = (...operations: string[]) => ({ ...bandwidth, operations });

  test("an operation counts as used whatever its parameters are called, and in either dialect", () => {
    const pack = claimed("GET /accounts/{accountId}/sites/{siteId}");
    expect(unused(pack, ["GET universal /accounts/:account/sites/:site"])).toEqual([]);
    expect(unused(pack, ["GET classic /accounts/:account/sites"])).toEqual(pack.operations);
    expect(unused(pack, ["PUT classic /accounts/:account/sites/:site"])).toEqual(pack.operations);
  });

  test("one of the Universal Platform counts in its dialect only", () => {
    const pack = claimed(
      "GET /accounts/{accountId}/orders/{orderid}",
      "GET (v2) /accounts/{accountId}/orders/{orderid}",
    );
    expect(unused(pack, ["GET classic /accounts/:account/orders/:order"])).toEqual([pack.operations[1]]);
    expect(unused(pack, ["GET universal /accounts/:account/orders/:order"])).toEqual([pack.operations[0]]);
  });
});
