import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable, Writable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runCommand } from "../../provider/commandLine/commands.js";
import type { ExportedState, StateResource } from "../../provider/commandLine/migrate/deployment.js";
import { defaultProviderName } from "../../provider/commandLine/migrate/rewrite.js";
import { bandwidth } from "../../provider/package.js";

let folder: string;
let before: string;
let after: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "migrate-"));
  [before, after] = [join(folder, "before.json"), join(folder, "after.json")] as [string, string];
});
afterEach(() => rmSync(folder, { recursive: true }));

const PLACE = "urn:pulumi:dev::telephony::";
const CLASS = "pulumi-nodejs:dynamic/bandwidth:";
const NODEJS = `${PLACE}pulumi:providers:pulumi-nodejs::default`;
const { version } = bandwidth;
const pluginDownloadURL = bandwidth.publication?.pluginDownloadUrl ?? "";
const PLUGIN = `${PLACE}pulumi:providers:bandwidth::${defaultProviderName({ version, pluginDownloadURL })}`;
const STATE_KEY = `${PLACE}${CLASS}StateKey::pulumi-bandwidth`;
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const secret = (part: Record<string, unknown>) => ({ [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", ...part });
const encrypted = secret({ ciphertext: "v1:abc:def" });

function ofClass(type: string, name: string, more: Partial<StateResource> = {}, parents = ""): StateResource {
  const hidden = { __provider: secret({ ciphertext: "v1:stub" }), __identity: { urn: "…", stateKey: "k" } };
  return {
    urn: `${PLACE}${parents}${CLASS}${type}::${name}`,
    custom: true,
    id: name,
    type: `${CLASS}${type}`,
    provider: `${NODEJS}::n1`,
    parent: `${PLACE}pulumi:pulumi:Stack::telephony-dev`,
    ...more,
    inputs: { ...hidden, adopt: "461", ...more.inputs },
    outputs: { ...hidden, adopt: "461", __format: 2, ...more.outputs },
  };
}

/** A stack that has a bit of everything. */
function stateOf(...resources: StateResource[]): ExportedState {
  return {
    version: 3,
    deployment: {
      manifest: { version: "v3.259.0" },
      secrets_providers: { type: "passphrase", state: { salt: "v1:salt" } },
      resources: [
        { urn: `${PLACE}pulumi:pulumi:Stack::telephony-dev`, type: "pulumi:pulumi:Stack", custom: false },
        {
          urn: NODEJS,
          type: "pulumi:providers:pulumi-nodejs",
          custom: true,
          id: "n1",
          inputs: { "bandwidth:accountId": "9500249", "bandwidth:clientSecret": encrypted, "telephony:other": "mine" },
        },
        ofClass("StateKey", "pulumi-bandwidth", { id: "k", outputs: { key: "k" } }),
        ...resources,
      ],
    },
  };
}

async function run(state: unknown, args: string[] = ["--file", before, "--out", after]) {
  const text = typeof state === "string" ? state : JSON.stringify(state);
  writeFileSync(before, text);
  const said = { stdout: "", stderr: "" };
  const into = (name: keyof typeof said) =>
    new Writable({
      write(chunk, _encoding, done) {
        said[name] += String(chunk);
        done();
      },
    });
  const [output, screen] = [into("stdout"), into("stderr")];
  const input = Readable.from([text]) as Readable;
  const code = await runCommand(["migrate", ...args], { input, output, screen, environment: {} });
  return { code, ...said };
}

async function migrated(...resources: StateResource[]): Promise<StateResource[]> {
  const { code, stderr } = await run(stateOf(...resources));
  expect(code, stderr).toBe(0);
  return (JSON.parse(readFileSync(after, "utf8")) as ExportedState).deployment.resources;
}

const named = (all: readonly StateResource[], name: string) => all.find(({ urn }) => urn.endsWith(`::${name}`));

describe("the state with the plugin", () => {
  test("has the same resources under the plugin's types, at all depths, and one provider before them", async () => {
    const office = ofClass("Site", "office");
    const trunk = ofClass("SipPeer", "a::b", { parent: office.urn }, `${CLASS}Site$`);
    const bucket = {
      urn: `${PLACE}${CLASS}Site$acme:x:Bucket::bucket`,
      type: "acme:x:Bucket",
      custom: true,
      id: "b",
      parent: office.urn,
      provider: `${PLACE}pulumi:providers:acme::default::p1`,
      inputs: { text: office.urn, __identity: "its own" },
    };
    const all = await migrated(office, trunk, bucket);
    expect(all.map(({ urn }) => urn)).toEqual([
      `${PLACE}pulumi:pulumi:Stack::telephony-dev`,
      PLUGIN,
      `${PLACE}bandwidth:index:Site::office`,
      `${PLACE}bandwidth:index:Site$bandwidth:index:SipPeer::a::b`,
      `${PLACE}bandwidth:index:Site$acme:x:Bucket::bucket`,
    ]);
    const provider = all[1];
    // The state key of the classes goes on in it.
    expect(provider?.id).toBe("classes:k");
    for (const one of all.slice(2, 4)) expect(one.provider).toBe(`${PLUGIN}::${provider?.id}`);
    expect(all[3]?.parent).toBe(all[2]?.urn);
    // What another package's resource was told is its own, and stays.
    expect(all[4]).toEqual({ ...bucket, urn: all[4]?.urn, parent: all[2]?.urn });
  });

  test("has the dynamic provider's settings, still encrypted, and nothing that was not Bandwidth's", async () => {
    const all = await migrated(ofClass("Site", "office"));
    const inputs = { accountId: "9500249", clientSecret: encrypted, version, pluginDownloadURL };
    expect(all[1]).toMatchObject({ type: "pulumi:providers:bandwidth", custom: true, inputs, outputs: inputs });
  });

  test.each([
    [{ version: "0.1.0" }, "default_0_1_0"],
    [{ version: "1.2.3-rc.1", pluginDownloadURL: "" }, "default_1_2_3_rc_1"],
    [
      { version: "1.2.3", pluginDownloadURL: "github://api.github.com/some-owner/1repo" },
      "default_1_2_3_github_/api.github.com/some-owner/_repo",
    ],
  ])("names the provider as the engine names its default one: %j", (origin, name) => {
    expect(defaultProviderName(origin)).toBe(name);
  });

  test.each([
    ["default", undefined, {}],
    ["main", `${PLACE}pulumi:pulumi:Stack::telephony-dev`, { version, pluginDownloadURL }],
  ])("has the provider that the program names: %s", async (name, parent, origin) => {
    const args = ["--file", before, "--out", after, "--provider", name];
    expect((await run(stateOf(ofClass("Site", "office")), args)).code).toBe(0);
    const { resources } = (JSON.parse(readFileSync(after, "utf8")) as ExportedState).deployment;
    const settings = { accountId: "9500249", clientSecret: encrypted };
    const urn = `${PLACE}pulumi:providers:bandwidth::${name}`;
    expect(resources[1]).toMatchObject({ urn, id: "classes:k", inputs: { ...settings, ...origin } });
    expect(resources[1]?.parent).toBe(parent);
    expect(resources[2]?.provider).toBe(`${urn}::classes:k`);
  });

  test("keeps ids, order books, secrets and options, and drops what only classes have", async () => {
    const office = ofClass("Site", "office");
    const __orders = { key: "680e", claim: "266a", count: 3, open: [], siteId: "461" };
    const options = {
      protect: true,
      retainOnDelete: true,
      customTimeouts: { create: 300 },
      additionalSecretOutputs: ["telephoneNumbers"],
      initErrors: ["one number failed"],
    };
    const all = await migrated(
      office,
      ofClass("PhoneNumberOrder", "main", {
        ...options,
        deletedWith: office.urn,
        aliases: [`${PLACE}${CLASS}PhoneNumberOrder::older`],
        inputs: { quantity: 2, search: encrypted },
        outputs: { __orders, __world: encrypted },
        dependencies: [office.urn, STATE_KEY],
        propertyDependencies: {
          __identity: [STATE_KEY],
          __provider: [],
          adopt: [],
          siteId: [office.urn],
          quantity: [],
        },
      }),
    );
    const site = `${PLACE}bandwidth:index:Site::office`;
    expect(named(all, "main")).toEqual({
      ...options,
      urn: `${PLACE}bandwidth:index:PhoneNumberOrder::main`,
      custom: true,
      id: "main",
      type: "bandwidth:index:PhoneNumberOrder",
      provider: `${PLUGIN}::${all[1]?.id}`,
      parent: `${PLACE}pulumi:pulumi:Stack::telephony-dev`,
      deletedWith: site,
      aliases: [`${PLACE}bandwidth:index:PhoneNumberOrder::older`],
      inputs: { quantity: 2, search: encrypted },
      outputs: { __format: 2, __orders, __world: encrypted, __stateKeys: [all[1]?.id] },
      dependencies: [site],
      propertyDependencies: { siteId: [site], quantity: [] },
    });
  });

  test("refers to the new URNs where a component holds a resource", async () => {
    const office = ofClass("Site", "office");
    const reference = (urn: string) => ({ [SIGNATURE]: "5cf8f73096256a8f31e491e813e4eb8e", urn, id: "office" });
    const component = {
      urn: `${PLACE}acme:x:Office::whole`,
      type: "acme:x:Office",
      outputs: { sites: [reference(office.urn)] },
    };
    const all = await migrated(office, component);
    expect(named(all, "whole")?.outputs).toEqual({ sites: [reference(`${PLACE}bandwidth:index:Site::office`)] });
  });

  test("keeps the dynamic provider for other dynamic resources", async () => {
    const own = {
      urn: `${PLACE}pulumi-nodejs:dynamic:Resource::own`,
      type: "pulumi-nodejs:dynamic:Resource",
      custom: true,
    };
    const theirs = { ...own, id: "x", provider: `${NODEJS}::n1`, inputs: { __provider: "code" } };
    const all = await migrated(ofClass("Site", "office"), theirs);
    expect(named(all, "default")).toMatchObject({ urn: NODEJS, id: "n1" });
    expect(named(all, "own")).toEqual(theirs);
  });

  test("uses the plugin's provider where the stack has it already, and puts it before what uses it", async () => {
    const provider = {
      urn: PLUGIN,
      type: "pulumi:providers:bandwidth",
      custom: true,
      id: "p9",
      inputs: { accountId: "1" },
    };
    const all = await migrated(ofClass("Site", "office"), provider);
    expect(all.filter(({ type }) => type === "pulumi:providers:bandwidth")).toEqual([provider]);
    expect(all[1]).toEqual(provider);
    expect(named(all, "office")?.provider).toBe(`${PLUGIN}::p9`);
  });

  test("keeps what this version does not know of the file", async () => {
    const state = { ...stateOf(ofClass("Site", "office")), version: 4, features: ["views"] };
    expect((await run({ ...state, deployment: { ...state.deployment, metadata: { a: 1 } } })).code).toBe(0);
    const { deployment, ...rest } = JSON.parse(readFileSync(after, "utf8")) as ExportedState;
    expect(rest).toEqual({ version: 4, features: ["views"] });
    expect(deployment).toMatchObject({ metadata: { a: 1 }, secrets_providers: { type: "passphrase" } });
  });
});

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
