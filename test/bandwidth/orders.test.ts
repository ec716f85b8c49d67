import { describe, expect, test } from "vitest";
import { LimitReached, Limits } from "../../provider/bandwidth/buying/limits.js";
import { orders } from "../../provider/bandwidth/buying/newNumberOrders.js";
import { accepted, both, completed, id, listed, orderDesk, shown, two } from "./orderAnswers.js";
import { inside, ok, refusal } from "./scriptedApi.js";

const desk = orderDesk();
const { start } = desk;

describe("placing an order", () => {
  test("is one POST and a few polls, without a look-up", async () => {
    desk.api.on("POST /orders", accepted);
    desk.api.on("GET /orders/o1", (_, count) =>
      count < 2 ? shown("PROCESSING") : shown("COMPLETE", completed("9195550101", "9195550100")),
    );
    const seen: string[] = [];
    const outcome = await start().place(two, id, { onStatus: (_, status) => seen.push(status) });

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
    expect(desk.api.received).toHaveLength(4);
    expect(desk.api.times("GET", "/orders")).toBe(0);
    const body = desk.api.requests("POST", "/orders")[0]?.body ?? "";
    expect([...body.matchAll(/<(\w+)>/g)].map((match) => match[1])).toEqual([
      ...["Order", "CustomerOrderId", "Name", "PeerId", "BackOrderRequested", "ExistingTelephoneNumberOrderType"],
      ...["TelephoneNumberList", "TelephoneNumber", "TelephoneNumber", "PartialAllowed", "SiteId"],
    ]);
    expect(inside(body, "TelephoneNumber")).toEqual(["9195550100", "9195550101"]);
    expect(inside(body, "PartialAllowed")).toEqual(["false"]);
  });

  test("sends E.164 to the Universal Platform and reads numbers without a wrapper and COMPLETED", async () => {
    desk.api.on("POST /orders", accepted);
    desk.api.on(
      "GET /orders/o1",
      shown(
        "COMPLETED",
        "<CompletedNumbers><FullNumber>+19195550100</FullNumber><FullNumber>+19195550101</FullNumber></CompletedNumbers>",
      ),
    );
    const outcome = await orders(desk.api.client("universal"), new Limits()).place(two, id);
    expect(inside(desk.api.requests("POST", "/orders")[0]?.body ?? "", "TelephoneNumber")).toEqual(both);
    expect(outcome).toMatchObject({ state: "done", completed: ["+19195550100", "+19195550101"] });
  });
});

describe("looking for the orders under an id", () => {
  test("lists by the id, and shows each order as in the list", async () => {
    desk.api.on("GET /orders", listed(["dead", "FAILED"], ["o1", "PROCESSING"]));
    desk.api.on("GET /orders/dead", shown("FAILED"));
    desk.api.on("GET /orders/o1", shown("PROCESSING"));
    expect(await start().find(id)).toEqual([
      { orderId: "dead", status: "FAILED" },
      { orderId: "o1", status: "PROCESSING" },
    ]);
    expect(desk.api.requests("GET", "/orders")[0]?.query).toEqual({ customerOrderId: id, page: "1", size: "100" });
  });

  test("doesn't find an order with another id, whatever the list says", async () => {
    desk.api.on("GET /orders", listed(["foreign", "COMPLETE"]));
    desk.api.on("GET /orders/foreign", shown("COMPLETE", completed("9195550100"), "somebody else"));
    expect(await start().find(id)).toEqual([]);
  });

  test.each([
    ["a 404 that holds nothing", { status: 404 }],
    [
      "the errors of a gateway",
      { status: 404, body: "<Errors><Error><Code>404</Code><Description>no</Description></Error></Errors>" },
    ],
    ["the JSON of a gateway", { status: 404, body: '{"message":"no route matched"}' }],
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
  ])("doesn't accept %s as proof of none", async (_, answer) => {
    desk.api.on("GET /orders", answer);
    await expect(start().find(id)).rejects.toThrow();
  });

  test.each([
    ["204", { status: 204 }],
    ["a 404 of the API", { status: 404, body: "<Links><first>x</first></Links>" }],
    ["an empty list", listed()],
  ])("%s means none", async (_, answer) => {
    desk.api.on("GET /orders", answer);
    expect(await start().find(id)).toEqual([]);
  });

  const counting = (count: number, ...ids: string[]) =>
    ok(
      `<ResponseSelectWrapper><ListOrderIdUserIdDate><TotalCount>${count}</TotalCount>${ids
        .map(
          (one) =>
            `<OrderIdUserIdDate><orderId>${one}</orderId><OrderStatus>COMPLETE</OrderStatus></OrderIdUserIdDate>`,
        )
        .join("")}</ListOrderIdUserIdDate></ResponseSelectWrapper>`,
    );

  test("a list that counts the whole account, whatever was requested, is complete anyway", async () => {
    const some = Array.from({ length: 100 }, (_, index) => `o${index + 100}`);
    desk.api.on("GET /orders", ({ query }) => counting(500, ...(query.customerOrderId === undefined ? some : [])));
    expect(await start().find(id)).toEqual([]);
  });

  test.each([
    ["none of them", counting(2)],
    ["nothing", { status: 204 }],
    ["fewer than it counts", counting(2, "o7")],
    ["no list", { status: 500, body: "<Oops/>" }],
  ])("a list that counts the whole account proves nothing if it shows %s without a filter", async (_, all) => {
    desk.api.on("GET /orders", ({ query }) => (query.customerOrderId === undefined ? all : counting(2)));
    await expect(start().find(id)).rejects.toThrow("isn't reliable: ");
  });

  test.each([
    ["no list", { status: 500, body: "<Oops/>" }],
    ["none", { status: 204 }],
    ["another count", counting(0)],
    ["an order", counting(1, "o7")],
  ])("a list that counts an order but doesn't show it proves nothing, if nobody's id has %s", async (_, control) => {
    desk.api.on("GET /orders", ({ query }) =>
      query.customerOrderId === "no-order-has-this-id" ? control : counting(1),
    );
    await expect(start().find(id)).rejects.toThrow();
  });

  test("a list that ignores the filter isn't trusted", async () => {
    desk.api.on(
      "GET /orders",
      listed(...Array.from({ length: 40 }, (_, n) => [`o${n}`, "COMPLETE"] as [string, string])),
    );
    await expect(start().find(id)).rejects.toThrow(/ignore the filter/);
  });
});

describe("one order", () => {
  test("is gone only when the API says so", async () => {
    desk.api.on("GET /orders/gone", {
      status: 404,
      body: "<R><ErrorList><Error><Code>5035</Code><Description>Order not found.</Description></Error></ErrorList></R>",
    });
    desk.api.on("GET /orders/empty", { status: 404 });
    desk.api.on("GET /orders/html", { status: 404, body: "<html><body>404</body></html>" });
    const { get } = start();
    expect(await get("gone")).toBeUndefined();
    await expect(get("empty")).rejects.toThrow("404");
    await expect(get("html")).rejects.toThrow("404");
  });

  test("is closed with its name and id kept, and an already closed order stays as it is", async () => {
    desk.api.on("GET /orders/o1", shown("BACKORDERED"));
    desk.api.on("PUT /orders/o1", (_, count) =>
      count === 0 ? ok("<OrderResponse/>") : refusal("5060", "Only Backordered order can be closed."),
    );
    const { update } = start();
    await update("o1", { closeOrder: true });
    await update("o1", { closeOrder: true });
    const body = desk.api.requests("PUT", "/orders/o1")[0]?.body ?? "";
    expect(inside(body, "CustomerOrderId")).toEqual([id]);
    expect(inside(body, "CloseOrder")).toEqual(["true"]);
    await update("o1", { name: "x" });
  });

  test("is followed by the id in the body when Location only names what was called", async () => {
    desk.api.on("GET /orders", listed());
    desk.api.on("POST /orders", {
      ...{ status: 201, location: "/accounts/9/orders" },
      body: "<OrderResponse><Order><id>o1</id></Order><OrderStatus>RECEIVED</OrderStatus></OrderResponse>",
    });
    desk.api.on("GET /orders/o1", shown("COMPLETE", completed("9195550100", "9195550101")));
    expect(await start().place(two, id)).toMatchObject({ orderId: "o1", completed: both });
  });

  test.each([
    ["nothing", ""],
    ["no order", "<Maintenance><Message>Back soon.</Message></Maintenance>"],
  ])("is not written while a look at it shows %s: without its customer order id it could not be found again", async (_what, body) => {
    desk.api.on("GET /orders/o1", { status: 200, body });
    desk.api.on("PUT /orders/o1", ok("<OrderResponse/>"));
    await expect(start().update("o1", { closeOrder: true })).rejects.toThrow(/order o1|no order/);
    expect(desk.api.times("PUT", "/orders/o1")).toBe(0);
  });

  test("that was closed is followed until the API has taken it out of the back-order state", async () => {
    desk.api.on("PUT /orders/o1", ok("<OrderResponse/>"));
    desk.api.on("GET /orders/o1", (_, count) =>
      count < 4 ? shown("BACKORDERED", completed("9195550100")) : shown("PARTIAL", completed("9195550100")),
    );
    const { update, follow } = start();
    expect(await follow("o1")).toMatchObject({ state: "backordered" });
    await update("o1", { closeOrder: true });
    expect(await follow("o1")).toMatchObject({ state: "partial", completed: ["+19195550100"] });
  });

  test("has no notes at first, and a note with a lost answer isn't written twice", async () => {
    let note = "";
    desk.api.on("GET /orders/o1", shown("COMPLETE", "<CreatedByUser>jbm</CreatedByUser>"));
    desk.api.on("GET /orders/o1/notes", () =>
      note === ""
        ? { status: 204 }
        : ok(`<Notes><Note><Id>1</Id><UserId>user</UserId><Description>${note}</Description></Note></Notes>`),
    );
    desk.api.on("POST /orders/o1/notes", ({ body }) => {
      [note = ""] = inside(body, "Description");
      expect(inside(body, "UserId")).toEqual(["user"]);
      return "lost";
    });
    const { notes, addNote } = start();
    expect(await notes("o1")).toEqual([]);
    await addNote("o1", "claim 7");
    expect(await notes("o1")).toMatchObject([{ userId: "user", description: "claim 7" }]);
    expect(desk.api.times("POST", "/orders/o1/notes")).toBe(1);
  });

  test.each([
    ["an empty body", ""],
    [
      "an error",
      "<Response><ErrorList><Error><Code>1000</Code><Description>It failed.</Description></Error></ErrorList></Response>",
    ],
  ])("believes no answer without the note's id: with status 200 and %s, the order shows whether it is there", async (_what, body) => {
    const written: string[] = [];
    desk.api.on("GET /orders/o1", shown("COMPLETE", "<CreatedByUser>jbm</CreatedByUser>"));
    desk.api.on("GET /orders/o1/notes", () =>
      written.length === 0
        ? { status: 204 }
        : ok(
            `<Notes>${written.map((it, id) => `<Note><Id>${id + 1}</Id><Description>${it}</Description></Note>`)}</Notes>`,
          ),
    );
    let posts = 0;
    desk.api.on("POST /orders/o1/notes", ({ body: sent }) => {
      posts += 1;
      // The first one does nothing.
      if (posts > 1) written.push(...inside(sent, "Description"));
      return { status: 200, body };
    });
    expect(await start().addNote("o1", "claim 7")).toBe("1");
    expect([posts, written]).toEqual([2, ["claim 7"]]);
  });
});

describe("the purchase limit", () => {
  test("stops an order before anything is sent, and says how many numbers were bought", async () => {
    desk.api.on("POST /orders", accepted);
    desk.api.on("GET /orders/o1", shown("PARTIAL", completed("9195550100")));
    const placing = start({ maxPurchases: 2 });
    await placing.place(two, id);
    // Of the two reserved numbers, one was bought, so room for one is left.
    const blown = await placing.place(two, "next").catch((error: unknown) => error);
    expect(blown).toBeInstanceOf(LimitReached);
    expect(blown).toMatchObject({ wanted: 2, limit: 2, used: 1 });
    expect(desk.api.times("POST", "/orders")).toBe(1);
  });
});
