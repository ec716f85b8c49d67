import { createHash } from "node:crypto";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Property, propertiesOf } from "../../provider/pulumi/values/property.js";
import { isObject, Secret, type Values } from "../../provider/pulumi/values/values.js";
import { resources } from "../../provider/resources/loaded.js";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { frontEnds, type Run } from "../frontEnds/support.js";
import { lsrOrderOf } from "../resources/lsrOrderSupport.js";
import { portInOf } from "../resources/portInSupport.js";
import { address } from "../resources/support.js";

/** The text properties for which something holds, by their paths. */
function paths(properties: Readonly<Record<string, Property>>, holds: (property: Property, name: string) => boolean) {
  const within = (name: string, property: Property, path: string): string[] => {
    if (property.kind === "list") return property.items ? within(name, property.items, path) : [];
    const inner = Object.entries(property.properties ?? {});
    if (property.kind === "object") return inner.flatMap(([part, its]) => within(part, its, `${path}.${part}`));
    return holds(property, name) ? [path] : [];
  };
  return Object.entries(properties).flatMap(([name, property]) => within(name, property, name));
}

const secretsOf = (properties: Readonly<Record<string, Property>>) => paths(properties, ({ secret }) => secret);

describe("what is secret", () => {
  const inputs = new Map(resources.map((each) => [each.name, propertiesOf(each.inputs)]));
  const outputs = new Map(resources.map((each) => [each.name, propertiesOf(each.outputs)]));
  const found = (all: typeof inputs) =>
    Object.fromEntries([...all].map(([name, one]) => [name, secretsOf(one)]).filter(([, secrets]) => secrets?.length));

  test("in the inputs: whoever knows it could port a number away, or speak in somebody's name", () => {
    expect(found(inputs)).toEqual({
      Application: [
        "callbackCreds.password",
        "callInitiatedFallbackCreds.password",
        "inboundCallbackCreds.password",
        "outboundCallbackCreds.password",
      ],
      Subscription: ["callback.password"],
      SipCredential: ["hash1", "hash1b", "password"],
      LsrOrder: ["subscriber.pinNumber"],
      PortIn: ["wirelessInfo.pinNumber"],
      PhoneNumberOrder: ["options.portOutPasscode"],
      TnOptions: ["portOutPasscode"],
    });
  });

  test("in the outputs: it may tell of calls, or gives a secret of the inputs back", () => {
    expect(found(outputs)).toEqual({
      PhoneNumberOrder: ["__found.options.portOutPasscode"],
      SipCredential: ["hash1", "hash1b"],
      ReportInstance: ["content"],
      BillingReport: ["content"],
      BillingDetailRecords: ["content"],
    });
  });

  test("is everything that is called so", () => {
    const called = (_property: Property, name: string) =>
      /password|passcode|pin(number)?$|secret|token|^hash/i.test(name);
    for (const [name, properties] of inputs) {
      expect(paths(properties, called), name).toEqual(secretsOf(properties));
    }
  });
});

/** Words that stand nowhere but where a secret stands; PINs take no other characters than these. */
const MARKER = "7M4RK3R9";

/** Of each resource that has a secret, inputs with all of them; a change of the text leaves the rest as it is. */
const wishes: Record<string, (siteId: string, text: string) => Values> = {
  Application: (_siteId, text) => ({
    ...{ name: "Texts", serviceType: "Messaging-V2", inboundCallbackUrl: `https://texts.example.com/${text}` },
    inboundCallbackCreds: { userId: "us", password: MARKER },
  }),
  Subscription: (_siteId, text) => ({
    orderType: "orders",
    callback: { url: `https://hooks.example.com/${text}`, username: "us", password: MARKER },
  }),
  SipCredential: (_siteId, text) => ({ userName: "alice", realm: text, password: MARKER }),
  LsrOrder: (_siteId, text) => lsrOrderOf({ authorizingPerson: text }, { pinNumber: MARKER }),
  PortIn: (siteId, text) =>
    portInOf(siteId, { loaAuthorizingPerson: text, wirelessInfo: { accountNumber: "1", pinNumber: MARKER } }),
  PhoneNumberOrder: (siteId, text) => ({
    ...{ siteId, search: { areaCode: "919" }, quantity: 1 },
    options: { rewriteUser: text, portOutPasscode: MARKER },
  }),
  TnOptions: (_siteId, text) => ({ telephoneNumbers: ["9195550100"], rewriteUser: text, portOutPasscode: MARKER }),
};

/** What is made of the password of a SIP credential, which is a secret of its own. */
const hashOf = (realm: string) => createHash("md5").update(`alice:${realm}:${MARKER}`).digest("hex");

/** The mark by which the engine knows a secret in what passes to and from it. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** What lies in a state in plain. */
function plain(value: unknown): unknown {
  if (value instanceof Secret || (isObject(value) && SIGNATURE in value)) return "[secret]";
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)]));
}

/** What of an error reaches a screen or a log. The state that goes with it is for the engine. */
function shown(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { message, stack, cause } = error;
  return { message, stack, cause, reasons: "reasons" in error ? error.reasons : [] };
}

describe.each(frontEnds)("secrets, with %s,", (frontEnd, start) => {
  let simulator: Simulator;
  let run: Run;
  beforeEach(async () => {
    simulator = await startSimulator();
    run = await start(simulator.environment());
  });
  afterEach(() => simulator.close());

  /** An account that sends back the secret that it got, in words of its own. */
  const echo = (method: string, secret: string) => {
    const words = `got ${secret}, which is ${encodeURIComponent(secret)} in an address`;
    const body = `<R><ResponseStatus><ErrorCode>1</ErrorCode><Description>${words}</Description></ResponseStatus></R>`;
    const fault = { kind: "status", status: 400, body } as const;
    simulator.faults.on(method, /\/(applications|subscriptions|sipcredentials|lsrorders|portins|tnoptions)/, fault);
  };

  const expectUntold = (secret: string, ...told: unknown[]) => {
    const text = inspect(told, { depth: 12, maxStringLength: null });
    expect(text).not.toContain(MARKER);
    expect(text).not.toContain(secret);
  };

  /** With what the account is told of the secret. */
  const rows: [string, (siteId: string, text: string) => Values, (text: string) => string][] = [
    ...Object.entries(wishes).map(([type, wish]): [string, typeof wish, (text: string) => string] => [
      type,
      wish,
      type === "SipCredential" ? hashOf : () => MARKER,
    ]),
    ["SipCredential", (_siteId, text) => ({ userName: "bob", hash1: hashOf(text) }), hashOf],
  ];

  /** The states of dynamic resources are made secret by their class, in the program (test/pulumi, test/engine). */
  const readable = (state: unknown) => (frontEnd === "the plugin" ? plain(state) : undefined);

  test.each(rows)("of a %s reach the account, and no error, line or readable state", async (type, wish, secret) => {
    const { id: siteId } = await run.create("Site", "office", { name: "Raleigh", address });
    await run.create("SipPeer", "trunk", { siteId, name: "Main", isDefaultPeer: true });
    await run.create("PhoneNumberOrder", "bought", { siteId, telephoneNumbers: ["9195550100"] });
    const mark = simulator.requests.mark();
    echo("POST", secret("first"));
    const refused = await run.create(type, "refused", wish(siteId, "first")).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Error);
    expectUntold(secret("first"), shown(refused), run.lines);
    const next = await start(simulator.environment());
    const made = await next.create(type, "it", wish(siteId, "first"));
    const seen = await next.read(type, "it", made);
    expectUntold(secret("first"), readable(made.state), readable(seen?.state), next.lines);
    echo("PUT", secret("second"));
    const changed = await next.update(type, "it", made, wish(siteId, "second")).catch((error: unknown) => error);
    expectUntold(secret("second"), changed instanceof Error ? shown(changed) : undefined, next.lines);
    const sent = simulator.requests.writes(mark).map(({ body }) => body);
    expect(sent.join()).toContain(secret("first"));
  });

  test("are not said when a carrier quotes them, long after the request that had them", async () => {
    const { id: siteId } = await run.create("Site", "office", { name: "Raleigh", address });
    await run.create("SipPeer", "trunk", { siteId, name: "Main", isDefaultPeer: true });
    const wish = wishes.PortIn?.(siteId, "first") ?? {};
    const made = await run.create("PortIn", "numbers", wish);
    const next = await start(simulator.environment());
    simulator.account.advancePortIn(made.id, "EXCEPTION", { code: "7435", description: `PIN ${MARKER} is wrong` });
    await next.read("PortIn", "numbers", made);
    const refused = await next.update("PortIn", "numbers", made, wish).catch((error: unknown) => error);
    expect(String((refused as Error).message)).toContain("7435 PIN [secret] is wrong");
    expect(JSON.stringify(next.lines)).toContain("7435 PIN [secret] is wrong");
    expectUntold(MARKER, shown(refused), next.lines);
  });

  test.each([
    ["(PIN-%)", "(PIN-[secret])"],
    ["PIN_%.", "PIN_[secret]."],
    ["+1919%123", "+19197043123"],
  ])("are not said by a carrier, though the digits of a number are none: %s", async (words, shown) => {
    const { id: siteId } = await run.create("Site", "office", { name: "Raleigh", address });
    await run.create("SipPeer", "trunk", { siteId, name: "Main", isDefaultPeer: true });
    const wish = portInOf(siteId, { wirelessInfo: { accountNumber: "1", pinNumber: "7043" } });
    const made = await run.create("PortIn", "numbers", wish);
    const next = await start(simulator.environment());
    simulator.account.advancePortIn(made.id, "EXCEPTION", { code: "7435", description: words.replace("%", "7043") });
    await next.read("PortIn", "numbers", made);
    expect(JSON.stringify(next.lines)).toContain(shown);
  });

  test("cover every resource that has one", () => {
    const having = resources.filter(({ inputs }) => secretsOf(propertiesOf(inputs)).length > 0);
    expect(Object.keys(wishes).sort()).toEqual(having.map(({ name }) => name).sort());
  });
});
