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
import { describe, expect, test } from "vitest";
import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import { Asset } from "../../provider/pulumi/values/values.js";
import { checksumOf } from "../../provider/resources/properties/localFile.js";
import { failure } from "../bandwidth/helpers/client.js";
import { KINDS, made, reportDesk } from "./reportSupport.js";

const desk = reportDesk();

describe.each(Object.entries(KINDS))("a %s", (type, program) => {
  test("is written to a path, whole, for its owner alone, with the folders that are missing", async () => {
    const { id, state } = await desk.stack.create(type, "it", { ...program, path: desk.path });
    expect(checksumOf(readFileSync(desk.path))).toBe(state.checksum);
    expect(statSync(desk.path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(desk.folder, "deep"))).toEqual(["report.bin"]);
    expect(state.content).toBeUndefined();
    expect(state.file).toEqual(new Asset(String(state.checksum), { path: desk.path }));
    const fresh = await desk.stack.read(type, "it", id, state);
    expect(fresh?.state).toEqual(state);
  });

  test.each(["missing", "changed"])("whose file is %s shows it, and the next up writes it again", async (what) => {
    const wish = { ...program, path: desk.path };
    const { id, state } = await desk.stack.create(type, "it", wish);
    if (what === "missing") rmSync(desk.path);
    else writeFileSync(desk.path, "scribbled over");
    const fresh = await desk.stack.read(type, "it", id, state);
    expect(fresh?.inputs.path).toBeUndefined();
    expect(desk.stack.diff(type, fresh?.state ?? {}, wish)).toMatchObject({ changes: [{ path: "path", kind: "add" }] });
    const mended = await desk.stack.update(type, "it", id, fresh?.state ?? {}, wish);
    expect(checksumOf(readFileSync(desk.path))).toBe(state.checksum);
    expect(mended).toEqual(state);
    expect(made(desk.stack)).toHaveLength(1);
  });

  test("moves its file, and gives it up for `content`, without asking Bandwidth", async () => {
    const { id, state } = await desk.stack.create(type, "it", { ...program, path: desk.path });
    const mark = desk.stack.simulator.requests.mark();
    const other = join(desk.folder, "other.bin");
    const moved = await desk.stack.update(type, "it", id, state, { ...program, path: other });
    expect([existsSync(desk.path), checksumOf(readFileSync(other))]).toEqual([false, state.checksum]);
    const shown = await desk.stack.update(type, "it", id, moved, program);
    expect(existsSync(other)).toBe(false);
    expect(checksumOf(Buffer.from(String(shown.content), "base64"))).toBe(state.checksum);
    await desk.stack.update(type, "it", id, shown, { ...program, path: desk.path });
    expect(checksumOf(readFileSync(desk.path))).toBe(state.checksum);
    expect(desk.stack.simulator.requests.since(mark)).toEqual([]);
  });

  test("another spelling of the same path does not take the file away", async () => {
    const { id, state } = await desk.stack.create(type, "it", { ...program, path: desk.path });
    const spelt = `${join(desk.folder, "deep")}/../deep/report.bin`;
    await desk.stack.update(type, "it", id, state, { ...program, path: spelt });
    expect(checksumOf(readFileSync(desk.path))).toBe(state.checksum);
  });

  test("does not overwrite what somebody else put there, and asks for nothing", async () => {
    mkdirSync(join(desk.folder, "deep"));
    writeFileSync(desk.path, "precious");
    await expect(desk.stack.create(type, "it", { ...program, path: desk.path })).rejects.toThrow(
      /was not overwritten.*No report was requested/,
    );
    expect(made(desk.stack)).toEqual([]);
    const { id, state } = await desk.stack.create(type, "it", program);
    const moved = desk.stack.update(type, "it", id, state, { ...program, path: desk.path });
    await expect(moved).rejects.toThrow(/was not overwritten.*Nothing was written/);
    expect(readFileSync(desk.path, "utf8")).toBe("precious");
    // A link is something too, wherever it leads.
    rmSync(desk.path);
    symlinkSync(join(desk.folder, "nowhere"), desk.path);
    await expect(desk.stack.create(type, "it", { ...program, path: desk.path })).rejects.toThrow("was not overwritten");
    expect(readdirSync(desk.folder)).toEqual(["deep"]);
  });

  test("that is deleted takes its own file along, and leaves one that was changed", async () => {
    const { id, state } = await desk.stack.create(type, "it", { ...program, path: desk.path });
    await desk.stack.delete(type, "it", id, state);
    expect(existsSync(desk.path)).toBe(false);
    expect(desk.stack.said.join()).toContain("the API cannot delete a report");
    const again = await desk.stack.create(type, "it", { ...program, path: desk.path });
    writeFileSync(desk.path, "edited");
    await desk.stack.delete(type, "it", again.id, again.state);
    expect(readFileSync(desk.path, "utf8")).toBe("edited");
    expect(desk.stack.said.join()).toContain(`the file ${desk.path} stays: it was changed since it was written`);
    expect(desk.stack.writes().every((line) => line.startsWith("POST"))).toBe(true);
  });

  test("a page in place of the file is not taken for the report", async () => {
    desk.stack.simulator.settings.reportFiles = "direct";
    desk.stack.simulator.faults.on("GET", /\/file$/, { kind: "html", status: 200 });
    const error = await failure<PartialFailure>(desk.stack.create(type, "it", { ...program, path: desk.path }));
    expect(error).toBeInstanceOf(PartialFailure);
    expect(error.message).toContain("is a page or a message, not a report");
    expect(existsSync(desk.path)).toBe(false);
  });
});
