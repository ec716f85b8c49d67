import { afterEach, beforeEach, expect, test } from "vitest";
import { Desk } from "./support.js";

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(() => desk.close());

const create = async (kind: string, name: string, inner: string) => {
  const body = `<Application><ServiceType>${kind}</ServiceType><AppName>${name}</AppName>${inner}</Application>`;
  return (await desk.caller.post("/applications", body)).id;
};
const voice = (name: string) =>
  create("Voice-V2", name, "<CallInitiatedCallbackUrl>https://voice.example.com/</CallInitiatedCallbackUrl>");
const texting = (name: string) =>
  create(
    "Messaging-V2",
    name,
    "<InboundCallbackUrl>https://texts.example.com/</InboundCallbackUrl>" +
      "<InboundCallbackCreds><UserId>u</UserId><Password>not told</Password></InboundCallbackCreds>",
  );

test("all applications, of one kind or of one name, without passwords", async () => {
  expect(await desk.look("getApplications")).toEqual({ applications: [] });
  const calls = await voice("One");
  const texts = await texting("One");
  const other = await texting("Two");
  const ids = async (args: object) =>
    ((await desk.look("getApplications", { ...args })).applications as { applicationId: string }[]).map(
      ({ applicationId }) => applicationId,
    );
  expect(await ids({})).toEqual([calls, texts, other]);
  expect(await ids({ serviceType: "Messaging-V2" })).toEqual([texts, other]);
  expect(await ids({ name: "One" })).toEqual([calls, texts]);
  desk.simulator.settings.olderServiceTypes = true;
  expect(await ids({ serviceType: "Voice-V2" })).toEqual([calls]);
});

test("one application, and the SIP peers that use it", async () => {
  const applicationId = await texting("One");
  const siteId = await desk.caller.createSite();
  const sipPeerId = await desk.caller.createPeer(siteId);
  desk.simulator.account.changePeer(sipPeerId, { services: { applicationId } });
  const told = await desk.look("getApplication", { applicationId });
  expect(told).toMatchObject({
    ...{ applicationId, name: "One", serviceType: "Messaging-V2", inboundCallbackUrl: "https://texts.example.com/" },
    inboundCallbackCreds: { userId: "u" },
    sipPeers: [{ siteId, siteName: "Raleigh office", sipPeerId, name: "Main" }],
  });
  expect(JSON.stringify(told)).not.toContain("not told");
});

test("no SIP peer at all can be an empty element or nothing", async () => {
  const applicationId = await voice("One");
  expect(await desk.look("getApplication", { applicationId })).toMatchObject({ sipPeers: [] });
  desk.simulator.faults.on("GET", /associatedsippeers$/, { kind: "empty", status: 200 });
  expect(await desk.look("getApplication", { applicationId })).toMatchObject({ sipPeers: [] });
});

test("one that does not exist is an error at the argument, and a password in an answer is not shown", async () => {
  await expect(desk.look("getApplication", { applicationId: "nobody" })).rejects.toThrow(
    'applicationId "nobody" is no application of account 9500249; expected: an id as getApplications shows it',
  );
  const body =
    "<ApplicationProvisioningResponse><Application><ApplicationId>a</ApplicationId><ServiceType>Messaging</ServiceType><AppName>n</AppName>" +
    "<OutboundCallbackCreds><UserId>u</UserId><Password>told</Password></OutboundCallbackCreds>" +
    "<RequestedCallbackTypes><CallbackType>MESSAGE_DELIVERED</CallbackType></RequestedCallbackTypes></Application></ApplicationProvisioningResponse>";
  const applicationId = await texting("One");
  desk.simulator.faults.on("GET", /applications\/[^/]+$/, { kind: "status", status: 200, body });
  const told = await desk.look("getApplication", { applicationId });
  expect(told).toMatchObject({ outboundCallbackCreds: { userId: "u" }, requestedCallbackTypes: ["message-delivered"] });
  expect(JSON.stringify(told)).not.toContain('"told"');
});
