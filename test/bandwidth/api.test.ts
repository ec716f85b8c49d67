import { expect, it } from "vitest";
import { createApi } from "../../provider/bandwidth/api.js";
import { failure, useServer } from "./helpers/client.js";

const context = useServer();

it("the parts of the API share one client and one set of limits", async () => {
  context.server.handle(() => 204);
  const api = createApi(
    {
      accountId: "9900123",
      credentials: { kind: "token", accessToken: "t" },
      baseUrl: `${context.server.url}/api/v2`,
      tokenUrl: `${context.server.url}/token`,
      maxConcurrency: 2,
      maxPurchases: 1,
    },
    { clock: context.clock },
  );
  context.clients.push(api.client);
  expect(api.client.dialect).toBe("universal");
  expect(await api.sites.list()).toEqual([]);
  const what = { telephoneNumbers: ["+19195550100", "+19195550101"] };
  const order = { name: "n", siteId: "1", partialAllowed: false, backOrderRequested: false, what };
  expect((await failure(api.orders.place(order, "id-1"))).message).toContain("maxPurchases");
  expect(context.server.log().filter((line) => line.startsWith("POST"))).toEqual([]);
});
