import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reachabilityOf } from "../../simulator/account/reachability.js";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { todays } from "../daily.js";
import {
  type GuideLanguage,
  languagesOf,
  missingFrom,
  mustFail,
  PROGRAMS,
  type Step,
  stepsIn,
  stepsOf,
} from "./guides.js";
import { type AccountRouter, routeAccounts } from "./harness/accountRouter.js";
import { COLD, makeSdks, type Sdks } from "./harness/sdk.js";
import { createWorkspace, type Workspace } from "./harness/workspace.js";
import { REPOSITORY } from "./pluginSupport.js";

const folder = join(REPOSITORY, "docs/guides");
const guides = readdirSync(folder).filter((name) => name.endsWith(".md"));

/** The account of all guides, and the second one of the guide that has two. */
let east: Simulator;
let west: Simulator;
let router: AccountRouter;
/** For the programs that are written over the plugin. */
let sdks: Sdks;
beforeAll(async () => {
  sdks = await makeSdks(["nodejs"]);
  east = await startSimulator();
  west = await startSimulator({ accountId: "9900001", auth: { clientId: "second", clientSecret: "second-secret" } });
  router = await routeAccounts([east, west]);
}, COLD);
afterAll(async () => {
  sdks?.remove();
  router?.close();
  await Promise.all([east?.close(), west?.close()]);
});

/** Beyond what the guide says: what is on the accounts when it was followed to its end. */
const ENDS: Record<string, (stack: Workspace) => Promise<void> | void> = {
  "first-numbers.md": () => {
    expect(east.ledger.bought()).toHaveLength(5);
    expect(east.ledger.owned()).toEqual([]);
  },
  "emergency-addresses.md": () =>
    expect(east.account.ordersOf("e911s").map(({ remove }) => remove === true)).toContain(true),
  "moving-numbers.md": () => {
    const spare = [...east.account.peers.values()].find(({ name }) => name === "Spare");
    expect(east.account.held({ sipPeerId: spare?.id ?? "" })).toHaveLength(3);
    expect([east.ledger.bought().length, east.ledger.released()]).toEqual([3, []]);
  },
  "two-accounts.md": () => {
    const sites = [east, west].map(({ account }) => [...account.sites.values()].map(({ name }) => name));
    expect(sites).toEqual([["Raleigh"], ["Denver"]]);
  },
  "several-stacks.md": () => {
    const { sites, peers, subscriptions, sipCredentials } = east.account;
    expect([sites, peers, subscriptions, sipCredentials].map(({ size }) => size)).toEqual([1, 1, 1, 1]);
  },
  "classes-to-plugin.md": async (stack) => {
    const { deployment } = await stack.stackExport();
    expect(JSON.stringify(deployment)).not.toContain("pulumi-nodejs");
    expect([east.ledger.bought().length, east.ledger.released()]).toEqual([3, []]);
  },
  "a-number-that-works.md": () => {
    for (const number of ["+19195550100", "+19195550101"]) {
      const works = { calls: [], texts: [], sends: [], locked: true };
      expect(reachabilityOf(east.account, number), number).toEqual(works);
    }
  },
  "basic-to-oauth.md": async (stack) => {
    expect(east.requests.writes().map(({ path }) => path)).toEqual([expect.stringMatching(/\/sites$/)]);
    east.settings.acceptBasic = false;
    expect((await stack.refresh()).code).toBe(0);
  },
};

/** What a reader has in the shell; the credentials only where the guide does not configure them itself. */
function environmentFor(guide: string): Record<string, string> {
  const twoAccounts = guide.includes("WEST_CLIENT_ID");
  const { BW_API_URL = "", BW_TOKEN_URL = "", ...credentials } = east.environment();
  const own = twoAccounts || guide.includes("config set bandwidth:accountId");
  return {
    ...(own ? {} : credentials),
    BW_API_URL: twoAccounts ? router.baseUrl : BW_API_URL,
    BW_TOKEN_URL: twoAccounts ? router.tokenUrl : BW_TOKEN_URL,
    CLIENT_ID: east.credentials.clientId,
    CLIENT_SECRET: east.credentials.clientSecret,
    EAST_CLIENT_ID: east.credentials.clientId,
    EAST_CLIENT_SECRET: east.credentials.clientSecret,
    WEST_CLIENT_ID: west.credentials.clientId,
    WEST_CLIENT_SECRET: west.credentials.clientSecret,
    BANDWIDTH_USER: east.credentials.username,
    BANDWIDTH_PASSWORD: east.credentials.password,
    PULUMI_SKIP_CONFIRMATIONS: "true",
  };
}

/** The SDK that `pulumi package add` makes. */
const SDK = "@pulumi-bandwidth/bandwidth";

/** What a reader without an example has around a program that is written with the SDK. */
const OVER_THE_PLUGIN = `name: guide
runtime: nodejs
plugins:
  providers:
    - name: bandwidth
      path: node_modules/pulumi-bandwidth/bin
`;

/** A project with the guide's first program in it, and around it what the examples have. */
async function projectOf(language: GuideLanguage, steps: readonly Step[], guide: string): Promise<Workspace> {
  const [first] = steps;
  const project = mkdtempSync(join(tmpdir(), "guide-"));
  const overPlugin = first?.kind === "write" && first.text.includes(SDK);
  try {
    cpSync(join(REPOSITORY, "examples", overPlugin ? `${language}-plugin` : language), project, { recursive: true });
    if (overPlugin) writeFileSync(join(project, "Pulumi.yaml"), OVER_THE_PLUGIN);
    if (first?.kind === "write") writeFileSync(join(project, first.file), first.text);
    const stack = await createWorkspace({
      runtime: language === "yaml" ? "yaml" : "nodejs",
      program: {},
      copyOf: project,
      env: environmentFor(guide),
    });
    const usesSdk = steps.some((step) => (step.kind === "change" ? step.to : "").includes(SDK));
    if (overPlugin || usesSdk) await sdks.install("nodejs", join(stack.folder, "node_modules", SDK));
    if (usesSdk) installCommands(stack);
    return stack;
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

/** Puts the package's commands where npm puts them, and the plugin where the engine finds it. */
function installCommands(stack: Workspace): void {
  const commands = join(stack.folder, "node_modules/.bin");
  mkdirSync(commands);
  for (const name of readdirSync(join(REPOSITORY, "bin")))
    symlinkSync(join(REPOSITORY, "bin", name), join(commands, name));
  stack.env.PATH = [join(REPOSITORY, "bin"), stack.env.PATH].join(delimiter);
}

async function follow(stack: Workspace, step: Step): Promise<void> {
  if (step.kind === "run") {
    // A preview takes as long as the run itself; it is made where the guide asks for it (`pulumi preview`).
    const command = step.command.replace(/^pulumi (up|refresh|destroy)\b/, "$& --skip-preview");
    const { code, text } = await shell(stack, command);
    expect(code !== 0, `${step.command}\n${text}`).toBe(mustFail(step));
    expect(missingFrom(text, step.shown), `${step.command}\n${text}`).toEqual([]);
    return;
  }
  const file = join(stack.folder, step.file);
  if (step.kind === "write") return writeFileSync(file, step.text);
  const before = readFileSync(file, "utf8").split(step.from);
  expect(before, `${step.file} has this once: ${step.from}`).toHaveLength(2);
  writeFileSync(file, before.join(step.to));
}

function shell({ folder: cwd, env }: Workspace, command: string): Promise<{ code: number; text: string }> {
  return new Promise((resolve) => {
    execFile("sh", ["-c", command], { cwd, env, timeout: 120_000 }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? -1) : 0, text: `${stdout}${stderr}` });
    });
  });
}

const textOf = (name: string) => readFileSync(join(folder, name), "utf8");
const today = todays(
  guides.flatMap((name) => languagesOf(stepsOf(textOf(name))).map((language) => ({ name, language }))),
  4,
);

describe.each(guides)("the guide %s", (name) => {
  const guide = textOf(name);
  const steps = stepsOf(guide);
  const languages = today.filter((one) => one.name === name).map(({ language }) => language);

  test.each(languages)("can be followed in %s, and shows what a reader sees", {
    timeout: 600_000, // a dozen runs of the CLI
  }, async (language) => {
    for (const account of [east, west]) account.reset();
    const own = stepsIn(language, steps);
    const stack = await projectOf(language, own, guide);
    try {
      for (const step of own) await follow(stack, step);
      await ENDS[name]?.(stack);
      expect(east.ledger.boughtTwice()).toEqual([]);
    } finally {
      stack.cleanup();
    }
  });

  test("has programs, and says of each in which file it is", () => {
    expect(languagesOf(steps)).not.toEqual([]);
    expect(guide).not.toMatch(/^```(typescript|yaml|diff)$/m);
    const files = steps.flatMap((step) => (step.kind === "run" ? [] : [step.file]));
    expect(files.filter((file) => !Object.values<string>(PROGRAMS).includes(file))).toEqual([]);
  });
});
