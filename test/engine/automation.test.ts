import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { ADDRESS, engineAccount, outputsOf } from "./support.js";

const { simulator, stackOf } = await engineAccount();

const PASSWORD = "marker-of-the-callback-password";

/** A service with an inline program. Its classes are children of a component; a transform of the stack brings the password. */
const SERVICE = `const pulumi = require("@pulumi/pulumi");
const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const bw = require("pulumi-bandwidth");

class Office extends pulumi.ComponentResource {
  constructor(name) {
    super("test:index:Office", name);
    const parent = this;
    const site = new bw.Site("office", { name: "Raleigh", address: ${ADDRESS} }, { parent });
    const peer = new bw.SipPeer("trunk", { siteId: site.siteId, name: "Main", isDefaultPeer: true }, { parent });
    new bw.PhoneNumberOrder("numbers", {
      siteId: site.siteId, sipPeerId: peer.sipPeerId, search: { areaCode: "919" }, quantity: 1,
    }, { parent });
    new bw.Subscription("webhook", { orderType: "orders", callback: { url: "https://hooks.example.com", username: "us" } }, { parent });
  }
}

async function program() {
  pulumi.runtime.registerResourceTransform(async ({ type, props, opts }) =>
    type.endsWith(":Subscription")
      ? { props: { ...props, callback: { ...props.callback, password: "${PASSWORD}" } }, opts }
      : undefined,
  );
  new Office("raleigh");
}

LocalWorkspace.createOrSelectStack({ stackName: "dev", projectName: "test", program }, { workDir: __dirname })
  .then((stack) => stack.up())
  .then(({ summary }) => console.log(JSON.stringify(summary.resourceChanges)));
`;

test("an inline program works from any folder when workDir is the project's; a password by transform is secret in the state", async () => {
  const stack = await stackOf({ "service.cjs": SERVICE });
  const up = () =>
    promisify(execFile)(process.execPath, [join(stack.folder, "service.cjs")], { cwd: tmpdir(), env: stack.env });
  expect(JSON.parse((await up()).stdout)).toEqual({ create: 7 });
  expect(simulator.ledger.bought()).toEqual(["+19195550100"]);
  expect([...simulator.account.subscriptions.values()]).toMatchObject([{ callback: { password: PASSWORD } }]);

  expect(JSON.stringify(await stack.stackExport())).not.toContain(PASSWORD);
  expect((await outputsOf(stack, "webhook")).callback).toMatchObject({ password: { ciphertext: expect.any(String) } });

  expect(JSON.parse((await up()).stdout)).toEqual({ same: 7 });
});
