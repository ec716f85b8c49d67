import { createApi } from "../../provider/bandwidth/api.js";
import { checkConfiguration } from "../../provider/configuration.js";
import type { Simulator } from "../../simulator/index.js";
import { TestClock } from "../bandwidth/helpers/client.js";
import { answerForBandwidth } from "../frontEnds/bandwidthHosts.js";
import { address } from "../resources/support.js";
import { errorOf, infosOf, newSite, type Problem, start, startOther } from "./support.js";

const search = { search: { areaCode: "919" } };

/** A user name and password where nobody says which address to ask. */
async function refusedAtTheDefaultAddress(simulator: Simulator): Promise<string> {
  answerForBandwidth(simulator);
  const user = { BW_USERNAME: "u", BW_PASSWORD: "wrong", BW_CLIENT_ID: "", BW_CLIENT_SECRET: "" };
  return errorOf(newSite(await start(simulator, { ...user, BW_API_URL: "", BW_TOKEN_URL: "" })));
}

function configuration(environment: Record<string, string>): string[] {
  return checkConfiguration({ configuration: {}, environment }).map(
    ({ property, reason }) => `bandwidth:${property} ${reason}`,
  );
}

/** What can go wrong with settings, the connection and what a program declares, before there are numbers. */
export const settingsProblems: Problem[] = [
  {
    title: "Settings are missing or cannot work",
    happen: async () => [
      ...configuration({}),
      ...configuration({ BW_ACCOUNT_ID: "9500249", BW_CLIENT_ID: "id", BW_ORDER_TIMEOUT: "soon" }),
      ...configuration({
        BW_ACCOUNT_ID: "9500249",
        BW_ACCESS_TOKEN: "t",
        BW_API_URL: "http://dashboard.bandwidth.com/api",
      }),
    ],
  },
  {
    title: "The credentials are wrong",
    happen: async (simulator) => [
      await refusedWithAPage(simulator),
      await errorOf(newSite(await start(simulator, { BW_CLIENT_SECRET: "wrong" }))),
      await errorOf(
        newSite(await start(simulator, { BW_CLIENT_ID: "", BW_CLIENT_SECRET: "", BW_ACCESS_TOKEN: "old" })),
      ),
      await errorOf(
        newSite(
          await start(simulator, { BW_CLIENT_ID: "", BW_CLIENT_SECRET: "", BW_USERNAME: "u", BW_PASSWORD: "wrong" }),
        ),
      ),
      await refusedAtTheDefaultAddress(simulator),
    ],
  },
  {
    title: "The token endpoint is down",
    happen: async (simulator) => {
      const { accountId, credentials, baseUrl } = simulator;
      const settings = { accountId, baseUrl, tokenUrl: "http://127.0.0.1:1/api/v1/oauth2/token", maxConcurrency: 1 };
      const given = { kind: "oauth", clientId: credentials.clientId, clientSecret: credentials.clientSecret } as const;
      const api = createApi({ ...settings, credentials: given }, { clock: new TestClock() });
      return [await errorOf(api.sites.list())];
    },
  },
  {
    title: "A role is missing",
    happen: async (simulator) => {
      const run = await start(simulator);
      simulator.faults.on("POST", /\/sites$/, { kind: "status", status: 403 });
      return [await errorOf(newSite(run))];
    },
  },
  {
    title: "The address of the API is wrong",
    happen: async (simulator) => {
      const run = await start(simulator);
      simulator.faults.on("GET", /\/sites$/, { kind: "html", status: 404 });
      simulator.faults.on("GET", /\/sites$/, { kind: "html", status: 200 });
      return [await errorOf(newSite(run)), await errorOf(newSite(run))];
    },
  },
  {
    title: "An input is wrong",
    happen: async (simulator) => {
      const run = await start(simulator);
      const site = { ...address, zip: 27606 };
      const wrong = errorOf(run.create("Site", "office", { name: "", Description: "x", address: site }));
      const both = { siteId: "10001", telephoneNumbers: ["911"], ...search };
      return [
        ...(await wrong).split("\n"),
        ...(await errorOf(run.create("PhoneNumberOrder", "numbers", both))).split("\n"),
      ];
    },
  },
  {
    title: "The name of a SIP peer is taken",
    happen: async (simulator) => {
      const run = await start(simulator);
      const { id: siteId } = await newSite(run);
      const peer = { siteId, name: "Main", isDefaultPeer: true, voiceHosts: [{ hostName: "192.0.2.7" }] };
      await run.create("SipPeer", "trunk", peer);
      return [
        await errorOf((await startOther(simulator)).create("SipPeer", "trunk", peer)),
        await errorOf(run.create("SipPeer", "other", { siteId, name: "Main" })),
      ];
    },
  },
  {
    title: "A site of the same name exists",
    happen: async (simulator) => {
      await newSite(await start(simulator));
      const other = await startOther(simulator);
      await newSite(other);
      const full = { name: "Durham", address, description: "Branch", customerProvidedId: "4711" };
      await (await start(simulator)).create("Site", "branch", full);
      return [...infosOf(other), await errorOf((await startOther(simulator)).create("Site", "branch", full))];
    },
  },
  {
    title: "An interrupted run has made a site or a SIP peer",
    happen: async (simulator) => {
      const peer = (siteId: string) => ({ siteId, name: "Main", isDefaultPeer: true });
      const killed = await start(simulator);
      await killed.create("SipPeer", "trunk", peer((await newSite(killed)).id));
      const run = await start(simulator);
      await run.create("SipPeer", "trunk", peer((await newSite(run)).id));
      return infosOf(run);
    },
  },
  {
    title: "A subscription to the same target exists",
    happen: async (simulator) => {
      const callback = { url: "https://hooks.example.com/bandwidth", username: "bandwidth" };
      const run = await start(simulator);
      await run.create("Subscription", "orders", { orderType: "orders", callback });
      return [
        await errorOf(
          (await startOther(simulator)).create("Subscription", "orders", { orderType: "orders", callback }),
        ),
        await errorOf(run.create("Subscription", "others", { orderType: "orders", callback })),
      ];
    },
  },
  {
    title: "The address is not the one that Bandwidth knows",
    happen: async (simulator) => {
      const body =
        "<SiteResponse><ResponseStatus><ErrorCode>12112</ErrorCode><Description>The address could not be validated" +
        "</Description></ResponseStatus><RecommendedAddress><HouseNumber>900</HouseNumber><StreetName>Main Campus" +
        "</StreetName><StreetSuffix>Dr</StreetSuffix><City>Raleigh</City><StateCode>NC</StateCode><Zip>27606</Zip>" +
        "</RecommendedAddress></SiteResponse>";
      simulator.faults.on("POST", /\/sites$/, { kind: "status", status: 409, body });
      return [await errorOf(newSite(await start(simulator)))];
    },
  },
];

/** A sign-in that something in front of the API refuses. */
async function refusedWithAPage(simulator: Simulator): Promise<string> {
  const token = { BW_CLIENT_ID: "", BW_CLIENT_SECRET: "", BW_ACCESS_TOKEN: "old" };
  simulator.faults.on("GET", /\/sites$/, { kind: "html", status: 401 });
  return errorOf(newSite(await start(simulator, token)));
}
