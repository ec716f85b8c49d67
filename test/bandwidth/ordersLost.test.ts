import { describe, expect, test } from "vitest";
import { LimitReached } from "../../provider/bandwidth/buying/limits.js";
import { OrderFateUnknown } from "../../provider/bandwidth/buying/newNumberOrders.js";
import { accepted, completed, id, listed, orderDesk, shown, two } from "./orderAnswers.js";
import { refusal } from "./scriptedApi.js";

const desk = orderDesk();
const { start } = desk;

describe("a lost answer", () => {
  test("doesn't buy twice, though the list shows the order late", async () => {
    let looks = 0;
    desk.api.on("GET /orders", () => (++looks <= 2 ? { status: 204 } : listed(["o1", "RECEIVED"])));
    desk.api.on("POST /orders", "lost");
    desk.api.on("GET /orders/o1", shown("COMPLETE", completed("9195550100", "9195550101")));
    const outcome = await start().place(two, id);
    expect(outcome).toMatchObject({ orderId: "o1", state: "done" });
    expect(desk.api.times("POST", "/orders")).toBe(1);
  });

  test("to an order that never arrived: the order is sent again after several look-ups", async () => {
    desk.api.on("GET /orders", { status: 204 });
    desk.api.on("POST /orders", (_, count) => (count === 0 ? "lost" : accepted));
    desk.api.on("GET /orders/o1", shown("COMPLETE", completed("9195550100", "9195550101")));
    const outcome = await start().place(two, id);
    expect(outcome.state).toBe("done");
    expect(desk.api.times("POST", "/orders")).toBe(2);
    expect(desk.api.times("GET", "/orders")).toBe(5);
  });

  test("with a failed look-up leaves the result unknown: no second POST, and the limit counts it", async () => {
    desk.api.on("GET /orders", { status: 403 });
    desk.api.on("POST /orders", "lost");
    const placing = start({ maxPurchases: 3 });
    await expect(placing.place(two, id)).rejects.toThrow(OrderFateUnknown);
    expect(desk.api.times("POST", "/orders")).toBe(1);
    await expect(placing.place(two, id)).rejects.toThrow(LimitReached);
  });

  test("a 500 for the POST is looked up too", async () => {
    let placed = false;
    desk.api.on("GET /orders", () => (placed ? listed(["o1", "COMPLETE"]) : { status: 204 }));
    desk.api.on("POST /orders", () => {
      placed = true;
      return { status: 500, body: "<html><body>Bad gateway</body></html>" };
    });
    desk.api.on("GET /orders/o1", shown("COMPLETE", completed("9195550100", "9195550101")));
    expect((await start().place(two, id)).state).toBe("done");
    expect(desk.api.times("POST", "/orders")).toBe(1);
  });

  test("a refusal isn't repeated and returns the limit's room", async () => {
    desk.api.on("POST /orders", (_, count) =>
      count === 0 ? refusal("5016", "The SiteId submitted is invalid.") : accepted,
    );
    desk.api.on("GET /orders/o1", shown("COMPLETE", completed("9195550100", "9195550101")));
    const placing = start({ maxPurchases: 2 });
    await expect(placing.place(two, id)).rejects.toThrow("5016");
    expect(desk.api.times("POST", "/orders")).toBe(1);
    expect((await placing.place(two, id)).state).toBe("done");
  });

  test("a cancel during the POST still finds the order, so that its id is known", async () => {
    const cancel = new AbortController();
    desk.api.on("POST /orders", async () => {
      cancel.abort();
      await new Promise((resolve) => setTimeout(resolve, 20));
      return accepted;
    });
    desk.api.on("GET /orders", listed(["o1", "RECEIVED"]));
    desk.api.on("GET /orders/o1", shown("RECEIVED"));
    const outcome = await start().place(two, id, { signal: cancel.signal });
    expect(outcome).toMatchObject({ orderId: "o1", state: "open" });
    expect(outcome.interruption?.reason).toBe("canceled");
  });

  test("a cancel during the POST without a visible order leaves the result unknown", async () => {
    const cancel = new AbortController();
    desk.api.on("POST /orders", async () => {
      cancel.abort();
      await new Promise((resolve) => setTimeout(resolve, 20));
      return accepted;
    });
    desk.api.on("GET /orders", { status: 204 });
    const placing = start({ maxPurchases: 3 });
    const lost = placing.place(two, id, { signal: cancel.signal });
    await expect(lost).rejects.toThrow(OrderFateUnknown);
    await expect(placing.place(two, "next")).rejects.toThrow(LimitReached);
  });
});
