import { afterEach, beforeEach, expect, test } from "vitest";
import { tnLookUps } from "../../provider/bandwidth/numbers/tnLookUps.js";
import { getTnDetails } from "../../provider/functions/numbers/getTnDetails.js";
import { ok, ScriptedApi } from "./scriptedApi.js";

let api: ScriptedApi;
beforeEach(async () => {
  api = new ScriptedApi();
  await api.start();
});
afterEach(() => api.stop());

const number = "+19195550100";
/** What the look-up shows. Also checks that all of it is documented: the outputs accept nothing else. */
async function told(details: string) {
  api.on(
    "GET /tns/9195550100/tndetails",
    ok(
      `<TelephoneNumberResponse><TelephoneNumberDetails>${details}</TelephoneNumberDetails></TelephoneNumberResponse>`,
    ),
  );
  const found = await tnLookUps(api.client()).details(number);
  expect(getTnDetails.outputs.parse(found)).toEqual(found);
  return found;
}

test("campaign, class and route of messages, in both spellings", async () => {
  const settings = (route: string) =>
    `<MessagingSettings><SmsEnabled>true</SmsEnabled><CampaignId>CAMP1</CampaignId><MessageClass>K</MessageClass>` +
    `<A2pState>overridden</A2pState><${route}><Nnid>0017</Nnid><Name>Long code</Name></${route}></MessagingSettings>`;
  const messaging = {
    ...{ smsEnabled: true, campaignId: "CAMP1", messageClass: "K", a2pState: "overridden" },
    nnRoute: { nnid: "0017", name: "Long code" },
  };
  expect(await told(settings("AssignedNnRoute"))).toMatchObject({ smsEnabled: true, messaging });
  expect(await told(settings("AssignedNNRoute"))).toMatchObject({ smsEnabled: true, messaging });
});

test("services, and where calls go", async () => {
  const route = (endpoint: string, type: string, priority: number) =>
    `<Route><Endpoint>${endpoint}</Endpoint><Priority>${priority}</Priority><Weight>40</Weight><EndpointType>${type}</EndpointType></Route>`;
  const found = await told(
    "<ServiceTypes><ServiceType>Voice</ServiceType><ServiceType>Messaging</ServiceType></ServiceTypes>" +
      `<OriginationRoutePlan><Id>plan-1</Id>${route("9195550101", "TN", 1)}${route("sip:a@d.example", "SIP", 2)}</OriginationRoutePlan>`,
  );
  expect(found).toMatchObject({
    serviceTypes: ["Voice", "Messaging"],
    originationRoutePlan: {
      routePlanId: "plan-1",
      routes: [
        { endpoint: "9195550101", endpointType: "TN", priority: 1, weight: 40 },
        { endpoint: "sip:a@d.example", endpointType: "SIP", priority: 2, weight: 40 },
      ],
    },
  });
});

test("how the emergency address was set, even if it is the SIP peer's", async () => {
  const e911 = (peer: boolean) =>
    `<Features><E911><LastE911OrderOutcome>SUCCESS</LastE911OrderOutcome><SipPeerAddress>${peer}</SipPeerAddress>` +
    "<CallerName>Front desk</CallerName><EmergencyNotificationGroup><Identifier>g-1</Identifier>" +
    "<Description>House 4</Description></EmergencyNotificationGroup></E911></Features>";
  const notificationGroup = { notificationGroupId: "g-1", description: "House 4" };
  expect(await told(e911(false))).toMatchObject({
    emergency: { lastOrderOutcome: "SUCCESS", sipPeerAddress: false, notificationGroup },
    emergencyAddress: { callerName: "Front desk" },
  });
  const shared = await told(e911(true));
  expect(shared).toMatchObject({ emergency: { sipPeerAddress: true, notificationGroup } });
  expect(shared?.emergencyAddress).toBeUndefined();
});

test("other accounts' data about it, and that nobody has anything", async () => {
  const share = (account: string, more: string) =>
    `<HostedTelephoneNumberDetail><AccountId>${account}</AccountId>${more}</HostedTelephoneNumberDetail>`;
  const messages =
    "<Site><Id>12</Id><Name>Messages</Name></Site><SipPeer><PeerId>34</PeerId></SipPeer>" +
    "<ServiceTypes><ServiceType>Hosted Messaging</ServiceType></ServiceTypes>" +
    "<MessagingSettings><A2pState>system_default</A2pState></MessagingSettings>" +
    "<TnAttributes><TnAttribute>Hosted</TnAttribute></TnAttributes>";
  const calls911 =
    "<Features><E911><LastE911OrderOutcome>SUCCESS</LastE911OrderOutcome><CallerName>Gate</CallerName></E911></Features>";
  const found = await told(
    `<HostedTelephoneNumberDetails>${share("21", messages)}${share("22", calls911)}</HostedTelephoneNumberDetails>`,
  );
  expect(found?.hosted).toEqual([
    {
      accountId: "21",
      site: { siteId: "12", name: "Messages" },
      sipPeer: { sipPeerId: "34" },
      serviceTypes: ["Hosted Messaging"],
      messaging: { a2pState: "system_default" },
      tnAttributes: ["Hosted"],
    },
    {
      accountId: "22",
      emergencyAddress: { callerName: "Gate" },
      emergency: { lastOrderOutcome: "SUCCESS" },
      serviceTypes: [],
      tnAttributes: [],
    },
  ]);
  expect(await told("<Tier>0</Tier>")).toMatchObject({ hosted: [], serviceTypes: [], tnAttributes: [] });
});
