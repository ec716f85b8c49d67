import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/index.js";
import { parseXml, textOf, type XmlElement } from "../../simulator/xml.js";

/** An answer as a test sees it. */
export interface Answered {
  status: number;
  text: string;
  headers: Headers;
  /** The last segment of Location. */
  id: string;
  /** The parsed body. Undefined when there is none. */
  xml: XmlElement | undefined;
  /** The text at a path below the root. */
  value(...path: string[]): string | undefined;
}

function readXml(text: string): XmlElement | undefined {
  try {
    return parseXml(text);
  } catch {
    return undefined;
  }
}

/** A plain caller of the simulator, so that its tests depend on no client. */
export class Caller {
  constructor(
    readonly simulator: Simulator,
    private readonly base = simulator.baseUrl,
  ) {}

  async call(method: string, path: string, body?: string): Promise<Answered> {
    const response = await fetch(`${this.base}${path}`, {
      method,
      body,
      headers: { Authorization: `Bearer ${this.simulator.credentials.accessToken}`, "Content-Type": "application/xml" },
    });
    const text = await response.text();
    const xml = readXml(text);
    const id = response.headers.get("location")?.split("/").at(-1) ?? "";
    return {
      status: response.status,
      text,
      headers: response.headers,
      id,
      xml,
      value: (...path) => textOf(xml, ...path),
    };
  }

  /** A call below the account. */
  account(method: string, path: string, body?: string): Promise<Answered> {
    return this.call(method, `/accounts/${this.simulator.accountId}${path}`, body);
  }

  get(path: string): Promise<Answered> {
    return this.account("GET", path);
  }

  post(path: string, body: string): Promise<Answered> {
    return this.account("POST", path, body);
  }

  async createSite(name = "Raleigh office"): Promise<string> {
    return (await this.post("/sites", siteBody(name))).id;
  }

  async createPeer(siteId: string, name = "Main", inner = ""): Promise<string> {
    return (await this.post(`/sites/${siteId}/sippeers`, `<SipPeer><PeerName>${name}</PeerName>${inner}</SipPeer>`)).id;
  }

  /** Orders numbers and returns the order's id. */
  async order(inner: string): Promise<string> {
    return (await this.post("/orders", `<Order>${inner}</Order>`)).id;
  }
}

export function siteBody(name: string, inner = ""): string {
  return `<Site><Name>${name}</Name>${inner}<Address><HouseNumber>900</HouseNumber><StreetName>Main Campus</StreetName><StreetSuffix>Drive</StreetSuffix><City>Raleigh</City><StateCode>NC</StateCode><Zip>27606</Zip><AddressType>Service</AddressType></Address></Site>`;
}

export function existing(siteId: string, numbers: string[], inner = ""): string {
  const list = numbers.map((number) => `<TelephoneNumber>${number}</TelephoneNumber>`).join("");
  return `<Name>by number</Name>${inner}<ExistingTelephoneNumberOrderType><TelephoneNumberList>${list}</TelephoneNumberList></ExistingTelephoneNumberOrderType><SiteId>${siteId}</SiteId>`;
}

export function byAreaCode(siteId: string, areaCode: string, quantity: number, inner = ""): string {
  return `<Name>by area code</Name>${inner}<AreaCodeSearchAndOrderType><AreaCode>${areaCode}</AreaCode><Quantity>${quantity}</Quantity></AreaCodeSearchAndOrderType><SiteId>${siteId}</SiteId>`;
}

export function disconnectBody(numbers: string[]): string {
  const list = numbers.map((number) => `<TelephoneNumber>${number}</TelephoneNumber>`).join("");
  return `<DisconnectTelephoneNumberOrder><name>release</name><DisconnectTelephoneNumberOrderType><TelephoneNumberList>${list}</TelephoneNumberList></DisconnectTelephoneNumberOrderType></DisconnectTelephoneNumberOrder>`;
}

/** A simulator with a site and a peer, and a caller. */
export async function withPeer(options: SimulatorOptions = {}) {
  const simulator = await startSimulator(options);
  const caller = new Caller(simulator);
  const siteId = await caller.createSite();
  const peerId = await caller.createPeer(siteId);
  return { simulator, caller, siteId, peerId };
}
