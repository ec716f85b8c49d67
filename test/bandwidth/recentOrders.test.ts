import { afterEach, beforeEach, expect, test } from "vitest";
import { tnOptionOrder } from "../../provider/bandwidth/orders/kinds.js";
import { RecentOrders } from "../../provider/bandwidth/orders/recentOrders.js";
import { ok, ScriptedApi } from "./scriptedApi.js";

let api: ScriptedApi;
beforeEach(async () => {
  api = new ScriptedApi();
  await api.start();
});
afterEach(() => api.stop());

test("who runs out of time while an order is read does not end the read of others", async () => {
  const time = new AbortController();
  const recent = new RecentOrders(api.client(), tnOptionOrder, () => ["+19195550100"], 3_600_000);
  let other: ReturnType<typeof recent.now> | undefined;
  api.on(
    "GET /tnoptions",
    ok(
      "<Orders><TotalCount>1</TotalCount><Order><OrderId>o1</OrderId><ProcessingStatus>PROCESSING</ProcessingStatus></Order></Orders>",
    ),
  );
  api.on("GET /tnoptions/o1", async (_, count) => {
    if (count > 0) return ok("<TnOptionOrder><OrderId>o1</OrderId></TnOptionOrder>");
    other = recent.now();
    // Now both wait for this answer.
    await new Promise((resolve) => setTimeout(resolve, 20));
    time.abort();
    return { status: 503 };
  });
  await expect(recent.now(time.signal)).rejects.toThrow();
  expect(await other).toMatchObject({ orders: [{ order: { orderId: "o1" } }] });
});
