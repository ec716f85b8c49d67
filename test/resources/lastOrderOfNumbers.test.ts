import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { address, Stack } from "./support.js";

const TYPE = "PhoneNumberOrder";
const number = (last: number) => `+1919555010${last}`;
const numbers = [number(0), number(1)];
const emergency = { callerName: "Front desk", address };
const listing = {
  subscriberType: "BUSINESS",
  listingType: "LISTED",
  listingName: { firstName: "Jo", lastName: "Doe" },
  listAddress: false,
  address,
};

/** What other resources order about numbers. */
const later: [type: string, orderType: string, program: Values][] = [
  ["TnOptions", "TN_OPTION_ORDER", { numberFormat: "e164" }],
  ["E911Address", "E911_ORDER", emergency],
  ["LidbRecord", "LIDB_ORDER", { subscriberInformation: "JO DOE", useType: "BUSINESS", visibility: "PUBLIC" }],
  ["DirectoryListing", "DLDA_ORDER", listing],
];

describe.each([
  "classic",
  "universal",
] as const)("on the %s API, where /tns names the last order of a number", (dialect) => {
  let stack: Stack;
  let place: { siteId: string; sipPeerId: string };
  let made: { id: string; state: Values };
  beforeEach(async () => {
    stack = await Stack.start({}, {}, dialect);
    place = await stack.place();
    made = await stack.create(TYPE, "n", { ...place, telephoneNumbers: numbers });
  });
  afterEach(() => stack.close());

  const bought = () => stack.simulator.ledger.bought();
  const last = async () => (await stack.api.numbers.get(number(0)))?.orderType;

  test.each(later)("one of %s: the numbers are taken up when the state is lost", async (type, orderType, program) => {
    await stack.create(type, "later", { ...program, telephoneNumbers: numbers });
    expect(await last()).toBe(orderType);
    const again = await stack.create(TYPE, "n", { ...place, telephoneNumbers: numbers });
    expect(again.id).toBe(made.id);
    expect(bought()).toHaveLength(2);
    const read = await stack.read(TYPE, "m", made.id);
    expect(read?.state.telephoneNumbers).toEqual(numbers);
  });

  test("one that moves them: they are taken up where they are, and those of a later purchase are not", async () => {
    const other = await stack.peer(place.siteId, "other", false);
    await stack.api.numbers.move(numbers, { siteId: place.siteId, sipPeerId: other });
    if (dialect === "universal") expect(await last()).toBe("MOVE_TNS_ORDER");
    const seen = await stack.read(TYPE, "n", made.id, made.state);
    expect(seen?.state.misplacedNumbers).toHaveLength(2);
    stack.simulator.account.disconnectNumber(number(1));
    stack.simulator.account.buyNumber({ sipPeerId: other, number: number(1) });
    const read = await stack.read(TYPE, "m", made.id);
    expect(read?.state).toMatchObject({ sipPeerId: other, telephoneNumbers: [number(0)] });
  });
});
