import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import type { Report } from "../../provider/commandLine/report/model.js";
import { foldersOf, stateFile } from "./harness/prepared.js";
import type { Workspace } from "./harness/workspace.js";
import { numbers as listed, peer, REPOSITORY, ref, searched, site, webhook } from "./pluginSupport.js";
import { engineAccount, numbers, ok, PEER, program, SITE } from "./support.js";

const { simulator, stackOf, pluginStackOf } = await engineAccount();

const PASSWORD = "a password of a webhook";

/** The command as it is built, in a process of its own. */
function report(stack: Workspace, ...args: string[]): Promise<{ code: number; report: Report; text: string }> {
  const command = join(REPOSITORY, "bin", "pulumi-bandwidth");
  const file = join(stack.folder, "report.json");
  const env = { ...process.env, ...simulator.environment() };
  return new Promise((resolve) => {
    execFile(command, ["report", ...args, "--out", file], { env }, (error, stdout, stderr) => {
      const text = readFileSync(file, "utf8");
      const code = error ? Number(error.code) : 0;
      resolve({ code, report: JSON.parse(text) as Report, text: text + stdout + stderr });
    });
  });
}

const stacks: [string, () => Promise<Workspace>][] = [
  [
    "classes",
    () => {
      const hook = `new bw.Subscription("hook", { orderType: "orders", callback: { url: "https://hooks.example.com/bandwidth",
        username: "bandwidth", password: pulumi.secret("${PASSWORD}") } });`;
      const options = 'new bw.TnOptions("lines", { telephoneNumbers: numbers.telephoneNumbers, sms: "on" });';
      return stackOf(program(SITE, PEER, numbers('search: { areaCode: "919" }, quantity: 3'), options, hook));
    },
  ],
  [
    "the plugin",
    () => {
      const lines = {
        type: "bandwidth:TnOptions",
        properties: { telephoneNumbers: ref("numbers.telephoneNumbers"), sms: "on" },
      };
      const resources = {
        ...{ office: site(), trunk: peer(), numbers: listed(searched(3)), lines },
        hook: webhook({ username: "bandwidth", password: PASSWORD }),
      };
      return pluginStackOf({ resources });
    },
  ],
];

test.each(
  stacks,
)("an account and the stack that made it agree until somebody changes something, with %s", async (_, start) => {
  const stack = await start();
  await ok(stack.up());
  const state = join(stack.folder, "state.json");
  await ok(stack.run("stack", "export", "--file", state));
  const same = await report(stack, "--state", state);
  expect([same.code, same.report.differences, same.report.unread]).toEqual([0, [], []]);
  expect(same.report.stacks).toEqual([{ name: "test/dev", file: state, resources: expect.any(Number), numbers: 3 }]);
  // The classes have one resource more, which holds the key of the stack.
  expect(same.report.totals).toMatchObject({ sites: 1, sipPeers: 1, numbers: 3, inStacks: 3 });

  const kept = stateFile(foldersOf(dirname(stack.folder)), "test");
  const sameAgain = await report(stack, "--state", kept);
  expect([sameAgain.code, sameAgain.report.stacks[0]?.numbers]).toEqual([0, 3]);

  // With its secrets shown, the state has the password. The report has it in no case.
  const shown = join(stack.folder, "shown.json");
  await ok(stack.run("stack", "export", "--show-secrets", "--file", shown));
  expect(readFileSync(shown, "utf8")).toContain(PASSWORD);
  expect((await report(stack, "--state", shown)).text).not.toContain(PASSWORD);

  const [number = ""] = [...simulator.account.numbers.keys()];
  simulator.account.switchOptions(number, { Sms: "off" });
  const changed = await report(stack, "--state", state);
  expect([changed.code, changed.report.differences]).toEqual([
    4,
    [
      {
        ...{ kind: "changed", type: "TelephoneNumber", id: number, found: "sms off", declared: "sms on" },
        holders: [{ stack: "test/dev", type: "TnOptions", name: "lines" }],
      },
    ],
  ]);
});
