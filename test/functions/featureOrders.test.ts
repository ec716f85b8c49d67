import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { existing } from "../simulator/support.js";
import { complaints, Desk } from "./support.js";

const numbers = ["9195550100", "9195550101"];
const both = ["+19195550100", "+19195550101"];

let desk: Desk;
let siteId: string;
let sipPeerId: string;
beforeEach(async () => {
  desk = await Desk.open();
  siteId = await desk.caller.createSite();
  sipPeerId = await desk.caller.createPeer(siteId);
  await desk.caller.order(existing(siteId, numbers));
  desk.simulator.account.settle();
});
afterEach(() => desk.close());

const list = (of: string[]) =>
  `<TelephoneNumbers>${of.map((one) => `<TelephoneNumber>${one}</TelephoneNumber>`).join("")}</TelephoneNumbers>`;
const address =
  "<Address><HouseNumber>915</HouseNumber><StreetName>Elm</StreetName><StreetSuffix>Avenue</StreetSuffix><City>Carpinteria</City><StateCode>CA</StateCode><Zip>93013</Zip>%</Address>";
const own = "9199990100";

/** How somebody places an order of each kind, about these numbers. */
const place = {
  tnoptions: (of: string[], id = "") =>
    `<TnOptionOrder>${id}<TnOptionGroups><TnOptionGroup><CallForward>2125550100</CallForward><Sms>on</Sms>${list(of)}</TnOptionGroup></TnOptionGroups></TnOptionOrder>`,
  lidbs: (of: string[], id = "") =>
    `<LidbOrder>${id}<LidbTnGroups><LidbTnGroup>${list(of)}<SubscriberInformation>ACME</SubscriberInformation><UseType>BUSINESS</UseType><Visibility>PUBLIC</Visibility></LidbTnGroup></LidbTnGroups></LidbOrder>`,
  dldas: (of: string[], id = "") =>
    `<DldaOrder>${id}<DldaTnGroups><DldaTnGroup>${list(of)}<SubscriberType>BUSINESS</SubscriberType><ListingType>LISTED</ListingType><ListingName><LastName>Acme</LastName></ListingName><ListAddress>true</ListAddress>${address.replace("%", "<AddressType>DLDA</AddressType>")}</DldaTnGroup></DldaTnGroups></DldaOrder>`,
  e911s: (of: string[], id = "") =>
    `<E911Order>${id}${list(of)}<CallerName>Office</CallerName>${address.replace("%", "")}</E911Order>`,
  externalTns: (_of: string[], id = "") =>
    `<ExternalTnsOrder>${id}<SiteId>${siteId}</SiteId><SipPeerId>${sipPeerId}</SipPeerId><Action>IMPORT</Action>${list([own])}</ExternalTnsOrder>`,
  moveTns: (of: string[], id = "") =>
    `<MoveTnsOrder>${id}<SiteId>${siteId}</SiteId><SipPeerId>${sipPeerId}</SipPeerId>${list(of)}</MoveTnsOrder>`,
} as const;
type Kind = keyof typeof place;

async function order(kind: Kind, of = numbers, customerOrderId?: string): Promise<string> {
  const element = kind === "externalTns" ? "CustomerOrderID" : "CustomerOrderId";
  const id = customerOrderId === undefined ? "" : `<${element}>${customerOrderId}</${element}>`;
  const answer = await desk.caller.post(`/${kind}`, place[kind](of, id));
  expect([answer.status, answer.text]).toEqual([201, expect.anything()]);
  desk.simulator.account.settle();
  return answer.id;
}

const KINDS = [
  { kind: "tnoptions", one: "getTnOptionOrder", all: "getTnOptionOrders", label: "TN option order" },
  { kind: "lidbs", one: "getLidbOrder", all: "getLidbOrders", label: "LIDB order" },
  { kind: "dldas", one: "getDldaOrder", all: "getDldaOrders", label: "DLDA order" },
  { kind: "e911s", one: "getE911Order", all: "getE911Orders", label: "E911 order" },
  { kind: "externalTns", one: "getExternalTnsOrder", all: "getExternalTnsOrders", label: "external TN order" },
  { kind: "moveTns", one: "getMoveTnsOrder", all: "getMoveTnsOrders", label: "move order" },
] as const;

describe.each(KINDS)("$kind", ({ kind, one, all, label }) => {
  const idsOf = async (args = {}) => {
    const { orders } = await desk.look(all, args);
    return (orders as { orderId: string }[]).map(({ orderId }) => orderId);
  };

  test("the list of none is empty; else the newest comes first", async () => {
    expect(await desk.look(all)).toEqual({ orders: [] });
    const first = await order(kind);
    const second = await order(kind);
    const { orders } = await desk.look(all);
    expect(orders).toEqual([
      expect.objectContaining({ orderId: second, userId: "simulator-user", orderDate: expect.any(String) }),
      expect.objectContaining({ orderId: first, status: expect.stringMatching(/COMPLETE$/) }),
    ]);
  });

  test("those about a number, in whatever form it is given", async () => {
    const orderId = await order(kind, ["9195550100"]);
    const telephoneNumber = kind === "externalTns" ? `+1${own}` : "(919) 555-0100";
    expect(await idsOf({ telephoneNumber })).toEqual([orderId]);
    expect(await idsOf({ telephoneNumber: "+19195550101" })).toEqual([]);
    expect(desk.queries(new RegExp(`/${kind}$`)).at(-1)).toEqual({ tn: "9195550101" });
  });

  test("one by its id, with who placed it and when", async () => {
    const orderId = await order(kind, numbers, "mine");
    expect(await desk.look(one, { orderId })).toMatchObject({
      ...{ orderId, customerOrderId: "mine", failedNumbers: [] },
      status: kind === "e911s" ? "ADJUSTED_COMPLETE" : "COMPLETE",
      ...(kind === "externalTns" ? {} : { createdByUser: "simulator-user", orderCreateDate: expect.any(String) }),
    });
  });

  test("one that did not do everything names the numbers and the reasons", async () => {
    const failing = kind === "externalTns" ? `+1${own}` : "+19195550101";
    desk.simulator.account.script({ kind, outcome: kind === "externalTns" ? "failed" : "partial", numbers: [failing] });
    const { failedNumbers, status } = await desk.look(one, { orderId: await order(kind) });
    expect(status).not.toMatch(/COMPLETE$/);
    expect(failedNumbers).toEqual([
      expect.objectContaining({ telephoneNumber: failing, code: expect.any(String), description: expect.any(String) }),
    ]);
  });

  test("one that nobody placed is an error that names the id; a gateway's 404 is not", async () => {
    await expect(desk.look(one, { orderId: "47955555" })).rejects.toThrow(
      `orderId "47955555" is no ${label} of account 9500249; expected: an orderId, as in 47955555-ce10`,
    );
    desk.simulator.faults.on("GET", new RegExp(`/${kind}/`), { kind: "html", status: 404 });
    await expect(desk.look(one, { orderId: "47955555" })).rejects.toThrow("404");
  });

  test("an empty answer is an error, neither an empty list nor a missing order", async () => {
    const orderId = await order(kind);
    desk.simulator.faults.on("GET", new RegExp(`/${kind}`), { kind: "empty", status: 200 });
    await expect(desk.look(all)).rejects.toThrow("isn't reliable");
    desk.simulator.faults.on("GET", new RegExp(`/${kind}/`), { kind: "empty", status: 200 });
    await expect(desk.look(one, { orderId })).rejects.toThrow(`the answer holds no ${label}`);
  });
});

describe("what each kind tells of its own", () => {
  test("options", async () => {
    expect(await desk.look("getTnOptionOrder", { orderId: await order("tnoptions") })).toMatchObject({
      tnOptionGroups: [{ telephoneNumbers: both, callForward: "+12125550100", sms: "on" }],
    });
  });

  test("options, with what the API has to say of numbers that did not fail", async () => {
    const first = await desk.look("getTnOptionOrder", { orderId: await order("tnoptions", ["9195550100"]) });
    expect(first.warnings).toEqual([]);

    expect(await desk.look("getTnOptionOrder", { orderId: await order("tnoptions") })).toMatchObject({
      status: "COMPLETE",
      failedNumbers: [],
      warnings: [{ telephoneNumber: "+19195550100", description: expect.stringContaining("Messages are on") }],
    });
  });

  test("calling names", async () => {
    expect(await desk.look("getLidbOrder", { orderId: await order("lidbs") })).toMatchObject({
      lidbTnGroups: [
        { telephoneNumbers: both, subscriberInformation: "ACME", useType: "BUSINESS", visibility: "PUBLIC" },
      ],
    });
  });

  test("listings, the kind of subscriber in the word of the declaration", async () => {
    expect(await desk.look("getDldaOrder", { orderId: await order("dldas") })).toMatchObject({
      dldaTnGroups: [{ telephoneNumbers: both, subscriberType: "BUSINESS", listingType: "LISTED", listAddress: true }],
    });
  });

  test("emergency addresses, as the service spells them", async () => {
    expect(await desk.look("getE911Order", { orderId: await order("e911s") })).toMatchObject({
      ...{ telephoneNumbers: both, callerName: "Office", adjusted: true },
      address: { houseNumber: "915", streetSuffix: "AVE", city: "CARPINTERIA" },
    });
  });

  test("numbers of one's own", async () => {
    expect(await desk.look("getExternalTnsOrder", { orderId: await order("externalTns") })).toMatchObject({
      ...{ action: "IMPORT", siteId, sipPeerId, telephoneNumbers: [`+1${own}`] },
    });
  });

  test("moves", async () => {
    expect(await desk.look("getMoveTnsOrder", { orderId: await order("moveTns") })).toMatchObject({
      ...{ status: "COMPLETE", siteId, sipPeerId, telephoneNumbers: both, failedNumbers: [] },
    });
  });

  test.each([
    { kind: "tnoptions", name: "getTnOptionOrderHistory", label: "TN option order" },
    { kind: "dldas", name: "getDldaOrderHistory", label: "DLDA order" },
    { kind: "e911s", name: "getE911OrderHistory", label: "E911 order" },
    { kind: "moveTns", name: "getMoveTnsOrderHistory", label: "move order" },
  ] as const)("$name: the states of the order, the last being the current one", async ({ kind, name, label }) => {
    const { history } = await desk.look(name, { orderId: await order(kind) });
    const last = kind === "e911s" ? "ADJUSTED_COMPLETE" : kind === "moveTns" ? "complete" : "COMPLETE";
    expect(history).toEqual([
      expect.objectContaining({
        status: kind === "moveTns" ? "received" : "RECEIVED",
        author: "simulator-user",
        note: expect.any(String),
      }),
      expect.objectContaining({ status: last, date: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) }),
    ]);
    await expect(desk.look(name, { orderId: "47955555" })).rejects.toThrow(`orderId "47955555" is no ${label} of`);
    desk.simulator.faults.on("GET", /history$/, { kind: "status", status: 403 });
    await expect(desk.look(name, { orderId: "47955555" })).rejects.toThrow("403");
  });
});

describe("filters of the lists", () => {
  test("by customer order id, status and the beginning of the id", async () => {
    const orderId = await order("tnoptions", numbers, "mine");
    await order("tnoptions");
    const look = async (args: object) => (await desk.look("getTnOptionOrders", { ...args })).orders as object[];
    expect(await look({ customerOrderId: "mine" })).toEqual([expect.objectContaining({ orderId, countOfTns: 2 })]);
    expect(await look({ status: ["COMPLETE", "PARTIAL"] })).toHaveLength(2);
    expect(await look({ status: ["FAILED"] })).toEqual([]);
    expect(await look({ orderIdFragment: orderId.slice(0, 10) })).toHaveLength(1);
  });

  test("every documented filter is sent under its own name", async () => {
    const days = { modifiedDateFrom: "2026-01-01", modifiedDateTo: "2026-01-31", lastModifiedAfter: "2026-01-01" };
    const made = { createdDateFrom: "2026-01-01", createdDateTo: "2026-01-31", lastModifiedBy: "jbm" };
    await desk.look("getTnOptionOrders", { ...days, ...made });
    expect(desk.queries(/tnoptions$/)).toEqual([{ ...days, ...made }]);
    await desk.look("getE911Orders", { ...days, ...made, callBack: "+19195550199", aeui: "desk 4" });
    expect(desk.queries(/e911s$/)).toEqual([{ ...days, ...made, callBack: "9195550199", aeui: "desk 4" }]);
    await desk.look("getDldaOrders", days);
    expect(desk.queries(/dldas$/)).toEqual([days]);
    await desk.look("getLidbOrders", days);
    expect(desk.queries(/lidbs$/)).toEqual([days]);
    const { lastModifiedAfter, ...modified } = days;
    const { lastModifiedBy, ...created } = made;
    await desk.look("getMoveTnsOrders", { ...modified, ...created });
    expect(desk.queries(/moveTns$/)).toEqual([{ ...modified, ...created }]);
    await desk.look("getExternalTnsOrders", { ...modified, ...created, action: "REMOVE", loaType: "CARRIER" });
    expect(desk.queries(/externalTns$/)).toEqual([{ ...modified, ...created, action: "REMOVE", loaType: "CARRIER" }]);
  });

  test.each(KINDS.filter(({ kind }) => kind !== "externalTns"))("$kind: by the day of the last change", async (one) => {
    const orderId = await order(one.kind);
    const today = new Date(desk.simulator.account.now()).toISOString().slice(0, 10);
    const look = async (args: object) => (await desk.look(one.all, { ...args })).orders;
    expect(await look({ modifiedDateFrom: today, modifiedDateTo: today })).toMatchObject([{ orderId }]);
    expect(await look({ modifiedDateTo: "2020-01-01" })).toEqual([]);
    // The list of moves has no such filter.
    if (one.kind === "moveTns") return;
    expect(await look({ lastModifiedAfter: "2020-01-01" })).toMatchObject([{ orderId }]);
    expect(await look({ lastModifiedAfter: "2099-01-01" })).toEqual([]);
  });

  test("what cannot work is refused before anything is sent", () => {
    expect(complaints("getTnOptionOrders", { createdDateFrom: "2026-02-01", createdDateTo: "2026-01-01" })).toEqual([
      "createdDateTo must not be before createdDateFrom 2026-02-01",
    ]);
    expect(complaints("getE911Orders", { status: ["DONE"], lastModifiedAfter: "26-01-01" })).toEqual([
      expect.stringMatching(/^status\[0\] must be one of "RECEIVED"/),
      "lastModifiedAfter must be a day as in 2026-01-31",
    ]);
    expect(complaints("getLidbOrders", { telephoneNumber: "555-0100" })).toHaveLength(1);
    expect(complaints("getLidbOrders", { modifiedDateFrom: "2026-02-01", modifiedDateTo: "2026-01-01" })).toEqual([
      "modifiedDateTo must not be before modifiedDateFrom 2026-02-01",
    ]);
  });
});

describe("lists that show the orders whole", () => {
  test("options, on request", async () => {
    const orderId = await order("tnoptions", numbers, "mine");
    const [plain] = (await desk.look("getTnOptionOrders")).orders as object[];
    expect(plain).not.toHaveProperty("tnOptionGroups");
    expect((await desk.look("getTnOptionOrders", { orderDetails: true })).orders).toMatchObject([
      {
        ...{ orderId, customerOrderId: "mine", status: "COMPLETE", userId: "simulator-user" },
        orderDate: expect.any(String),
        failedNumbers: [],
        tnOptionGroups: [{ telephoneNumbers: both, callForward: "+12125550100", sms: "on" }],
      },
    ]);
    expect(desk.queries(/tnoptions$/).at(-1)).toEqual({ orderDetails: "true" });
  });

  test("emergency addresses, on request, also with what went wrong", async () => {
    desk.simulator.account.script({ kind: "e911s", outcome: "partial", numbers: ["+19195550101"] });
    const orderId = await order("e911s");
    const [plain] = (await desk.look("getE911Orders")).orders as object[];
    expect(plain).not.toHaveProperty("callerName");
    expect((await desk.look("getE911Orders", { orderDetails: true })).orders).toMatchObject([
      {
        ...{ orderId, callerName: "Office", telephoneNumbers: both, address: { city: "CARPINTERIA" } },
        failedNumbers: [{ telephoneNumber: "+19195550101", code: expect.any(String) }],
      },
    ]);
  });

  test("numbers of one's own, where the API gives them", async () => {
    desk.simulator.account.script({ kind: "externalTns", outcome: "failed", numbers: [`+1${own}`] });
    const orderId = await order("externalTns", numbers, "mine");
    expect((await desk.look("getExternalTnsOrders")).orders).toMatchObject([
      {
        ...{ orderId, customerOrderId: "mine", status: "FAILED", userId: "simulator-user" },
        ...{ action: "IMPORT", siteId, sipPeerId, telephoneNumbers: [`+1${own}`] },
        failedNumbers: [{ telephoneNumber: `+1${own}`, code: expect.any(String) }],
      },
    ]);
  });
});
