import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { WorkspaceOptions } from "../../test/engine/harness/workspace.js";
import type { FrontEnd } from "./pairs.js";
import { ADDRESS } from "./run.js";

export const REPOSITORY = resolve(import.meta.dirname, "../..");

/** One program for the provider, and for one that does nothing. */
export interface Pair {
  ours: Pick<WorkspaceOptions, "program" | "runtime">;
  noop: Pick<WorkspaceOptions, "program" | "runtime">;
}

/** A site with a SIP peer, and so many orders of one number in it. */
export function pairOf(frontEnd: FrontEnd, orders: number, noop: string, quantity = 1): Pair {
  if (frontEnd === "dynamic") {
    return { ours: { program: classes(orders, quantity) }, noop: { program: nothing(orders) } };
  }
  return {
    ours: { program: { "Pulumi.yaml": yaml(join(REPOSITORY, "bin"), orders, quantity) }, runtime: "yaml" },
    noop: { program: { "Pulumi.yaml": yaml(noop, orders, quantity) }, runtime: "yaml" },
  };
}

/** A folder with an executable that starts the plugin which does nothing. */
export function noopFolder(parent: string): string {
  const folder = join(parent, "noop");
  mkdirSync(folder);
  const file = join(folder, "pulumi-resource-bandwidth");
  writeFileSync(file, `#!/bin/sh\nexec node "${join(import.meta.dirname, "noopPlugin.cjs")}" "$@"\n`);
  chmodSync(file, 0o755);
  return folder;
}

// A value of YAML may be JSON.
function yaml(path: string, orders: number, quantity: number): string {
  const place = { siteId: "$" + "{site.siteId}", sipPeerId: "$" + "{peer.sipPeerId}" };
  const resources = {
    site: { type: "bandwidth:Site", properties: { name: "site", address: ADDRESS } },
    peer: {
      type: "bandwidth:SipPeer",
      properties: { siteId: place.siteId, name: "peer", isDefaultPeer: true },
    },
    ...Object.fromEntries(
      Array.from({ length: orders }, (_, index) => [
        `order-${index}`,
        {
          type: "bandwidth:PhoneNumberOrder",
          properties: { ...place, search: { areaCode: "919" }, quantity },
        },
      ]),
    ),
  };
  const plugins = { providers: [{ name: "bandwidth", path }] };
  const lines = {
    plugins: JSON.stringify(plugins),
    resources: JSON.stringify(resources),
  };
  return `${Object.entries(lines)
    .map(([key, value]) => `${key}: ${value}`)
    .join("\n")}\n`;
}

function classes(orders: number, quantity: number): string {
  return `const bandwidth = require("pulumi-bandwidth");
const { siteId } = new bandwidth.Site("site", { name: "site", address: ${JSON.stringify(ADDRESS)} });
const { sipPeerId } = new bandwidth.SipPeer("peer", { siteId, name: "peer", isDefaultPeer: true });
for (let index = 0; index < ${orders}; index++) {
  new bandwidth.PhoneNumberOrder("order-" + index, { siteId, sipPeerId, search: { areaCode: "919" }, quantity: ${quantity} });
}
`;
}

/** The same graph of dynamic resources that do nothing: one, one that needs it, and many that need both. */
function nothing(orders: number): string {
  return `const pulumi = require("@pulumi/pulumi");
const provider = {
  async create(inputs) {
    const { readFileSync } = require("node:fs");
    const outputs = JSON.parse(readFileSync(process.env.NOOP_OUTPUTS, "utf8"))[inputs.type] || {};
    return { id: "none", outs: { ...inputs, ...outputs, made: "1" } };
  },
  async diff() { return { changes: false }; },
};
class Nothing extends pulumi.dynamic.Resource {
  constructor(name, inputs) { super(provider, name, { made: undefined, ...inputs }); }
}
const address = ${JSON.stringify(ADDRESS)};
const site = new Nothing("site", { type: "Site", name: "site", address });
const peer = new Nothing("peer", { type: "SipPeer", siteId: site.made, name: "peer", isDefaultPeer: true });
for (let index = 0; index < ${orders}; index++) {
  new Nothing("order-" + index, { type: "PhoneNumberOrder", siteId: site.made, sipPeerId: peer.made, search: { areaCode: "919" }, quantity: 1 });
}
`;
}
