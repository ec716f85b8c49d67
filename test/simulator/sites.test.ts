import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { Caller, siteBody } from "./support.js";

let simulator: Simulator;
let caller: Caller;
beforeEach(async () => {
  simulator = await startSimulator();
  caller = new Caller(simulator);
});
afterEach(() => simulator.close());

describe("sites", () => {
  test("an empty list, a list of one, a list of many", async () => {
    expect((await caller.get("/sites")).text).toContain("<Sites/>");
    await caller.createSite("one");
    expect((await caller.get("/sites")).text.match(/<Site>/g)).toHaveLength(1);
    await caller.createSite("two");
    expect((await caller.get("/sites")).text.match(/<Site>/g)).toHaveLength(2);
  });

  test("the id of a new site is only in Location, with a host that nobody called", async () => {
    const created = await caller.post("/sites", siteBody("Raleigh"));
    expect([created.status, created.text]).toEqual([201, ""]);
    expect(created.headers.get("location")).toBe(
      `https://dashboard.bandwidth.com:443/v1.0/accounts/9500249/sites/${created.id}`,
    );
  });

  test("on the Universal Platform a new site comes with a body", async () => {
    const universal = new Caller(simulator, simulator.universalBaseUrl);
    const created = await universal.post("/sites", siteBody("Raleigh"));
    expect(created.value("Site", "Id")).toBe(created.id);
  });

  test("the server corrects the spelling of an address and adds the country", async () => {
    const site = await caller.get(`/sites/${await caller.createSite()}`);
    expect(site.value("Site", "Address", "StreetSuffix")).toBe("DR");
    expect(site.value("Site", "Address", "Country")).toBe("United States");
  });

  test("an address that can't be verified comes back with a recommendation", async () => {
    const refused = await caller.post("/sites", siteBody("x").replace("Main Campus", "Misspelt Campus"));
    expect(refused.status).toBe(409);
    expect(refused.value("ResponseStatus", "ErrorCode")).toBe("12112");
    expect(refused.value("RecommendedAddress", "StreetName")).toBe("MAIN CAMPUS");
  });

  test("elements that a PUT leaves out are gone", async () => {
    const id = (await caller.post("/sites", siteBody("Raleigh", "<Description>old</Description>"))).id;
    expect((await caller.account("PUT", `/sites/${id}`, siteBody("Raleigh"))).status).toBe(200);
    expect((await caller.get(`/sites/${id}`)).value("Site", "Description")).toBeUndefined();
  });

  test.each([
    ["an unknown element", siteBody("x", "<Nonsense>1</Nonsense>"), "99999"],
    ["no address", "<Site><Name>x</Name></Site>", "1003"],
    ["a name of 51 characters", siteBody("x".repeat(51)), "12529"],
  ])("%s is refused", async (_what, body, code) => {
    const refused = await caller.post("/sites", body);
    expect([refused.status, refused.value("ResponseStatus", "ErrorCode")]).toEqual([400, code]);
  });

  test("a missing site is 404 with 12016, and a site with peers can't be deleted", async () => {
    expect((await caller.get("/sites/1")).value("ResponseStatus", "ErrorCode")).toBe("12016");
    const id = await caller.createSite();
    await caller.createPeer(id);
    expect((await caller.account("DELETE", `/sites/${id}`)).status).toBe(400);
  });
});
