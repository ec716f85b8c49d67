import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { NumberLookUps } from "../../provider/bandwidth/numbers/numberLookUps.js";
import { toldNumbers } from "../../provider/bandwidth/numbers/toldNumbers.js";
import { type Scripted, ScriptedApi } from "./scriptedApi.js";

let api: ScriptedApi;
beforeEach(async () => {
  api = new ScriptedApi();
  await api.start();
});
afterEach(() => api.stop());

const number = (last: number) => `+1919555${String(last).padStart(4, "0")}`;
const digits = (last: number) => number(last).slice(2);
const entry = (last: number, inner: string) =>
  `<TelephoneNumber><FullNumber>${digits(last)}</FullNumber>${inner}</TelephoneNumber>`;
const answer = (inner: string): Scripted => ({
  status: 200,
  body: `<TelephoneNumbersResponse>${inner}</TelephoneNumbersResponse>`,
});
const refusal = (status: number, code: string): Scripted => ({
  status,
  body: `<TelephoneNumbersResponse><ResponseStatus><ErrorCode>${code}</ErrorCode><Description>no</Description></ResponseStatus></TelephoneNumbersResponse>`,
});
const none = { told: new Map(), strangers: new Set() };
const asked = () => api.requests("POST", "/tns").map(({ body }) => body.match(/<Tn>/g)?.length);

describe("many numbers", () => {
  test("are told with state, account and, where it is shown, place; strangers are left out", async () => {
    const place = "<Site><Id>1</Id></Site><SipPeer><PeerId>2</PeerId></SipPeer>";
    const strange = `<ErrorList><Error><Code>15610</Code><Description>not found</Description><TelephoneNumbers><TelephoneNumber>${digits(102)}</TelephoneNumber></TelephoneNumbers></Error></ErrorList>`;
    api.on(
      "POST /tns",
      answer(
        `<TelephoneNumbers>${entry(100, "<Status>Inservice</Status><AccountId>7</AccountId>")}${entry(101, place)}${entry(199, "<Status>Aging</Status>")}</TelephoneNumbers>${strange}`,
      ),
    );
    const told = await toldNumbers(api.client(), [number(100), number(101), number(102)]);
    expect([...(told?.told ?? [])]).toEqual([
      [number(100), { status: "Inservice", accountId: "7" }],
      [number(101), { siteId: "1", sipPeerId: "2" }],
    ]);
    expect([...(told?.strangers ?? [])]).toEqual([number(102)]);
    expect(api.requests("POST", "/tns")[0]?.body).toContain(`<TnList><Tn>${digits(100)}</Tn><Tn>${digits(101)}</Tn>`);
  });

  test("go in lists of 2,500, and in smaller ones where the server's limit is smaller", async () => {
    const numbers = Array.from({ length: 2_600 }, (_, index) => `+1919${String(5_550_000 + index)}`);
    api.on("POST /tns", ({ body }) =>
      (body.match(/<Tn>/g)?.length ?? 0) > 1_000 ? refusal(400, "15607") : answer("<TelephoneNumbers/>"),
    );
    expect(await toldNumbers(api.client(), numbers)).toEqual(none);
    expect(asked().sort((one = 0, other = 0) => other - one)).toEqual([2_500, 1_250, 1_250, 625, 625, 625, 625, 100]);
  });

  test.each([
    ["15608", 400],
    ["15610", 400],
  ])("of which none is known (%s) are told as nothing, and the look-up is used again", async (code, status) => {
    api.on("POST /tns", refusal(status, code));
    const client = api.client();
    expect(await toldNumbers(client, [number(100)])).toEqual(none);
    expect(await toldNumbers(client, [number(101)])).toEqual(none);
    expect(asked()).toHaveLength(2);
  });

  test.each([
    403, 404, 405,
  ])("where the look-up is refused with %i, are not told, and it is not tried again", async (status) => {
    api.on("POST /tns", { status, body: "" });
    const client = api.client();
    expect(await toldNumbers(client, [number(100)])).toBeUndefined();
    expect(await toldNumbers(client, [number(100)])).toBeUndefined();
    expect(asked()).toHaveLength(1);
    client.beginRun();
    expect(await toldNumbers(client, [number(100)])).toBeUndefined();
    expect(asked()).toHaveLength(2);
  });

  test("a server that fails is no reason to fail: single look-ups may work", async () => {
    api.on("POST /tns", { status: 500, body: "" });
    expect(await toldNumbers(api.client(), [number(100)])).toBeUndefined();
  });

  test("credentials that are refused are an error", async () => {
    api.on("POST /tns", { status: 401, body: "" });
    await expect(toldNumbers(api.client(), [number(100)])).rejects.toThrow("401");
  });
});

describe("which of many numbers the account has", () => {
  const numbers = Array.from({ length: 8 }, (_, index) => number(100 + index));
  const single = (status: string, account = "9"): Scripted => ({
    status: 200,
    body: `<TelephoneNumberResponse><Status>${status}</Status><AccountId>${account}</AccountId></TelephoneNumberResponse>`,
  });
  const tell = (entries: string, strangers: readonly number[] = []) => {
    const named = strangers.map((last) => `<TelephoneNumber>${digits(last)}</TelephoneNumber>`).join("");
    const errors = `<ErrorList><Error><Code>15610</Code><Description>not found</Description><TelephoneNumbers>${named}</TelephoneNumbers></Error></ErrorList>`;
    api.on("POST /tns", answer(`<TelephoneNumbers>${entries}</TelephoneNumbers>${named && errors}`));
  };
  const looked = () => api.received.filter(({ method }) => method === "GET").map(({ path }) => path);
  const ours = (last: number) => entry(last, "<Status>Inservice</Status><AccountId>9</AccountId>");

  test("is told by one request where all are, or are named as nobody's", async () => {
    tell([100, 101, 102, 103].map(ours).join(""), [104, 105, 106, 107]);
    const found = await new NumberLookUps(api.client()).seenAmong(numbers);
    expect([...found]).toEqual(numbers.slice(0, 4));
    expect(looked()).toEqual([]);
  });

  test("is asked of each number that the list leaves out, and of one whose account it doesn't show", async () => {
    tell([100, 101, 102, 103, 104, 105].map(ours).join("") + entry(106, "<Status>Inservice</Status>"));
    api.on(`GET /tns/${digits(106)}`, single("Inservice", "other"));
    api.on(`GET /tns/${digits(107)}`, single("InAccount"));
    const found = await new NumberLookUps(api.client()).seenAmong(numbers);
    expect([...found].sort()).toEqual([...numbers.slice(0, 6), number(107)]);
    expect(looked().sort()).toEqual([`/tns/${digits(106)}`, `/tns/${digits(107)}`]);
  });

  test("never counts a number as gone because the list says so", async () => {
    tell(
      numbers
        .slice(0, 6)
        .map((_, index) => ours(100 + index))
        .join("") + entry(106, "<Status>Aging</Status>"),
      [107],
    );
    api.on(`GET /tns/${digits(106)}`, single("Inservice"));
    api.on(`GET /tns/${digits(107)}`, single("Aging"));
    const found = await new NumberLookUps(api.client()).heldAmong(numbers);
    expect([...found].sort()).toEqual(numbers.slice(0, 7));
    expect(looked()).toHaveLength(2);
  });

  test.each([403, 404, 500])("is asked of each number where the list is refused with %i", async (status) => {
    api.on("POST /tns", { status, body: "" });
    for (const one of numbers) api.on(`GET /tns/${one.slice(2)}`, single("Inservice"));
    expect((await new NumberLookUps(api.client()).seenAmong(numbers)).size).toBe(8);
    expect(looked()).toHaveLength(8);
  });
});
