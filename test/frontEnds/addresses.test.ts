import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bandwidth } from "../../provider/package.js";
import { diffConfig } from "../../provider/pulumi/plugin/config.js";
import { ServerSession } from "../../provider/pulumi/plugin/session.js";
import { packageSchema } from "../../provider/pulumi/schema/schema.js";
import { structOf } from "../../provider/pulumi/values/struct.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import type { Simulator } from "../../simulator/index.js";
import { address } from "../resources/support.js";
import { answerForBandwidth } from "./bandwidthHosts.js";
import { frontEnds, type Made, startAccount } from "./support.js";

const PRESENT = "https://api.bandwidth.com";
const FORMER = "https://dashboard.bandwidth.com";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startAccount();
});
afterEach(() => simulator.close());

/** What a user sets; where the address is not among it, it is the default. */
const settings = (baseUrl?: string): Record<string, string> => {
  const { clientId, clientSecret } = simulator.credentials;
  return {
    BW_ACCOUNT_ID: simulator.accountId,
    BW_CLIENT_ID: clientId,
    BW_CLIENT_SECRET: clientSecret,
    ...(baseUrl === undefined ? {} : { BW_API_URL: baseUrl }),
  };
};

describe.each(frontEnds)("the addresses of the API, with %s", (_name, start) => {
  const site = { name: "Raleigh", address };

  /** A site, a SIP peer and two numbers. */
  async function makeStack(environment: Record<string, string>) {
    const run = await start(environment);
    const madeSite = await run.create("Site", "Site", site);
    const peer = { siteId: madeSite.id, name: "Main", isDefaultPeer: true };
    const madePeer = await run.create("SipPeer", "SipPeer", peer);
    const place = { siteId: madeSite.id, sipPeerId: madePeer.state.sipPeerId };
    const order = { ...place, search: { areaCode: "919" }, quantity: 2 };
    const fresh = await run.create("PhoneNumberOrder", "PhoneNumberOrder", order);
    // The first look settles the order's own bookkeeping.
    const madeOrder = (await run.read("PhoneNumberOrder", "PhoneNumberOrder", fresh)) ?? fresh;
    const stack: [kind: string, inputs: Values, made: Made][] = [
      ["Site", site, madeSite],
      ["SipPeer", peer, madePeer],
      ["PhoneNumberOrder", order, madeOrder],
    ];
    return stack;
  }

  test("without a setting the present one is asked, for tokens too", async () => {
    const asked = answerForBandwidth(simulator);
    const { state } = await (await start(settings())).create("Site", "Site", site);
    expect(new Set(asked.map(({ origin }) => origin))).toEqual(new Set([PRESENT]));
    expect(asked).toContainEqual({ method: "POST", origin: PRESENT, path: "/api/v1/oauth2/token" });
    expect(asked).toContainEqual({ method: "POST", origin: PRESENT, path: "/api/accounts/9500249/sites" });
    expect(state.__world).toBe("bandwidth.com/9500249");
  });

  test("a token of the present one opens the former one", async () => {
    const asked = answerForBandwidth(simulator);
    await (await start(settings(`${FORMER}/api`))).create("Site", "Site", site);
    const tokens = asked.filter(({ path }) => path.endsWith("/token"));
    expect(tokens.map(({ origin }) => origin)).toEqual([PRESENT]);
    expect(asked).toContainEqual({ method: "POST", origin: FORMER, path: "/api/accounts/9500249/sites" });
  });

  const CHANGES: [title: string, before: string | undefined, after: string | undefined][] = [
    ["from the former default to the present one", `${FORMER}/api`, undefined],
    ["from the present default back to the former one", undefined, `${FORMER}/api`],
    ["from one that is written down to the same by default", `${PRESENT}/api`, undefined],
    ["from v1 of the former to the present one", `${FORMER}/v1.0`, `${PRESENT}/api`],
    ["from the former to the present one of the Universal Platform", `${FORMER}/api/v2`, `${PRESENT}/api/v2`],
    ["from the present to the former one of the Universal Platform", `${PRESENT}/api/v2`, `${FORMER}/api/v2`],
  ];

  test.each(CHANGES)("a stack goes on in silence %s", async (_title, before, after) => {
    const asked = answerForBandwidth(simulator);
    const stack = await makeStack(settings(before));
    const mark = asked.length;
    const run = await start(settings(after));
    for (const [kind, inputs, made] of stack) {
      const { changes, replaces } = await run.register(kind, kind, inputs, made);
      expect([kind, changes, replaces]).toEqual([kind, false, false]);
      expect(await run.read(kind, kind, made)).toEqual(made);
      // As version 0.1.0 left it: where it lives is not known.
      const { __world, ...old } = made.state;
      expect(await run.differs(kind, kind, { id: made.id, state: old }, inputs)).toBe(false);
      expect(await run.read(kind, kind, { id: made.id, state: old })).toEqual(made);
    }
    const [[, , madeSite] = ["", {}, { id: "", state: {} }]] = stack;
    await run.update("Site", "Site", madeSite, { ...site, description: "Head office" });
    expect([...simulator.account.sites.values()][0]).toMatchObject({ description: "Head office" });
    expect(simulator.ledger.bought()).toHaveLength(2);
    expect(simulator.ledger.released()).toEqual([]);
    expect(run.lines.filter(({ ephemeral }) => !ephemeral)).toEqual([]);
    const origin = new URL(after ?? PRESENT).origin;
    const api = asked.slice(mark).filter(({ path }) => !path.endsWith("/token"));
    expect(new Set(api.map((one) => one.origin))).toEqual(new Set([origin]));
  });

  test.each([
    "https://test.api.bandwidth.com/api",
    "https://test.dashboard.bandwidth.com/api",
  ])("%s is another world, in both directions", async (testUrl) => {
    const asked = answerForBandwidth(simulator);
    const [[kind, inputs, made] = ["", {}, { id: "", state: {} }]] = await makeStack(settings());
    const mark = asked.length;
    const run = await start(settings(testUrl));
    await expect(run.read(kind, kind, made)).rejects.toThrow(/lives in bandwidth\.com\/9500249/);
    await expect(run.register(kind, kind, inputs, made)).rejects.toThrow(/Put bandwidth:baseUrl/);
    const there = { id: made.id, state: { ...made.state, __world: `${new URL(testUrl).origin}/9500249` } };
    await expect((await start(settings())).read(kind, kind, there)).rejects.toThrow(/lives in https:\/\/test\./);
    expect(asked.slice(mark)).toEqual([]);
  });
});

describe("the plugin's own resource", () => {
  const diff = async (olds: Values, news: Values) => {
    const request = new providerPb.DiffRequest();
    request.setOldInputs(structOf(olds));
    request.setNews(structOf(news));
    return (await diffConfig(new ServerSession(bandwidth, {}), request)).toObject();
  };
  const account = { accountId: "9500249", clientId: "id" };
  const { DIFF_NONE, DIFF_SOME } = providerPb.DiffResponse.DiffChanges;

  test("shows no difference where the address is the default, whichever that is", async () => {
    expect(await diff(account, account)).toMatchObject({ changes: DIFF_NONE, replacesList: [] });
  });

  test("is never replaced for an address", async () => {
    const urls = [undefined, `${PRESENT}/api`, `${FORMER}/api`, `${PRESENT}/api/v2`];
    const withUrl = (baseUrl?: string) => (baseUrl === undefined ? account : { ...account, baseUrl });
    for (const [before, after] of urls.flatMap((one) => urls.map((other) => [one, other]))) {
      const { changes, replacesList } = await diff(withUrl(before), withUrl(after));
      expect([changes, replacesList]).toEqual([before === after ? DIFF_NONE : DIFF_SOME, []]);
    }
  });
});

type Settings = Record<string, { deprecationMessage?: string }>;

describe("user name and password", () => {
  const [, startPlugin] = frontEnds[1] ?? [];
  const basic = (baseUrl?: string) => {
    const { BW_CLIENT_ID, BW_CLIENT_SECRET, ...rest } = settings(baseUrl);
    return { ...rest, BW_USERNAME: simulator.credentials.username, BW_PASSWORD: simulator.credentials.password };
  };
  const create = async (environment: Record<string, string>) =>
    (await startPlugin?.(environment))?.create("Site", "Site", { name: "Raleigh", address });
  const error = (environment: Record<string, string>) =>
    create(environment).then(
      () => "",
      ({ message }: Error) => message,
    );
  const CREDENTIALS =
    "accepts them only until 2026-12-02: create OAuth2 client credentials, and set clientId and clientSecret";
  const ADDRESS = `set baseUrl to ${FORMER}/api`;

  test("work at the present address where Bandwidth takes them there", async () => {
    answerForBandwidth(simulator);
    expect((await create(basic()))?.id).toBeTruthy();
  });

  test.each(
    frontEnds,
  )("are told once in a run to come to their end, with %s, and no other credentials are", async (_, start) => {
    answerForBandwidth(simulator);
    const ends =
      /^this run signs in with a user name and a password .* only until 2026-12-02\. Create OAuth2 client credentials/;
    const run = await start(basic());
    const made = await run.create("Site", "Site", { name: "Raleigh", address });
    await run.update("Site", "Site", made, { name: "Durham", address });
    const said = run.lines.filter(({ message }) => ends.test(message));
    expect(said).toMatchObject([{ severity: 2, urn: "", ephemeral: false }]);
    const other = await start(settings());
    await other.create("Site", "Other", { name: "Cary", address });
    expect(other.lines.filter(({ message }) => message.includes("user name"))).toEqual([]);
  });

  test("are deprecated in the schema, as a setting of the stack and of a provider", () => {
    const { config, provider } = packageSchema(bandwidth) as unknown as Record<string, Record<string, Settings>>;
    for (const settings of [config?.variables, provider?.inputProperties]) {
      const deprecated = Object.entries(settings ?? {}).filter(([, { deprecationMessage }]) => deprecationMessage);
      expect(deprecated).toEqual(
        ["username", "password"].map((name) => [
          name,
          expect.objectContaining({
            deprecationMessage: expect.stringMatching(/2026-12-02.*clientId and clientSecret/),
          }),
        ]),
      );
    }
  });

  test("are told both ways out where it does not, of which the second works", async () => {
    answerForBandwidth(simulator, { noBasicAt: PRESENT });
    const told = await error(basic());
    expect(told).toContain("401");
    expect(told).toContain(CREDENTIALS);
    expect(told).toContain(ADDRESS);
    expect(await error(basic(`${PRESENT}/api/v2`))).toContain(`${ADDRESS}/v2`);
    expect((await create(basic(`${FORMER}/api`)))?.id).toBeTruthy();
  });

  test("are told the one way out when Bandwidth has switched them off, with whatever status", async () => {
    answerForBandwidth(simulator);
    simulator.settings.acceptBasic = false;
    expect(await error(basic(`${FORMER}/api`))).toMatch(new RegExp(`401.*${CREDENTIALS}`));
    expect(await error(basic(`${FORMER}/api`))).not.toContain("set baseUrl");
    simulator.settings.acceptBasic = true;
    simulator.faults.on("GET", /\/sites/, { kind: "status", status: 403 });
    const forbidden = await error(basic());
    expect(forbidden).toMatch(/403.*Or Bandwidth doesn't accept a user name and password/);
    expect(forbidden).toContain(ADDRESS);
    simulator.faults.on("GET", /\/sites/, { kind: "status", status: 403 });
    expect(await error(settings())).not.toContain("user name and password");
  });
});
