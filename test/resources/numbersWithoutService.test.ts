import { beforeEach, describe, expect, test } from "vitest";
import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { numberDesk } from "./numberDesk.js";

const TYPE = "PhoneNumberOrder";
const number = (last: number) => `+191955501${String(last).padStart(2, "0")}`;
const desk = numberDesk({ newNumbers: "InAccount" });
const { owned, searched } = desk;

const listed = (count: number): Values => ({ ...desk.place, telephoneNumbers: [...Array(count).keys()].map(number) });

describe.each(["nowhere", "atPeer", "everywhere"] as const)("numbers that are InAccount, and shown %s", (shown) => {
  beforeEach(() => {
    desk.stack.simulator.settings.inAccountShown = shown;
  });

  test.each([searched, listed])("are taken up when the state is lost, and not bought again", async (wish) => {
    const first = await desk.stack.create(TYPE, "n", wish(12));
    const again = await desk.stack.create(TYPE, "n", wish(12));
    expect(again.state.telephoneNumbers).toEqual(first.state.telephoneNumbers);
    expect(owned()).toHaveLength(12);
    expect(desk.stack.simulator.ledger.bought()).toHaveLength(12);
  });

  test("are found by an import of their order, and by one of a list", async () => {
    const { id, state } = await desk.stack.create(TYPE, "n", searched(3));
    const numbers = state.telephoneNumbers as string[];
    expect((await desk.stack.read(TYPE, "m", id))?.state).toMatchObject({ ...desk.place, telephoneNumbers: numbers });
    const read = await desk.stack.read(TYPE, "m", numbers.join(","));
    expect(read?.state).toMatchObject({ ...desk.place, telephoneNumbers: numbers });
  });

  test("are held in a refresh and in a plain up, and are disconnected by a destroy", async () => {
    const { id, state } = await desk.stack.create(TYPE, "n", searched(12));
    const read = await desk.stack.read(TYPE, "n", id, state);
    expect(read?.state.telephoneNumbers).toEqual(state.telephoneNumbers);
    expect(desk.stack.diff(TYPE, read?.state ?? {}, searched(12)).changes).toEqual([]);
    await desk.stack.update(TYPE, "n", id, state, searched(13));
    expect(owned()).toHaveLength(13);
    await desk.stack.delete(TYPE, "n", id, state);
    expect(owned()).toEqual([]);
    expect(desk.stack.simulator.ledger.released()).toHaveLength(13);
  });

  test("get what is set on them, and are still there after it", async () => {
    const { id, state } = await desk.stack.create(TYPE, "n", { ...listed(2), protected: true });
    const options = { telephoneNumbers: [number(0)], numberFormat: "e164" };
    await desk.stack.create("TnOptions", "o", options);
    const again = await desk.stack.create(TYPE, "n", { ...listed(2), protected: true });
    expect(again.id).toBe(id);
    expect(again.state.telephoneNumbers).toEqual(state.telephoneNumbers);
    expect(owned()).toHaveLength(2);
  });

  test("that move to another peer are known to have arrived, without waiting the whole time", async () => {
    const { id, state } = await desk.stack.create(TYPE, "n", listed(2));
    const { siteId } = desk.place;
    const peer = await desk.stack.create("SipPeer", "standby", { siteId, name: "Standby" });
    const { sipPeerId } = peer.state;
    const mark = desk.stack.simulator.requests.mark();
    const moved = await desk.stack.update(TYPE, "n", id, state, { ...listed(2), sipPeerId });
    expect(moved).toMatchObject({ sipPeerId, telephoneNumbers: [number(0), number(1)] });
    const looks = desk.stack.simulator.requests.since(mark).filter(({ path }) => path.endsWith(`${sipPeerId}/tns`));
    expect(looks.length).toBeLessThan(8);
  });

  test("that somebody else forwards are forwarded again as the program says, after a refresh", async () => {
    await desk.stack.create(TYPE, "n", listed(2));
    const wanted = { telephoneNumbers: [number(0), number(1)], callForward: number(50), callingNameDisplay: "on" };
    const { id, state } = await desk.stack.create("TnOptions", "o", wanted);
    const same = await desk.stack.read("TnOptions", "o", id, state);
    expect(desk.stack.diff("TnOptions", same?.state ?? {}, wanted).changes).toEqual([]);
    desk.stack.simulator.account.switchOptions(number(0), { CallForward: "9195550170" });
    desk.stack.api.client.beginRun();
    const read = await desk.stack.read("TnOptions", "o", id, state);
    expect(read?.state.callForward).toBe(number(70));
    await desk.stack.update("TnOptions", "o", id, read?.state ?? {}, wanted);
    expect(desk.stack.simulator.account.numbers.get(number(0))?.options.callForward).toBe(number(50).slice(2));
  });

  test("of another stack are not ordered, and the error says who has them", async () => {
    desk.stack.simulator.account.buyNumber({ ...desk.place, number: number(0) });
    const error: unknown = await desk.stack.create(TYPE, "n", listed(2)).catch((thrown: unknown) => thrown);
    expect(error).not.toBeInstanceOf(PartialFailure);
    expect(String(error)).toContain(`${number(0)}: already in service on this account`);
    expect(owned()).toEqual([number(0)]);
  });

  test("many of another stack: the order is refused, and the error says who has them", async () => {
    for (const last of [0, 1]) desk.stack.simulator.account.buyNumber({ ...desk.place, number: number(last) });
    const error: unknown = await desk.stack.create(TYPE, "n", listed(12)).catch((thrown: unknown) => thrown);
    expect(String(error)).toContain("in service on this account");
    expect(String(error)).toContain(number(1));
    expect(owned()).toEqual([number(0), number(1)]);
  });
});

test("numbers of which the API tells a site and no peer are held, imported, not moved, and disconnected", async () => {
  desk.stack.simulator.settings.inAccountPeerTold = false;
  const { id, state } = await desk.stack.create(TYPE, "n", searched(3));
  const numbers = state.telephoneNumbers as string[];
  const read = await desk.stack.read(TYPE, "n", id, state);
  expect(read?.state).toMatchObject({ ...desk.place, telephoneNumbers: numbers, misplacedNumbers: [] });
  expect((await desk.stack.read(TYPE, "m", numbers.join(",")))?.state).toMatchObject({ telephoneNumbers: numbers });
  await desk.stack.create("TnOptions", "o", { telephoneNumbers: numbers, numberFormat: "e164" });
  const mark = desk.stack.simulator.requests.length;
  await desk.stack.update(TYPE, "n", id, read?.state ?? {}, searched(4));
  expect(desk.stack.writes(mark).filter((line) => line.includes("moveTns") || line.includes("movetns"))).toEqual([]);
  await desk.stack.delete(TYPE, "n", id, state);
  expect(desk.stack.simulator.ledger.released()).toHaveLength(4);
  expect(desk.stack.said.join()).not.toContain("moved elsewhere");
});
