import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import type { Simulator } from "../../simulator/index.js";
import { address } from "../resources/support.js";
import { type Declared, EngineModel, type UpOptions } from "./program.js";
import { frontEnds, type Run, startAccount } from "./support.js";

const number = (last: number) => `+1919555010${last}`;
const numbers = (...last: number[]) => last.map(number);
const external = (...last: number[]) => last.map((one) => `+1919999010${one}`);

const caller = { houseNumber: "915", streetName: "Elm", city: "Carpinteria", stateCode: "CA", zip: "93013" };
const listing = {
  subscriberType: "BUSINESS",
  listingName: { lastName: "Joes Garage" },
  listAddress: true,
  onDelete: "unlist",
  address: { houseNumber: "12", streetName: "Elm", city: "New York", stateCode: "NY", zip: "10007" },
};

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startAccount();
});
afterEach(() => simulator.close());

const owned = (telephoneNumber: string) => simulator.account.numbers.get(telephoneNumber);

/** What two resources of a type set, and how the account shows it. */
const records: [
  type: string,
  first: Values,
  second: Values,
  shown: (telephoneNumber: string) => unknown,
  ofSecond: unknown,
][] = [
  [
    "TnOptions",
    { callForward: "+19195550199", rewriteUser: "desk1" },
    { rewriteUser: "desk2" },
    (one) => [owned(one)?.options.rewriteUser, owned(one)?.options.callForward],
    ["desk2", undefined],
  ],
  [
    "E911Address",
    { callerName: "First", address: caller, allowRemoval: true },
    { callerName: "Second", address: caller, allowRemoval: true },
    (one) => (owned(one)?.features?.e911 as { CallerName?: string } | undefined)?.CallerName,
    "Second",
  ],
  [
    "DirectoryListing",
    { ...listing, listingType: "LISTED" },
    { ...listing, listingType: "NON_LISTED" },
    (one) => (owned(one)?.features?.dlda as { ListingType?: string } | undefined)?.ListingType,
    "NON_LISTED",
  ],
  [
    "LidbRecord",
    { subscriberInformation: "First", useType: "BUSINESS", visibility: "PUBLIC" },
    { subscriberInformation: "Second", useType: "BUSINESS", visibility: "PUBLIC" },
    (one) => (owned(one)?.features?.lidb as { SubscriberInformation?: string } | undefined)?.SubscriberInformation,
    "Second",
  ],
];

const campaign = { campaignId: "CDEMO01", messageClass: "Campaign-A" };

const paces: [string, UpOptions][] = [
  ["many steps at once", { parallel: 16 }],
  ["one step at a time", { parallel: 1 }],
];

describe.each(frontEnds)("what hangs on numbers that change hands, with %s", (_name, start) => {
  const begin = (): Promise<Run> => start({ ...simulator.environment(), BW_RELEASE_DELAY: "500ms" });
  let stack: EngineModel;
  let base: Declared[];
  let place: Values;
  beforeEach(async () => {
    stack = new EngineModel();
    base = [
      { type: "Site", name: "site", inputs: { name: "Raleigh", address } },
      {
        type: "SipPeer",
        name: "peer",
        inputs: (made) => ({ siteId: made.get("site")?.id, name: "Main", isDefaultPeer: true }),
        after: ["site"],
      },
      {
        type: "PhoneNumberOrder",
        name: "all",
        inputs: (made) => ({
          siteId: made.get("site")?.id,
          sipPeerId: made.get("peer")?.state.sipPeerId,
          telephoneNumbers: numbers(0, 1, 2),
        }),
        after: ["peer"],
      },
    ];
    await stack.up(await begin(), base);
    place = { siteId: stack.held.get("site")?.id, sipPeerId: stack.held.get("peer")?.state.sipPeerId };
  });
  const up = async (program: Declared[], options?: UpOptions) =>
    stack.up(await begin(), [...base, ...program], options);

  const other = (): Declared => ({
    type: "SipPeer",
    name: "other",
    inputs: { siteId: place.siteId, name: "Other" },
  });
  const to = (name: string, sipPeer: string, ...last: number[]): Declared => ({
    type: "ExternalTns",
    name,
    inputs: (made) => ({
      siteId: place.siteId,
      sipPeerId: made.get(sipPeer)?.state.sipPeerId,
      telephoneNumbers: external(...last),
    }),
    after: [sipPeer],
  });
  const orders = () => simulator.account.ordersOf("externalTns").map(({ action }) => action);

  describe.each(paces)("%s", (_pace, options) => {
    test.each(records)("%s: a number moves from one to the other", async (type, first, second, shown, ofSecond) => {
      const one = (...last: number[]): Declared => ({
        type,
        name: "first",
        inputs: { ...first, telephoneNumbers: numbers(...last) },
      });
      const two = (...last: number[]): Declared => ({
        type,
        name: "second",
        inputs: { ...second, telephoneNumbers: numbers(...last) },
      });
      await up([one(0, 1), two(2)]);
      for (const program of [[one(0), two(1, 2)], [two(0, 1, 2)]]) {
        await up(program, options);
        expect(shown(number(1))).toEqual(ofSecond);
        expect(await up(program)).toEqual([]);
      }
      expect(shown(number(0))).toEqual(ofSecond);
    });

    test("options pass from TnOptions to the order of the numbers, and back", async () => {
      const [site, peer, all] = base as [Declared, Declared, Declared];
      const order = (options?: Values): Declared => ({
        ...all,
        inputs: (made) => ({ ...(typeof all.inputs === "function" ? all.inputs(made) : all.inputs), options }),
      });
      const apart: Declared = {
        type: "TnOptions",
        name: "apart",
        inputs: { telephoneNumbers: numbers(0, 1, 2), callForward: "+19195550199", sms: "on", ...campaign },
      };
      const inOrder = { sms: "on", ...campaign };
      const has = () =>
        numbers(0, 1, 2).map((one) => [owned(one)?.options.a2p?.campaignId, owned(one)?.options.callForward]);
      const three = (row: unknown) => [row, row, row];
      const run = async (...program: Declared[]) => stack.up(await begin(), [site, peer, ...program], options);
      await run(order(), apart);
      expect(has()).toEqual(three(["CDEMO01", "9195550199"]));
      await run(order(inOrder));
      expect(has()).toEqual(three(["CDEMO01", undefined]));
      expect(await run(order(inOrder))).toEqual([]);
      await run(order(), apart);
      expect(has()).toEqual(three(["CDEMO01", "9195550199"]));
      expect(await run(order(), apart)).toEqual([]);
      await expect(run(order(inOrder), apart)).rejects.toThrow(`the options of ${number(0)}`);
    });

    test("ExternalTns: a number moves to a list in another SIP peer, and to another name", async () => {
      await up([other(), to("here", "peer", 0, 1)]);
      const imported = orders().length;
      for (const program of [
        [to("here", "peer", 0), to("there", "other", 1)],
        [to("here", "other", 0, 1)],
        [to("renamed", "other", 0, 1)],
      ]) {
        await up([other(), ...program], options);
        expect(await up([other(), ...program])).toEqual([]);
      }
      expect(orders().slice(imported)).toEqual([]);
      expect(owned(external(1)[0] ?? "")?.sipPeerId).toBe(stack.held.get("other")?.state.sipPeerId);
    });
  });

  test.each([
    ["that are moved", true, /movetns$/, 1],
    ["that the API does not move: before they are removed", false, /externalTns$/, 1],
    ["that the API does not move: before they are imported anew", false, /externalTns$/, 2],
  ])("ExternalTns %s: a change of the SIP peer that fails in the middle is finished by the next run", async (_what, externalsMove, path, nth) => {
    simulator.settings.externalsMove = externalsMove;
    await up([other(), to("here", "peer", 0, 1)]);
    const program = [other(), to("here", "other", 0, 1)];
    simulator.faults.on("POST", path, { kind: "status", status: 403 }, { nth });
    await expect(up(program)).rejects.toThrow("403");
    simulator.faults.clear();
    await up(program);
    expect(await up(program)).toEqual([]);
    const peers = external(0, 1).map((one) => owned(one)?.sipPeerId);
    expect(new Set(peers)).toEqual(new Set([stack.held.get("other")?.state.sipPeerId]));
    await stack.destroy(await begin());
    expect(external(0, 1).filter(owned)).toEqual([]);
  });
});
