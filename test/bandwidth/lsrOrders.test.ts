import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Api, createApi } from "../../provider/bandwidth/api.js";
import { meaningIn } from "../../provider/bandwidth/errorCodes/errorCodes.js";
import { lsrOrderErrors } from "../../provider/bandwidth/errorCodes/lsrOrders.js";
import { type LsrOrderData, lsrHasReached, lsrIsDead } from "../../provider/bandwidth/porting/lsrOrders.js";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { LEAVING, lsrOrderOf, PIN, workingDay } from "../resources/lsrOrderSupport.js";
import { startServer, type TestServer, xml } from "./helpers/server.js";

const data = (more: Partial<LsrOrderData> = {}) => lsrOrderOf({ ...more }) as LsrOrderData;

function connect(baseUrl: string, accessToken: string): Api {
  const credentials = { kind: "token", accessToken } as const;
  return createApi({ accountId: "9500249", credentials, baseUrl, tokenUrl: `${baseUrl}/token`, maxConcurrency: 4 });
}

describe.each(["classic", "universal"] as const)("LSR orders on the simulated account, %s", (dialect) => {
  let simulator: Simulator;
  let api: Api;
  beforeEach(async () => {
    simulator = await startSimulator();
    const base = dialect === "classic" ? simulator.baseUrl : simulator.universalBaseUrl;
    api = connect(base, simulator.credentials.accessToken ?? "");
  });
  afterEach(async () => {
    api.client.close();
    await simulator.close();
  });

  const advance = (orderId: string, status: string) => simulator.account.advanceLsrOrder(orderId, status);

  test("an order is placed, found, read, changed, followed and canceled", async () => {
    const day = workingDay();
    const wish = data({ requestedFocDate: day, billingTelephoneNumber: "+19192381468", spid: "123C" });
    const { orderId } = await api.lsrOrders.submit(wish, "first");
    expect(await api.lsrOrders.find("first")).toEqual([{ orderId, status: "PENDING" }]);
    expect(await api.lsrOrders.find("second")).toEqual([]);
    expect(await api.lsrOrders.get(orderId)).toMatchObject({
      ...wish,
      ...{ orderId, status: "PENDING", customerOrderId: "first", ponVersion: "0", errors: [] },
    });
    const wired = dialect === "classic" ? "9192381468" : "+19192381468";
    expect(simulator.requests.matching("POST", /lsrorders$/)[0]?.body).toContain(
      `<ListOfTelephoneNumbers><TelephoneNumber>${wired}</TelephoneNumber>`,
    );

    const { pon: _pon, telephoneNumbers: _numbers, ...rest } = wish;
    await api.lsrOrders.change(orderId, { ...rest, authorizingPerson: "Jane", customerOrderId: "mine" });
    expect(await api.lsrOrders.get(orderId)).toMatchObject({ authorizingPerson: "Jane", customerOrderId: "mine" });

    advance(orderId, "FOC");
    const { order, interruption } = await api.lsrOrders.follow(orderId, "foc", {});
    expect([order.status, order.actualFocDate, interruption]).toEqual(["FOC", day, undefined]);
    expect(await api.lsrOrders.cancel(orderId, {})).toBe("canceled");
    expect(await api.lsrOrders.cancel(orderId, {})).toBe("gone");
    expect((await api.lsrOrders.get(orderId))?.status).toBe("CANCELLED");
    expect(await api.lsrOrders.cancel("nothing", {})).toBe("gone");
    expect(await api.lsrOrders.get("nothing")).toBeUndefined();
  });

  test("a cancel that comes too late says so", async () => {
    const { orderId } = await api.lsrOrders.submit(data(), "first");
    advance(orderId, "COMPLETE");
    expect(await api.lsrOrders.cancel(orderId, {})).toBe("complete");
  });

  test("a lost answer is looked up, and the order isn't placed again", async () => {
    simulator.faults.on("POST", /lsrorders$/, { kind: "lostAnswer" });
    const { orderId } = await api.lsrOrders.submit(data(), "first");
    expect([...simulator.account.lsrOrders.keys()]).toEqual([orderId]);
    expect(simulator.requests.matching("POST", /lsrorders$/)).toHaveLength(1);
  });

  test("an order with errors in a list doesn't make the list unreadable", async () => {
    const { orderId } = await api.lsrOrders.submit(data(), "first");
    simulator.account.advanceLsrOrder(orderId, "EXCEPTION", { code: "7513", description: "PIN Invalid" });
    expect(await api.lsrOrders.find("first")).toEqual([{ orderId, status: "EXCEPTION" }]);
    const [line] = await api.lsrOrders.list({ telephoneNumber: LEAVING[0] });
    expect(line).toMatchObject({ orderId, pon: "ACME-1", errors: [{ code: "7513", description: "PIN Invalid" }] });
    expect((await api.lsrOrders.get(orderId))?.errors).toEqual([{ code: "7513", description: "PIN Invalid" }]);
  });

  test("a refusal names every error, and never the PIN", async () => {
    const wish = data({ pon: "a b", authorizingPerson: "" });
    const error = await api.lsrOrders.submit(wish, "first").catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ codes: ["400", "17004", "17023"], fate: "refused" });
    expect(JSON.stringify(error)).not.toContain(PIN);
    expect(String(error)).toContain('17023 "The authorizing person contact is required for lsr orders."');
  });

  test("an answer that proves nothing is an error", async () => {
    const { orderId } = await api.lsrOrders.submit(data(), "first");
    for (const fault of [{ kind: "html", status: 404 }, { kind: "status", status: 403 }, { kind: "empty" }] as const) {
      simulator.faults.on("GET", /lsrorders\/[^/]+$/, fault);
      await expect(api.lsrOrders.get(orderId), fault.kind).rejects.toThrow();
    }
  });
});

describe("possible differences of the live API", () => {
  let server: TestServer;
  let api: Api;
  let answer: string;
  beforeEach(async () => {
    server = await startServer(() => xml(answer));
    api = connect(`${server.url}/api`, "token");
  });
  afterEach(async () => {
    api.client.close();
    await server.close();
  });

  test("other spellings of words and of the status's name, and a day with a time", async () => {
    answer =
      "<LsrOrder><OrderId>1</OrderId><Status>CANCELED</Status><RequestedFocDate>2015-02-25 00:00:00</RequestedFocDate><Subscriber><SubscriberType>RESEDENTIAL</SubscriberType></Subscriber></LsrOrder>";
    expect(await api.lsrOrders.get("1")).toMatchObject({
      ...{ status: "CANCELLED", requestedFocDate: "2015-02-25", errors: [] },
      subscriber: { subscriberType: "RESIDENTIAL" },
    });
  });

  test("an order in its wrapper", async () => {
    answer =
      "<LsrOrderResponse><LsrOrder><OrderId>1</OrderId><OrderStatus>FAILED</OrderStatus><Pon>p</Pon><LsrOrderErrors><LsrOrderError><Code>17008</Code><Description>FOC date cannot fall on a holiday</Description></LsrOrderError></LsrOrderErrors></LsrOrder></LsrOrderResponse>";
    expect(await api.lsrOrders.get("1")).toMatchObject({ status: "FAILED", pon: "p", errors: [{ code: "17008" }] });
  });
});

test("the states, from first to last", () => {
  expect(lsrHasReached("PENDING", "received")).toBe(true);
  expect(lsrHasReached("PENDING", "submitted")).toBe(false);
  expect(lsrHasReached("COMPLETE", "foc")).toBe(true);
  for (const status of ["EXCEPTION", "SOMETHING_NEW", undefined]) expect(lsrHasReached(status, "received")).toBe(false);
  expect(["CANCELLED", "FAILED", "EXCEPTION"].map(lsrIsDead)).toEqual([true, true, false]);
});

/** From the pages on `/lsrorders`, and from "Porting Numbers Out" in the list of error codes. */
const DOCUMENTED =
  "400 5008 5035 5095 7104 7105 7107 7108 7109 7110 7111 7112 7120 7203 7208 7214 7318 7324 7354 7355 7356 7395 " +
  "7510 7511 7512 7513 7514 7515 7516 7517 7518 7519 7520 7521 7593 7594 7595 7596 7597 7598 7599 7999 13522 " +
  "17000 17002 17003 17004 17005 17006 17007 17008 17009 17010 17011 17012 17013 17014 17015 17017 17018 17019 " +
  "17020 17021 17022 17023 17024 17025 17026 17027 17028 17029 17030 17031 17032 17033 17034 17035 17036 17037";

test("every documented error has a meaning that says what to do", () => {
  expect(Object.keys(lsrOrderErrors)).toEqual(DOCUMENTED.split(" "));
  for (const code of DOCUMENTED.split(" ")) expect(meaningIn(lsrOrderErrors, code)).toMatch(/^\S.{10,}\. .{8,}\.$/);
  for (const code of ["1", "", undefined]) expect(meaningIn(lsrOrderErrors, code)).toBeUndefined();
});
