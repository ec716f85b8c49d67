import { afterEach, describe, expect, test } from "vitest";
import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { complaints, Stack } from "./support.js";

const TYPE = "PhoneNumberOrder";
/** The n-th number of Aberdeen. */
const aberdeen = (line: number) => `+441224003${String(line).padStart(3, "0")}`;

let stack: Stack;
let place: { siteId: string; sipPeerId: string };
afterEach(() => stack.close());

async function start(dialect: "classic" | "universal" = "universal", environment = {}): Promise<void> {
  stack = await Stack.start({}, environment, dialect);
  place = await stack.place();
}

const create = (inputs: Values, name = "main") => stack.create(TYPE, name, { ...place, ...inputs });
const update = (id: string, state: Values, inputs: Values) =>
  stack.update(TYPE, "main", id, state, { ...place, ...inputs });
const owned = () => {
  expect(stack.simulator.ledger.boughtTwice()).toEqual([]);
  return [...stack.simulator.ledger.owned()].sort();
};
const posted = () => stack.simulator.requests.matching("POST", /\/orders$/).map(({ body }) => body ?? "");
const british = (quantity: number, more = {}) => ({
  search: { countryCodeA3: "GBR", phoneNumberType: "GEOGRAPHIC" },
  quantity,
  ...more,
});

describe("numbers of another country on the Universal Platform", () => {
  test("are ordered as E.164 whatever way they were written, with the packages, and shown as they are", async () => {
    await start();
    const packages = {
      voiceConfigurationPackageId: "d21315af-9b5b-4b45-a6f4-9106cbfe87d1",
      requirementsPackageId: "3fa85f64-5717-4562-b3fc-2c963f66afa6",
      autoActivate: true,
    };
    const { state } = await create({ telephoneNumbers: ["+44 1224 003-007", "+49 (30) 555 000-012"], ...packages });
    expect(state.telephoneNumbers).toEqual([aberdeen(7), "+4930555000012"]);
    expect(state.status).toBe("COMPLETED");
    expect(owned()).toEqual([aberdeen(7), "+4930555000012"]);
    expect(posted()[0]).toContain(`<TelephoneNumber>${aberdeen(7)}</TelephoneNumber>`);
    expect(posted()[0]).toContain(
      "<VoiceConfigurationPackageId>d21315af-9b5b-4b45-a6f4-9106cbfe87d1</VoiceConfigurationPackageId>" +
        "<RequirementsPackageId>3fa85f64-5717-4562-b3fc-2c963f66afa6</RequirementsPackageId>" +
        "<AutoActivate>true</AutoActivate>",
    );
  });

  test("are searched for by country and type, ordered by name, grown, shrunk and released", async () => {
    await start();
    const { id, state } = await create(british(2));
    expect(state.telephoneNumbers).toEqual([aberdeen(0), aberdeen(1)]);
    const [search] = stack.simulator.requests.matching("GET", /availableNumbers$/);
    expect(search?.query).toEqual({ countryCodeA3: "GBR", phoneNumberType: "GEOGRAPHIC", quantity: "2" });

    const grown = await update(id, state, british(3));
    expect(grown.telephoneNumbers).toEqual([0, 1, 2].map(aberdeen));
    expect(grown.status).toBe("COMPLETED");
    const read = await stack.read(TYPE, "main", id, grown);
    expect(read?.inputs).toMatchObject({ quantity: 3 });
    expect(stack.diff(TYPE, grown, { ...place, ...british(3) }).changes).toEqual([]);

    const shrunk = await update(id, grown, british(1));
    expect(owned()).toEqual([aberdeen(0)]);
    await stack.delete(TYPE, "main", id, shrunk);
    expect(owned()).toEqual([]);
  });

  test("are searched for by area code and city", async () => {
    await start();
    const berlin = { countryCodeA3: "DEU", areaCode: "30" };
    expect((await create({ search: berlin, quantity: 1 }, "one")).state.telephoneNumbers).toEqual(["+4930555000000"]);
    const roma = { countryCodeA3: "ITA", city: "Roma" };
    expect((await create({ search: roma, quantity: 1 }, "two")).state.telephoneNumbers).toEqual(["+390645555000"]);
    const national = { countryCodeA3: "DEU", phoneNumberType: "NATIONAL" };
    expect((await create({ search: national, quantity: 1 }, "three")).state.telephoneNumbers).toEqual([
      "+493221555000",
    ]);
  });

  test("of orders at the same moment are not the same ones", async () => {
    await start();
    stack.simulator.settings.orderLatencyMs = 300;
    const names = ["one", "two", "three"];
    const made = await Promise.all(names.map((name) => create(british(2), name)));
    expect(new Set(made.flatMap(({ state }) => state.telephoneNumbers as string[])).size).toBe(6);
    expect(owned()).toHaveLength(6);
  });

  test("a create that is run again takes up its order, and searches for nothing", async () => {
    await start();
    const first = await create(british(2));
    const second = await create(british(2));
    expect(second.state.telephoneNumbers).toEqual(first.state.telephoneNumbers);
    expect(stack.simulator.requests.matching("GET", /availableNumbers$/)).toHaveLength(1);
    expect(owned()).toHaveLength(2);
  });

  test("an answer to the order that is lost does not buy other ones", async () => {
    await start();
    stack.simulator.faults.on("POST", /\/orders$/, { kind: "lostAnswer" });
    const { state } = await create(british(2));
    expect(state.telephoneNumbers).toEqual([aberdeen(0), aberdeen(1)]);
    expect(owned()).toHaveLength(2);
  });

  test("somebody was faster: nothing is bought, and the next run finds others", async () => {
    await start();
    stack.simulator.account.script({ outcome: "failed" });
    await expect(create(british(2))).rejects.toThrow("bought nothing");
    expect(owned()).toEqual([]);
    stack.simulator.account.withdrawNumbers([aberdeen(0)]);
    expect((await create(british(2))).state.telephoneNumbers).toEqual([aberdeen(1), aberdeen(2)]);
  });

  test("too few are an error and nothing is ordered, unless a part will do", async () => {
    await start();
    const all = Array.from({ length: 998 }, (_, line) => aberdeen(line));
    stack.simulator.account.withdrawNumbers(all);
    await expect(create(british(3))).rejects.toThrow(
      "The search found 2 of 3 numbers. Nothing was ordered. Change search or quantity, or set partialAllowed.",
    );
    expect(posted()).toEqual([]);
    const { id, state } = await create(british(3, { partialAllowed: true }));
    expect(state.telephoneNumbers).toHaveLength(2);
    expect(state.failedNumbers).toEqual([{ description: "The search found only 2 of 3 numbers." }]);
    expect(stack.said.join()).toContain("it bought 2 of 3 numbers");
    // The next run looks for what is missing, and says so when there is still none.
    await expect(update(id, state, british(3, { partialAllowed: true }))).rejects.toThrow(PartialFailure);
    expect(owned()).toHaveLength(2);
  });

  test("a limit holds for what is ordered by name, too", async () => {
    await start("universal", { BW_MAX_PURCHASES: "1" });
    await expect(create(british(2))).rejects.toThrow("maxPurchases");
    expect(posted()).toEqual([]);
  });

  test("numbers of North America are still ordered by area", async () => {
    await start();
    const { state } = await create({ search: { areaCode: "919" }, quantity: 1 });
    expect(state.telephoneNumbers).toEqual(["+19195550100"]);
    expect(posted()[0]).toContain("AreaCodeSearchAndOrderType");
    const { state: named } = await create({ search: { areaCode: "919", countryCodeA3: "USA" }, quantity: 1 }, "named");
    expect(named.telephoneNumbers).toEqual(["+19195550101"]);
    expect(posted()[1]).toContain("ExistingTelephoneNumberOrderType");
  });
});

describe("the classic API", () => {
  test.each([
    [{ telephoneNumbers: ["9195550100", "+441224003007"] }, "telephoneNumbers[1] +441224003007 is of another country"],
    [british(1), "search.countryCodeA3 is only for the Universal Platform"],
    [{ telephoneNumbers: ["9195550100"], autoActivate: true }, "autoActivate is only for the Universal Platform"],
  ])("is not asked for %j", async (inputs, complaint) => {
    await start("classic");
    const mark = stack.simulator.requests.mark();
    await expect(create(inputs)).rejects.toThrow(complaint);
    expect(stack.writes(mark)).toEqual([]);
  });
});

test("numbers ordered by name cannot be back-ordered", async () => {
  await start();
  expect(complaints(TYPE, { siteId: "1", ...british(1, { backOrderRequested: true }) })).toEqual([
    expect.stringContaining("backOrderRequested cannot be true with search.countryCodeA3"),
  ]);
});
