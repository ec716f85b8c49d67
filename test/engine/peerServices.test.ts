import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Peer } from "../../simulator/index.js";
import { change, idOf, peer, places, ref, resourcesOf, said, site, type YamlProgram } from "./pluginSupport.js";
import { engineAccount, expectSettled, fails, ok, rows, writes } from "./support.js";

const { simulator, pluginStackOf } = await engineAccount();

const calls = {
  type: "bandwidth:Application",
  properties: {
    name: "Calls",
    serviceType: "Voice-V2",
    callInitiatedCallbackUrl: "https://hooks.example.com/calls",
  },
};
const texts = {
  type: "bandwidth:Application",
  properties: { name: "Texts", serviceType: "Messaging-V2", inboundCallbackUrl: "https://hooks.example.com/texts" },
};
const messaging = {
  applicationId: ref("texts.applicationId"),
  sms: { a2pLongCode: "DefaultOff", tollFree: false },
  mms: true,
};
const program = (services: object): YamlProgram => ({
  resources: { office: site(), calls, texts, trunk: peer({ messaging, ...services }) },
});
const bySip = program({});
const byHttp = program({ voice: { applicationId: ref("calls.applicationId") }, voiceHosts: undefined });

const { account } = simulator;
const trunkNow = () => [...account.peers.values()].find(({ name }) => name === "Main") as Peer;
const services = () => trunkNow().services;

test("services of a peer and their applications go up, are healed, imported, and leave in the order that Bandwidth takes", async () => {
  const stack = await pluginStackOf(bySip);
  expect((await ok(stack.up())).text).not.toContain("warning");
  expect(services()).toMatchObject({ sms: { settings: { Protocol: "HTTP" } }, mms: { protocol: "HTTP" } });
  expect(services()?.origination).toBeUndefined();

  // Voice by HTTP costs the hosts, and the preview says so before anything is sent.
  change(stack, byHttp);
  let mark = simulator.requests.mark();
  const preview = await ok(stack.preview());
  expect(said(preview).join()).toContain("voice over HTTP: Bandwidth deletes the hosts of the SIP peer: voiceHosts");
  expect(writes(simulator, mark)).toEqual([]);
  await ok(stack.up());
  const [callsId, textsId] = [idOf(account.applications, "Calls"), idOf(account.applications, "Texts")];
  expect(services()).toMatchObject({
    origination: { protocol: "HTTP", applicationId: callsId },
    termination: { protocol: "HTTP", applicationId: callsId },
    applicationId: textsId,
  });
  await expectSettled(stack, simulator);

  // Somebody takes the messaging application away, which no error would ever tell, and changes where calls are answered.
  const trunk = trunkNow();
  account.changePeer(trunk.id, { services: { ...trunk.services, applicationId: undefined } });
  const texting = () => account.applications.get(textsId)?.texts ?? {};
  texting().InboundCallbackUrl = "https://elsewhere.example.com/";
  mark = simulator.requests.mark();
  const healed = await ok(stack.up("--refresh"));
  // What the refresh found, and what the update did about it.
  expect(places(healed).sort()).toEqual([
    "texts inboundCallbackUrl: update",
    "texts inboundCallbackUrl: update",
    "trunk messaging.applicationId: add",
    "trunk messaging.applicationId: delete",
  ]);
  expect(services()?.applicationId).toBe(textsId);
  expect(texting().InboundCallbackUrl).toBe("https://hooks.example.com/texts");

  // Another state takes all of it over. A program with what the import has read sees no difference.
  const other = await pluginStackOf(byHttp);
  const { siteId } = trunk;
  const ids = { office: siteId, calls: callsId, texts: textsId, trunk: `${siteId}/${trunk.id}` };
  const types = { office: "Site", calls: "Application", texts: "Application", trunk: "SipPeer" };
  const resources = Object.entries(ids).map(([name, id]) => ({
    ...{ type: `bandwidth:index:${types[name as keyof typeof types]}`, name, id },
  }));
  writeFileSync(join(other.folder, "import.json"), JSON.stringify({ resources }));
  mark = simulator.requests.mark();
  await ok(
    other.run("import", "--file", "import.json", "--generate-code=false", "--yes", "--skip-preview", "--protect=false"),
  );
  const imported = (await resourcesOf(other)).map(({ urn, type, inputs = {} }) => [
    String(urn.split("::").at(-1)),
    { type: type.replace(":index:", ":"), properties: inputs },
  ]);
  const read = Object.fromEntries(imported);
  expect(read.trunk.properties).toMatchObject({
    voice: { applicationId: callsId },
    messaging: { applicationId: textsId, sms: { a2pLongCode: "DefaultOff" }, mms: true },
  });
  change(other, { resources: read });
  expect(rows(await ok(other.preview()))).toEqual([]);
  expect(writes(simulator, mark)).toEqual([]);

  // A peer of somebody else uses an application, which stays. The error names the peer.
  const theirs = { siteId: "9", id: "77", name: "Theirs" };
  account.sites.set("9", { id: "9", name: "Elsewhere" });
  account.peers.set("77", { ...trunk, ...theirs, services: { sms: trunk.services?.sms, applicationId: textsId } });
  mark = simulator.requests.mark();
  const refused = await fails(stack.destroy());
  expect(refused.text).toContain('9/77 ("Theirs")');
  const products = `/sites/${siteId}/sippeers/${trunk.id}/products`;
  // The site and the applications only follow.
  expect(writes(simulator, mark).slice(0, 7)).toEqual([
    `DELETE /sites/${siteId}/sippeers/${trunk.id}`,
    `PUT ${products}/messaging/applicationSettings`,
    `DELETE ${products}/messaging/features/mms`,
    `DELETE ${products}/messaging/features/sms`,
    `PUT ${products}/origination/settings`,
    `PUT ${products}/termination/settings`,
    `DELETE /sites/${siteId}/sippeers/${trunk.id}`,
  ]);
  expect(account.applications.has(textsId)).toBe(true);

  account.changePeer("77", { services: {} });
  await ok(stack.destroy());
  expect([account.applications.size, account.peers.size, account.sites.size]).toEqual([0, 1, 1]);
});
