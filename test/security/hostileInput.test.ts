import { request as plainRequest } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createApi } from "../../provider/bandwidth/api.js";
import { type Property, propertiesOf } from "../../provider/pulumi/property.js";
import { Asset, type Values } from "../../provider/pulumi/values.js";
import { resources } from "../../provider/resources/index.js";
import { startServer, type TestServer, xml } from "../bandwidth/helpers/server.js";
import { frontEnds } from "../frontEnds/support.js";
import { portInOf, workingDay } from "../resources/portInSupport.js";
import { address, resourceNamed, Stack } from "../resources/support.js";
import { type Simulator, startSimulator } from "../simulator/index.js";
import { parseXml, type XmlElement } from "../simulator/xml.js";

/** Would end its element, begin another, and end the section or the document, if it were not text. */
const EVIL = '</X><Injected a="b">1</Injected>&amp;]]><!--';
/** The same for where few characters fit. */
const SHORT = "<I/>&amp;";

/** Good inputs, in which one text at a time is exchanged. */
const good = (siteId: string, orderId: string, portInId: string): Record<string, Values> => ({
  Site: {
    name: "Raleigh",
    description: "d",
    customerProvidedId: "1",
    customerName: "n",
    address: { ...address, houseSuffix: "a", preDirectional: "N", streetSuffix: "St", postDirectional: "E" },
  },
  SipPeer: {
    siteId,
    name: "Main",
    description: "d",
    isDefaultPeer: true,
    voiceHosts: [{ hostName: "192.0.2.7" }],
    smsHosts: [{ hostName: "192.0.2.8" }],
    terminationHosts: [{ hostName: "192.0.2.9" }],
    finalDestinationUri: "sip:1@192.0.2.7",
    address: { ...address, addressLine2: "2", county: "Wake", country: "US", addressType: "Service" },
  },
  PhoneNumberOrder: { siteId, name: "order", search: { rateCenter: "RALEIGH", state: "NC" }, quantity: 1 },
  TnOptions: {
    telephoneNumbers: ["+19195550100"],
    rewriteUser: "user",
    numberFormat: "e164",
    callForward: "9195550101",
  },
  Subscription: {
    orderType: "orders",
    orderId: "o",
    callback: { url: "https://hooks.example.com/", username: "u", password: "p", publicKey: "YQ==" },
  },
  TnReservation: { reservedTn: "+19195550180" },
  SipCredential: { userName: "alice", domain: "sip.example.com", hash1: "0".repeat(32), hash1b: "1".repeat(32) },
  OrderNote: { orderType: "orders", orderId, description: "d", userId: "u" },
  E911Address: {
    telephoneNumbers: ["+19195550100"],
    callerName: "Office",
    address: { ...address, housePrefix: "A", houseSuffix: "a", preDirectional: "N", addressLine2: "2", county: "Wake" },
  },
  LidbRecord: {
    telephoneNumbers: ["+19195550100"],
    subscriberInformation: "Joes Garage",
    useType: "BUSINESS",
    visibility: "PUBLIC",
  },
  DirectoryListing: {
    telephoneNumbers: ["+19195550100"],
    subscriberType: "BUSINESS",
    listingType: "LISTED",
    listingName: { firstName: "F", lastName: "L", designation: "D", titleOfLineage: "Jr", placeListingAs: "P" },
    listAddress: true,
    address: { ...address, houseSuffix: "a", streetSuffix: "St" },
  },
  ExternalTns: { siteId, telephoneNumbers: ["+19199990100"] },
  LsrOrder: {
    pon: "P-1",
    telephoneNumbers: ["+19192381468"],
    customerOrderId: "mine",
    spid: "123C",
    billingTelephoneNumber: "+19192381468",
    requestedFocDate: "2029-03-05",
    authorizingPerson: "Jim Hopkins",
    subscriber: {
      ...{ subscriberType: "RESIDENTIAL", businessName: "B", lastName: "L", firstName: "F", middleInitial: "M" },
      ...{ accountNumber: "1", pinNumber: "1" },
      serviceAddress: {
        ...{ housePrefix: "A", houseNumber: "11", houseSuffix: "a", preDirectional: "N", streetName: "Park" },
        ...{ streetSuffix: "Ave", postDirectional: "E", addressLine2: "2", county: "Kings", city: "New York" },
        ...{ stateCode: "NY", zip: "10016" },
      },
    },
  },
  PortIn: {
    ...portInOf(siteId),
    newBillingTelephoneNumber: "+13035550199",
    subscriber: {
      subscriberType: "BUSINESS",
      businessName: "Joes Garage",
      firstName: "Joe",
      middleInitial: "J",
      lastName: "Smith",
      serviceAddress: { ...address, housePrefix: "A", houseSuffix: "a", addressLine2: "2", country: "US" },
    },
    wirelessInfo: { accountNumber: "1", pinNumber: "1234" },
    requestedFocDate: workingDay(),
    triggered: true,
    activateAt: "now",
    alternateSpid: "X455",
    billingType: "PORTIN",
  },
  PortInDocument: {
    orderId: portInId,
    content: new Asset("h", { text: "I authorize" }),
    contentType: "text/plain",
    documentType: "LOA",
    documentName: "Letter",
  },
  ReportInstance: {
    reportId: "100021",
    outputFormat: "csv",
    parameters: [
      { name: "Most Rows", values: ["5"] },
      { name: "Caller", values: ["Jane"] },
    ],
    replacementTriggers: ["january"],
  },
  BillingReport: { type: "BDR", startDate: "2026-01-01", endDate: "2026-01-31" },
  BillingDetailRecords: { startDate: "2026-01-01", endDate: "2026-01-31" },
});

type Path = (string | number)[];

/** Every text in these inputs, and where it stands. */
function texts(value: unknown, property: Property | undefined, path: Path): Path[] {
  if (typeof value === "string") return [path];
  if (Array.isArray(value)) return value.flatMap((item, index) => texts(item, property?.items, [...path, index]));
  // A file travels as it is, in no document.
  if (typeof value !== "object" || value === null || value instanceof Asset) return [];
  return Object.entries(value).flatMap(([name, part]) => texts(part, property?.properties?.[name], [...path, name]));
}

function withText(value: unknown, [first, ...rest]: Path, text: string): unknown {
  if (first === undefined) return text;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as Values) }) as Record<string | number, unknown>;
  copy[first] = withText(copy[first], rest, text);
  return copy;
}

const elementsOf = (element: XmlElement): XmlElement[] => [element, ...element.children.flatMap(elementsOf)];

let stack: Stack;
beforeEach(async () => {
  stack = await Stack.start();
});
afterEach(() => stack.close());

describe("XML in a text", () => {
  /** What becomes of it in each property: the rest is refused by the checks, before any request. */
  const TRAVELS: Record<string, string[]> = {
    Site: [
      "name",
      "description",
      "customerName",
      "address.houseNumber",
      "address.streetName",
      "address.city",
      "address.houseSuffix",
      "address.streetSuffix",
    ],
    SipPeer: [
      "name",
      "description",
      "finalDestinationUri",
      "address.houseNumber",
      "address.streetName",
      "address.city",
      "address.addressLine2",
      "address.county",
      "address.country",
    ],
    PhoneNumberOrder: ["name", "search.rateCenter"],
    TnOptions: ["rewriteUser"],
    Subscription: ["callback.username", "callback.password"],
    TnReservation: [],
    SipCredential: ["hash1", "hash1b"],
    OrderNote: ["description", "userId"],
    E911Address: [
      "address.addressLine2",
      "address.city",
      "address.county",
      "address.houseNumber",
      "address.housePrefix",
      "address.houseSuffix",
      "address.streetName",
    ],
    LidbRecord: ["subscriberInformation"],
    DirectoryListing: [
      "address.city",
      "address.houseNumber",
      "address.houseSuffix",
      "address.streetName",
      "address.streetSuffix",
      "listingName.designation",
      "listingName.firstName",
      "listingName.lastName",
      "listingName.placeListingAs",
      "listingName.titleOfLineage",
    ],
    ExternalTns: [],
    LsrOrder: [
      "authorizingPerson",
      "subscriber.businessName",
      "subscriber.firstName",
      "subscriber.lastName",
      "subscriber.serviceAddress.addressLine2",
      "subscriber.serviceAddress.city",
      "subscriber.serviceAddress.county",
      "subscriber.serviceAddress.houseNumber",
      "subscriber.serviceAddress.houseSuffix",
      "subscriber.serviceAddress.streetName",
      "subscriber.serviceAddress.streetSuffix",
    ],
    PortIn: [
      "loaAuthorizingPerson",
      "subscriber.businessName",
      "subscriber.firstName",
      "subscriber.lastName",
      "subscriber.serviceAddress.addressLine2",
      "subscriber.serviceAddress.city",
      "subscriber.serviceAddress.country",
      "subscriber.serviceAddress.houseNumber",
      "subscriber.serviceAddress.housePrefix",
      "subscriber.serviceAddress.houseSuffix",
      "subscriber.serviceAddress.streetName",
      "wirelessInfo.accountNumber",
      "wirelessInfo.pinNumber",
    ],
    PortInDocument: ["documentName"],
    ReportInstance: ["parameters.1.values.0"],
    BillingReport: [],
    BillingDetailRecords: [],
  };

  test("is tried with every resource of the package", () => {
    expect(Object.keys(TRAVELS).sort()).toEqual(resources.map(({ name }) => name).sort());
    expect(Object.keys(good("1", "1", "1")).sort()).toEqual(resources.map(({ name }) => name).sort());
  });

  test.each(Object.keys(TRAVELS))("of a %s arrives as text, or is refused before any request", async (type) => {
    const siteId = await stack.site();
    if (type !== "SipPeer") await stack.peer(siteId);
    const bought = { siteId, telephoneNumbers: ["+19195550100"] };
    const owned = await stack.create("PhoneNumberOrder", "owned", bought).catch(() => undefined);
    const port = { siteId, telephoneNumbers: ["+13035550150"], billingTelephoneNumber: "+13035550150" };
    const ported = await stack.create("PortIn", "ported", { ...portInOf(siteId), ...port }).catch(() => undefined);
    const inputs = good(siteId, owned?.id ?? "", ported?.id ?? "")[type] ?? {};
    const property = { properties: propertiesOf(resourceNamed(type).inputs) } as unknown as Property;
    const travelled: string[] = [];
    for (const path of texts(inputs, property, [])) {
      for (const evil of [EVIL, SHORT]) {
        // What has a name of its own is not taken for what an earlier round has made.
        const named = path[0] === "name" ? inputs : { ...inputs, ...("name" in inputs && { name: path.join("-") }) };
        const mark = stack.simulator.requests.mark();
        // The account may refuse what it gets; what counts is what it got.
        await stack.create(type, `evil-${path.join("-")}`, withText(named, path, evil) as Values).catch(() => {});
        const bodies = stack.simulator.requests.writes(mark).map(({ body }) => body);
        for (const body of bodies) expect(body).not.toMatch(/<Injected|<I\/>|\]\]>/);
        const found = bodies.filter((body) => body.startsWith("<")).flatMap((body) => elementsOf(parseXml(body)));
        expect(found.filter(({ name }) => name === "Injected" || name === "I")).toEqual([]);
        if (!found.some(({ text }) => text === evil)) continue;
        travelled.push(path.join("."));
        break;
      }
    }
    expect(travelled.sort()).toEqual([...(TRAVELS[type] ?? [])].sort());
  });
});

describe.each(frontEnds)("text with markup, with %s", (_name, start) => {
  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator();
  });
  afterEach(() => simulator.close());

  test("is the same text at the server, in the state, and makes no difference later", async () => {
    const run = await start(simulator.environment());
    const description = `${EVIL} "quotes" 'and' & more <b>`;
    const inputs = { name: "<R&D>", description, address };
    const { id, state } = await run.create("Site", "site", inputs);
    expect(simulator.account.sites.get(id)).toMatchObject({ name: "<R&D>", description });
    expect(state).toMatchObject({ name: "<R&D>", description });
  });

  test("that XML cannot carry is refused with the property's name, and nothing is sent", async () => {
    const run = await start(simulator.environment());
    const made = run.create("Site", "site", { name: "bell\u0007", address });
    await expect(made).rejects.toThrow(/Name contains the character U\+0007, which XML cannot carry: remove it/);
    expect(simulator.account.sites.size).toBe(0);
  });
});

describe("line ends in names and ids", () => {
  const SPLIT = "1\r\nX-Injected: yes\r\n\r\nDELETE /api/accounts/99/sites/1 HTTP/1.1\r\n";
  let server: TestServer;
  beforeEach(async () => {
    server = await startServer(() => xml("<Response/>"));
  });
  afterEach(() => server.close());

  test("make no header and no second request, wherever they stand", async () => {
    const credentials = { kind: "basic", username: `us${SPLIT}`, password: `pa${SPLIT}` } as const;
    const settings = { baseUrl: `${server.url}/api`, tokenUrl: `${server.url}/token`, maxConcurrency: 2 };
    const api = createApi({ ...settings, accountId: SPLIT, credentials });
    const acts: (() => Promise<unknown>)[] = [
      () => api.sites.get(SPLIT),
      () => api.sites.remove(SPLIT),
      () => api.sipPeers.get(SPLIT, SPLIT),
      () => api.subscriptions.get(SPLIT),
      () => api.orders.get(SPLIT),
      () => api.numbers.get(SPLIT),
      () => api.numbers.details(SPLIT),
      () => api.numbers.atPeer(SPLIT, SPLIT),
      () => api.numbers.available({ city: SPLIT, state: "NC", quantity: 1 }),
      () => api.orders.find("1"),
    ];
    for (const act of acts) await act().catch(() => {});
    api.client.close();
    expect(server.received.length).toBeGreaterThanOrEqual(acts.length);
    for (const { url, headers, method } of server.received) {
      expect(headers).not.toHaveProperty("x-injected");
      expect(url).not.toMatch(/[\r\n ]/);
      expect(url).toMatch(/^\/api\/(accounts|tns)\/1%0D%0AX-Injected/);
      if (method === "DELETE") expect(url).toContain("%0D%0A%0D%0ADELETE");
      expect(headers.authorization).toMatch(/^Basic [A-Za-z0-9+/=]+$/);
    }
  });

  test("in a token are refused before any request", () => {
    const credentials = { kind: "token", accessToken: `token${SPLIT}` } as const;
    const settings = { baseUrl: `${server.url}/api`, tokenUrl: `${server.url}/token`, maxConcurrency: 2 };
    expect(() => createApi({ ...settings, accountId: "99", credentials })).toThrow(/accessToken .*no token has/);
  });

  test("in the ids of a program are refused by the checks", async () => {
    for (const [type, inputs] of [
      ["SipPeer", { siteId: SPLIT, name: "x" }],
      ["PhoneNumberOrder", { siteId: SPLIT, telephoneNumbers: ["9195550100"] }],
      ["PhoneNumberOrder", { siteId: "1", sipPeerId: "../1", telephoneNumbers: ["9195550100"] }],
    ] as const) {
      await expect(stack.create(type, "it", inputs)).rejects.toThrow(/must be an id as Bandwidth gives them/);
    }
    expect(stack.simulator.requests).toEqual([]);
  });

  test("the test's own server would have seen such a header", async () => {
    await new Promise<void>((resolve, reject) => {
      const sent = plainRequest(`${server.url}/x`, { headers: { "X-Injected": "yes" } }, (response) => {
        response.resume().on("end", resolve);
      });
      sent.on("error", reject).end();
    });
    expect(server.received[0]?.headers).toHaveProperty("x-injected", "yes");
  });
});
