import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Unfinished } from "../../provider/pulumi/definition.js";
import { Asset, type Values } from "../../provider/pulumi/values.js";
import { checksumOf } from "../../provider/resources/localFile.js";
import { failure } from "../bandwidth/helpers/client.js";
import { complaints, resourceNamed, Stack } from "./support.js";

const PERIOD = { startDate: "2026-01-01", endDate: "2026-01-31" };

/** The three kinds, each with inputs that work. */
const KINDS: Record<string, Values> = {
  ReportInstance: { reportId: "100020", outputFormat: "pdf" },
  BillingReport: { type: "MDR", ...PERIOD },
  BillingDetailRecords: PERIOD,
};

/** The output that names each. */
const ID: Record<string, string> = {
  ReportInstance: "instanceId",
  BillingReport: "reportId",
  BillingDetailRecords: "bdrId",
};

let stack: Stack;
let folder: string;
let path: string;
beforeEach(async () => {
  stack = await Stack.start();
  folder = mkdtempSync(join(tmpdir(), "reports-"));
  path = join(folder, "deep", "report.bin");
});
afterEach(async () => {
  await stack.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A short time limit for what never ends. */
const hasty = (name: string) => ({ ...stack.call(name), timeoutMs: 200 });
const made = () => stack.writes().filter((line) => line.startsWith("POST"));
const expire = () => {
  for (const one of stack.simulator.account.reportInstances.values()) one.expiresAt = 0;
  stack.simulator.account.billingArchives.clear();
};

describe.each(Object.entries(KINDS))("a %s", (type, program) => {
  test("is asked for once, waited for, and shown in `content` when it is small", async () => {
    stack.simulator.settings.reportLatencyMs = 300;
    const { id, state } = await stack.create(type, "it", program);
    expect(made()).toHaveLength(1);
    const content = Buffer.from(String(state.content), "base64");
    expect(state).toMatchObject({ size: content.length, checksum: checksumOf(content) });
    expect(content.subarray(0, 4).toString()).toMatch(/^(%PDF|PK)/);
    const fresh = await stack.read(type, "it", id, state);
    expect(fresh?.state).toEqual(state);
    expect(stack.diff(type, fresh?.state ?? {}, program).changes).toEqual([]);
  });

  test("is written to a path, whole, for its owner alone, with the folders that are missing", async () => {
    const { id, state } = await stack.create(type, "it", { ...program, path });
    expect(checksumOf(readFileSync(path))).toBe(state.checksum);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, "deep"))).toEqual(["report.bin"]);
    expect(state.content).toBeUndefined();
    expect(state.file).toEqual(new Asset(String(state.checksum), { path }));
    const fresh = await stack.read(type, "it", id, state);
    expect(fresh?.state).toEqual(state);
  });

  test.each(["missing", "changed"])("whose file is %s shows it, and the next up writes it again", async (what) => {
    const wish = { ...program, path };
    const { id, state } = await stack.create(type, "it", wish);
    if (what === "missing") rmSync(path);
    else writeFileSync(path, "scribbled over");
    const fresh = await stack.read(type, "it", id, state);
    expect(fresh?.inputs.path).toBeUndefined();
    expect(stack.diff(type, fresh?.state ?? {}, wish)).toMatchObject({ changes: [{ path: "path", kind: "add" }] });
    const mended = await stack.update(type, "it", id, fresh?.state ?? {}, wish);
    expect(checksumOf(readFileSync(path))).toBe(state.checksum);
    expect(mended).toEqual(state);
    expect(made()).toHaveLength(1);
  });

  test("moves its file, and gives it up for `content`, without asking Bandwidth", async () => {
    const { id, state } = await stack.create(type, "it", { ...program, path });
    const mark = stack.simulator.requests.mark();
    const other = join(folder, "other.bin");
    const moved = await stack.update(type, "it", id, state, { ...program, path: other });
    expect([existsSync(path), checksumOf(readFileSync(other))]).toEqual([false, state.checksum]);
    const shown = await stack.update(type, "it", id, moved, program);
    expect(existsSync(other)).toBe(false);
    expect(checksumOf(Buffer.from(String(shown.content), "base64"))).toBe(state.checksum);
    await stack.update(type, "it", id, shown, { ...program, path });
    expect(checksumOf(readFileSync(path))).toBe(state.checksum);
    expect(stack.simulator.requests.since(mark)).toEqual([]);
  });

  test("another spelling of the same path does not take the file away", async () => {
    const { id, state } = await stack.create(type, "it", { ...program, path });
    const spelt = `${join(folder, "deep")}/../deep/report.bin`;
    await stack.update(type, "it", id, state, { ...program, path: spelt });
    expect(checksumOf(readFileSync(path))).toBe(state.checksum);
  });

  test("does not overwrite what somebody else put there, and asks for nothing", async () => {
    mkdirSync(join(folder, "deep"));
    writeFileSync(path, "precious");
    await expect(stack.create(type, "it", { ...program, path })).rejects.toThrow(
      /is not overwritten.*No report was asked/,
    );
    expect(made()).toEqual([]);
    const { id, state } = await stack.create(type, "it", program);
    const moved = stack.update(type, "it", id, state, { ...program, path });
    await expect(moved).rejects.toThrow(/is not overwritten.*Nothing was written/);
    expect(readFileSync(path, "utf8")).toBe("precious");
    // A link is something too, wherever it leads.
    rmSync(path);
    symlinkSync(join(folder, "nowhere"), path);
    await expect(stack.create(type, "it", { ...program, path })).rejects.toThrow("is not overwritten");
    expect(readdirSync(folder)).toEqual(["deep"]);
  });

  test("that is deleted takes its own file along, and leaves one that was changed", async () => {
    const { id, state } = await stack.create(type, "it", { ...program, path });
    await stack.delete(type, "it", id, state);
    expect(existsSync(path)).toBe(false);
    expect(stack.said.join()).toContain("the API has no way to delete one");
    const again = await stack.create(type, "it", { ...program, path });
    writeFileSync(path, "edited");
    await stack.delete(type, "it", again.id, again.state);
    expect(readFileSync(path, "utf8")).toBe("edited");
    expect(stack.said.join()).toContain(`the file ${path} stays: it is not as it was written`);
    expect(stack.writes().every((line) => line.startsWith("POST"))).toBe(true);
  });

  test("that is not ready in time is kept in the state, and the next up goes on", async () => {
    stack.simulator.settings.reportLatencyMs = 60_000;
    const wish = { ...program, path };
    const create = resourceNamed(type).create({ ...hasty("it"), inputs: wish });
    const error = await failure<Unfinished>(create);
    expect(error).toBeInstanceOf(Unfinished);
    expect(error.message).toMatch(/was not ready in the time allowed.*The next run goes on/);
    const { id = "", outputs } = error.done;
    expect(id).toContain(String(outputs[ID[type] ?? ""]));
    const state = { ...wish, ...outputs };
    expect(stack.diff(type, state, wish).changes).toEqual([{ path: "checksum", kind: "add", replaces: false }]);
    for (const one of stack.simulator.account.reportInstances.values()) one.readyAt = 0;
    for (const one of stack.simulator.account.billingArchives.values()) one.readyAt = 0;
    const refreshed = await stack.read(type, "it", id, state);
    const done = await stack.update(type, "it", id, refreshed?.state ?? {}, wish);
    expect(checksumOf(readFileSync(path))).toBe(done.checksum);
    expect(made()).toHaveLength(1);
  });

  test("that Bandwidth has no more stays as long as its file is here, and is made anew when it is not", async () => {
    const { id, state } = await stack.create(type, "it", { ...program, path });
    expire();
    expect((await stack.read(type, "it", id, state))?.state).toMatchObject({ status: "Expired", path });
    rmSync(path);
    const lost = stack.update(type, "it", id, { ...state, path: undefined }, { ...program, path });
    await expect(lost).rejects.toThrow(/pulumi refresh/);
    expect(await stack.read(type, "it", id, state)).toBeUndefined();
  });

  test("with its file in the state stays when Bandwidth has it no more", async () => {
    const { id, state } = await stack.create(type, "it", program);
    expire();
    expect((await stack.read(type, "it", id, state))?.state).toMatchObject({
      status: "Expired",
      content: state.content,
    });
  });

  test("no answer that proves nothing makes it gone", async () => {
    const { id, state } = await stack.create(type, "it", program);
    for (const fault of [
      { kind: "html", status: 404 },
      { kind: "status", status: 403 },
      { kind: "empty", status: 200 },
    ] as const) {
      stack.simulator.faults.on("GET", /instances|billingreports|bdrs/, fault);
      await expect(stack.read(type, "it", id, state)).rejects.toThrow();
    }
  });

  test("a page in place of the file is not taken for the report", async () => {
    stack.simulator.settings.reportFiles = "direct";
    stack.simulator.faults.on("GET", /\/file$/, { kind: "html", status: 200 });
    const error = await failure<Unfinished>(stack.create(type, "it", { ...program, path }));
    expect(error).toBeInstanceOf(Unfinished);
    expect(error.message).toContain("is a page or a message, not a report");
    expect(existsSync(path)).toBe(false);
  });

  test("other inputs or triggers make another one, after the old one has gone", async () => {
    const { state } = await stack.create(type, "it", program);
    const changed = { ...program, replacementTriggers: ["february"] };
    expect(stack.diff(type, state, changed)).toMatchObject({
      replaces: ["replacementTriggers"],
      deleteBeforeReplace: true,
    });
  });
});

describe("a report instance", () => {
  const type = "ReportInstance";

  test("the account is filled in, and the rest is checked against the report's definition before it is asked for", async () => {
    const wrong = (reportId: string, parameters: Values[]) =>
      failure(stack.create(type, "it", { reportId, outputFormat: "csv", parameters }));
    expect((await wrong("1", [])).message).toContain('reportId "1" is no report');
    const found = await wrong("100021", [
      { name: "Colour", values: ["red"] },
      { name: "Summary", values: ["maybe"] },
      { name: "Caller", values: ["a", "b"] },
    ]);
    expect(found.message.split("; ")).toEqual([
      'parameters must hold "Most Rows", which report 100021 requires (error 19032)',
      expect.stringContaining('parameters[0] "Colour" is no parameter of report 100021'),
      'it knows "SipPeerId", "Most Rows", "Summary", "Caller" (error 19033)',
      'parameters[1] "Summary" must be "true" or "false" (error 19060), not "maybe"',
      'parameters[2] "Caller" takes one value only (error 19057)',
    ]);
    expect((await wrong("100020", [{ name: "Status", values: ["Lost"] }])).message).toBe(
      'parameters[0] "Status" must be one of "Inservice", "Aging", "Reserved", not "Lost" (error 19038)',
    );
    expect(made()).toEqual([]);
    await stack.create(type, "it", KINDS[type] ?? {});
    const [instance] = stack.simulator.account.reportInstances.values();
    expect(instance?.parameters).toEqual([{ name: "AccountId", values: ["9500249"] }]);
  });

  test("whose answer was lost is found, not asked for twice", async () => {
    const earlier = await stack.create(type, "earlier", KINDS[type] ?? {});
    stack.simulator.faults.on("POST", /instances$/, { kind: "lostAnswer" });
    const { id } = await stack.create(type, "it", KINDS[type] ?? {});
    expect(id).not.toBe(earlier.id);
    expect(stack.simulator.account.reportInstances.size).toBe(2);
    expect(stack.said.join()).toContain(`To take the earlier one, import ${earlier.id}`);
  });

  test("that failed leaves nothing in the state", async () => {
    stack.simulator.settings.reportLatencyMs = 150;
    const creating = failure(stack.create(type, "it", KINDS[type] ?? {}));
    await expect.poll(() => stack.simulator.account.reportInstances.size).toBe(1);
    for (const one of stack.simulator.account.reportInstances.values()) one.failed = true;
    const error = await creating;
    expect(error).not.toBeInstanceOf(Unfinished);
    expect(error.message).toContain("came to no file: Failed");
  });

  test("is imported with its file, listed, and unknown when it is not there", async () => {
    const program = { reportId: "100020", outputFormat: "csv", parameters: [{ name: "Status", values: ["Aging"] }] };
    const { id, state } = await stack.create(type, "it", program);
    const imported = await stack.read(type, "it", id);
    expect(imported?.inputs).toMatchObject({ reportId: "100020", outputFormat: "csv" });
    expect(imported?.inputs.parameters).toContainEqual({ name: "Status", values: ["Aging"] });
    expect(imported?.state).toMatchObject({ content: state.content, checksum: state.checksum, status: "Ready" });
    expect(stack.diff(type, imported?.state ?? {}, imported?.inputs ?? {}).changes).toEqual([]);
    expect(await stack.read(type, "it", "100020/1")).toBeUndefined();
    await expect(stack.read(type, "it", "100020")).rejects.toThrow("expected is reportId/instanceId");
    const ids = [];
    for (const query of [{}, { reportId: "100020" }, { reportId: "100021" }]) {
      const all = resourceNamed(type).list?.find({ api: stack.api, query, signal: new AbortController().signal });
      for await (const one of all ?? []) ids.push(one);
    }
    expect(ids).toEqual([expect.objectContaining({ id }), expect.objectContaining({ id })]);
  });

  test("is written where the program says, whatever name and id the API gives", async () => {
    const { files, account } = stack.simulator;
    const offer = files.offer.bind(files);
    files.offer = (file) => offer({ ...file, fileName: `${folder}/evil.pdf` });
    account.nextNumber = () => "..%2f..%2fevil";
    await expect(stack.create(type, "it", { ...KINDS[type], path })).rejects.toThrow("no Location with an id");
    account.nextNumber = () => "17";
    await stack.create(type, "it", { ...KINDS[type], path });
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(["deep", "deep/report.bin"]);
    await stack.create(type, "other", KINDS[type] ?? {});
    expect(readdirSync(folder, { recursive: true })).toHaveLength(2);
  });

  test("is fetched with credentials from the API alone", async () => {
    await stack.create(type, "it", { ...KINDS[type], path });
    expect(stack.simulator.files.requests).toEqual([
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
      "parameters[1].values must hold at least one value",
      "expiresAt must be a day as in 2026-01-31",
      "path must name a file, not a folder",
    ]);
    const twice = [
      { name: "A", values: ["1"] },
      { name: "A", values: ["2"] },
    ];
    expect(complaints(type, { reportId: "1", outputFormat: "csv", parameters: twice })).toEqual([
      'parameters[1].name "A" stands there already (error 19027)',
    ]);
  });
});

describe.each(["BillingReport", "BillingDetailRecords"])("a %s", (type) => {
  const program = KINDS[type] ?? {};

  test("whose answer was lost is not asked for again, and the error says so", async () => {
    stack.simulator.faults.on("POST", /billingreports|bdrs/, { kind: "lostAnswer" });
    const error = await failure(stack.create(type, "it", program));
    expect(error).not.toBeInstanceOf(Unfinished);
    expect(error.message).toMatch(/cannot list such reports.*was not asked for a second time.*`pulumi up` again/);
    expect(stack.simulator.account.billingArchives.size).toBe(1);
  });

  test("is imported with what the API does not tell", async () => {
    const { id, state } = await stack.create(type, "it", program);
    const kind = type === "BillingReport" ? "MDR/" : "";
    const imported = await stack.read(type, "it", `${id}/${kind}2026-01-01/2026-01-31`);
    expect(imported).toMatchObject({ id, inputs: program });
    expect(imported?.state).toEqual(state);
    await expect(stack.read(type, "it", id)).rejects.toThrow("does not say which report this is");
    const none = `9b428b4c-159b-465f-9667-0123456789ab/${kind}2026-01-01/2026-01-31`;
    expect(await stack.read(type, "it", none)).toBeUndefined();
    // One that is taken over for another period is refused.
    const other = resourceNamed(type).update({
      ...stack.call("it"),
      id,
      state,
      inputs: { ...program, endDate: "2026-02-28" },
    });
    await expect(other).rejects.toThrow(`endDate report ${id} was made for 2026-01-31`);
  });

  test("a period that ends before it begins is refused", () => {
    expect(complaints(type, { ...program, startDate: "2026-03-01" })).toEqual([
      "endDate must not be before startDate 2026-03-01 (error 15501)",
    ]);
  });
});

test("a billing report that answers 303 is ready", async () => {
  stack.simulator.settings.billingReportRedirects = true;
  const { state } = await stack.create("BillingReport", "it", KINDS.BillingReport ?? {});
  expect(state).toMatchObject({ status: "COMPLETED", checksum: expect.any(String) });
});
