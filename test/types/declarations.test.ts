import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bandwidth } from "../../provider/package.js";
import { declarations } from "../../provider/pulumi/schema/declarations.js";
import { install, programOf } from "./support.js";

/** A project in which the package is installed, as far as its declarations go. */
let project: string;
beforeAll(() => {
  project = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-bandwidth-types-")));
  const installed = join(project, "node_modules", "pulumi-bandwidth");
  mkdirSync(installed, { recursive: true });
  writeFileSync(join(installed, "package.json"), '{ "name": "pulumi-bandwidth", "types": "./index.d.ts" }');
  writeFileSync(join(installed, "index.d.ts"), declarations(bandwidth));
  for (const name of ["@pulumi/pulumi", "@types/node"]) install(project, name);
  writeFileSync(join(project, "package.json"), '{ "type": "module" }');
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

const START = `import * as pulumi from "@pulumi/pulumi";
import { PhoneNumberOrder, Site, SipPeer, Subscription, TnOptions, type PhoneNumberOrderArgs } from "pulumi-bandwidth";
const address = { houseNumber: "900", streetName: "Main", city: "Raleigh", stateCode: "NC", zip: "27606" };
`;

/** What the compiler says to a program, by line of the program. */
function complaints(program: string): string[] {
  const file = join(project, "index.ts");
  writeFileSync(file, START + program);
  const compiled = programOf([file]);
  // Declarations are checked too: a type that does not exist would silently be any.
  const own = compiled.getSourceFiles().filter(({ fileName }) => !/@pulumi|@types|typescript/.test(fileName));
  const found = own.flatMap((source) => ts.getPreEmitDiagnostics(compiled, source));
  return found.map(({ messageText, file: where, start = 0 }) => {
    const line = where ? where.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${line}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
}

test("what a program may write is accepted, with inputs at every depth, and outputs have their exact types", () => {
  const program = `
const later = pulumi.output("x");
const site = new Site("site", {
  name: later,
  address: { ...address, zip: later, addressType: "Service" },
  ucTrunkingConfiguration: pulumi.output({ type: "Seats" as const, usageCategory: "UC250" as const }),
});
const peer = new SipPeer("peer", {
  siteId: site.siteId,
  name: Promise.resolve("Main"),
  voiceHosts: [{ hostName: later, port: pulumi.output(5060) }, pulumi.output({ hostName: "192.0.2.7" })],
  callingName: { display: true, enforced: pulumi.output(false) },
}, { protect: true, parent: site, dependsOn: [site], customTimeouts: { create: "5m" } });
const args: PhoneNumberOrderArgs = { siteId: site.siteId, search: { areaCode: later }, quantity: 3 };
const numbers = new PhoneNumberOrder("numbers", args, { retainOnDelete: true });
new PhoneNumberOrder("listed", { siteId: "1", telephoneNumbers: [later, "9195550100"], adopt: "f30a31a1" });
new TnOptions("options", { telephoneNumbers: numbers.telephoneNumbers, sms: "on", callForward: later });
const hook = new Subscription("hook", { orderType: "orders", callback: { url: later, password: pulumi.secret("x") } });

const all: [pulumi.Output<string>, pulumi.Output<string>, pulumi.Output<string[]>, pulumi.Output<string>] =
  [site.siteId, peer.sipPeerId, numbers.telephoneNumbers, hook.subscriptionId];
const partial: pulumi.Output<boolean> = numbers.partialAllowed;
const kind: pulumi.Output<"Billing" | "Service" | undefined> = site.address.apply((one) => one?.addressType);
const place: pulumi.Output<string | undefined> = numbers.misplacedNumbers.apply((list) => list[0]?.sipPeerId);
const port: pulumi.Output<number | undefined> = peer.voiceHosts.apply((hosts) => hosts?.[0]?.port);
const resource: unknown = site;
const known: pulumi.Output<string> | undefined = Site.isInstance(resource) ? resource.siteId : undefined;
export { all, kind, known, partial, place, port };
`;
  expect(complaints(program)).toEqual([]);
});

test("a look-up waits for what it depends on, and promises no more than the server tells", () => {
  const program = `
import { getSite, getSiteOutput } from "pulumi-bandwidth";
const site = new Site("site", { name: "x", address });
const found = getSiteOutput({ siteId: site.siteId }, { dependsOn: site });
const plain = getSite({ siteId: "1" }, { parent: site });
const kind: pulumi.Output<"Billing" | "Service" | undefined> = found.apply((one) => one.address?.addressType);
// @ts-expect-error a default is for what a program says
const always: pulumi.Output<"Billing" | "Service"> = found.apply((one) => one.address!.addressType);
// @ts-expect-error an option that does not exist
getSiteOutput({ siteId: "1" }, { protect: true });
export { always, kind, plain };
`;
  expect(complaints(program)).toEqual([]);
});

test("what a program must not write is an error in the editor", () => {
  const program = `
// @ts-expect-error a site needs a name
new Site("a", { address });
// @ts-expect-error a misspelt input
new Site("b", { name: "x", address, sitename: "y" });
// @ts-expect-error a number where the API has text
new Site("c", { name: "x", address: { ...address, zip: 27606 } });
// @ts-expect-error a word that the API does not know
new Site("d", { name: "x", address: { ...address, addressType: "Home" as const } });
// @ts-expect-error an output of another type
new SipPeer("e", { siteId: pulumi.output(13606), name: "x" });
// @ts-expect-error a message host takes no port
new SipPeer("f", { siteId: "1", name: "x", smsHosts: [{ hostName: "192.0.2.7", port: 5060 }] });
// @ts-expect-error a list, not one number
new PhoneNumberOrder("g", { siteId: "1", telephoneNumbers: "9195550100" });
// @ts-expect-error a whole number, not text
new PhoneNumberOrder("h", { siteId: "1", search: { areaCode: "919" }, quantity: "3" });
// @ts-expect-error a criterion that does not exist
new PhoneNumberOrder("i", { siteId: "1", search: { npa: "919" }, quantity: 3 });
// @ts-expect-error the API's own word is text here
new TnOptions("j", { telephoneNumbers: ["9195550100"], protected: true });
// @ts-expect-error sms has no system default
new TnOptions("k", { telephoneNumbers: ["9195550100"], sms: "systemdefault" });
// @ts-expect-error a subscription is to a kind of orders, by its name
new Subscription("l", { orderType: 7, email: { address: "me@example.com" } });
// @ts-expect-error an option of a resource that does not exist
new Site("m", { name: "x", address }, { protected: true });
// @ts-expect-error an output is not a plain value
const id: string = new Site("n", { name: "x", address }).siteId;
// @ts-expect-error an output that may be absent
const text: pulumi.Output<string> = new Site("o", { name: "x", address }).description;
// @ts-expect-error what the provider keeps for itself is no output
new PhoneNumberOrder("p", { siteId: "1", telephoneNumbers: ["9195550100"] }).__orders;
// @ts-expect-error outputs are not set by the program
new Site("q", { name: "x", address }).siteId = pulumi.output("1");
export { id, text };
`;
  expect(complaints(program)).toEqual([]);
});
