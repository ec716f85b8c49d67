import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { failure } from "../bandwidth/helpers/client.js";
import { KINDS, made, reportDesk } from "./reportSupport.js";
import { complaints, resourceNamed } from "./support.js";

const desk = reportDesk();

describe("a report instance", () => {
  const type = "ReportInstance";

  test("the account is filled in, and the rest is checked against the report's definition before it is asked for", async () => {
    const wrong = (reportId: string, parameters: Values[]) =>
      failure(desk.stack.create(type, "it", { reportId, outputFormat: "csv", parameters }));
    expect((await wrong("1", [])).message).toContain('reportId "1" is not a report');
    const found = await wrong("100021", [
      { name: "Colour", values: ["red"] },
      { name: "Summary", values: ["maybe"] },
      { name: "Caller", values: ["a", "b"] },
    ]);
    expect(found.message.split("; ")).toEqual([
      'parameters must hold "Most Rows", which report 100021 requires (error 19032)',
      `parameters[0] "Colour" isn't a parameter of report 100021, which knows "SipPeerId", "Most Rows", ` +
        '"Summary", "Caller" (error 19033)',
      'parameters[1] "Summary" must be "true" or "false" (error 19060), not "maybe"',
      'parameters[2] "Caller" accepts only one value (error 19057)',
    ]);
    expect((await wrong("100020", [{ name: "Status", values: ["Lost"] }])).message).toBe(
      'parameters[0] "Status" must be one of "Inservice", "Aging", "Reserved", not "Lost" (error 19038)',
    );
    expect(made(desk.stack)).toEqual([]);
    await desk.stack.create(type, "it", KINDS[type] ?? {});
    const [instance] = desk.stack.simulator.account.reportInstances.values();
    expect(instance?.parameters).toEqual([{ name: "AccountId", values: ["9500249"] }]);
  });

  test("is not taken for what something on the way sends", async () => {
    desk.stack.simulator.faults.on("GET", /file$/, { kind: "json" });
    const thrown = await failure(desk.stack.create(type, "it", KINDS[type] ?? {}));
    expect(thrown).toBeInstanceOf(PartialFailure);
    expect(thrown.message).toContain("a page or a message, not a report");
  });

  test("whose answer was lost is found, not asked for twice", async () => {
    const earlier = await desk.stack.create(type, "earlier", KINDS[type] ?? {});
    desk.stack.simulator.faults.on("POST", /instances$/, { kind: "lostAnswer" });
    const { id } = await desk.stack.create(type, "it", KINDS[type] ?? {});
    expect(id).not.toBe(earlier.id);
    expect(desk.stack.simulator.account.reportInstances.size).toBe(2);
    expect(desk.stack.said.join()).toContain(`To use the earlier one, import ${earlier.id}`);
  });

  test("that a killed run has asked for is taken over while it is made, and never the one that is replaced", async () => {
    const instances = desk.stack.simulator.account.reportInstances;
    desk.stack.simulator.settings.reportLatencyMs = 60_000;
    const later = <Made>(ms: number, make: () => Promise<Made>) =>
      new Promise<Made>((resolve) => desk.stack.time.in(ms, () => resolve(make())));
    const make = () => desk.stack.create(type, "it", KINDS[type] ?? {});
    const next = later(5_000, make);
    const replaced = later(15_000, () => {
      const [first] = instances.keys();
      const call = { ...desk.stack.call("it"), wasMine: (id: string) => id === `100020/${first}` };
      return resourceNamed(type).create({ ...call, inputs: KINDS[type] ?? {} });
    });
    const killed = await make();
    expect(desk.stack.said.join()).toContain("of an earlier run is still being created; this run adopts it");
    expect((await next).id).toBe(killed.id);
    expect((await replaced).id).not.toBe(killed.id);
    expect(instances.size).toBe(2);
  });

  test("that failed leaves nothing in the state", async () => {
    desk.stack.simulator.settings.reportLatencyMs = 10_000;
    desk.stack.time.in(5_000, () => {
      for (const one of desk.stack.simulator.account.reportInstances.values()) one.failed = true;
    });
    const error = await failure(desk.stack.create(type, "it", KINDS[type] ?? {}));
    expect(error).not.toBeInstanceOf(PartialFailure);
    expect(error.message).toContain("has no file: Failed");
  });

  test("is imported with its file, listed, and unknown when it is not there", async () => {
    const program = { reportId: "100020", outputFormat: "csv", parameters: [{ name: "Status", values: ["Aging"] }] };
    const { id, state } = await desk.stack.create(type, "it", program);
    const imported = await desk.stack.read(type, "it", id);
    expect(imported?.inputs).toMatchObject({ reportId: "100020", outputFormat: "csv" });
    expect(imported?.inputs.parameters).toContainEqual({ name: "Status", values: ["Aging"] });
    expect(imported?.state).toMatchObject({ content: state.content, checksum: state.checksum, status: "Ready" });
    expect(desk.stack.diff(type, imported?.state ?? {}, imported?.inputs ?? {}).changes).toEqual([]);
    expect(await desk.stack.read(type, "it", "100020/1")).toBeUndefined();
    await expect(desk.stack.read(type, "it", "100020")).rejects.toThrow("expected: reportId/instanceId");
    const ids = [];
    for (const query of [{}, { reportId: "100020" }, { reportId: "100021" }]) {
      const all = resourceNamed(type).list?.find({ api: desk.stack.api, query, signal: new AbortController().signal });
      for await (const one of all ?? []) ids.push(one);
    }
    expect(ids).toEqual([expect.objectContaining({ id }), expect.objectContaining({ id })]);
  });

  test("is written where the program says, whatever name and id the API gives", async () => {
    const { files, account } = desk.stack.simulator;
    const offer = files.offer.bind(files);
    files.offer = (file) => offer({ ...file, fileName: `${desk.folder}/evil.pdf` });
    account.nextNumber = () => "..%2f..%2fevil";
    await expect(desk.stack.create(type, "it", { ...KINDS[type], path: desk.path })).rejects.toThrow(
      "no Location with an id",
    );
    account.nextNumber = () => "17";
    await desk.stack.create(type, "it", { ...KINDS[type], path: desk.path });
    expect(readdirSync(desk.folder, { recursive: true }).sort()).toEqual(["deep", "deep/report.bin"]);
    await desk.stack.create(type, "other", KINDS[type] ?? {});
    expect(readdirSync(desk.folder, { recursive: true })).toHaveLength(2);
  });

  test("is fetched with credentials from the API alone", async () => {
    await desk.stack.create(type, "it", { ...KINDS[type], path: desk.path });
    expect(desk.stack.simulator.files.requests).toEqual([
      expect.objectContaining({ status: 200, authorization: undefined }),
    ]);
  });

  test("inputs that cannot work are refused before anything is sent", () => {
    expect(complaints(type, {})).toEqual(["reportId is required", "outputFormat is required"]);
    const parameters = [
      { name: "A", values: ["1"] },
      { name: "A", values: [] },
    ];
    expect(
      complaints(type, { reportId: "1", outputFormat: "doc", parameters, expiresAt: "soon", path: "reports/" }),
    ).toEqual([
      'outputFormat must be one of "pdf", "xls", "csv"',
      "parameters[1].values must contain at least one value",
      "expiresAt must be a day as in 2026-01-31",
      "path must name a file, not a folder",
    ]);
    const twice = [
      { name: "A", values: ["1"] },
      { name: "A", values: ["2"] },
    ];
    expect(complaints(type, { reportId: "1", outputFormat: "csv", parameters: twice })).toEqual([
      'parameters[1].name "A" is in the list already (error 19027)',
    ]);
  });
});
