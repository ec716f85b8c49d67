import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Simulator } from "../../simulator/index.js";
import type { Caller } from "./support.js";
import { withPeer } from "./support.js";

const day = 86_400_000;

let simulator: Simulator;
let caller: Caller;
let siteId: string;
/** A Monday. */
let now: number;
beforeEach(async () => {
  now = Date.parse("2027-03-01T12:00:00Z");
  ({ simulator, caller, siteId } = await withPeer({ now: () => now }));
});
afterEach(() => simulator.close());

const subscriber =
  "<Subscriber><SubscriberType>BUSINESS</SubscriberType><BusinessName>Joe</BusinessName><ServiceAddress>" +
  "<HouseNumber>1</HouseNumber><StreetName>Back</StreetName><City>Denver</City><StateCode>CO</StateCode>" +
  "<Zip>80203</Zip><County>Canyon</County></ServiceAddress></Subscriber>";
const body = (inner = "", numbers = ["3035550111"], who = subscriber) =>
  `<LnpOrder>${inner}<BillingTelephoneNumber>3035550111</BillingTelephoneNumber><SiteId>${siteId}</SiteId>${who}` +
  `<LoaAuthorizingPerson>Joe</LoaAuthorizingPerson><ListOfPhoneNumbers>${numbers
    .map((number) => `<PhoneNumber>${number}</PhoneNumber>`)
    .join("")}</ListOfPhoneNumbers></LnpOrder>`;
const ask = async (...given: Parameters<typeof body>) => (await caller.post("/portins", body(...given))).id;
const statusOf = async (id: string) => (await caller.get(`/portins/${id}`)).value("ProcessingStatus");
const codes = (text: string) => [...text.matchAll(/<Errors><Code>(\d+)/g)].map(([, code]) => code);
const supp = (id: string, inner: string) =>
  caller.account("PUT", `/portins/${id}`, `<LnpOrderSupp>${inner}</LnpOrderSupp>`);
const activate = (id: string, time: number) =>
  caller.account(
    "PUT",
    `/portins/${id}/activationStatus`,
    `<ActivationStatus><AutoActivationDate>${new Date(time).toISOString()}</AutoActivationDate></ActivationStatus>`,
  );

describe("a port-in", () => {
  test("waits for documents, and is submitted with the first one", async () => {
    const made = await caller.post("/portins", body("<CustomerOrderId>mine 1</CustomerOrderId>"));
    expect([made.status, made.value("ProcessingStatus"), made.value("Status", "Code")]).toEqual([
      201,
      "PENDING_DOCUMENTS",
      "201",
    ]);
    expect(made.id).toBe(made.value("OrderId"));
    const loa = await caller.post(`/portins/${made.id}/loas?documentType=LOA`, "<letter/>");
    expect([loa.status, loa.value("resultCode"), loa.value("filename")]).toEqual([201, "0", loa.id]);
    expect(await statusOf(made.id)).toBe("SUBMITTED");
    const history = await caller.get(`/portins/${made.id}/history`);
    expect(history.text).toMatch(/PENDING_DOCUMENTS.*SUBMITTED/s);
  });

  test("with missing data is refused with every reason, the errors without a wrapper", async () => {
    const refused = await caller.post("/portins", "<LnpOrder><SiteId>1</SiteId></LnpOrder>");
    expect([refused.status, refused.value("ProcessingStatus")]).toEqual([400, "EXCEPTION"]);
    expect(codes(refused.text)).toEqual(["7316", "7103", "7309", "7104", "7115"]);
    const saturday = "<RequestedFocDate>2027-03-06T15:00:00Z</RequestedFocDate>";
    expect(codes((await caller.post("/portins", body(saturday))).text)).toEqual(["7315"]);
    const past = "<RequestedFocDate>2027-02-26T15:00:00Z</RequestedFocDate>";
    expect(codes((await caller.post("/portins", body(past))).text)).toEqual(["7208"]);
    const person = subscriber.replace("BUSINESS", "RESIDENTIAL");
    expect(codes((await caller.post("/portins", body("", undefined, person))).text)).toEqual(["7211"]);
  });

  test("holds its numbers: no second port-in can request them", async () => {
    const id = await ask();
    expect(codes((await caller.post("/portins", body())).text)).toEqual(["7205"]);
    expect((await caller.account("DELETE", `/portins/${id}`)).status).toBe(200);
    expect(await statusOf(id)).toBe("CANCELLED");
    expect((await caller.post("/portins", body())).status).toBe(201);
    expect(codes((await caller.account("DELETE", `/portins/${id}`)).text)).toEqual(["7303"]);
  });

  test("brings its numbers, and then can't be changed or canceled", async () => {
    const id = await ask("<TnAttributes><TnAttribute>Protected</TnAttribute></TnAttributes>");
    simulator.account.advancePortIn(id, "FOC");
    expect((await caller.get(`/portins/${id}`)).value("ActualFocDate")).toBe("2027-03-08T15:30:00.000Z");
    simulator.account.advancePortIn(id, "COMPLETE");
    expect(simulator.account.numbers.get("+13035550111")).toMatchObject({ orderId: id, protected: true, siteId });
    expect(codes((await caller.account("DELETE", `/portins/${id}`)).text)).toEqual(["7304"]);
    expect(codes((await supp(id, "")).text)).toEqual(["7304"]);
    expect(codes((await caller.post("/portins", body())).text)).toEqual(["7206"]);
    expect((await caller.get(`/portins/${id}/totals`)).value("Count")).toBe("1");
  });

  test("that doesn't exist is a 404 with 7335", async () => {
    const answer = await caller.get("/portins/nothing");
    expect([answer.status, codes(answer.text)]).toEqual([404, ["7335"]]);
  });
});

describe("a SUPP", () => {
  test("changes what it names, and keeps the rest. An address is reset when it says so", async () => {
    const id = await ask();
    const address = (inner: string) => `<Subscriber><ServiceAddress>${inner}</ServiceAddress></Subscriber>`;
    const answer = await supp(id, address("<HouseNumber>2</HouseNumber>"));
    expect([answer.status, answer.value("Status", "Code")]).toEqual([200, "200"]);
    const place = async () => {
      const shown = await caller.get(`/portins/${id}`);
      const value = (name: string) => shown.value("Subscriber", "ServiceAddress", name);
      return [value("HouseNumber"), value("StreetName"), value("County")];
    };
    expect(await place()).toEqual(["2", "Back", "Canyon"]);
    await supp(id, address("<ResetAddressFields>true</ResetAddressFields><HouseNumber>3</HouseNumber>"));
    expect(await place()).toEqual(["3", undefined, undefined]);
    expect((await caller.get(`/portins/${id}`)).text).not.toContain("ResetAddressFields");
  });

  test("goes to the losing carrier, if that carrier knows the order", async () => {
    const id = await ask();
    simulator.account.advancePortIn(id, "SUBMITTED");
    const answer = await supp(id, "<LoaAuthorizingPerson>Jane</LoaAuthorizingPerson>");
    expect(answer.value("ProcessingStatus")).toBe("REQUESTED_SUPP");
    expect(await statusOf(id)).toBe("SUBMITTED");
  });

  test("never changes the numbers or what is triggered", async () => {
    const id = await ask();
    const numbers = "<ListOfPhoneNumbers><PhoneNumber>3035550112</PhoneNumber></ListOfPhoneNumbers>";
    expect(codes((await supp(id, `${numbers}<Triggered>true</Triggered>`)).text)).toEqual(["7498", "7350"]);
  });

  test("an empty list of attributes removes the protection", async () => {
    const id = await ask("<TnAttributes><TnAttribute>Protected</TnAttribute></TnAttributes>");
    await supp(id, "<TnAttributes></TnAttributes>");
    simulator.account.advancePortIn(id, "COMPLETE");
    expect(simulator.account.numbers.get("+13035550111")?.protected).toBe(false);
  });

  test("corrects what was rejected", async () => {
    simulator.settings.portInNeedsDocuments = false;
    const id = await ask("<WirelessInfo><PinNumber>0000</PinNumber></WirelessInfo>");
    const shown = await caller.get(`/portins/${id}`);
    expect([shown.value("ProcessingStatus"), codes(shown.text)]).toEqual(["EXCEPTION", ["7435"]]);
    await supp(id, "<WirelessInfo><PinNumber>1234</PinNumber></WirelessInfo>");
    expect(await statusOf(id)).toBe("SUBMITTED");
    expect(codes((await caller.get(`/portins/${id}`)).text)).toEqual([]);
  });
});

describe("an activation", () => {
  const problem = ({ status, value }: Awaited<ReturnType<typeof activate>>) => [
    status,
    value("ResponseStatus", "ErrorCode"),
  ];

  test("is for triggered port-ins with a confirmed date, until it is over", async () => {
    const plain = await ask();
    expect(problem(await activate(plain, now))).toEqual([400, "7345"]);
    const id = await ask("<Triggered>true</Triggered>", ["3035550112"]);
    expect(problem(await caller.get(`/portins/${id}/activationStatus`))).toEqual([400, "7342"]);
    expect(problem(await activate(id, now))).toEqual([400, "7352"]);
    simulator.account.advancePortIn(id, "FOC");
    const shown = await caller.get(`/portins/${id}/activationStatus`);
    expect(shown.value("ActivationStatus", "AutoActivationDate")).toBe("2027-03-08T15:30:00.000Z");
    simulator.account.advancePortIn(id, "COMPLETE");
    expect(problem(await caller.get(`/portins/${id}/activationStatus`))).toEqual([404, "7348"]);
  });

  test("at a past time is immediate. A later time may be at most three days after the date", async () => {
    const first = await ask("<Triggered>true</Triggered>");
    simulator.account.advancePortIn(first, "FOC");
    await activate(first, now - 1);
    expect(await statusOf(first)).toBe("COMPLETE");
    const second = await ask("<Triggered>true</Triggered>", ["3035550112"]);
    simulator.account.advancePortIn(second, "FOC");
    const answer = await activate(second, now + 90 * day);
    expect(answer.value("ActivationStatus", "AutoActivationDate")).toBe("2027-03-11T15:30:00.000Z");
    expect(await statusOf(second)).toBe("FOC");
    now += 11 * day;
    expect(await statusOf(second)).toBe("COMPLETE");
  });
});

describe("the files of a port-in", () => {
  test("are listed, replaced, described and deleted", async () => {
    const id = await ask();
    const path = `/portins/${id}/loas`;
    expect((await caller.get(path)).value("fileCount")).toBe("0");
    const { id: name } = await caller.post(path, "<letter/>");
    expect((await caller.get(path)).value("fileNames")).toBe(name);
    expect((await caller.get(`${path}/${name}`)).text).toBe("<letter/>");
    await caller.account("PUT", `${path}/${name}`, "<other/>");
    expect((await caller.get(`${path}/${name}`)).text).toBe("<other/>");
    expect((await caller.get(`${path}/${name}/metadata`)).status).toBe(404);
    const say = (type: string) =>
      caller.account(
        "PUT",
        `${path}/${name}/metadata`,
        `<FileMetaData><DocumentName>n</DocumentName><DocumentType>${type}</DocumentType></FileMetaData>`,
      );
    expect((await say("BILL")).value("resultCode")).toBe("7639");
    await say("CSR");
    expect((await caller.get(`${path}/${name}/metadata`)).value("DocumentType")).toBe("CSR");
    expect((await caller.get(`${path}?metadata=true`)).text).toContain("<DocumentType>CSR</DocumentType>");
    await caller.account("DELETE", `${path}/${name}/metadata`);
    expect((await caller.get(`${path}/${name}/metadata`)).status).toBe(404);
    await caller.account("DELETE", `${path}/${name}`);
    const gone = await caller.get(`${path}/${name}`);
    expect([gone.status, gone.value("resultCode")]).toEqual([404, "7700"]);
  });
});

describe("the list of port-ins", () => {
  test("requires page and size, goes newest first by token, and can be filtered", async () => {
    const ids = [];
    for (const number of ["3035550111", "3035550112", "3035550113"]) ids.unshift(await ask("", [number]));
    expect((await caller.get("/portins")).status).toBe(404);
    const page = await caller.get("/portins?page=1&size=2");
    const listed = [...page.text.matchAll(/<OrderId>([^<]+)/g)].map(([, id]) => id);
    expect(listed).toEqual(ids.slice(0, 2));
    expect(page.value("Links", "next")).toContain(`page=${ids[2]}`);
    expect((await caller.get("/portins?page=1&size=9&status=foc")).status).toBe(204);
    simulator.account.advancePortIn(ids[1] ?? "", "FOC");
    expect((await caller.get("/portins?page=1&size=9&status=foc")).value("TotalCount")).toBe("1");
    expect((await caller.get(`/sites/${siteId}/portins?page=1&size=9`)).value("TotalCount")).toBe("3");
    expect((await caller.get("/portins/totals")).value("Count")).toBe("3");
  });
});
