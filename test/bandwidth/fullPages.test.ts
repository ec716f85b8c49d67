import { describe, expect, test } from "vitest";
import { numbers } from "../../provider/bandwidth/numbers/numbers.js";
import { peerNumbers } from "../../provider/bandwidth/numbers/peerNumbers.js";
import { a, api, e164, noSuchNumber, pageOf, peerHas, withScriptedApi } from "./numbersSupport.js";

withScriptedApi();

describe("the numbers of a peer in full pages without a link to the next one", () => {
  // A hundred numbers in each of a hundred area codes.
  const numberAt = (index: number) => `${201 + Math.floor(index / 100)}55501${String(index % 100).padStart(2, "0")}`;
  const page = (first: number) => Array.from({ length: 5_000 }, (_, index) => numberAt(first + index));
  const [one, two] = [page(0), page(5_000)];
  const onPage = (numbers: readonly string[], at: number) => `+1${numbers[at]}`;
  const asked = () => api.received.map(({ query }) => query.page);
  const served = () =>
    api.on(`GET ${pageOf("34")}`, ({ query }) => peerHas({ "1": one, "2": two }[query.page ?? ""] ?? []));

  test("are read as far as somebody looks for one of them", async () => {
    served();
    const { locate, atPeer } = numbers(api.client());
    const first = await locate([onPage(one, 0), onPage(one, 4_999)], [a]);
    expect(first.size).toBe(2);
    expect(asked()).toEqual(["1"]);
    // Another caller needs the second page, and shares the first.
    expect((await locate([onPage(one, 1), onPage(two, 0)], [a])).size).toBe(2);
    expect(asked()).toEqual(["1", "2"]);
    expect((await locate([onPage(two, 4_999)], [a])).size).toBe(1);
    expect(asked()).toEqual(["1", "2"]);
    // Whoever needs all of them reads to the end.
    expect((await atPeer("12", "34")).size).toBe(10_000);
    expect(asked().length).toBeGreaterThan(2);
  });

  test("are read to their end for a number that none of them shows, before it is looked up", async () => {
    served();
    api.on("GET /tns/9195550100/tndetails", noSuchNumber);
    expect(await numbers(api.client()).locate(e164("9195550100"), [a])).toEqual(new Map());
    expect(asked().slice(0, 2)).toEqual(["1", "2"]);
    expect(api.received.at(-1)?.path).toContain("/tns/9195550100");
  });

  test("do not show again, on a later page, a number that has left since", async () => {
    served();
    const client = api.client();
    const { locate, atPeer } = numbers(client);
    await locate([onPage(one, 0)], [a]);
    peerNumbers(client).leave([onPage(one, 7), onPage(two, 7)]);
    const found = await atPeer("12", "34");
    expect([found.has(onPage(one, 7)), found.has(onPage(two, 7)), found.size]).toEqual([false, false, 9_998]);
  });

  test("are read again from the first page when what was read is old, though others read on", async () => {
    served();
    const { locate } = numbers(api.client());
    await locate([onPage(one, 0)], [a]);
    await api.clock.sleep(20_000);
    await locate([onPage(two, 0)], [a]);
    await api.clock.sleep(20_000);
    await locate([onPage(one, 0)], [a]);
    expect(asked()).toEqual(["1", "2", "1"]);
  });

  test("fail for all who wait for a page, and are read anew by the next", async () => {
    let isBroken = true;
    api.on(`GET ${pageOf("34")}`, ({ query }) =>
      query.page === "1" ? peerHas(one) : isBroken ? { status: 403 } : peerHas({ "2": two }[query.page ?? ""] ?? []),
    );
    const { locate } = numbers(api.client());
    await locate([onPage(one, 0)], [a]);
    const looks = [locate([onPage(two, 0)], [a]), locate([onPage(two, 1)], [a])];
    for (const look of await Promise.allSettled(looks)) expect(look.status).toBe("rejected");
    isBroken = false;
    expect((await locate([onPage(two, 0)], [a])).size).toBe(1);
  });
});
