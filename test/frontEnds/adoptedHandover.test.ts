import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import type { Simulator } from "../../simulator/index.js";
import { address } from "../resources/support.js";
import { frontEnds, type Made, type Run, startAccount } from "./support.js";

/*
 * What an adoption has brought into a stack may be another stack's, too. That stays so when it passes to another resource of the
 * program.
 */

const AT = "2026-11-30T12:00:00.000Z";
const owning = { ownsAdopted: "true" };
const caller = { callerName: "Office", address, allowRemoval: true };
const listing = {
  ...{ subscriberType: "BUSINESS", listingType: "LISTED", listingName: { lastName: "Garage" } },
  ...{ listAddress: true, onDelete: "unlist", address },
};

const kinds: [type: string, inputs: Values, numbers: string[]][] = [
  ["TnOptions", { callForward: "+19195550199" }, ["+19195550100", "+19195550101"]],
  ["E911Address", caller, ["+19195550100", "+19195550101"]],
  ["DirectoryListing", listing, ["+19195550100", "+19195550101"]],
  [
    "LidbRecord",
    { subscriberInformation: "Office", useType: "BUSINESS", visibility: "PUBLIC" },
    ["+19195550100", "+19195550101"],
  ],
  ["ExternalTns", {}, ["+13125550177", "+13125550178"]],
];

let simulator: Simulator;
let place: Values;
beforeEach(async () => {
  simulator = await startAccount();
});
afterEach(() => simulator.close());

describe.each(frontEnds)("what was adopted and passes to another resource, with %s", (frontEnd, start) => {
  const begin = (settings?: Record<string, string>): Promise<Run> =>
    start({ ...simulator.environment(), BW_RELEASE_DELAY: "100ms" }, settings);

  beforeEach(async () => {
    const run = await begin();
    const { id: siteId } = await run.create("Site", "site", { name: "Raleigh", address });
    const peer = await run.create("SipPeer", "peer", { siteId, name: "Main", isDefaultPeer: true });
    place = { siteId, sipPeerId: peer.state.sipPeerId };
    const bought = { ...place, telephoneNumbers: ["+19195550100", "+19195550101"] };
    await run.create("PhoneNumberOrder", "numbers", bought);
  });

  const writesSince = (mark: number) => simulator.requests.writes(mark).filter(({ path }) => !path.endsWith("/token"));

  /** A record as `pulumi-bandwidth adopt` puts it into a state. */
  const adopted = async (type: string, inputs: Values): Promise<Made> => {
    const made = await (await begin()).create(type, "first", inputs);
    return { ...made, state: { ...made.state, __adopted: AT } };
  };

  describe.each(kinds)("%s", (type, more, [one = "", two = ""]) => {
    const of = (...telephoneNumbers: string[]): Values => ({
      ...(type === "ExternalTns" ? place : {}),
      ...{ ...more, telephoneNumbers },
    });
    /** LIDB records stay on numbers for ever. */
    const isPermanent = type === "LidbRecord";

    test.each(["a new one", "one that was there"])("%s takes a number", async (which) => {
      const first = await adopted(type, which === "a new one" ? of(one, two) : of(one));
      const own = which === "a new one" ? undefined : await (await begin()).create(type, "second", of(two));
      expect(own?.state.__adopted).toBeUndefined();
      const run = await begin();
      const rest = which === "a new one" ? of(two) : undefined;
      // The program registers both, and what is left of the first one is changed or deleted after the second one has taken the number.
      if (rest) await run.register(type, "first", rest, first);
      else await run.read(type, "first", first);
      const wanted = which === "a new one" ? of(one) : of(two, one);
      const { checked } = await run.register(type, "second", wanted, own);
      const second = await (own
        ? run.updateChecked(type, "second", own, checked)
        : run.createChecked(type, "second", checked));
      expect(second.state.__adopted).toBe(AT);
      const seen = await (await begin()).read(type, "second", second);
      expect(seen?.state.__adopted).toBe(AT);
      const mark = simulator.requests.mark();
      if (isPermanent) return;
      await expect((await begin()).remove(type, "second", second)).rejects.toThrow(
        "not deleted. `pulumi-bandwidth adopt`",
      );
      expect(writesSince(mark)).toEqual([]);
      await (await begin(owning)).remove(type, "second", second);
      expect(writesSince(mark).length).toBeGreaterThan(0);
    });

    test("who adopts or imports it by its numbers has the mark too", async () => {
      const first = await adopted(type, of(one));
      const run = await begin();
      await run.read(type, "first", first);
      const second = await (frontEnd === "the plugin"
        ? run.import(type, "second", one)
        : run.create(type, "second", { ...of(one), adopt: one }));
      expect(second.state.__adopted).toBe(AT);
    });

    test("what takes nothing of it has no such mark", async () => {
      const first = await adopted(type, of(one));
      const run = await begin();
      await run.register(type, "first", of(one), first);
      const { checked } = await run.register(type, "second", of(two));
      expect((await run.createChecked(type, "second", checked)).state.__adopted).toBeUndefined();
    });
  });
});
