import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { onPath } from "../../scripts/tools/find.js";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { refuseUnnamed } from "./adoptSupport.js";

const REPOSITORY = resolve(import.meta.dirname, "../..");
/**
 * The command as `npm run build` makes it, from the present sources. Loading the sources would take each process a
 * second.
 */
const folder = mkdtempSync(join(tmpdir(), "command-line-"));
const MAIN = [join(folder, "commandLine.cjs")];
const PRESENT = "simulator-password";
const NEXT = "Correct&horse<7>";

beforeAll(async () => {
  const entry = join(REPOSITORY, "provider/commandLine/main.ts");
  await build({
    entryPoints: [entry],
    outfile: MAIN[0],
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(async () => {
  refuseUnnamed("pulumi-bandwidth set-password", simulator, 0);
  await simulator.close();
});

/** The environment of a user of the simulated account. OAuth2 is set up, but not used here. */
const environment = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  ...simulator.environment(),
  BW_USERNAME: "simulator-user",
  ...more,
});

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

const running = (args: string[], env: NodeJS.ProcessEnv) =>
  spawn(process.execPath, [...MAIN, ...args], { env, cwd: REPOSITORY });

async function end(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      said[name] += text;
    });
  }
  const code = await new Promise<number | null>((done) => child.on("close", done));
  return { code, ...said };
}

/** Runs the command with this standard input. Its output never contains a password. */
async function run(input: string, args = ["set-password"], more: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const child = running(args, environment(more));
  // A process that needs no input may end before the input is written.
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const ended = await end(child);
  const typed = [...input.split(/\r?\n/), ...args.flatMap((arg) => /Secret.*/.exec(arg) ?? [])];
  for (const secret of typed.filter(({ length }) => length > 3)) {
    const inXml = secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    const inHeader = Buffer.from(`simulator-user:${secret}`).toString("base64");
    for (const form of [secret, inXml, inHeader]) expect(ended.stdout + ended.stderr).not.toContain(form);
  }
  return ended;
}

const lines = (...words: string[]) => words.map((word) => `${word}\n`).join("");

describe("with the passwords on standard input", () => {
  test.each([
    ["two lines", lines(PRESENT, NEXT)],
    ["lines of another system, the last without an end", `${PRESENT}\r\n${NEXT}`],
  ])("it is changed: %s", async (_what, input) => {
    expect(await run(input)).toEqual({
      ...{ code: 0, stdout: "The password of simulator-user was changed.\n", stderr: "" },
    });
    expect(simulator.credentials.password).toBe(NEXT);
    expect(simulator.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "PUT /users/simulator-user/password",
    ]);
    // The token of the provider's own credentials isn't used.
    expect(simulator.tokenRequests).toBe(0);
  });

  test("no account must be set, and the name may be an argument", async () => {
    const bare = { BW_ACCOUNT_ID: "", BW_USERNAME: "" };
    const { code } = await run(lines(PRESENT, NEXT), ["set-password", "--user", "simulator-user"], bare);
    expect(code).toBe(0);
    expect(simulator.credentials.password).toBe(NEXT);
  });

  test.each([
    ["nothing", "", 2, "exactly two lines"],
    ["one line", lines(PRESENT), 2, "exactly two lines"],
    ["three lines", lines(PRESENT, NEXT, NEXT), 2, "exactly two lines"],
    ["no end", "x".repeat(20_000), 2, "exactly two lines"],
    ["an empty one", lines(PRESENT, ""), 1, "The new password is empty"],
    ["a short one", lines(PRESENT, "Ab1-x"), 1, "at least 6 characters (12504)"],
    ["the present one", lines(PRESENT, PRESENT), 1, "equals the present one (12730)"],
    ["a control character", lines(PRESENT, `${NEXT}\u0007`), 1, "control characters (12725)"],
  ])("%s is refused before anything is sent", async (_what, input, code, words) => {
    const ended = await run(input);
    expect(ended).toMatchObject({ code, stdout: "", stderr: expect.stringContaining(words) });
    expect(ended.stderr).toContain("Nothing was changed.");
    expect(simulator.requests).toHaveLength(0);
  });

  test("Bandwidth's refusal is shown in its words", async () => {
    const weak = await run(lines(PRESENT, "onlyletters"));
    expect(weak).toMatchObject({ code: 1, stdout: "" });
    expect(weak.stderr).toContain("the password of simulator-user was not changed");
    expect(weak.stderr).toContain("12727");
    const wrong = await run(lines("not-the-password", NEXT));
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain("Bandwidth refused the user name and password");
    const another = await run(lines(PRESENT, NEXT), ["set-password", "--user", "testcustomer"]);
    expect(another.code).toBe(1);
    expect(simulator.credentials.password).toBe(PRESENT);
  });

  test("an error that repeats the passwords doesn't show them", async () => {
    const body = `<R><Description>${PRESENT} and Correct&amp;horse&lt;7&gt;</Description></R>`;
    simulator.faults.on("PUT", /password$/, { kind: "status", status: 400, body });
    const { code, stderr } = await run(lines(PRESENT, NEXT));
    expect(code).toBe(1);
    expect(stderr).toContain("[secret]");
  });
});

describe("when the answer is lost", () => {
  test("a sign-in shows that it was changed", async () => {
    simulator.faults.on("PUT", /password$/, { kind: "lostAnswer" });
    expect((await run(lines(PRESENT, NEXT))).code).toBe(0);
    expect(simulator.credentials.password).toBe(NEXT);
    expect(simulator.requests.matching("PUT", /password$/)).toHaveLength(1);
  });

  test("or a sign-in shows that it was not", async () => {
    simulator.faults.on("PUT", /password$/, { kind: "status", status: 502 });
    const { code, stderr } = await run(lines(PRESENT, NEXT));
    expect(code).toBe(1);
    expect(stderr).toContain("was not changed");
    expect(simulator.credentials.password).toBe(PRESENT);
  });

  test("or the result stays unknown, with its own exit code", async () => {
    simulator.faults.on("PUT", /password$/, { kind: "lostAnswer" });
    simulator.faults.add({ method: "GET", path: /users/, fault: { kind: "status", status: 403 }, times: 10 });
    const { code, stderr } = await run(lines(PRESENT, NEXT));
    expect(code).toBe(3);
    expect(stderr).toContain("it's unknown");
  });
});

describe("the command line", () => {
  test("helps", async () => {
    const { code, stdout } = await run("", ["--help"]);
    expect(code).toBe(0);
    for (const word of ["set-password", "--user", "BW_API_URL", "130"]) expect(stdout).toContain(word);
    expect((await run("", ["set-password", "--help"])).stdout).toBe(stdout);
    expect((await run("", ["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test.each([
    ["no command", []],
    ["another command", ["get-password"]],
    ["a name that every object has", ["constructor"]],
    ["a password as an argument, which is not repeated", ["set-password", "Secret-in-argv-1"]],
    ["a password as an option, which is not repeated", ["set-password", "--password=Secret-in-argv-1"]],
    ["a name that cannot be one", ["set-password", "--user", "a:b:c:d"]],
  ])("%s is a wrong call", async (_what, args) => {
    const ended = await run(lines(PRESENT, NEXT), args);
    expect(ended).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("pulumi-bandwidth --help") });
    expect(simulator.requests).toHaveLength(0);
  });

  test("settings that can't be right are reported as the provider reports them", async () => {
    const { code, stderr } = await run(lines(PRESENT, NEXT), ["set-password"], {
      BW_API_URL: "http://example.com/api",
    });
    expect(code).toBe(1);
    expect(stderr).toContain("bandwidth:baseUrl must begin with https://");
    const nobody = await run(lines(PRESENT, NEXT), ["set-password"], { BW_USERNAME: "" });
    expect(nobody).toMatchObject({ code: 2, stderr: expect.stringContaining("--user NAME") });
  });
});

/** A terminal for the command, as far as this machine can make one. */
function atTerminal(): ChildProcessWithoutNullStreams {
  const command = [process.execPath, ...MAIN, "set-password"].map((part) => `'${part}'`).join(" ");
  return spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
    env: environment({ TERM: "xterm" }),
    cwd: REPOSITORY,
  });
}

/** Types an answer as soon as its question is on the screen. Returns everything that the screen has shown. */
async function converse(answers: [question: string, keys: string][]): Promise<{ code: number | null; screen: string }> {
  const child = atTerminal();
  const waiting = [...answers];
  let screen = "";
  let seen = 0;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    screen += text;
    const [next] = waiting;
    const at = next ? screen.indexOf(next[0], seen) : -1;
    if (!next || at < 0) return;
    seen = at + next[0].length;
    waiting.shift();
    child.stdin.write(next[1]);
  });
  const code = await new Promise<number | null>((done) => child.on("close", done));
  return { code, screen };
}

// `script` of util-linux makes the terminal. Without it, only this group isn't run.
const canMakeTerminal = process.platform === "linux" && onPath("script", process.env) !== undefined;
if (canMakeTerminal) {
  describe("at a terminal", () => {
    const silent = (screen: string, ...secrets: string[]) => {
      for (const secret of secrets) expect(screen).not.toContain(secret);
      expect(screen).not.toContain("***");
    };

    test("it asks for both passwords, twice for the new one, and shows none of them", async () => {
      const { code, screen } = await converse([
        ["Present password: ", `${PRESENT}\r`],
        // A typing error and an arrow, corrected.
        ["New password: ", `${NEXT}xy\u007f\u001b[D\u007f\r`],
        ["New password again: ", `oops\u0015${NEXT}\r`],
      ]);
      expect(screen).toContain("The password of simulator-user was changed.");
      expect(code).toBe(0);
      expect(simulator.credentials.password).toBe(NEXT);
      silent(screen, PRESENT, NEXT, "oops");
    });

    test("text typed ahead isn't shown either", async () => {
      const { code, screen } = await converse([["Present password: ", `${PRESENT}\r${NEXT}\r${NEXT}\r`]]);
      expect(code).toBe(0);
      silent(screen, PRESENT, NEXT);
    });

    test("new passwords that differ change nothing", async () => {
      const { code, screen } = await converse([
        ["Present password: ", `${PRESENT}\r`],
        ["New password: ", `${NEXT}\r`],
        ["New password again: ", `${NEXT}!\r`],
      ]);
      expect(screen).toContain("The new passwords differ. Nothing was changed.");
      expect(code).toBe(1);
      silent(screen, PRESENT, NEXT);
      expect(simulator.requests).toHaveLength(0);
    });

    test.each([
      ["Ctrl-C", "\u0003", 130],
      ["the end of the input", "\u0004", 2],
    ])("%s ends it, and nothing is changed", async (_what, key, expected) => {
      const { code, screen } = await converse([
        ["Present password: ", `${PRESENT}\r`],
        ["New password: ", `${NEXT}${key}`],
      ]);
      expect(screen).toContain("Nothing was changed.");
      expect(code).toBe(expected);
      silent(screen, PRESENT, NEXT);
      expect(simulator.requests).toHaveLength(0);
    });
  });
}

test("the package's command is its bundle", () => {
  // Made by `npm run build`, which comes before all tests of `npm test`.
  expect(existsSync(join(REPOSITORY, "dist/commandLine.cjs"))).toBe(true);
  const command = join(REPOSITORY, "bin", `pulumi-bandwidth${process.platform === "win32" ? ".cmd" : ""}`);
  const stdout = execFileSync(command, ["--help"], { encoding: "utf8", shell: process.platform === "win32" });
  expect(stdout).toContain("pulumi-bandwidth set-password [--user NAME]");
});
