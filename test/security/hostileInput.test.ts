import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { resources } from "../../provider/resources/loaded.js";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { parseXml, type XmlElement } from "../../simulator/xml.js";
import { frontEnds } from "../frontEnds/support.js";
import { portInOf } from "../resources/portInSupport.js";
import { address, Stack } from "../resources/support.js";
import { good, propertyAt, textProperties, texts, withText } from "./texts.js";

/** Would end its element, begin another, and end the section or the document, if it were not text. */
const EVIL = '</X><Injected a="b">1</Injected>&amp;]]><!--';
/** The same for where few characters fit. */
const SHORT = "<I/>&amp;";

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
      "address.housePrefix",
      "address.streetName",
      "address.city",
      "address.houseSuffix",
      "address.streetSuffix",
      "address.addressLine2",
      "address.country",
      "address.county",
    ],
    Application: [
      "name",
      "callbackCreds.userId",
      "callbackCreds.password",
      "callInitiatedFallbackCreds.userId",
      "callInitiatedFallbackCreds.password",
      "inboundCallbackCreds.userId",
      "inboundCallbackCreds.password",
      "outboundCallbackCreds.userId",
      "outboundCallbackCreds.password",
    ],
    SipPeer: [
      "name",
      "description",
      "finalDestinationUri",
      "address.houseNumber",
      "address.housePrefix",
      "address.streetName",
      "address.city",
      "address.addressLine2",
      "address.county",
      "address.country",
      "address.houseSuffix",
      "address.streetSuffix",
      "messaging.sms.a2pMessageClass",
      "originationRoutePlan.name",
    ],
    PhoneNumberOrder: [
      ...["name", "search.rateCenter", "search.city"],
      ...["options.rewriteUser", "options.originationRoutePlan.name"],
    ],
    TnOptions: ["rewriteUser", "originationRoutePlan.name"],
    Subscription: ["callback.username", "callback.password"],
    TnReservation: [],
    SipRealm: ["description"],
    SipCredential: ["hash1", "hash1b", "realm"],
    OrderNote: ["description", "userId"],
    E911Address: [
      "address.addressLine2",
      "address.city",
      "address.county",
      "address.houseNumber",
      "address.housePrefix",
      "address.houseSuffix",
      "address.streetName",
      "address.country",
      "address.streetSuffix",
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
      "address.addressLine2",
      "address.country",
      "address.county",
      "address.housePrefix",
      "listingName.firstName2",
      "listingName.titleOfAddress",
      "listingName.titleOfAddress2",
      "listingName.titleOfAddress2Name2",
      "listingName.titleOfAddressName2",
      "listingName.titleOfLineageName2",
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
      "subscriber.serviceAddress.county",
      "subscriber.serviceAddress.streetSuffix",
    ],
    PortInDocument: ["documentName"],
    ReportInstance: ["parameters.values"],
    BillingReport: [],
    BillingDetailRecords: [],
  };

  test("is tried with every resource of the package", () => {
    expect(Object.keys(TRAVELS).sort()).toEqual(resources.map(({ name }) => name).sort());
    expect(Object.keys(good("1", "1", "1")).sort()).toEqual(resources.map(({ name }) => name).sort());
  });

  test.each(
    resources.map(({ name }) => name),
  )("is tried in every text property of %s that its definition has", (type) => {
    const tried = new Set((good("1", "1", "1")[type] ?? []).flatMap((inputs) => texts(inputs).map(propertyAt)));
    expect(textProperties(type).filter((property) => !tried.has(property))).toEqual([]);
  });

  test.each(Object.keys(TRAVELS))("of a %s arrives as text, or is refused before any request", async (type) => {
    const siteId = await stack.site();
    if (type !== "SipPeer") await stack.peer(siteId);
    const bought = { siteId, telephoneNumbers: ["+19195550100"] };
    const owned = await stack.create("PhoneNumberOrder", "owned", bought).catch(() => undefined);
    const port = { siteId, telephoneNumbers: ["+13035550150"], billingTelephoneNumber: "+13035550150" };
    const ported = await stack.create("PortIn", "ported", { ...portInOf(siteId), ...port }).catch(() => undefined);
    const travelled = new Set<string>();
    // A report's `path` is never sent: it names a file on this machine.
    for (const [turn, { path: _local, ...inputs }] of (
      good(siteId, owned?.id ?? "", ported?.id ?? "")[type] ?? []
    ).entries()) {
      for (const path of texts(inputs)) {
        if (travelled.has(propertyAt(path))) continue;
        const name = `${turn}-${path.join("-")}`;
        for (const evil of [EVIL, SHORT]) {
          // What has a name of its own is not taken for what an earlier round has made.
          const named = path[0] === "name" ? inputs : { ...inputs, ...("name" in inputs && { name }) };
          if (!(await arrives(type, name, withText(named, path, evil) as Values, evil))) continue;
          travelled.add(propertyAt(path));
          break;
        }
      }
    }
    expect([...travelled].sort()).toEqual([...(TRAVELS[type] ?? [])].sort());
  });

  /** Whether the account gets this very text. It may refuse what it gets; what counts is what it got. */
  async function arrives(type: string, name: string, inputs: Values, evil: string): Promise<boolean> {
    const mark = stack.simulator.requests.mark();
    const made = await stack.create(type, `evil-${name}`, inputs).catch(() => undefined);
    const bodies = stack.simulator.requests.writes(mark).map(({ body }) => body);
    for (const body of bodies) expect(body).not.toMatch(/<Injected|<I\/>|\]\]>/);
    const found = bodies.filter((body) => body.startsWith("<")).flatMap((body) => elementsOf(parseXml(body)));
    expect(found.filter((element) => element.name === "Injected" || element.name === "I")).toEqual([]);
    // Of some things there can be one only.
    if (made) await stack.delete(type, `evil-${name}`, made.id, made.state).catch(() => {});
    return found.some(({ text }) => text === evil);
  }
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
    await expect(made).rejects.toThrow(/Name contains the character U\+0007, which XML can't carry: remove it/);
    expect(simulator.account.sites.size).toBe(0);
  });
});
