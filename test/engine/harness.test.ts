import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { createWorkspace, type Workspace } from "./harness/workspace.js";

/** A thing that is a file: its content can be changed behind Pulumi's back. */
const PROVIDER = `{
  async check(olds, news) { return { inputs: news }; },
  async diff(id, olds, news) { return { changes: olds.content !== news.content }; },
  async create(inputs) {
    const fs = require("fs");
    if (inputs.content === "slow") await new Promise((resolve) => setTimeout(resolve, 60000));
    fs.writeFileSync(inputs.path, inputs.content);
    return { id: inputs.path, outs: inputs };
  },
  async read(id, props) {
    const fs = require("fs");
    if (!fs.existsSync(id)) return {};
    const now = { ...props, content: fs.readFileSync(id, "utf8") };
    return { id, props: now, inputs: now };
  },
  async update(id, olds, news) { require("fs").writeFileSync(id, news.content); return { outs: news }; },
  async delete(id) { require("fs").rmSync(id); },
}`;

const TYPESCRIPT = `import * as pulumi from "@pulumi/pulumi";
const provider: pulumi.dynamic.ResourceProvider = ${PROVIDER};
class Note extends pulumi.dynamic.Resource {
  declare readonly content: pulumi.Output<string>;
  constructor(name: string, path: string | undefined, content: string) { super(provider, name, { path, content }); }
}
const note = new Note("note", process.env.FILE, process.env.CONTENT ?? "one");
export const content: pulumi.Output<string> = note.content;
`;

const javaScript = (importPulumi: string, exportContent: string) => `${importPulumi}
const provider = ${PROVIDER};
class Note extends pulumi.dynamic.Resource {
  constructor(name, path, content) { super(provider, name, { path, content }); }
}
const note = new Note("note", process.env.FILE, process.env.CONTENT ?? "one");
${exportContent} = note.content;
`;

const PROGRAMS = {
  "TypeScript, CommonJS": { language: "ts", moduleKind: "commonjs", program: TYPESCRIPT },
  "TypeScript, ES module": { language: "ts", moduleKind: "esm", program: TYPESCRIPT },
  "JavaScript, CommonJS": {
    language: "js",
    moduleKind: "commonjs",
    program: javaScript('const pulumi = require("@pulumi/pulumi");', "exports.content"),
  },
  "JavaScript, ES module": {
    language: "js",
    moduleKind: "esm",
    program: javaScript('import * as pulumi from "@pulumi/pulumi";', "export const content"),
  },
} as const;

describe("the real engine", () => {
  let workspace: Workspace | undefined;
  let folder: string | undefined;

  afterEach(() => {
    workspace?.cleanup();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  async function start(kind: keyof typeof PROGRAMS): Promise<[Workspace, string]> {
    folder = mkdtempSync(join(tmpdir(), "note-"));
    const file = join(folder, "note.txt");
    workspace = await createWorkspace({ ...PROGRAMS[kind], env: { FILE: file } });
    return [workspace, file];
  }

  it.each(Object.keys(PROGRAMS) as (keyof typeof PROGRAMS)[])("runs a program in %s", async (kind) => {
    const [stack, file] = await start(kind);
    const preview = await stack.preview();
    expect(preview.code, preview.text).toBe(0);
    expect(preview.changes).toEqual({ create: 2 });
    expect(existsSync(file)).toBe(false);

    const up = await stack.up();
    expect(up.code, up.text).toBe(0);
    expect(up.steps.map(({ op, name }) => [op, name])).toEqual([["create", "note"]]);
    expect(up.text).not.toContain("warning");
    expect(readFileSync(file, "utf8")).toBe("one");
    expect(await stack.outputs()).toEqual({ content: "one" });

    const destroy = await stack.destroy();
    expect(destroy.code, destroy.text).toBe(0);
    expect(existsSync(file)).toBe(false);
  });

  it("shows drift in a refresh and in a preview, and heals it", async () => {
    const [stack, file] = await start("JavaScript, CommonJS");
    await stack.up();
    writeFileSync(file, "changed by hand");

    const preview = await stack.previewRefresh();
    expect(preview.steps.map(({ op, diffs }) => [op, diffs])).toEqual([
      ["refresh", ["content"]],
      ["update", ["content"]],
    ]);
    const refresh = await stack.refresh("--diff");
    expect(refresh.text).toContain('"one" => "changed by hand"');
    expect(refresh.changes).toEqual({ same: 1, update: 1 });

    const up = await stack.up();
    expect(up.changes).toEqual({ same: 1, update: 1 });
    expect(readFileSync(file, "utf8")).toBe("one");

    rmSync(file);
    const gone = await stack.refresh();
    expect(gone.changes).toEqual({ same: 1, delete: 1 });
    expect((await stack.stackExport()).deployment.resources?.filter((r) => r.id === file)).toEqual([]);
  });

  it("goes on after a run that was killed", async () => {
    const [stack, file] = await start("JavaScript, CommonJS");
    stack.env.CONTENT = "slow";
    const running = stack.spawn("up", "--yes", "--skip-preview");
    await running.waitFor(/note creating/);
    await running.kill();
    expect((await running.result).code).toBe(-1);

    // As a kill can leave it that hits Pulumi itself while it writes.
    writeFileSync(join(stack.folder, "../state/.pulumi/stacks/test/dev.json.attrs"), "");
    stack.env.CONTENT = "two";
    await stack.unlock();
    const up = await stack.up();
    expect(up.code, up.text).toBe(0);
    expect(readFileSync(file, "utf8")).toBe("two");
  });
});
