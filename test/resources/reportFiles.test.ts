import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Unfinished } from "../../provider/pulumi/definition/errors.js";
import { Asset } from "../../provider/pulumi/values/values.js";
import { checksumOf } from "../../provider/resources/properties/localFile.js";
import { failure } from "../bandwidth/helpers/client.js";
import { KINDS, made, type ReportDesk, reportDesk } from "./reportSupport.js";
import type { Stack } from "./support.js";

let desk: ReportDesk;
let stack: Stack;
let folder: string;
let path: string;
beforeEach(async () => {
  desk = await reportDesk();
  ({ stack, folder, path } = desk);
});
afterEach(() => desk.close());

describe.each(Object.entries(KINDS))("a %s", (type, program) => {
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
    expect(made(stack)).toHaveLength(1);
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
    expect(made(stack)).toEqual([]);
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

  test("a page in place of the file is not taken for the report", async () => {
    stack.simulator.settings.reportFiles = "direct";
    stack.simulator.faults.on("GET", /\/file$/, { kind: "html", status: 200 });
    const error = await failure<Unfinished>(stack.create(type, "it", { ...program, path }));
    expect(error).toBeInstanceOf(Unfinished);
    expect(error.message).toContain("is a page or a message, not a report");
    expect(existsSync(path)).toBe(false);
  });
});
