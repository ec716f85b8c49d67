import { beforeEach, describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { numberDesk } from "./numberDesk.js";

const TYPE = "PhoneNumberOrder";
const desk = numberDesk({ withoutNumbersRole: true });
const { owned, searched } = desk;

describe.each([
  ["Inservice", "everywhere"],
  ["InAccount", "atPeer"],
  ["InAccount", "nowhere"],
] as const)("credentials without the Numbers role, of numbers that are %s, and shown %s", (word, shown) => {
  beforeEach(() => {
    desk.stack.simulator.settings.newNumbers = word;
    desk.stack.simulator.settings.inAccountShown = shown;
  });

  test("do not forget them in a refresh, nor buy others, and disconnect them at the end", async () => {
    const { id, state } = await desk.stack.create(TYPE, "n", searched(12));
    desk.stack.api.client.beginRun();
    const read = await desk.stack.read(TYPE, "n", id, state);
    expect(read?.state).toMatchObject({ telephoneNumbers: state.telephoneNumbers, misplacedNumbers: [] });
    expect(desk.stack.diff(TYPE, read?.state ?? {}, searched(12)).changes).toEqual([]);
    expect(desk.stack.said.some((line) => line.includes("no list shows them to these credentials"))).toBe(
      shown === "nowhere",
    );
    await desk.stack.update(TYPE, "n", id, read?.state ?? {}, searched(13));
    expect(desk.stack.simulator.ledger.bought()).toHaveLength(13);
    await desk.stack.delete(TYPE, "n", id, state);
    expect(owned()).toEqual([]);
  });

  test.each([
    ["TnOptions", { rewriteUser: "desk" }],
    ["LidbRecord", { subscriberInformation: "Joes Garage", useType: "BUSINESS", visibility: "PUBLIC" }],
  ])("keep them in what is set on them, as a %s", async (type, values) => {
    const { state } = await desk.stack.create(TYPE, "n", searched(2));
    const program = { telephoneNumbers: state.telephoneNumbers, ...values };
    const set = await desk.stack.create(type, "set", program);
    desk.stack.api.client.beginRun();
    const read = await desk.stack.read(type, "set", set.id, set.state);
    expect(desk.stack.diff(type, read?.state ?? {}, program).changes).toEqual([]);
    await desk.stack.api.disconnects.disconnect(state.telephoneNumbers as string[]);
    desk.stack.api.client.beginRun();
    expect(await desk.stack.read(type, "set", set.id, read?.state)).toBeUndefined();
  });

  test("see that somebody has disconnected one", async () => {
    const { id, state } = await desk.stack.create(TYPE, "n", searched(3));
    const [first = "", ...others] = state.telephoneNumbers as string[];
    await desk.stack.api.disconnects.disconnect([first]);
    const read = await desk.stack.read(TYPE, "n", id, state);
    expect(read?.state.telephoneNumbers).toEqual(others);
  });

  test("take up their order when the state is lost", async () => {
    const first = await desk.stack.create(TYPE, "n", searched(3));
    const again = await desk.stack.create(TYPE, "n", searched(3));
    expect(again.state.telephoneNumbers).toEqual(first.state.telephoneNumbers);
    expect(owned()).toHaveLength(3);
  });

  test("import them by their order", async () => {
    const { id, state } = await desk.stack.create(TYPE, "n", searched(3));
    const read = await desk.stack.read(TYPE, "m", id);
    expect(read?.state).toMatchObject({ ...desk.place, telephoneNumbers: state.telephoneNumbers });
  });

  test("order others when those of the order were given up", async () => {
    const { id, state } = await desk.stack.create(TYPE, "n", searched(2));
    await desk.stack.delete(TYPE, "n", id, state);
    const again = await desk.stack.create(TYPE, "n", searched(2));
    expect(again.id).not.toBe(id);
    expect(again.state.telephoneNumbers).toEqual(owned());
  });

  test("see and disconnect numbers that somebody has moved", async () => {
    const { id, state } = await desk.stack.create(TYPE, "n", searched(2));
    const [moved = ""] = state.telephoneNumbers as string[];
    desk.stack.simulator.settings.inAccountShown = "everywhere";
    desk.stack.simulator.account.moveNumber(moved, await desk.stack.peer(desk.place.siteId, "other", false));
    const read = await desk.stack.read(TYPE, "n", id, state);
    expect(read?.state.telephoneNumbers).toEqual(state.telephoneNumbers);
    await desk.stack.delete(TYPE, "n", id, read?.state ?? {});
    expect(owned()).toEqual([]);
  });
});

describe.each([
  "Inservice",
  "InAccount",
])("external numbers that are %s, and no list of numbers but the orders", (word) => {
  const EXTERNAL = "ExternalTns";
  const numbers = ["+19199990100", "+19199990101", "+19199990102"];
  const program = (telephoneNumbers = numbers): Values => ({ ...desk.place, telephoneNumbers });
  const stored = (number: string) => desk.stack.simulator.account.numbers.get(number);
  const actions = () =>
    desk.stack.simulator.account.ordersOf("externalTns").map(({ action, numbers: of }) => [action, of]);

  const imported = async () => {
    const made = await desk.stack.create(EXTERNAL, "own", program());
    for (const number of numbers) Object.assign(stored(number) ?? {}, { status: word });
    desk.stack.api.client.beginRun();
    return made;
  };

  test("are not forgotten in a refresh, not imported again, and removed at the end", async () => {
    const { id, state } = await imported();
    const fresh = await desk.stack.read(EXTERNAL, "own", id, state);
    expect(desk.stack.diff(EXTERNAL, fresh?.state ?? {}, program()).changes).toEqual([]);
    expect(desk.stack.said.some((line) => line.includes("no list shows them"))).toBe(word === "InAccount");
    await desk.stack.delete(EXTERNAL, "own", id, fresh?.state ?? {});
    expect(numbers.filter(stored)).toEqual([]);
    expect(actions()).toEqual([
      ["IMPORT", numbers],
      ["REMOVE", numbers],
    ]);
    desk.stack.api.client.beginRun();
    expect(await desk.stack.read(EXTERNAL, "own", id, fresh?.state)).toBeUndefined();
  });

  test("that an order of somebody else has removed are gone, and the others stay", async () => {
    const { id, state } = await imported();
    const [first = "", ...others] = numbers;
    await desk.stack.api.externalTns.remove([first], desk.place);
    expect((await desk.stack.read(EXTERNAL, "own", id, state))?.state.telephoneNumbers).toEqual(others);
  });

  test("are taken over by a run that lost the state, and imported by number, with their place", async () => {
    const { state } = await imported();
    const again = await desk.stack.create(EXTERNAL, "own", program());
    expect(again.state.telephoneNumbers).toEqual(state.telephoneNumbers);
    const read = await desk.stack.read(EXTERNAL, "other", numbers.join(","));
    expect(read?.state).toMatchObject(program());
    expect(actions()).toHaveLength(1);
  });

  test("are left alone where an order has put them elsewhere", async () => {
    await imported();
    const other = await desk.stack.peer(String(desk.place.siteId), "other", false);
    const elsewhere = { ...program(), sipPeerId: other };
    await expect(desk.stack.create(EXTERNAL, "another", elsewhere)).rejects.toThrow("nothing was imported");
    expect(actions()).toEqual([["IMPORT", numbers]]);
  });

  test("are imported again when they were removed", async () => {
    const { id, state } = await imported();
    await desk.stack.delete(EXTERNAL, "own", id, state);
    await desk.stack.create(EXTERNAL, "own", program());
    expect(numbers.filter((number) => stored(number) === undefined)).toEqual([]);
  });
});
