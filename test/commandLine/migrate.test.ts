import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ExportedState } from "../../provider/commandLine/migrate/deployment.js";
import { defaultProviderName } from "../../provider/commandLine/migrate/rewrite.js";
import {
  after,
  before,
  CLASS,
  encrypted,
  inFolders,
  migrated,
  NODEJS,
  named,
  ofClass,
  PLACE,
  PLUGIN,
  pluginDownloadURL,
  run,
  SIGNATURE,
  STATE_KEY,
  stateOf,
  version,
} from "./migrateSupport.js";

inFolders();

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
