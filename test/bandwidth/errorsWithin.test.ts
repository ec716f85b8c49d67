import { describe, expect, test } from "vitest";
import type { Request } from "../../provider/bandwidth/http/client.js";
import type { BandwidthError } from "../../provider/bandwidth/http/errors.js";
import { failure, useServer } from "./helpers/client.js";
import { xml } from "./helpers/server.js";

const context = useServer();
const put: Request = { method: "PUT", path: ["accounts", "1", "sites", "2"], body: { root: "Site", content: {} } };
const within = (inner: string) => () => xml(`<SiteResponse>${inner}</SiteResponse>`, 200);
const errors =
  "<ErrorList><Error><Code>12001</Code><Description>Site name is missing</Description></Error></ErrorList>";

describe("errors in an answer with a success status", () => {
  test("mean that one thing was not written, and that nobody knows what was done", async () => {
    for (const method of ["PUT", "DELETE"] as const) {
      const error = await failure<BandwidthError>(
        context.client({}, within(errors)).request({ ...put, method, oneThing: true }),
      );
      expect(error.message).toContain('200 12001 "Site name is missing"');
      expect(error.fate).toBe("unknown");
    }
  });

  test("are read by the sender of an order: they show the order's result", async () => {
    expect((await context.client({}, within(errors)).request(put)).status).toBe(200);
  });

  test.each([
    [
      "a status of success",
      "<ResponseStatus><ErrorCode>200</ErrorCode><Description>Updated</Description></ResponseStatus>",
    ],
    ["the thing alone", "<Site><Name>Raleigh</Name><Description>Error</Description></Site>"],
  ])("aren't searched for in %s", async (_what, inner) => {
    expect((await context.client({}, within(inner)).request({ ...put, oneThing: true })).status).toBe(200);
  });
});
