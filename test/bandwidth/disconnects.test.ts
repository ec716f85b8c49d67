import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { disconnects } from "../../provider/bandwidth/buying/disconnects.js";
import { LimitReached, Limits } from "../../provider/bandwidth/buying/limits.js";
import { each, inside, ok, refusal, type Scripted, ScriptedApi } from "./scriptedApi.js";

let api: ScriptedApi;
beforeEach(async () => {
  api = new ScriptedApi();
  await api.start();
  // No disconnect is open.
  api.on("GET /disconnects", { status: 404, body: "<Links/>" });
});
afterEach(() => api.stop());

const e164 = (...tens: string[]) => tens.map((ten) => `+1${ten}`);
const run = (count: number) => Array.from({ length: count }, (_, n) => String(9195550100 + n));
const start = (settings = {}, limits = {}) => disconnects(api.client(), new Limits(limits), settings);

const outcome = (status: string, released: string[], errors = "") =>
  ok(
    `<DisconnectTelephoneNumberOrderResponse><DisconnectedTelephoneNumberList>${each("TelephoneNumber", released)}` +
      `</DisconnectedTelephoneNumberList><ErrorList>${errors}</ErrorList><OrderStatus>${status}</OrderStatus></DisconnectTelephoneNumberOrderResponse>`,
  );
const error = (code: string, description: string, number: string) =>
  `<Error><Code>${code}</Code><Description>${description}</Description><TelephoneNumber>${number}</TelephoneNumber></Error>`;

/** Accepts every order, and disconnects the numbers that it names. */
const acceptAll = () => {
  const orders: string[][] = [];
  api.on("POST /disconnects", ({ body }) => {
    orders.push(inside(body, "TelephoneNumber"));
    return { status: 201, location: `/accounts/9/disconnects/d${orders.length - 1}` };
  });
  api.on("GET /disconnects/*", ({ path }) => outcome("COMPLETE", orders[Number(path.split("/d").at(-1))] ?? []));
  return orders;
};
const numberIs = (status: string, accountId = "9") =>
  ok(
    `<TelephoneNumberResponse><Status>${status}</Status><AccountId>${accountId}</AccountId></TelephoneNumberResponse>`,
  );

describe("disconnecting numbers", () => {
  test("looks for open disconnects, then sends one order and checks it once", async () => {
    const orders = acceptAll();
    const result = await start().disconnect(e164(...run(2)), { name: "gone" });
    expect(result).toEqual({ orderIds: ["d0"], released: e164(...run(2)), failed: [], open: false });
    expect(orders).toEqual([run(2)]);
    expect(api.received).toHaveLength(3);
    expect(inside(api.requests("POST", "/disconnects")[0]?.body ?? "", "name")).toEqual(["gone"]);
  });

  test("puts many resources' numbers of one moment into one order, and each gets its own part", async () => {
    const orders = acceptAll();
    const { disconnect } = start();
    const results = await Promise.all(run(20).map((ten) => disconnect(e164(ten))));
    expect(orders).toEqual([run(20)]);
    expect(results.map(({ released }) => released)).toEqual(run(20).map((ten) => e164(ten)));
  });

  test("puts toll-free and local numbers into separate orders", async () => {
    const orders = acceptAll();
    const { released } = await start().disconnect(e164("8005550100", "9195550100", "8885550100", "8195550100"));
    expect(orders.map((order) => order.sort()).sort()).toEqual([
      ["8005550100", "8885550100"],
      ["8195550100", "9195550100"],
    ]);
    expect(released).toHaveLength(4);
  });

  test("splits more numbers than an order can have, and splits again when the API accepts fewer", async () => {
    const orders: number[] = [];
    acceptAll();
    const accept = { status: 201, location: "/accounts/9/disconnects/d" };
    api.on("POST /disconnects", ({ body }) => {
      const count = inside(body, "TelephoneNumber").length;
      if (count > 3) return refusal("5095", "The count of telephone numbers in order exceeds the maximum size of 3");
      orders.push(count);
      return accept;
    });
    api.on("GET /disconnects/d", outcome("COMPLETE", []));
    const { released } = await start({ mostPerOrder: 8 }).disconnect(e164(...run(10)));
    expect(released).toHaveLength(10);
    expect(Math.max(...orders)).toBeLessThanOrEqual(3);
    expect(orders.reduce((sum, count) => sum + count)).toBe(10);
    // In halves, not number by number.
    expect(orders).toHaveLength(5);
  });

  test("sends a refused order again without the refused numbers", async () => {
    const orders = acceptAll();
    api.on("POST /disconnects", ({ body }) => {
      const asked = inside(body, "TelephoneNumber");
      if (asked.includes("9195550101")) return refusal("5074", "Telephone number is not in service.", "9195550101");
      if (asked.includes("9195550102")) return refusal("5010", "Locked", "9195550102");
      orders.push(asked);
      return { status: 201, location: "/accounts/9/disconnects/d0" };
    });
    const { released, failed } = await start().disconnect(e164(...run(4)));
    expect(released).toEqual(e164("9195550100", "9195550101", "9195550103"));
    expect(failed).toEqual([{ telephoneNumber: "+19195550102", code: "5010", description: "Locked" }]);
  });

  test("PARTIAL: numbers that the account no longer has count as released, the rest is reported", async () => {
    acceptAll();
    api.on(
      "GET /disconnects/d0",
      outcome(
        "PARTIAL",
        ["9195550100"],
        error("5006", "TN is not associated with your account", "9195550101") + error("5999", "No", "9195550102"),
      ),
    );
    const { released, failed } = await start().disconnect(e164(...run(3)));
    expect(released).toEqual(e164("9195550100", "9195550101"));
    expect(failed).toEqual([{ telephoneNumber: "+19195550102", code: "5999", description: "No" }]);
  });

  test("a bare 5006 isn't proof: the number is looked up", async () => {
    acceptAll();
    const bare = run(2).map((ten) => error("5006", "TelephoneNumber Disconnect Error", ten));
    api.on("GET /disconnects/d0", outcome("FAILED", [], bare.join("")));
    api.on("GET /tns/9195550100", numberIs("Inservice"));
    api.on("GET /tns/9195550101", numberIs("Aging"));
    const { released, failed } = await start().disconnect(e164(...run(2)));
    expect(released).toEqual(["+19195550101"]);
    expect(failed).toMatchObject([{ telephoneNumber: "+19195550100", code: "5006" }]);
  });

  test("a bare 5006 of a number that can't be looked up doesn't count as released", async () => {
    acceptAll();
    api.on(
      "GET /disconnects/d0",
      outcome("FAILED", [], error("5006", "TelephoneNumber Disconnect Error", "9195550100")),
    );
    api.on("GET /tns/9195550100", { status: 400 });
    await expect(start().disconnect(e164("9195550100"))).rejects.toThrow("/tns/9195550100: 400");
  });

  test("a number that is busy with another order is tried again", async () => {
    const orders = acceptAll();
    let busy = 2;
    api.on("GET /disconnects/*", ({ path }) => {
      const asked = orders[Number(path.split("/d").at(-1))] ?? [];
      if (busy-- <= 0) return outcome("COMPLETE", asked);
      return outcome("PARTIAL", ["9195550100"], error("5218", "already processing on another order", "9195550101"));
    });
    const result = await start().disconnect(e164(...run(2)));
    expect(result).toMatchObject({ released: e164(...run(2)), failed: [] });
    expect(orders).toEqual([run(2), ["9195550101"], ["9195550101"]]);
  });

  test("FAILED without naming numbers fails them all", async () => {
    acceptAll();
    api.on("GET /disconnects/d0", outcome("FAILED", []));
    const { failed, released } = await start().disconnect(e164(...run(2)));
    expect(released).toEqual([]);
    expect(failed).toHaveLength(2);
  });

  test("an order that doesn't end is open, and its numbers are neither released nor failed", async () => {
    acceptAll();
    api.on("GET /disconnects/d0", outcome("RECEIVED", []));
    const result = await start().disconnect(e164(...run(2)), { timeoutMs: 20_000 });
    expect(result).toEqual({ orderIds: ["d0"], released: [], failed: [], open: true });
  });

  test("a refusal of the whole order is an error", async () => {
    api.on("POST /disconnects", { status: 403 });
    await expect(start().disconnect(e164(...run(2)))).rejects.toThrow("403");
  });
});

describe("a disconnect with a lost answer", () => {
  test("isn't sent again when the numbers are gone", async () => {
    api.on("POST /disconnects", "lost");
    api.on("GET /tns/*", (_, count) => numberIs(count < 4 ? "Inservice" : "Aging"));
    const { released } = await start().disconnect(e164(...run(2)));
    expect(released).toEqual(e164(...run(2)));
    expect(api.times("POST", "/disconnects")).toBe(1);
  });

  test.each([
    "Inservice",
    "InAccount",
    "NotHeardOf",
  ])("is sent again when the numbers stay, here as %s, and only for those", async (word) => {
    const orders: string[][] = [];
    api.on("POST /disconnects", ({ body }): Scripted => {
      orders.push(inside(body, "TelephoneNumber"));
      return orders.length === 1 ? "lost" : { status: 201, location: "/accounts/9/disconnects/d" };
    });
    api.on("GET /tns/9195550100", numberIs(word));
    api.on("GET /tns/9195550101", numberIs("Inservice", "77"));
    api.on("GET /disconnects/d", outcome("COMPLETE", ["9195550100"]));
    const { released } = await start().disconnect(e164(...run(2)));
    expect(released).toEqual(e164(...run(2)));
    expect(orders).toEqual([run(2), ["9195550100"]]);
  });

  test("is followed, and isn't sent again, while it is open", async () => {
    api.on("POST /disconnects", "lost");
    api.on("GET /tns/*", numberIs("Inservice"));
    const listed = `<OrderIdUserIdDate><OrderId>d7</OrderId><OrderStatus>PROCESSING</OrderStatus></OrderIdUserIdDate>`;
    api.on("GET /disconnects", (_, count) =>
      count === 0
        ? { status: 404, body: "<Links/>" }
        : ok(
            `<ResponseSelectWrapper><ListOrderIdUserIdDate><TotalCount>1</TotalCount>${listed}</ListOrderIdUserIdDate></ResponseSelectWrapper>`,
          ),
    );
    const asked = each("TelephoneNumber", run(2));
    api.on("GET /disconnects/d7", (_, count) =>
      count === 0
        ? ok(
            `<DisconnectTelephoneNumberOrderResponse><orderRequest><id>d7</id><DisconnectTelephoneNumberOrderType><TelephoneNumberList>${asked}</TelephoneNumberList></DisconnectTelephoneNumberOrderType></orderRequest><OrderStatus>PROCESSING</OrderStatus></DisconnectTelephoneNumberOrderResponse>`,
          )
        : outcome("COMPLETE", run(2)),
    );
    const { released, orderIds } = await start().disconnect(e164(...run(2)));
    expect(released).toEqual(e164(...run(2)));
    expect(orderIds).toEqual(["d7"]);
    expect(api.times("POST", "/disconnects")).toBe(1);
  });

  test("again and again is an error, and numbers still in service don't count as released", async () => {
    api.on("POST /disconnects", "lost");
    api.on("GET /tns/9195550100", numberIs("Inservice"));
    api.on("GET /tns/9195550101", numberIs("Aging"));
    const { released, failed } = await start().disconnect(e164(...run(2)));
    expect(released).toEqual(["+19195550101"]);
    expect(failed).toMatchObject([{ telephoneNumber: "+19195550100" }]);
    expect(api.times("POST", "/disconnects")).toBe(3);
  });

  test("whose look-up fails is an error, and there is no second disconnect", async () => {
    api.on("POST /disconnects", "lost");
    api.on("GET /tns/*", { status: 404, body: "<html><body>404</body></html>" });
    await expect(start().disconnect(e164("9195550100"))).rejects.toThrow(
      /^It's unknown whether the API disconnected a number as requested: GET \/tns\/9195550100: 404 .* Run the same/,
    );
    expect(api.times("POST", "/disconnects")).toBe(1);
  });
});

describe("the disconnect limit", () => {
  test("stops a disconnect before anything is sent", async () => {
    acceptAll();
    const { disconnect } = start({}, { maxDisconnects: 3 });
    await disconnect(e164(...run(2)));
    await expect(disconnect(e164(...run(2)))).rejects.toThrow(LimitReached);
    expect(api.times("POST", "/disconnects")).toBe(1);
  });

  test.each([
    ["no look tells", () => ({ status: 404, body: "<html><body>404</body></html>" })],
    ["the numbers stay", () => numberIs("Inservice")],
  ])("counts what may have been disconnected, though its answer was lost and %s", async (_why, look) => {
    api.on("POST /disconnects", "lost");
    api.on("GET /tns/*", look());
    const { disconnect } = start({}, { maxDisconnects: 3 });
    await expect(disconnect(e164(...run(2)))).rejects.toThrow();
    await expect(disconnect(e164(...run(2)))).rejects.toThrow(LimitReached);
  });

  test("returns the room of refused numbers", async () => {
    api.on("POST /disconnects", (_, count): Scripted => (count === 0 ? refusal("5010", "Locked") : "lost"));
    api.on("GET /tns/*", numberIs("Aging"));
    const { disconnect } = start({}, { maxDisconnects: 3 });
    await expect(disconnect(e164(...run(2)))).rejects.toThrow("Locked");
    expect((await disconnect(e164(...run(3)))).released).toHaveLength(3);
  });
});
