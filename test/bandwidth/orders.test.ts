import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FuseBlown, Fuses } from "../../provider/bandwidth/fuses.js";
import { type NewNumberOrder, OrderFateUnknown, orders } from "../../provider/bandwidth/orders.js";
import { each, inside, ok, refusal, ScriptedApi } from "./scriptedApi.js";

let api: ScriptedApi;
const id = "pulumi-1f2e";
const both = ["+19195550100", "+19195550101"];
const two: NewNumberOrder = {
  name: "Two",
  siteId: "12",
  sipPeerId: "34",
  partialAllowed: false,
  backOrderRequested: false,
  what: { telephoneNumbers: both },
};

beforeEach(async () => {
  api = new ScriptedApi();
  await api.start();
});
afterEach(() => api.stop());

/** `GET /orders/{id}` as the API shows an order of two numbers. */
const shown = (status: string, more = "", customerOrderId = id) =>
  ok(
    `<OrderResponse><OrderStatus>${status}</OrderStatus>${more}<Order><CustomerOrderId>${customerOrderId}</CustomerOrderId>` +
      `<PeerId>34</PeerId><SiteId>12</SiteId><ExistingTelephoneNumberOrderType><TelephoneNumberList>` +
      `${each("TelephoneNumber", ["9195550100", "9195550101"])}</TelephoneNumberList>` +
      `</ExistingTelephoneNumberOrderType></Order></OrderResponse>`,
  );
const completed = (...numbers: string[]) =>
  `<CompletedNumbers>${numbers.map((number) => `<TelephoneNumber><FullNumber>${number}</FullNumber></TelephoneNumber>`).join("")}</CompletedNumbers>`;
const listed = (...entries: [orderId: string, status: string][]) =>
  ok(
    `<ResponseSelectWrapper><ListOrderIdUserIdDate><TotalCount>${entries.length}</TotalCount>${entries
      .map(
        ([orderId, status]) =>
          `<OrderIdUserIdDate><orderId>${orderId}</orderId><OrderStatus>${status}</OrderStatus></OrderIdUserIdDate>`,
      )
      .join("")}</ListOrderIdUserIdDate></ResponseSelectWrapper>`,
  );
const accepted = {
  status: 201,
  location: "/accounts/9/orders/o1",
  body: "<OrderResponse><OrderStatus>RECEIVED</OrderStatus></OrderResponse>",
};

const start = (limits = {}) => orders(api.client(), new Fuses(limits));

describe("placing an order", () => {
  test("is one look-up, one post and a few polls", async () => {
    api.on("GET /orders", { status: 204 });
    api.on("POST /orders", accepted);
    api.on("GET /orders/o1", (_, count) =>
      count < 2 ? shown("PROCESSING") : shown("COMPLETE", completed("9195550101", "9195550100")),
    );
    const seen: string[] = [];
    const { outcome, adopted } = await start().place(two, id, { onStatus: (_, status) => seen.push(status) });

    expect(adopted).toBe(false);
    expect(outcome).toMatchObject({
      orderId: "o1",
      customerOrderId: id,
      state: "done",
      status: "COMPLETE",
      completed: ["+19195550101", "+19195550100"],
      failed: [],
      siteId: "12",
      sipPeerId: "34",
      requested: 2,
      pending: 0,
    });
    expect(seen).toEqual(["PROCESSING", "PROCESSING", "COMPLETE"]);
    expect(api.received).toHaveLength(5);
    expect(api.requests("GET", "/orders")[0]?.query).toEqual({ customerOrderId: id, page: "1", size: "100" });
    const body = api.requests("POST", "/orders")[0]?.body ?? "";
    expect([...body.matchAll(/<(\w+)>/g)].map((match) => match[1])).toEqual([
      ...["Order", "CustomerOrderId", "Name", "PeerId", "BackOrderRequested", "ExistingTelephoneNumberOrderType"],
      ...["TelephoneNumberList", "TelephoneNumber", "TelephoneNumber", "PartialAllowed", "SiteId"],
    ]);
    expect(inside(body, "TelephoneNumber")).toEqual(["9195550100", "9195550101"]);
    expect(inside(body, "PartialAllowed")).toEqual(["false"]);
  });

  test("sends E.164 to the Universal Platform and reads numbers without a wrapper and COMPLETED", async () => {
    api.on("GET /orders", { status: 204 });
    api.on("POST /orders", accepted);
    api.on(
      "GET /orders/o1",
      shown(
        "COMPLETED",
        "<CompletedNumbers><FullNumber>+19195550100</FullNumber><FullNumber>+19195550101</FullNumber></CompletedNumbers>",
      ),
    );
    const { outcome } = await orders(api.client("universal"), new Fuses()).place(two, id, {});
    expect(inside(api.requests("POST", "/orders")[0]?.body ?? "", "TelephoneNumber")).toEqual(both);
    expect(outcome).toMatchObject({ state: "done", completed: ["+19195550100", "+19195550101"] });
  });

  test("does not look up when the id is known to be new", async () => {
    api.on("POST /orders", accepted);
    api.on("GET /orders/o1", shown("COMPLETE", completed("9195550100", "9195550101")));
    await start().place(two, id, { repeated: false });
    expect(api.times("GET", "/orders")).toBe(0);
  });

  test("adopts the order of an earlier run, however far it got, without a purchase", async () => {
    api.on("GET /orders", listed(["dead", "FAILED"], ["o1", "PROCESSING"]));
    api.on("GET /orders/dead", shown("FAILED"));
    api.on("GET /orders/o1", (_, count) =>
      count < 2 ? shown("PROCESSING") : shown("COMPLETE", completed("9195550100", "9195550101")),
    );
    const { outcome, adopted } = await start({ maxPurchases: 0 }).place(two, id, {});
    expect(adopted).toBe(true);
    expect(outcome.orderId).toBe("o1");
    expect(api.times("POST", "/orders")).toBe(0);
  });

  test("orders again when the earlier order failed: it bought nothing", async () => {
    api.on("GET /orders", listed(["dead", "FAILED"]));
    api.on("GET /orders/dead", shown("FAILED"));
    api.on("POST /orders", accepted);
    api.on("GET /orders/o1", shown("COMPLETE", completed("9195550100", "9195550101")));
    const { outcome, adopted } = await start().place(two, id, {});
    expect(adopted).toBe(false);
    expect(outcome.orderId).toBe("o1");
  });

  test("does not take over an order that carries another id, whatever the list says", async () => {
    api.on("GET /orders", listed(["foreign", "COMPLETE"]));
    api.on("GET /orders/foreign", shown("COMPLETE", completed("9195550100"), "somebody else"));
    api.on("POST /orders", accepted);
    api.on("GET /orders/o1", shown("COMPLETE", completed("9195550100", "9195550101")));
    expect((await start().place(two, id, {})).outcome.orderId).toBe("o1");
  });

  test.each([
    ["an HTML page", { status: 404, body: "<!DOCTYPE html><html><body>Not found</body></html>" }],
    ["a 401", { status: 401, body: "" }],
    ["a 403", { status: 403, body: "" }],
    ["a 500", { status: 500, body: "<Oops/>" }],
    ["an empty 200", { status: 200, body: "" }],
    ["an HTML 200", { status: 200, body: "<html><body>Maintenance</body></html>" }],
    ["an error inside a 200", ok("<Response><ErrorList><Error><Code>1000</Code></Error></ErrorList></Response>")],
    [
      "a 404 that misses a parameter",
      { status: 404, body: "<E><Description>Size and page parameters are required</Description></E>" },
    ],
  ])("%s in the look-up is no proof of none, so nothing is ordered", async (_, answer) => {
    api.on("GET /orders", answer);
    api.on("POST /orders", accepted);
    await expect(start().place(two, id, {})).rejects.toThrow();
    expect(api.times("POST", "/orders")).toBe(0);
  });

  test.each([
    ["204", { status: 204 }],
    ["a 404 of the API", { status: 404, body: "<Links><first>x</first></Links>" }],
    ["an empty list", listed()],
  ])("%s means none", async (_, answer) => {
    api.on("GET /orders", answer);
    expect(await start().find(id)).toEqual([]);
  });

  test("a list that ignores the filter is not believed", async () => {
    api.on("GET /orders", listed(...Array.from({ length: 40 }, (_, n) => [`o${n}`, "COMPLETE"] as [string, string])));
    await expect(start().place(two, id, {})).rejects.toThrow(/ignore the filter/);
    expect(api.times("POST", "/orders")).toBe(0);
  });
});

describe("an answer that is lost", () => {
  test("does not buy twice, though the list shows the order late", async () => {
    let looks = 0;
    api.on("GET /orders", () => (++looks <= 3 ? { status: 204 } : listed(["o1", "RECEIVED"])));
    api.on("POST /orders", "lost");
    api.on("GET /orders/o1", shown("COMPLETE", completed("9195550100", "9195550101")));
    const { outcome, adopted } = await start().place(two, id, {});
    expect(outcome).toMatchObject({ orderId: "o1", state: "done" });
    expect(adopted).toBe(false);
    expect(api.times("POST", "/orders")).toBe(1);
  });

  test("of an order that never arrived is sent again, after looking several times", async () => {
    api.on("GET /orders", { status: 204 });
    api.on("POST /orders", (_, count) => (count === 0 ? "lost" : accepted));
    api.on("GET /orders/o1", shown("COMPLETE", completed("9195550100", "9195550101")));
    const { outcome } = await start().place(two, id, {});
    expect(outcome.state).toBe("done");
    expect(api.times("POST", "/orders")).toBe(2);
    expect(api.times("GET", "/orders")).toBeGreaterThanOrEqual(5);
  });

  test("and a look-up that fails leave the fate open: no second post, and the fuse counts it", async () => {
    api.on("GET /orders", (_, count) => (count === 0 ? { status: 204 } : { status: 403 }));
    api.on("POST /orders", "lost");
    const placing = start({ maxPurchases: 3 });
    await expect(placing.place(two, id, {})).rejects.toThrow(OrderFateUnknown);
    expect(api.times("POST", "/orders")).toBe(1);
    await expect(placing.place(two, id, { repeated: false })).rejects.toThrow(FuseBlown);
  });

  test("a 500 on the post is looked up too", async () => {
    let placed = false;
    api.on("GET /orders", () => (placed ? listed(["o1", "COMPLETE"]) : { status: 204 }));
    api.on("POST /orders", () => {
      placed = true;
      return { status: 500, body: "<html><body>Bad gateway</body></html>" };
    });
    api.on("GET /orders/o1", shown("COMPLETE", completed("9195550100", "9195550101")));
    expect((await start().place(two, id, {})).outcome.state).toBe("done");
    expect(api.times("POST", "/orders")).toBe(1);
  });

  test("a refusal is not repeated and gives the fuse back", async () => {
    api.on("POST /orders", (_, count) =>
      count === 0 ? refusal("5016", "The SiteId submitted is invalid.") : accepted,
    );
    api.on("GET /orders/o1", shown("COMPLETE", completed("9195550100", "9195550101")));
    const placing = start({ maxPurchases: 2 });
    await expect(placing.place(two, id, { repeated: false })).rejects.toThrow("5016");
    expect(api.times("POST", "/orders")).toBe(1);
    expect((await placing.place(two, id, { repeated: false })).outcome.state).toBe("done");
  });

  test("a cancel during the post still finds the order, so that its id is known", async () => {
    const cancel = new AbortController();
    api.on("POST /orders", async () => {
      cancel.abort();
      await new Promise((resolve) => setTimeout(resolve, 20));
      return accepted;
    });
    api.on("GET /orders", listed(["o1", "RECEIVED"]));
    api.on("GET /orders/o1", shown("RECEIVED"));
    const { outcome } = await start().place(two, id, { repeated: false, signal: cancel.signal });
    expect(outcome).toMatchObject({ orderId: "o1", state: "open" });
    expect(outcome.interruption?.reason).toBe("cancelled");
  });
});

describe("following an order", () => {
  test("a PARTIAL one tells what was bought, and why the rest was not", async () => {
    api.on(
      "GET /orders/o1",
      shown(
        "PARTIAL",
        `${completed("9195550100")}<FailedNumbers><FullNumber>9195550101</FullNumber></FailedNumbers>` +
          `<ErrorList><Error><Code>5005</Code><Description>Unavailable</Description><TelephoneNumber>9195550101</TelephoneNumber></Error></ErrorList>`,
      ),
    );
    expect(await start().follow("o1")).toMatchObject({
      state: "partial",
      completed: ["+19195550100"],
      failed: [{ telephoneNumber: "+19195550101", code: "5005", description: "Unavailable" }],
    });
  });

  test("a FAILED one gives the one reason to each number", async () => {
    api.on(
      "GET /orders/o1",
      shown(
        "FAILED",
        `<FailedNumbers>${each("FullNumber", ["9195550100", "9195550101"])}</FailedNumbers>` +
          `<ErrorList><Error><Code>5018</Code><Description>All gone</Description></Error></ErrorList>`,
      ),
    );
    const { failed, state } = await start().follow("o1");
    expect(state).toBe("failed");
    expect(failed).toEqual(
      ["+19195550100", "+19195550101"].map((telephoneNumber) => ({
        telephoneNumber,
        code: "5018",
        description: "All gone",
      })),
    );
  });

  test("5019 in the error list is no failure", async () => {
    const pending = `<ErrorList><Error><Code>5019</Code><Description>Order is pending.</Description></Error></ErrorList>`;
    api.on("GET /orders/o1", (_, count) =>
      count === 0 ? shown("RECEIVED", pending) : shown("COMPLETE", completed("9195550100", "9195550101") + pending),
    );
    expect(await start().follow("o1")).toMatchObject({ state: "done", failed: [] });
  });

  test("a back-ordered one is reported as it is, with what is still to come", async () => {
    api.on("GET /orders/o1", shown("BACKORDERED", completed("9195550100")));
    expect(await start().follow("o1")).toMatchObject({ state: "backordered", completed: ["+19195550100"], pending: 1 });
  });

  test("an unknown status is neither success nor an end: the time runs out, the id stays", async () => {
    api.on("GET /orders/o1", shown("PONDERING"));
    const outcome = await start().follow("o1", { timeoutMs: 30_000 });
    expect(outcome).toMatchObject({ orderId: "o1", state: "open", status: "PONDERING", pending: 2 });
    expect(outcome.interruption?.reason).toBe("time-out");
    expect(outcome.interruption?.message).toContain("o1 (PONDERING)");
  });

  test("looks often at first, then every few seconds, and once more at the very end", async () => {
    api.on("GET /orders/o1", shown("PROCESSING"));
    await start().follow("o1", { timeoutMs: 60_000 });
    expect(api.clock.pauses[0]).toBe(250);
    expect(Math.max(...api.clock.pauses)).toBe(5_000);
    expect(api.times("GET", "/orders/o1")).toBeLessThan(25);
  });

  test("an order that the API does not know yet is waited for", async () => {
    api.on("GET /orders/o1", (_, count) =>
      count < 3
        ? { status: 404, body: "<R><Error><Code>5035</Code></Error></R>" }
        : shown("COMPLETE", completed("9195550100", "9195550101")),
    );
    expect(await start().follow("o1")).toMatchObject({ state: "done" });
  });

  test("an order that vanished says so and stays open", async () => {
    api.on("GET /orders/o1", (_, count) =>
      count === 0 ? shown("PROCESSING") : { status: 404, body: "<R><Error><Code>5035</Code></Error></R>" },
    );
    const outcome = await start().follow("o1");
    expect(outcome).toMatchObject({ state: "open", status: "PROCESSING" });
    expect(outcome.interruption?.reason).toBe("not found");
    expect(api.times("GET", "/orders/o1")).toBe(2);
  });

  test("a role that may not look leaves the order open with its id", async () => {
    api.on("POST /orders", accepted);
    api.on("GET /orders/o1", { status: 403 });
    const { outcome } = await start().place(two, id, { repeated: false });
    expect(outcome).toMatchObject({ orderId: "o1", state: "open", status: "RECEIVED" });
    expect(outcome.interruption?.reason).toBe("failure");
  });

  test("a spell of 500s does not end the wait", async () => {
    api.on("GET /orders/o1", (_, count) =>
      count < 7 ? { status: 503 } : shown("COMPLETE", completed("9195550100", "9195550101")),
    );
    expect(await start().follow("o1")).toMatchObject({ state: "done" });
  });

  test("a settled order without numbers is asked for its list, so that none is lost", async () => {
    api.on("GET /orders/o1", shown("COMPLETE", "<CompletedQuantity>2</CompletedQuantity>"));
    api.on(
      "GET /orders/o1/tns",
      ok(
        `<TelephoneNumbers><Count>2</Count>${each("TelephoneNumber", ["9195550100", "9195550101"])}</TelephoneNumbers>`,
      ),
    );
    expect((await start().follow("o1")).completed).toEqual(["+19195550100", "+19195550101"]);
  });
});

describe("one order", () => {
  test("is gone only when the API says so", async () => {
    api.on("GET /orders/gone", {
      status: 404,
      body: "<R><ErrorList><Error><Code>5035</Code><Description>Order not found.</Description></Error></ErrorList></R>",
    });
    api.on("GET /orders/empty", { status: 404 });
    api.on("GET /orders/html", { status: 404, body: "<html><body>404</body></html>" });
    const { get } = start();
    expect(await get("gone")).toBeUndefined();
    await expect(get("empty")).rejects.toThrow("404");
    await expect(get("html")).rejects.toThrow("404");
  });

  test("is closed with its name and id kept, and closing a closed one is fine", async () => {
    api.on("GET /orders/o1", shown("BACKORDERED"));
    api.on("PUT /orders/o1", (_, count) =>
      count === 0 ? ok("<OrderResponse/>") : refusal("5060", "Only Backordered order can be closed."),
    );
    const { update } = start();
    await update("o1", { closeOrder: true });
    await update("o1", { closeOrder: true });
    const body = api.requests("PUT", "/orders/o1")[0]?.body ?? "";
    expect(inside(body, "CustomerOrderId")).toEqual([id]);
    expect(inside(body, "CloseOrder")).toEqual(["true"]);
    await expect(update("o1", { name: "x" })).rejects.toThrow("5060");
  });

  test("that was closed is followed until the API has taken it out of the back-order", async () => {
    api.on("PUT /orders/o1", ok("<OrderResponse/>"));
    api.on("GET /orders/o1", (_, count) =>
      count < 4 ? shown("BACKORDERED", completed("9195550100")) : shown("PARTIAL", completed("9195550100")),
    );
    const { update, follow } = start();
    expect(await follow("o1")).toMatchObject({ state: "backordered" });
    await update("o1", { closeOrder: true });
    expect(await follow("o1")).toMatchObject({ state: "partial", completed: ["+19195550100"] });
  });

  test("has no notes at first, and a note whose answer was lost is not written twice", async () => {
    let note = "";
    api.on("GET /orders/o1", shown("COMPLETE", "<CreatedByUser>jbm</CreatedByUser>"));
    api.on("GET /orders/o1/notes", () =>
      note === ""
        ? { status: 204 }
        : ok(`<Notes><Note><Id>1</Id><UserId>jbm</UserId><Description>${note}</Description></Note></Notes>`),
    );
    api.on("POST /orders/o1/notes", ({ body }) => {
      [note = ""] = inside(body, "Description");
      expect(inside(body, "UserId")).toEqual(["jbm"]);
      return "lost";
    });
    const { notes, addNote } = start();
    expect(await notes("o1")).toEqual([]);
    await addNote("o1", "claim 7");
    expect(await notes("o1")).toMatchObject([{ userId: "jbm", description: "claim 7" }]);
    expect(api.times("POST", "/orders/o1/notes")).toBe(1);
  });
});

describe("the purchase fuse", () => {
  test("stops an order before anything is sent, and says how much was bought", async () => {
    api.on("POST /orders", accepted);
    api.on("GET /orders/o1", shown("PARTIAL", completed("9195550100")));
    const placing = start({ maxPurchases: 2 });
    await placing.place(two, id, { repeated: false });
    // Of the two reserved one was bought, so one is left.
    const blown = await placing.place(two, "next", { repeated: false }).catch((error: unknown) => error);
    expect(blown).toBeInstanceOf(FuseBlown);
    expect(blown).toMatchObject({ wanted: 2, limit: 2, used: 1 });
    expect(api.times("POST", "/orders")).toBe(1);
  });
});
