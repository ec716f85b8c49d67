import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checksumOf } from "../../provider/resources/properties/localFile.js";
import { prepareForExamples } from "./exampleAccount.js";
import type { RunResult, Workspace } from "./harness/workspace.js";
import { change, OWN_PROCESS, type Resource, ref } from "./pluginSupport.js";
import { engineAccount, expectSettled, expectSettledAtOnce, fails, ok, program, rows, writes } from "./support.js";

const { simulator, stackOf, pluginStackOf } = await engineAccount();

type Resources = Record<string, Resource>;

const of = (type: string, properties: Resource["properties"]): Resource => ({ type: `bandwidth:${type}`, properties });
const PERIOD = { startDate: "2026-01-01", endDate: "2026-01-31" };
const FILE = "reports/numbers.csv";

/** One of each kind: a file, an archive as a file, and records in the state. */
const everything = (more: Resource["properties"] = {}): Resources => ({
  numbers: of("ReportInstance", { reportId: "100020", outputFormat: "csv", path: FILE, ...more }),
  calls: of("BillingReport", { type: "BDR", ...PERIOD, path: "reports/january.zip" }),
  records: of("BillingDetailRecords", PERIOD),
});

/** Another resource takes the file of a report as it is. */
const PORT_IN = "b6080e4c-7ddf-4faa-bbd8-328a72de9297";
const handedOn = (content: unknown): Resources => ({
  handed: of("PortInDocument", { orderId: PORT_IN, content, documentType: "OTHER" }),
});

const OUTPUTS = { checksum: "numbers.checksum", content: "records.content" };

const outputsOf = (resources: Resources) =>
  Object.entries(OUTPUTS).filter(([, from]) => (from.split(".")[0] ?? "") in resources);

function javaScript(resources: Resources): string {
  const statements = Object.entries(resources).map(([name, { type, properties }]) => {
    const inputs = JSON.stringify(properties).replaceAll(/"\$\{([^}]+)\}"/g, "$1");
    return `const ${name} = new bw.${type.replace("bandwidth:", "")}("${name}", ${inputs});`;
  });
  const outputs = outputsOf(resources).map(([name, from]) => `exports.${name} = ${from};`);
  return program(...statements, ...outputs);
}

const yamlProgram = (resources: Resources) => ({
  resources,
  outputs: Object.fromEntries(outputsOf(resources).map(([name, from]) => [name, ref(from)])),
});

const FRONT_ENDS = {
  "dynamic resources": {
    start: (resources: Resources) => stackOf(javaScript(resources)),
    change: (stack: Workspace, resources: Resources) => stack.setProgram(javaScript(resources)),
    asset: ref("numbers.file"),
  },
  "the plugin": {
    start: (resources: Resources) => pluginStackOf(yamlProgram(resources), OWN_PROCESS),
    change: (stack: Workspace, resources: Resources) => change(stack, yamlProgram(resources)),
    // YAML loses assets that are outputs (seen with CLI 3.259).
    asset: { "fn::fileAsset": ref("numbers.writtenPath") },
  },
};

const told = ({ diagnostics }: RunResult, name: string) =>
  diagnostics.filter(({ urn }) => urn?.endsWith(`::${name}`)).map(({ severity, message }) => `${severity}: ${message}`);
const deeds = (run: RunResult) => [...new Set(rows(run).map((row) => row.split(":", 1)[0] ?? row))].sort();

describe.each(Object.entries(FRONT_ENDS))("with %s", (_, frontEnd) => {
  async function start(resources: Resources): Promise<Workspace> {
    const stack = await frontEnd.start(resources);
    return stack;
  }

  test("reports go up as files and as content, are kept, mended, replaced and forgotten", async () => {
    simulator.settings.reportLatencyMs = 400;
    const stack = await start(everything());
    const up = await ok(stack.up());
    expect(up.diagnostics).toEqual([]);
    simulator.settings.reportLatencyMs = 0;
    const file = join(stack.folder, FILE);
    const archive = join(stack.folder, "reports/january.zip");
    const text = readFileSync(file, "utf8");
    expect(text).toContain("AccountId,9500249");
    expect(readFileSync(archive).subarray(0, 2).toString()).toBe("PK");
    const outputs = await stack.outputs();
    expect(outputs.checksum).toBe(checksumOf(Buffer.from(text)));
    expect(Buffer.from(String(outputs.content), "base64").subarray(0, 2).toString()).toBe("PK");
    // What tells of calls lies in the state as a secret.
    expect(JSON.stringify(await stack.stackExport())).not.toContain(String(outputs.content));
    expect(writes(simulator, 0).sort()).toEqual([
      "POST /bdrs",
      "POST /billingreports",
      "POST /reports/100020/instances",
    ]);
    await expectSettledAtOnce(stack, simulator);

    await mends(stack, file, archive, text);
    await replaces(stack, file);
    await goes(stack, file, archive);
  });

  /** What somebody did to the files is shown, and undone. */
  async function mends(stack: Workspace, file: string, archive: string, text: string): Promise<void> {
    const mark = simulator.requests.mark();
    rmSync(file);
    writeFileSync(archive, "scribbled over");
    const preview = await ok(stack.previewRefresh());
    expect(deeds(preview)).toEqual(expect.arrayContaining(["update calls", "update numbers"]));
    const refresh = await ok(stack.refresh());
    expect(deeds(refresh)).toEqual(["update calls", "update numbers"]);
    const up = await ok(stack.up());
    expect(deeds(up)).toEqual(["update calls", "update numbers"]);
    expect(readFileSync(file, "utf8")).toBe(text);
    expect(readFileSync(archive).subarray(0, 2).toString()).toBe("PK");
    expect(writes(simulator, mark)).toEqual([]);
    await expectSettled(stack, simulator);
    // What Bandwidth has no more is fetched by making it anew.
    for (const one of simulator.account.reportInstances.values()) one.expiresAt = 0;
    await expectSettled(stack, simulator);
    rmSync(file);
    await ok(stack.refresh());
    expect(deeds(await ok(stack.up()))).toEqual(["create numbers"]);
    expect(writes(simulator, mark)).toEqual(["POST /reports/100020/instances"]);
    expect(existsSync(file)).toBe(true);
  }

  /** Other parameters are another report in the same place. */
  async function replaces(stack: Workspace, file: string): Promise<void> {
    const mark = simulator.requests.mark();
    const parameters = [{ name: "Status", values: ["Aging", "Inservice"] }];
    frontEnd.change(stack, everything({ parameters }));
    const up = await ok(stack.up());
    expect(up.steps.map(({ op, name: of }) => `${op} ${of}`)).toEqual(expect.arrayContaining(["replace numbers"]));
    expect(readFileSync(file, "utf8")).toContain("Status,Aging Inservice");
    expect(writes(simulator, mark)).toEqual(["POST /reports/100020/instances"]);
    frontEnd.change(stack, everything({ parameters: [{ name: "Status", values: ["Inservice", "Aging"] }] }));
    await expectSettled(stack, simulator);
    // Another place is no other report.
    frontEnd.change(stack, everything({ parameters, path: "elsewhere.csv" }));
    await ok(stack.up());
    expect([existsSync(file), existsSync(join(stack.folder, "elsewhere.csv"))]).toEqual([false, true]);
    frontEnd.change(stack, everything({ parameters }));
    await ok(stack.up());
    expect(writes(simulator, mark)).toHaveLength(1);
  }

  /** The API can delete nothing; the files go, but for one that is not ours any more. */
  async function goes(stack: Workspace, file: string, archive: string): Promise<void> {
    const mark = simulator.requests.mark();
    writeFileSync(archive, "kept for the tax office");
    const destroy = await ok(stack.destroy());
    expect(told(destroy, "records").join()).toMatch(/info: report .* stays at Bandwidth until it expires/);
    expect(told(destroy, "calls").join()).toContain("january.zip stays: it was changed since it was written");
    expect([existsSync(file), readFileSync(archive, "utf8")]).toEqual([false, "kept for the tax office"]);
    expect(writes(simulator, mark)).toEqual([]);
  }

  test("what is not ready in time is in the state, and the next up goes on", async () => {
    simulator.settings.reportLatencyMs = 60_000;
    const stack = await start(everything());
    stack.env.BW_ORDER_TIMEOUT = "1s";
    const up = await fails(stack.up());
    expect(up.text).toContain("isn't ready at the time limit");
    const mark = simulator.requests.mark();
    for (const one of simulator.account.reportInstances.values()) one.readyAt = 0;
    for (const one of simulator.account.billingArchives.values()) one.readyAt = 0;
    await ok(stack.up());
    expect(writes(simulator, mark)).toEqual([]);
    expect(existsSync(join(stack.folder, FILE))).toBe(true);
    expect((await stack.outputs()).content).toBeDefined();
    await expectSettled(stack, simulator);
  });

  test("an answer that was lost makes no second report, or says that it cannot know", async () => {
    const stack = await start(everything());
    simulator.faults.on("POST", /instances$/, { kind: "lostAnswer" });
    simulator.faults.on("POST", /billingreports$/, { kind: "lostAnswer" });
    const up = await fails(stack.up());
    expect(told(up, "calls").join()).toMatch(/cannot list such reports.*was not requested a second time/s);
    await ok(stack.up());
    const { reportInstances, billingArchives } = simulator.account;
    expect(reportInstances.size).toBe(1);
    // One that nobody can find, and one that was asked for again by the user, and the records.
    expect(billingArchives.size).toBe(3);
    await expectSettled(stack, simulator);
  });

  test("a file that lies there already is not overwritten, and nothing is asked for", async () => {
    const stack = await start({ numbers: everything().numbers as Resource, records: everything().records as Resource });
    stack.env.BW_ORDER_TIMEOUT = "5s";
    const place = join(stack.folder, "mine.csv");
    writeFileSync(place, "precious");
    frontEnd.change(stack, { ...everything({ path: "mine.csv" }) });
    const up = await fails(stack.up());
    expect(told(up, "numbers").join()).toContain(
      'path "mine.csv": something that this resource did not write is already there',
    );
    expect(readFileSync(place, "utf8")).toBe("precious");
    expect(simulator.account.reportInstances.size).toBe(0);
  });
});

describe.each(Object.entries(FRONT_ENDS))("with %s", (_, frontEnd) => {
  test("another resource takes the file as an asset, and takes the new one when it changes", async () => {
    prepareForExamples(simulator.account);
    const report = (more: Resource["properties"]): Resources => {
      return { numbers: everything(more).numbers as Resource, ...handedOn(frontEnd.asset) };
    };
    const stack = await frontEnd.start(report({}));
    await ok(stack.preview());
    await ok(stack.up());
    const files = () => simulator.account.portIns.get(PORT_IN)?.files ?? [];
    const file = join(stack.folder, FILE);
    const last = () => Buffer.from(files().at(-1)?.content ?? "", "base64").toString();
    expect(last()).toBe(readFileSync(file, "utf8"));
    expect(files().at(-1)?.contentType).toBe("text/csv");
    await expectSettled(stack, simulator);
    frontEnd.change(stack, report({ parameters: [{ name: "Status", values: ["Aging"] }] }));
    await ok(stack.up());
    expect(last()).toContain("Status,Aging");
    expect(files()).toHaveLength(2);
    await expectSettled(stack, simulator);
    await ok(stack.destroy());
    expect(files()).toHaveLength(1);
  });
});

describe("with the plugin", () => {
  test("what exists is imported with its file, and settled", async () => {
    const first = await pluginStackOf(yamlProgram(everything()), OWN_PROCESS);
    await ok(first.up());
    const [instance] = simulator.account.reportInstances.values();
    const bdrs = [...simulator.account.billingArchives.values()].find(({ kind }) => kind === "bdrs");
    const mark = simulator.requests.mark();
    const stack = await pluginStackOf({}, OWN_PROCESS);
    await ok(stack.import("bandwidth:index:ReportInstance", "numbers", `100020/${instance?.id}`, "--protect=false"));
    const days = "2026-01-01/2026-01-31";
    await ok(stack.import("bandwidth:index:BillingDetailRecords", "records", `${bdrs?.id}/${days}`, "--protect=false"));
    const parameters = [{ name: "AccountId", values: ["9500249"] }];
    const numbers = of("ReportInstance", { reportId: "100020", outputFormat: "csv", parameters });
    change(stack, { resources: { numbers, records: everything().records as Resource } });
    await expectSettled(stack, simulator);
    change(stack, {
      resources: {
        numbers: { ...numbers, properties: { ...numbers.properties, path: FILE } },
        records: everything().records as Resource,
      },
    });
    expect(deeds(await ok(stack.up()))).toEqual(["update numbers"]);
    expect(readFileSync(join(stack.folder, FILE), "utf8")).toContain("AccountId,9500249");
    expect(writes(simulator, mark)).toEqual([]);
  });
});

test("a dynamic resource takes over what its import id names", async () => {
  const first = await stackOf(javaScript(everything()));
  await ok(first.up());
  const [instance] = simulator.account.reportInstances.values();
  const zip = [...simulator.account.billingArchives.values()].find(({ kind }) => kind === "billingreports");
  const mark = simulator.requests.mark();
  const { numbers, calls, records } = everything();
  const adopting = {
    numbers: of("ReportInstance", { ...numbers?.properties, adopt: `100020/${instance?.id}` }),
    calls: of("BillingReport", { ...calls?.properties, adopt: `${zip?.id}/BDR/2026-01-01/2026-01-31` }),
    records: records as Resource,
  };
  const stack = await stackOf(javaScript(adopting));
  await ok(stack.up());
  expect(writes(simulator, mark)).toEqual(["POST /bdrs"]);
  expect(existsSync(join(stack.folder, FILE))).toBe(true);
  await expectSettled(stack, simulator);
});
