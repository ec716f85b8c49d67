import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as lifecycle from "../../provider/pulumi/definition/lifecycle.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { address, resourceNamed, Stack } from "./support.js";

let stack: Stack;
let place: { siteId: string; sipPeerId: string };
let owned: string[];
beforeEach(async () => {
  stack = await Stack.start();
  place = await stack.place();
  const { state } = await stack.create("PhoneNumberOrder", "n", { ...place, search: { areaCode: "919" }, quantity: 2 });
  owned = state.telephoneNumbers as string[];
});
afterEach(() => stack.close());

const has = (number: string) => stack.simulator.account.numbers.get(number);

/** What a replacement by force leaves alone of what it replaces, and what nobody else would take away. */
const KINDS: { type: string; numbers?: string[]; wish: () => Values; given: (number: string) => unknown }[] = [
  { type: "TnOptions", wish: () => ({ rewriteUser: "desk" }), given: (number) => has(number)?.options?.rewriteUser },
  {
    type: "E911Address",
    wish: () => ({ callerName: "Office", address, allowRemoval: true }),
    given: (number) => has(number)?.features?.e911,
  },
  {
    type: "DirectoryListing",
    wish: () => ({
      ...{ subscriberType: "BUSINESS", listingType: "LISTED", listingName: { lastName: "Garage" } },
      ...{ listAddress: true, address, onDelete: "unlist" },
    }),
    given: (number) => has(number)?.features?.dlda?.ListingType === "LISTED" || undefined,
  },
  {
    type: "ExternalTns",
    numbers: ["+19199990101", "+19199990102"],
    wish: () => place,
    given: (number) => (has(number)?.status === "Inservice" ? "here" : undefined),
  },
];

describe.each(KINDS)("$type, replaced by force", ({ type, numbers, wish, given }) => {
  test("keeps what the new one has, and loses what it does not have any more", async () => {
    const [kept = "", dropped = ""] = numbers ?? owned;
    const old = await stack.create(type, "it", { ...wish(), telephoneNumbers: [kept, dropped] });
    const heir = await stack.create(type, "it", { ...wish(), telephoneNumbers: [kept] });
    await stack.deleteReplaced(type, "it", old, heir);
    expect(given(kept)).toBeDefined();
    expect(given(dropped)).toBeUndefined();
  });
});

test("options that the new ones do not have are reset", async () => {
  const old = await stack.create("TnOptions", "it", {
    telephoneNumbers: owned,
    rewriteUser: "desk",
    callForward: "+19195550199",
  });
  const heir = await stack.create("TnOptions", "it", { telephoneNumbers: owned, rewriteUser: "desk" });
  await stack.deleteReplaced("TnOptions", "it", old, heir);
  for (const number of owned) expect(has(number)?.options).toMatchObject({ rewriteUser: "desk" });
  for (const number of owned) expect(has(number)?.options?.callForward).toBeUndefined();
});

test("what the new one has bought since is not the old one's, where a run does not tell which resource that is", async () => {
  const wish = (quantity: number): Values => ({ ...place, search: { areaCode: "984" }, quantity });
  const old = await stack.create("PhoneNumberOrder", "m", wish(1));
  const heir = await stack.create("PhoneNumberOrder", "m", wish(1));
  await stack.update("PhoneNumberOrder", "m", heir.id, heir.state, wish(2));
  // As in a `refresh` of dynamic resources, with a state from before the replacement.
  const call = { ...stack.call("m"), ownerId: undefined };
  const seen = await lifecycle.read(resourceNamed("PhoneNumberOrder"), call, old.id, old.state);
  expect(seen?.state.telephoneNumbers).toEqual(old.state.telephoneNumbers);
});
