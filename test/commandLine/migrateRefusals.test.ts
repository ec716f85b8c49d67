import { existsSync, readFileSync, statSync } from "node:fs";
import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { runCommand } from "../../provider/commandLine/commands.js";
import type { ExportedState } from "../../provider/commandLine/migrate/deployment.js";
import { after, before, CLASS, inFolders, ofClass, PLACE, run, secret, stateOf } from "./migrateSupport.js";

inFolders();

describe("what the command says", () => {
  test("names the next steps and the way back, and that nothing has happened yet", async () => {
    const { code, stdout, stderr } = await run(stateOf(ofClass("Site", "office")));
    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toContain("Nothing was sent to Bandwidth, and the stack is as it was.");
    for (const file of [before, after]) expect(stderr).toContain(`pulumi stack import --file ${file}`);
    expect(statSync(after).mode & 0o077, "nobody else may read it").toBe(0);
  });

  test("shows names as text, whatever is in them", async () => {
    const name = "a\u001b[2Jb";
    const said = await run(stateOf(ofClass("Site", name, { initErrors: ["waiting"] })));
    const refused = await run(stateOf(ofClass("Site", name, { taint: true })));
    for (const { stderr } of [said, refused]) {
      expect(stderr).toContain('Site "a');
      expect(stderr).not.toContain("\u001b");
    }
  });

  test("in a pipe, standard output is the state alone", async () => {
    const { code, stdout } = await run(stateOf(ofClass("Site", "office")), []);
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as ExportedState).deployment.resources).toHaveLength(3);
  });

  test("names what is not finished yet, and warns of secrets in plain text without showing them", async () => {
    const hidden = secret({ plaintext: '"hush hush"' });
    const more = { initErrors: ["waiting"], inputs: { callback: { password: hidden } } };
    const { code, stderr } = await run(stateOf(ofClass("Subscription", "hook", more)));
    expect(code).toBe(0);
    expect(stderr).toContain('Not finished yet: Subscription "hook"');
    expect(stderr).toContain("Both states show secrets as plain text");
    expect(stderr).not.toContain("hush");
  });
});

describe("nothing is written", () => {
  const pending = [{ type: "creating", resource: { urn: `${PLACE}${CLASS}PhoneNumberOrder::main` } }];
  const fine = stateOf(ofClass("Site", "office"));
  const REFUSED: [string, unknown, RegExp][] = [
    [
      "of an interrupted run",
      { ...fine, deployment: { ...fine.deployment, pending_operations: pending } },
      /interrupted: creating PhoneNumberOrder "main".*until it ends well/,
    ],
    [
      "of a replacement whose old one still stands",
      stateOf(ofClass("PhoneNumberOrder", "main", { delete: true })),
      /replacement of PhoneNumberOrder "main" is not finished/,
    ],
    [
      "of a replacement whose new one is missing",
      stateOf(ofClass("PhoneNumberOrder", "main", { pendingReplacement: true })),
      /is not finished/,
    ],
    [
      "of a resource that is to be replaced",
      stateOf(ofClass("PhoneNumberOrder", "main", { taint: true })),
      /pulumi state untaint/,
    ],
    [
      "of a newer version",
      stateOf(ofClass("Site", "office", { outputs: { __format: 99 } })),
      /A newer version wrote the state of Site "office"/,
    ],
    ["of a resource that this version does not have", stateOf(ofClass("Fax", "one")), /no resource for Fax "one"/],
    [
      "that a program with the plugin has run on",
      stateOf(ofClass("Site", "office"), { urn: `${PLACE}bandwidth:index:Site::office`, type: "bandwidth:index:Site" }),
      /a resource of its own with the name of Site "office"/,
    ],
    [
      "that is the plugin's already",
      {
        version: 3,
        deployment: { resources: [{ urn: `${PLACE}bandwidth:index:Site::office`, type: "bandwidth:index:Site" }] },
      },
      /There is nothing to do/,
    ],
    ["of a stack without Bandwidth", { version: 3, deployment: { resources: [] } }, /Is it the right stack\?/],
    ["that is none", "{", /This is no state/],
    ["in a form that is not known", { ...fine, version: 5 }, /This is no state/],
    ["without resources", { version: 3, deployment: {} }, /This is no state/],
  ];
  test.each(REFUSED)("for a state %s", async (_, state, said) => {
    const { code, stdout, stderr } = await run(state);
    expect(stderr.replaceAll("\n", " ")).toMatch(said);
    expect(stderr).toContain("Nothing was written, and the stack is as it was.");
    expect([code, stdout, existsSync(after)]).toEqual([1, "", false]);
  });

  test("over another file, which may be the only copy of the state", async () => {
    const state = stateOf(ofClass("Site", "office"));
    const { code, stderr } = await run(state, ["--file", before, "--out", before]);
    expect([code, stderr]).toEqual([1, expect.stringContaining(`${before} exists already`)]);
    expect(JSON.parse(readFileSync(before, "utf8"))).toEqual(state);
  });

  test.each([
    [["--file", "nowhere.json"], 1, /nowhere.json can't be read: ENOENT/],
    [["--out", "no/such/folder.json"], 1, /can't be written: ENOENT/],
    [["--force"], 2, /only arguments are --file, --out, --provider/],
    [["state.json"], 2, /only arguments are --file, --out, --provider/],
  ])("with %j", async (args, code, said) => {
    const result = await run(stateOf(ofClass("Site", "office")), args);
    expect([result.code, result.stdout]).toEqual([code, ""]);
    expect(result.stderr).toMatch(said);
  });

  test("at a terminal without a file, instead of waiting for somebody to type a state", async () => {
    const input = Object.assign(new PassThrough(), { isTTY: true });
    const [output, screen] = [new PassThrough(), new PassThrough()];
    expect(await runCommand(["migrate"], { input, output, screen, environment: {} })).toBe(2);
    expect(String(screen.read())).toContain("Export it to a file, and add --file FILE.");
  });
});
