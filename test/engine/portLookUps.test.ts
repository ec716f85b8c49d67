import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { bandwidth } from "../../provider/package.js";
import { examplesOf } from "../../provider/pulumi/schema/examples.js";
import { prepareForExamples } from "./exampleAccount.js";
import type { Workspace } from "./harness/workspace.js";
import { engineAccount, ok } from "./support.js";

const PORT_IN = "b6080e4c-7ddf-4faa-bbd8-328a72de9297";
const FILE = `${PORT_IN}-1429550165581.pdf`;
const LETTER = Buffer.from("%PDF-1.4 A letter of authorization").toString("base64");
const PIN = "pin-that-is-nowhere-else";

/** The look-ups about porting, with the arguments of their examples. */
const asked = bandwidth.functions
  .filter(({ name }) => /^get(Port|SitePort|Lnp)/.test(name))
  .map((one) => ({ name: one.name, inputs: examplesOf(bandwidth, one)[0]?.inputs ?? {} }));

const { simulator, stackOf, pluginStackOf } = await engineAccount();
beforeEach(() => {
  prepareForExamples(simulator.account);
  const portIn = simulator.account.portIns.get(PORT_IN);
  if (portIn) portIn.details = { WirelessInfo: { AccountNumber: "771297665AABC", PinNumber: PIN } };
});

/** What the stack shows, and that neither the letter nor the PIN lies readable in its state. */
async function shown(kept: Workspace): Promise<Record<string, unknown>> {
  const state = JSON.stringify(await kept.stackExport());
  expect(state).not.toContain(LETTER);
  const outputs = await kept.outputs();
  expect(JSON.stringify(outputs)).not.toContain(PIN);
  return outputs;
}

function expectAnswers(outputs: Record<string, unknown>): void {
  expect(Object.keys(outputs).sort()).toEqual(asked.map(({ name }) => name).sort());
  expect(outputs).toMatchObject({
    getPortIn: { status: "SUBMITTED", accountNumber: "771297665AABC", telephoneNumbers: ["+19194809871"] },
    getPortInDocument: { content: LETTER },
    getPortInActivation: { unavailable: { code: "7345" } },
    getSitePortIns: { portIns: [{ orderId: PORT_IN }] },
    getPortOut: { status: "NEW" },
    getLnpCheck: { portableNumbers: ["+19195550177"], notPortableNumbers: [] },
  });
}

test("the plugin answers every look-up about porting, and keeps what is secret", async () => {
  const variables = asked.map(({ name, inputs }) => {
    return [name, { "fn::invoke": { function: `bandwidth:${name}`, arguments: inputs } }] as const;
  });
  const outputs = asked.map(({ name }) => [name, `\${${name}}`] as const);
  const stack = await pluginStackOf({
    variables: Object.fromEntries(variables),
    outputs: Object.fromEntries(outputs),
  });
  await ok(stack.up());
  expectAnswers(await shown(stack));
});

test("a TypeScript program has the same answers, and a download in a file", async () => {
  const lines = asked.map(({ name, inputs }) => `export const ${name} = bw.${name}Output(${JSON.stringify(inputs)});`);
  const place = `{ orderId: "${PORT_IN}", fileName: "${FILE}", path: \`\${process.cwd()}/letter.pdf\` }`;
  const stack = await stackOf(
    `import * as bw from "pulumi-bandwidth";\n${lines.join("\n")}\nbw.getPortInDocument(${place});`,
    { language: "ts" },
  );
  await ok(stack.up());
  expectAnswers(await shown(stack));
  const saved = join(stack.folder, "letter.pdf");
  expect(readFileSync(saved).toString("base64")).toBe(LETTER);
  expect(statSync(saved).mode & 0o777).toBe(0o600);
});
