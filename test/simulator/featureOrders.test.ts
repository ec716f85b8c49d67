import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Simulator } from "../../simulator/index.js";
import { type Caller, existing, withPeer } from "./support.js";

let simulator: Simulator;
let caller: Caller;
const numbers = ["9195550100", "9195550101"];
beforeEach(async () => {
  const account = await withPeer();
  ({ simulator, caller } = account);
  await caller.order(existing(account.siteId, numbers));
  simulator.account.settle();
});
afterEach(() => simulator.close());

const list = (...of: string[]) =>
  `<TelephoneNumbers>${of.map((one) => `<TelephoneNumber>${one}</TelephoneNumber>`).join("")}</TelephoneNumbers>`;
const features = async (number = numbers[0]) =>
  (await caller.call("GET", `/tns/${number}/tndetails`)).xml?.children[0]?.children.find(
    ({ name }) => name === "Features",
  );
const place = (street = "Elm", suffix = "", type = "") =>
  `<Address><HouseNumber>915</HouseNumber><StreetName>${street}</StreetName>${suffix}<City>Carpinteria</City><StateCode>CA</StateCode><Zip>93013</Zip>${type}</Address>`;

describe("E911 orders", () => {
  const order = (inner: string) => caller.post("/e911s", `<E911Order>${inner}</E911Order>`);
  const assign = (address: string, of = numbers) => order(`${list(...of)}<CallerName>Office</CallerName>${address}`);

  test("give numbers an address, spelled in the service's way, which tndetails shows", async () => {
    const created = await assign(place("Elm", "<StreetSuffix>Avenue</StreetSuffix>"));
    expect([created.status, created.value("E911Order", "ProcessingStatus")]).toEqual([201, "RECEIVED"]);
    const shown = await caller.get(`/e911s/${created.id}`);
    expect(shown.xml?.name).toBe("E911Order");
    expect(shown.value("ProcessingStatus")).toBe("ADJUSTED_COMPLETE");
    expect(shown.value("Address", "StreetSuffix")).toBe("AVE");
    expect(JSON.stringify(await features())).toContain("CARPINTERIA");
    expect((await caller.get(`/e911s/${created.id}/history`)).text).toContain("ADJUSTED_COMPLETE");
    expect((await caller.get("/e911s?tn=9195550101")).value("TotalCount")).toBe("1");
    expect((await caller.get("/e911s?status=FAILED")).value("TotalCount")).toBe("0");
  });

  test("remove it, without an address or a caller name", async () => {
    await assign(place());
    const remove = "<DeleteTNSpecificE911Address>true</DeleteTNSpecificE911Address>";
    expect((await order(`${list(...numbers)}${place()}${remove}`)).text).toContain("SIMULATOR");
    const { id } = await order(`${list(...numbers)}${remove}`);
    expect((await caller.get(`/e911s/${id}`)).value("ProcessingStatus")).toBe("COMPLETE");
    expect(JSON.stringify(await features())).toContain("NONE");
  });

  test.each([
    ["1003", "<CallerName>Office</CallerName>"],
    ["1003", place()],
    ["8002", `<CallerName>Joe's</CallerName>${place()}`],
    ["8001", `<CallerName>${"x".repeat(51)}</CallerName>${place()}`],
    ["99999", `${place()}<CallerName>Office</CallerName>`],
  ])("are refused with %s for %s", async (code, inner) => {
    const refused = await order(`${list(...numbers)}${inner}`);
    expect([refused.status, refused.text.includes(`>${code}<`)]).toEqual([400, true]);
  });

  test("fail for numbers that aren't the account's, and for unknown streets", async () => {
    const partial = await assign(place(), [numbers[0] ?? "", "9195550199"]);
    const shown = await caller.get(`/e911s/${partial.id}`);
    expect([shown.value("ProcessingStatus"), shown.value("ErrorList", "Error", "Code")]).toEqual(["PARTIAL", "8003"]);
    const { id } = await assign(place("Nowhere"));
    expect((await caller.get(`/e911s/${id}`)).value("ErrorList", "Error", "Code")).toBe("8006");
    const missing = await caller.get("/e911s/nothing");
    expect([missing.status, missing.text.includes("ErrorCode")]).toEqual([404, false]);
  });

  test("block each other: 8004", async () => {
    simulator.settings.orderLatencyMs = 60_000;
    await assign(place());
    expect((await assign(place())).value("ErrorList", "Error", "Code")).toBe("8004");
  });
});

describe("LIDB orders", () => {
  const one = (number: string, inner: string) => `<LidbTnGroup>${list(number)}${inner}</LidbTnGroup>`;
  const order = (...groups: string[]) =>
    caller.post("/lidbs", `<LidbOrder><LidbTnGroups>${groups.join("")}</LidbTnGroups></LidbOrder>`);
  const good =
    "<SubscriberInformation>Joe</SubscriberInformation><UseType>BUSINESS</UseType><Visibility>PUBLIC</Visibility>";

  test("give each group its record. The list has no customer order ids", async () => {
    const { id } = await order(one("9195550100", good), one("9195550101", good.replace("Joe", "Jane")));
    expect((await caller.get(`/lidbs/${id}`)).value("ProcessingStatus")).toBe("COMPLETE");
    expect(JSON.stringify(await features(numbers[1]))).toContain("Jane");
    const listed = await caller.get("/lidbs?customerOrderId=anything");
    expect(listed.value("ListOrderIdUserIdDate", "OrderIdUserIdDate", "orderId")).toBe(id);
    expect((await caller.get("/lidbs?tn=9195550150")).value("ListOrderIdUserIdDate", "TotalCount")).toBe("0");
  });

  test.each([
    ["11005", good.replace("Joe", "x".repeat(16))],
    ["11006", good.replace("BUSINESS", "OFFICE")],
    ["11007", good.replace("<Visibility>PUBLIC</Visibility>", "")],
    ["99999", "<Visibility>PUBLIC</Visibility><UseType>BUSINESS</UseType>"],
  ])("are refused with %s for %s", async (code, inner) => {
    expect((await order(one("9195550100", inner))).text).toContain(`>${code}<`);
  });
});

describe("DLDA orders", () => {
  const listing = (subscriber: string, more = place("Elm", "", "<AddressType>DLDA</AddressType>")) =>
    `<DldaOrder><DldaTnGroups><DldaTnGroup>${list("9195550100")}${subscriber}<ListingType>LISTED</ListingType><ListingName><FirstName>Joe</FirstName><LastName>Smith</LastName></ListingName><ListAddress>true</ListAddress>${more}</DldaTnGroup></DldaTnGroups></DldaOrder>`;
  const business = "<SubscriberType>BUSINESS</SubscriberType>";

  test("are created with SubscriberType, changed with AccountType, and answer with the latter", async () => {
    const { id } = await caller.post("/dldas", listing("<SubscriberType>RESIDENTIAL</SubscriberType>"));
    expect((await caller.get(`/dldas/${id}`)).text).toContain("<AccountType>RESIDENCE</AccountType>");
    expect((await caller.account("PUT", `/dldas/${id}`, listing(business))).text).toContain("99999");
    const put = await caller.account("PUT", `/dldas/${id}`, listing("<AccountType>BUSINESS</AccountType>"));
    expect(put.value("DldaOrder", "ProcessingStatus")).toBe("RECEIVED");
    expect((await caller.get(`/dldas/${id}`)).text).toContain("<AccountType>BUSINESS</AccountType>");
    expect((await caller.get(`/dldas/${id}/history`)).text.match(/<OrderHistory>/g)).toHaveLength(4);
  });

  test("can't be changed while they process (16105) or after they failed (16106), and block a second order (16103)", async () => {
    simulator.account.script({ kind: "dldas", outcome: "failed" });
    const failed = await caller.post("/dldas", listing(business));
    await caller.get(`/dldas/${failed.id}`);
    const change = listing("<AccountType>BUSINESS</AccountType>");
    const refused = await caller.account("PUT", `/dldas/${failed.id}`, change);
    expect(refused.value("ResponseStatus", "ErrorCode")).toBe("16106");
    simulator.settings.orderLatencyMs = 60_000;
    const { id } = await caller.post("/dldas", listing(business));
    const busy = await caller.account("PUT", `/dldas/${id}`, change);
    expect(busy.value("ResponseStatus", "ErrorCode")).toBe("16105");
    expect((await caller.post("/dldas", listing(business))).text).toContain(">16103<");
  });

  test("need a type, names, and an address of their type", async () => {
    expect((await caller.post("/dldas", listing(""))).value("ResponseStatus", "ErrorCode")).toBe("16109");
    expect((await caller.post("/dldas", listing(business, place()))).value("ResponseStatus", "ErrorCode")).toBe("1003");
    const nameless = listing(business).replace("<LastName>Smith</LastName>", "");
    expect((await caller.post("/dldas", nameless)).value("ResponseStatus", "ErrorCode")).toBe("1003");
  });
});
