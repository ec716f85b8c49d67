import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { SdkLanguage } from "../../scripts/sdk.js";
import type { Simulator } from "../../simulator/index.js";
import { createWorkspace, type Workspace, type WorkspaceOptions } from "./harness/workspace.js";
import { expectSettled, fails, ok } from "./support.js";

const examples = fileURLToPath(new URL("../../examples", import.meta.url));

const PASSWORD = "a word that is nowhere else";

/** A program of the folder `examples`. */
export interface Example {
  /** The project's name in its Pulumi.yaml. */
  name: string;
  runtime: NonNullable<WorkspaceOptions["runtime"]>;
  /** The generated SDK that the program is written with. */
  sdk?: SdkLanguage;
  config: Record<string, string>;
  /** Numbers that it buys with this configuration. */
  buys: string[];
  /** Whether its numbers are protected, and its webhook has a password. */
  plain?: boolean;
}

/** The small stack that is there in several languages. */
export const small = {
  config: { quantity: "3" },
  buys: ["+19195550100", "+19195550101", "+19195550102"],
};

/** The stack of an example, its configuration set; the SDK that it needs is not there yet. */
export async function exampleStack(
  simulator: Simulator,
  folder: string,
  { name, runtime, config, plain }: Example,
): Promise<Workspace> {
  return createWorkspace({
    name,
    runtime,
    program: {},
    copyOf: join(examples, folder),
    env: simulator.environment(),
    config,
    secrets: plain ? {} : { webhookPassword: PASSWORD },
  });
}

/** An example goes up, stays as it is, and is taken down. */
export async function expectWholeLife(stack: Workspace, simulator: Simulator, example: Example): Promise<void> {
  const preview = await ok(stack.preview());
  expect(simulator.requests).toEqual([]);

  const up = await ok(stack.up());
  expect(up.changes).toEqual(preview.changes);
  expect(up.text).not.toContain("warning");
  expect(simulator.ledger.bought().sort()).toEqual(example.buys);
  expect(numbersIn((await stack.outputs()).telephoneNumbers)).toEqual(example.buys);
  if (!example.plain) {
    for (const { callback } of simulator.account.subscriptions.values()) expect(callback?.password).toBe(PASSWORD);
    expect(JSON.stringify(await stack.stackExport())).not.toContain(PASSWORD);
  }

  await expectSettled(stack, simulator);

  if (!example.plain) {
    const refused = await fails(stack.destroy());
    expect(refused.text).toContain("protected");
    expect(simulator.ledger.released()).toEqual([]);
    await stack.setConfig({ protectNumbers: "false" });
    await ok(stack.up());
  }
  await ok(stack.destroy());
  const { sites, peers, subscriptions } = simulator.account;
  expect([sites.size, peers.size, subscriptions.size]).toEqual([0, 0, 0]);
  expect(simulator.ledger.released().sort()).toEqual(example.buys);
}

/** Every number in an output, which may be sorted by region. */
function numbersIn(output: unknown): string[] {
  return (JSON.stringify(output).match(/\+1\d{10}/g) ?? []).sort();
}
