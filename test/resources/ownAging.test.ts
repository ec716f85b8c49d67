import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { agingAdvice, ownAging } from "../../provider/resources/phoneNumberOrder/ownAging.js";
import { Stack } from "./support.js";

const number = (last: number) => `+1919555010${last}`;
let stack: Stack;
beforeEach(async () => {
  stack = await Stack.start();
});
afterEach(() => stack.close());

const looking = () => ({ api: stack.api, signal: new AbortController().signal });

/** Buys these numbers and gives up all but the first. */
async function givenUp(...last: number[]): Promise<void> {
  const place = await stack.place();
  const all = { ...place, telephoneNumbers: last.map(number) };
  const { id, state } = await stack.create("PhoneNumberOrder", "n", all);
  await stack.update("PhoneNumberOrder", "n", id, state, { ...all, telephoneNumbers: [number(last[0] ?? 0)] });
}

const answer = (number: string, content: string) => {
  const body = `<TelephoneNumberResponse><TelephoneNumber>${number.slice(2)}</TelephoneNumber>${content}</TelephoneNumberResponse>`;
  stack.simulator.faults.on("GET", new RegExp(`/tns/${number.slice(2)}$`), { kind: "status", status: 200, body });
};

describe("numbers that were refused", () => {
  test("are one's own and aging when this account has disconnected them, with the time of that", async () => {
    await givenUp(0, 1, 2);
    const before = stack.simulator.requests.mark();
    const aging = await ownAging(looking(), [number(0), number(1), number(2), number(9)]);
    expect(aging.map(({ telephoneNumber }) => telephoneNumber)).toEqual([number(1), number(2)]);
    expect(aging[0]?.since).toMatch(/^\d{4}-\d\d-\d\d/);
    expect(stack.writes(before)).toEqual([]);
  });

  test("are not when another account has disconnected them, or has them", async () => {
    answer(number(1), "<Status>Aging</Status><AccountId>123</AccountId>");
    answer(number(2), "<Status>Inservice</Status><AccountId>123</AccountId>");
    expect(await ownAging(looking(), [number(1), number(2)])).toEqual([]);
  });

  test("are looked for in their history when the answer does not name the account", async () => {
    await givenUp(0, 1);
    answer(number(1), "<Status>aging</Status>");
    answer(number(5), "<Status>Aging</Status>");
    const aging = await ownAging(looking(), [number(1), number(5)]);
    expect(aging.map(({ telephoneNumber }) => telephoneNumber)).toEqual([number(1)]);
  });

  test("are not told about when nobody may look", async () => {
    await givenUp(0, 1);
    stack.simulator.settings.withoutNumbersRole = true;
    expect(await ownAging(looking(), [number(1)])).toEqual([]);
  });

  test("are looked at ten at most", async () => {
    const before = stack.simulator.requests.length;
    await ownAging(
      looking(),
      Array.from({ length: 40 }, (_, line) => `+191955501${String(line + 10)}`),
    );
    expect(stack.simulator.requests.slice(before).filter(({ path }) => path.includes("/tns/"))).toHaveLength(10);
  });
});

describe("the advice", () => {
  test("names each with its time, and what to do", () => {
    expect(agingAdvice([])).toBeUndefined();
    expect(agingAdvice([{ telephoneNumber: number(1), since: "2026-11-29 10:00:00" }])).toBe(
      "+19195550101 (since 2026-11-29 10:00:00): disconnected by this account, and aging since then. Nobody else has it. For " +
        "about 30 days, only the account that released the number can get it back. Run `pulumi up` again in some hours. If Bandwidth " +
        "still refuses, ask its support for it before that time is over. After it, anybody may order it.",
    );
    expect(agingAdvice([{ telephoneNumber: number(1) }, { telephoneNumber: number(2) }])).toMatch(
      /^\+19195550101, \+19195550102: disconnected by this account.* Nobody else has them\./,
    );
  });
});
