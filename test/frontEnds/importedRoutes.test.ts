import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import type { Simulator } from "../../simulator/index.js";
import { frontEnds, type Run, startAccount } from "./support.js";

const TYPE = "PhoneNumberOrder";
const address = { houseNumber: "900", streetName: "Main", city: "Raleigh", stateCode: "NC", zip: "27606" };
const route = { endpoint: "pbx.example.com", priority: 1, weight: 1 };
/** What only the details of each number show. */
const detailed = {
  originationRoutePlan: [route],
  callVerificationEnabled: true,
  pindropEnabled: true,
};

let simulator: Simulator;
let numbers: string[];
let place: Values;
beforeEach(async () => {
  simulator = await startAccount();
  const [, start] = frontEnds[0] ?? [];
  const run = await start?.(simulator.environment());
  const site = await run?.create("Site", "site", { name: "Raleigh", address });
  const peer = await run?.create("SipPeer", "main", { siteId: site?.id, name: "main", isDefaultPeer: true });
  place = { siteId: site?.id, sipPeerId: peer?.state.sipPeerId };
  const { account } = simulator;
  numbers = [1, 2, 3].map((last) =>
    account.buyNumber({ number: `+1919555010${last}`, sipPeerId: String(place.sipPeerId) }),
  );
  for (const number of numbers) {
    account.switchOptions(number, { CallVerificationEnabled: "true", PindropEnabled: "true" });
    account.switchRouting(number, { routePlan: { id: "7", routes: [{ ...route, type: "FQDN" }] } });
  }
});
afterEach(() => simulator.close());

const program = (options?: Values): Values => ({
  ...{ ...place, telephoneNumbers: numbers, partialAllowed: false, backOrderRequested: false },
  ...(options && { options }),
});
const since = (mark: number) => simulator.requests.since(mark);
const looked = (mark: number) => since(mark).filter(({ path }) => path.endsWith("/tndetails")).length;
const ordered = (mark: number) =>
  since(mark).filter(({ method, path }) => method === "POST" && path.endsWith("/tnoptions")).length;
const start = (name: string): Promise<Run> => {
  const [, begin] = frontEnds.find(([one]) => one === name) ?? [];
  if (!begin) throw new Error(`there is no ${name}`);
  return begin(simulator.environment());
};

describe("routes and other options that only each number shows, in the classes' input adopt", () => {
  const adopt = async (options?: Values) => {
    const run = await start("dynamic resources");
    const mark = simulator.requests.mark();
    const made = await run.create(TYPE, "numbers", { ...program(options), adopt: numbers.join(",") });
    return { run, mark, made };
  };

  test("that the program declares are looked up once, and are no change", async () => {
    const { run, mark, made } = await adopt(detailed);
    expect(ordered(mark)).toBe(0);
    expect(looked(mark)).toBeLessThanOrEqual(numbers.length + 1);
    expect(await run.differs(TYPE, "numbers", made, program(detailed))).toBe(false);
    expect(made.state.options).toEqual(detailed);
  });

  test("that differ on one number are set", async () => {
    simulator.account.switchRouting(numbers[1] ?? "", { routePlan: undefined });
    const { mark } = await adopt(detailed);
    expect(ordered(mark)).toBe(1);
    for (const number of numbers)
      expect(simulator.account.heldNumber(number)?.options.routePlan?.routes).toMatchObject([route]);
  });

  test("cost nothing where the program declares none of them", async () => {
    const { mark } = await adopt({ sms: "on" });
    expect(looked(mark)).toBeLessThanOrEqual(1);
  });
});

describe("the same with the plugin and the resource option import", () => {
  const imported = async (options?: Values, between = () => {}) => {
    const run = await start("the plugin");
    const made = await run.import(TYPE, "numbers", numbers.join(","));
    between();
    const mark = simulator.requests.mark();
    const { changes } = await run.register(TYPE, "numbers", program(options), made);
    return { run, made, mark, changes };
  };

  test("no difference, and each number is looked up once", async () => {
    const { run, made, mark, changes } = await imported(detailed);
    expect(changes).toBe(false);
    expect(looked(mark)).toBe(numbers.length);
    expect((await run.register(TYPE, "numbers", program(detailed), made)).changes).toBe(false);
    expect(looked(mark)).toBe(numbers.length);
  });

  test.each([
    ["the routes of one", () => simulator.account.switchRouting(numbers[2] ?? "", { routePlan: undefined })],
    ["the routes of all", () => numbers.map((one) => simulator.account.switchRouting(one, { routePlan: undefined }))],
    ["Pindrop of one", () => simulator.account.switchOptions(numbers[0] ?? "", { PindropEnabled: "false" })],
  ])("a difference in %s is one", async (_what, change) => {
    change();
    expect((await imported(detailed)).changes).toBe(true);
  });

  test("a number that these credentials can't look at is a difference, and no option is taken for set", async () => {
    const deny = () => {
      simulator.settings.denied = [{ path: "/tndetails", why: "role" }];
    };
    expect((await imported(detailed, deny)).changes).toBe(true);
  });

  test("the engine saves what the import has read: the next up orders these once, and nothing else", async () => {
    const wanted = { sms: "on", ...detailed };
    for (const number of numbers) simulator.account.switchOptions(number, { Sms: "on" });
    const { made, changes } = await imported(wanted);
    expect(changes).toBe(false);
    const run = await start("the plugin");
    const mark = simulator.requests.mark();
    const after = await run.update(TYPE, "numbers", made, program(wanted));
    const sent = since(mark).flatMap(({ method, path, body }) =>
      method === "POST" && path.endsWith("/tnoptions") ? body : [],
    );
    expect(sent).toHaveLength(1);
    expect(sent[0]).toContain("OriginationRoutePlan");
    expect(sent[0]).not.toContain("Sms");
    expect((await run.register(TYPE, "numbers", program(wanted), after)).changes).toBe(false);
  });
});
