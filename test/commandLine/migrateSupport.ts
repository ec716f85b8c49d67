import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, expect } from "vitest";
import { runCommand } from "../../provider/commandLine/commands.js";
import type { ExportedState, StateResource } from "../../provider/commandLine/migrate/deployment.js";
import { defaultProviderName } from "../../provider/commandLine/migrate/rewrite.js";
import { bandwidth } from "../../provider/package.js";
import { listener } from "./listener.js";

/** The file of the state that is given, and that of the state that is written. */
export let before: string;
export let after: string;

/** A folder for each test of a file. */
export function inFolders(): void {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "migrate-"));
    [before, after] = [join(folder, "before.json"), join(folder, "after.json")] as [string, string];
  });
  afterEach(() => rmSync(folder, { recursive: true }));
}

export const PLACE = "urn:pulumi:dev::telephony::";
export const CLASS = "pulumi-nodejs:dynamic/bandwidth:";
export const NODEJS = `${PLACE}pulumi:providers:pulumi-nodejs::default`;
export const { version } = bandwidth;
export const pluginDownloadURL = bandwidth.publication?.pluginDownloadUrl ?? "";
export const PLUGIN = `${PLACE}pulumi:providers:bandwidth::${defaultProviderName({ version, pluginDownloadURL })}`;
export const STATE_KEY = `${PLACE}${CLASS}StateKey::pulumi-bandwidth`;
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
export const secret = (part: Record<string, unknown>) => ({ [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", ...part });
export const encrypted = secret({ ciphertext: "v1:abc:def" });

export function ofClass(type: string, name: string, more: Partial<StateResource> = {}, parents = ""): StateResource {
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
export function stateOf(...resources: StateResource[]): ExportedState {
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

/** Runs `pulumi-bandwidth migrate` on a state. */
export async function run(state: unknown, args: string[] = ["--file", before, "--out", after]) {
  const text = typeof state === "string" ? state : JSON.stringify(state);
  writeFileSync(before, text);
  const { said, output, screen } = listener();
  const input = Readable.from([text]) as Readable;
  const code = await runCommand(["migrate", ...args], { input, output, screen, environment: {} });
  return { code, ...said };
}

export async function migrated(...resources: StateResource[]): Promise<StateResource[]> {
  const { code, stderr } = await run(stateOf(...resources));
  expect(code, stderr).toBe(0);
  return (JSON.parse(readFileSync(after, "utf8")) as ExportedState).deployment.resources;
}

export const named = (all: readonly StateResource[], name: string) => all.find(({ urn }) => urn.endsWith(`::${name}`));
