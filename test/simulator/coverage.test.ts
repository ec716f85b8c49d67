import { afterEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { Caller } from "./support.js";

let simulator: Simulator;
afterEach(() => simulator.close());

async function caller(): Promise<Caller> {
  simulator = await startSimulator();
  return new Caller(simulator);
}

test("rate centers and cities require a state", async () => {
  const call = await caller();
  expect((await call.call("GET", "/rateCenters")).status).toBe(400);
  const { text } = await call.call("GET", "/cities?state=nj");
  expect(text).toContain("<ResultCount>2</ResultCount>");
  expect(text).toContain("<RcAbbreviation>HACKENSACK</RcAbbreviation><Name>HACKENSACK</Name>");
  expect(text).not.toContain("AvailableTelephoneNumberCount");
});

test("covered rate centers come page by page. Without page and size, a 303 leads to the first page", async () => {
  const call = await caller();
  const bare = await fetch(`${simulator.baseUrl}/coveredRateCenters`, {
    redirect: "manual",
    headers: { Authorization: `Bearer ${simulator.credentials.accessToken}` },
  });
  expect([bare.status, bare.headers.get("location")]).toEqual([303, expect.stringContaining("page=1&size=")]);
  const first = await call.call("GET", "/coveredRateCenters?page=1&size=2&embed=Cities");
  expect(first.text.match(/<CoveredRateCenter>/g)).toHaveLength(2);
  expect(first.value("Links", "next")).toMatch(/embed=Cities.*rel="next"/);
  expect(first.text).toContain("<Cities><City>");
  expect(first.text).not.toContain("ZipCode");
});

test("unknown filters and embeds are refused, and local rate centers accept no filter", async () => {
  const call = await caller();
  for (const query of ["tier=9", "lata=12", "embed=cities", "state=NC&embed=LocalRateCenters"]) {
    const { status, text } = await call.call("GET", `/coveredRateCenters?page=1&size=5&${query}`);
    expect([query, status]).toEqual([query, 400]);
    expect(text).toContain("<ErrorCode>4002</ErrorCode>");
  }
});
