import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { every, textOf } from "../../simulator/xml.js";
import { Caller, withPeer } from "./support.js";

let simulator: Simulator;
let caller: Caller;
beforeEach(async () => {
  simulator = await startSimulator();
  caller = new Caller(simulator);
});
afterEach(() => simulator.close());

const ADDRESS =
  "<HouseNumber>11</HouseNumber><StreetName>Park</StreetName><City>New York</City><StateCode>NY</StateCode>";

const subscriber = (more = "", address = `${ADDRESS}<Zip>10016</Zip>`) =>
  `<Subscriber><SubscriberType>BUSINESS</SubscriberType><BusinessName>Joes</BusinessName>${more}<ServiceAddress>${address}</ServiceAddress></Subscriber>`;
const numbers = (...list: string[]) =>
  `<ListOfTelephoneNumbers>${list.map((one) => `<TelephoneNumber>${one}</TelephoneNumber>`).join("")}</ListOfTelephoneNumbers>`;
const PERSON = "<AuthorizingPerson>Jim Hopkins</AuthorizingPerson>";

interface Parts {
  pon?: string;
  before?: string;
  person?: string;
  who?: string;
  tns?: string;
}
const body = ({
  pon = "P-1",
  before = "",
  person = PERSON,
  who = subscriber(),
  tns = numbers("9192381468"),
}: Parts = {}) => `<LsrOrder>${pon === "" ? "" : `<Pon>${pon}</Pon>`}${before}${person}${who}${tns}</LsrOrder>`;
const place = (parts?: Parts) => caller.post("/lsrorders", body(parts));
const change = (id: string, inner: string) =>
  caller.account("PUT", `/lsrorders/${id}`, `<LsrOrder>${inner}</LsrOrder>`);

/** The codes of a refusal. */
async function codes(answer: ReturnType<Caller["post"]>): Promise<string[]> {
  const { status, xml } = await answer;
  expect(status).toBe(400);
  expect(textOf(xml, "ResponseStatus", "ErrorCode")).toBe("400");
  return every(xml, "LsrOrderErrors", "LsrOrderError").map((error) => textOf(error, "Code") ?? "");
}

describe("an LSR order", () => {
  test("is placed: 201, the id in Location and body, PENDING, and by default the next day", async () => {
    const made = await place({ before: "<CustomerOrderId>mine</CustomerOrderId><SPID>123C</SPID>" });
    expect([made.status, made.value("LsrOrder", "OrderStatus")]).toEqual([201, "PENDING"]);
    expect(made.value("LsrOrder", "OrderId")).toBe(made.id);
    expect(made.value("LsrOrder", "RequestedFocDate")).toMatch(/^\d{4}-\d\d-\d\d 00:00:00$/);
    const shown = await caller.get(`/lsrorders/${made.id}`);
    expect(shown.xml?.name).toBe("LsrOrder");
    expect(shown.value("Pon")).toBe("P-1");
    expect(shown.value("SPID")).toBe("123C");
    expect(shown.value("RequestedFocDate")).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(shown.value("ListOfTelephoneNumbers", "TelephoneNumber")).toBe("9192381468");
  });

  test("is refused with everything that is wrong at once, with the documented codes", async () => {
    const long = "x".repeat(101);
    expect(await codes(place({ pon: "", person: "", who: "", tns: "" }))).toEqual(["7120", "17003", "17023", "7104"]);
    expect(await codes(place({ pon: "a b" }))).toEqual(["17004"]);
    expect(await codes(place({ tns: numbers("919238") }))).toEqual(["17002"]);
    expect(await codes(place({ tns: numbers("9192381468", "9192381468", "8005550100") }))).toEqual(["17009", "17005"]);
    expect(await codes(place({ person: `<AuthorizingPerson>${long}</AuthorizingPerson>` }))).toEqual(["17024"]);
    expect(await codes(place({ before: "<SPID>12345</SPID>" }))).toEqual(["17021"]);
    expect(await codes(place({ before: "<CustomerOrderId>$</CustomerOrderId>" }))).toEqual(["7318"]);
    expect(await codes(place({ before: "<BillingTelephoneNumber>8005550100</BillingTelephoneNumber>" }))).toEqual([
      "7203",
    ]);
    const dates: [string, string[]][] = [
      ["03/02/2027", ["17013"]],
      ["2020-03-02", ["7208"]],
      ["2030-03-02", ["17019"]],
      ["2029-12-25", ["17019"]],
    ];
    for (const [date, expected] of dates) {
      const before = `<RequestedFocDate>${date}</RequestedFocDate>`;
      expect(await codes(place({ before })), date).toEqual(expected);
    }
    const person = (inner: string) => ({
      who: `<Subscriber>${inner}<ServiceAddress>${ADDRESS}<Zip>10016</Zip></ServiceAddress></Subscriber>`,
    });
    expect(await codes(place(person("")))).toEqual(["7105", "17012"]);
    expect(await codes(place(person("<SubscriberType>BUSINESS</SubscriberType><LastName>X</LastName>")))).toEqual([
      "17010",
      "17011",
    ]);
    const tooLong =
      "<BusinessName>x</BusinessName><LastName>x</LastName><FirstName>x</FirstName><MiddleInitial>x</MiddleInitial>";
    expect(await codes(place(person(tooLong.replaceAll(">x<", `>${"x".repeat(26)}<`))))).toEqual([
      "7324",
      "7354",
      "7355",
      "7356",
    ]);
    expect(await codes(place({ who: subscriber("", "") }))).toEqual(["7108", "7109", "7110", "7111", "7112"]);
    const odd = ADDRESS.replace("NY", "XX").replace("<City>", "<County>Kings</County><City>");
    expect(await codes(place({ who: subscriber("", `${odd}<Zip>1001</Zip>`) }))).toEqual(["7395", "7214"]);
    const prefixed = `<HousePrefix>${"x".repeat(7)}</HousePrefix>${ADDRESS}<Zip>10016</Zip>`;
    expect(await codes(place({ who: subscriber("", prefixed) }))).toEqual(["17026"]);
    const account = "<AccountNumber>1-2</AccountNumber><PinNumber>12345678901</PinNumber>";
    expect(await codes(place({ who: subscriber(account) }))).toEqual(["17006", "17007"]);
    expect(await codes(place({ before: "<Nonsense/>" }))).toEqual(["99999"]);
    expect(simulator.account.lsrOrders.size).toBe(0);
  });

  test("has a unique PON, even after a cancel", async () => {
    const { id } = await place();
    await change(id, "<OrderStatus>CANCELLED</OrderStatus>");
    expect(await codes(place())).toEqual(["17032"]);
    expect((await place({ pon: "P-2" })).status).toBe(201);
  });

  test("can't have the customer's own external numbers", async () => {
    await simulator.close();
    const started = await withPeer();
    simulator = started.simulator;
    caller = started.caller;
    await caller.post(
      "/externalTns",
      `<ExternalTnsOrder><SiteId>${started.siteId}</SiteId><Action>IMPORT</Action><TelephoneNumbers><TelephoneNumber>2025550111</TelephoneNumber></TelephoneNumbers></ExternalTnsOrder>`,
    );
    await caller.get("/externalTns");
    expect(await codes(place({ tns: numbers("2025550111") }))).toEqual(["17037"]);
  });

  test("changes in what can change. A PUT sets everything, unless the simulator is set to keep", async () => {
    const { id } = await place({ before: "<SPID>123C</SPID>" });
    expect(await codes(change(id, "<SPID>9</SPID>"))).toEqual(["17023", "7104"]);
    expect(await codes(change(id, `<Pon>other</Pon>${PERSON}${subscriber()}`))).toEqual(["17025"]);
    expect(await codes(change(id, `${PERSON}${subscriber()}${numbers("9192381400")}`))).toEqual(["17025"]);
    expect(await codes(change(id, `${PERSON}${subscriber("", `${ADDRESS}<Zip>10017</Zip>`)}`))).toEqual(["17025"]);
    expect(await codes(change(id, `${PERSON}${subscriber()}<OrderStatus>FOC</OrderStatus>`))).toEqual(["17025"]);

    const changed = await change(id, `<AuthorizingPerson>Jane</AuthorizingPerson>${subscriber()}`);
    expect([changed.status, changed.value("LsrOrder", "PonVersion")]).toEqual([200, "1"]);
    const shown = await caller.get(`/lsrorders/${id}`);
    expect([shown.value("AuthorizingPerson"), shown.value("SPID")]).toEqual(["Jane", undefined]);

    simulator.settings.lsrPutKeeps = true;
    await change(id, "<SPID>9</SPID>");
    const kept = await caller.get(`/lsrorders/${id}`);
    expect([kept.value("AuthorizingPerson"), kept.value("SPID")]).toEqual(["Jane", "9"]);
  });

  test("continues when told, or by itself, until this account's numbers leave", async () => {
    await simulator.close();
    const started = await withPeer({ lsrStepMs: 0 });
    simulator = started.simulator;
    caller = started.caller;
    const number = simulator.account.buyNumber({ areaCode: "919", sipPeerId: started.peerId });
    const { id } = await place({ tns: numbers(number.slice(2)) });
    const shown = await caller.get(`/lsrorders/${id}`);
    expect(shown.value("OrderStatus")).toBe("COMPLETE");
    expect(shown.value("ActualFocDate")).toBe(shown.value("RequestedFocDate"));
    expect(simulator.ledger.owned()).toEqual([]);
    const history = await caller.get(`/lsrorders/${id}/history`);
    expect(every(history.xml, "OrderHistory").map((event) => textOf(event, "Status"))).toEqual([
      "PENDING",
      "SUBMITTED",
      "FOC",
      "COMPLETE",
    ]);
    expect(history.text).toContain("ActualFocDate : &quot;&quot; --&gt;");
    expect(await codes(change(id, "<OrderStatus>CANCELLED</OrderStatus>"))).toEqual(["17029"]);
  });

  test("with a wrong PIN is an EXCEPTION, whose error stays until the order changes", async () => {
    simulator.settings.lsrStepMs = 0;
    const { id } = await place({ who: subscriber("<PinNumber>0000</PinNumber>") });
    const shown = await caller.get(`/lsrorders/${id}`);
    expect(shown.value("OrderStatus")).toBe("EXCEPTION");
    expect(shown.value("LsrOrderErrors", "LsrOrderError", "Code")).toBe("7513");
    const listed = await caller.get("/lsrorders");
    expect(listed.value("LsrOrderSummary", "Errors", "Error", "Code")).toBe("7513");
    await change(id, `${PERSON}${subscriber("<PinNumber>1234</PinNumber>")}`);
    expect((await caller.get(`/lsrorders/${id}`)).value("OrderStatus")).toBe("COMPLETE");
  });

  test("is canceled, once", async () => {
    const { id } = await place();
    const gone = await change(id, `<OrderStatus>CANCELLED</OrderStatus>${PERSON.replace("Jim", "Jack")}`);
    expect([gone.status, gone.value("LsrOrder", "OrderStatus")]).toEqual([200, "CANCELLED"]);
    expect(gone.value("LsrOrder", "AuthorizingPerson")).toBe("Jim Hopkins");
    expect(await codes(change(id, "<OrderStatus>CANCELLED</OrderStatus>"))).toEqual(["17015"]);
  });

  test("that is missing is a 404 with 5035", async () => {
    for (const path of ["", "/history", "/notes"]) {
      const missing = await caller.get(`/lsrorders/nothing${path}`);
      expect([missing.status, missing.value("ResponseStatus", "ErrorCode")]).toEqual([404, "5035"]);
    }
  });

  test("has notes. A 204 means none", async () => {
    const { id } = await place();
    expect((await caller.get(`/lsrorders/${id}/notes`)).status).toBe(204);
    const note = "<Note><UserId>jbm</UserId><Description>test</Description></Note>";
    expect((await caller.post(`/lsrorders/${id}/notes`, note)).status).toBe(201);
    expect((await caller.get(`/lsrorders/${id}/notes`)).value("Note", "Description")).toBe("test");
  });
});

describe("the list of LSR orders", () => {
  const ids = async (query: string) =>
    every((await caller.get(`/lsrorders?${query}`)).xml, "LsrOrderSummary").map((line) => textOf(line, "OrderId"));

  test("is empty in the way of every list of orders, and an unknown status is a 404", async () => {
    expect((await caller.get("/lsrorders")).status).toBe(204);
    simulator.settings.emptyOrderList = "404";
    expect((await caller.get("/lsrorders")).status).toBe(404);
    simulator.settings.emptyOrderList = "200";
    expect((await caller.get("/lsrorders")).value("TotalCount")).toBe("0");
    const wrong = await caller.get("/lsrorders?status=CANCELLED");
    expect([wrong.status, wrong.value("ResponseStatus", "Description")]).toEqual([404, "Invalid status 'CANCELLED'"]);
  });

  test("is filtered as documented, newest first", async () => {
    const first = (await place({ before: "<CustomerOrderId>one</CustomerOrderId>" })).id;
    const second = (await place({ pon: "P-2", tns: numbers("9192381400") })).id;
    await change(second, "<OrderStatus>CANCELLED</OrderStatus>");
    const today = new Date().toISOString().slice(0, 10);
    expect(await ids("")).toEqual([second, first]);
    expect(await ids("status=CANCELED&status=FOC")).toEqual([second]);
    expect(await ids("tn=9192381468")).toEqual([first]);
    expect(await ids("pon=P-2")).toEqual([second]);
    expect(await ids("customerOrderId=one")).toEqual([first]);
    expect(await ids(`orderIdFragment=${first.slice(0, 9)}`)).toEqual([first]);
    expect(await ids(`createdDateFrom=${today}&modifiedDateTo=${today}`)).toEqual([second, first]);
    expect(await ids("createdDateTo=2020-01-01")).toEqual([]);
    simulator.settings.orderVisibilityDelayMs = 60_000;
    expect(await ids("")).toEqual([]);
  });
});
