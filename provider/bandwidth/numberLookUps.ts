import type { Client } from "./client.js";
import { BandwidthError } from "./errors.js";
import { LookUpUnclear } from "./orderErrors.js";
import { toE164 } from "./orderReport.js";
import { wireNumber } from "./telephoneNumber.js";
import { element, text, texts, type XmlElement } from "./xml.js";

/** What `/tns/{tn}` tells about a number, whoever owns it. */
export interface NumberStatus {
  status?: string;
  /** The order that last changed the number. */
  orderId?: string;
  orderType?: string;
  /** In the API's own form, as is the next one. */
  orderCreateDate?: string;
  lastModifiedDate?: string;
  siteId?: string;
  accountId?: string;
}

/** What `/tns/{tn}/tndetails` tells. */
export interface NumberDetails {
  status?: string;
  accountId?: string;
  siteId?: string;
  sipPeerId?: string;
  city?: string;
  state?: string;
  rateCenter?: string;
  lata?: string;
  tier?: string;
  protected: boolean;
}

/** How many numbers of a page of `inserviceNumbers` to ask for. */
const pageSize = 1_000;
/** Up to here numbers are looked at one by one; more are looked for in lists. */
const fewNumbers = 10;

/** Single numbers, and which of many are in service on the account. */
export class NumberLookUps {
  constructor(private readonly client: Client) {}

  /** Undefined when the API says that the number does not exist. */
  async get(number: string, signal?: AbortSignal): Promise<NumberStatus | undefined> {
    const body = await this.aboutNumber([number], signal);
    if (body === undefined) return undefined;
    return {
      status: text(body, "Status"),
      orderId: text(body, "OrderId"),
      orderType: text(body, "OrderType"),
      orderCreateDate: text(body, "OrderCreateDate"),
      lastModifiedDate: text(body, "LastModifiedDate"),
      siteId: text(body, "SiteId"),
      accountId: text(body, "AccountId"),
    };
  }

  /** Undefined when the API says that the number does not exist. */
  async details(number: string, signal?: AbortSignal): Promise<NumberDetails | undefined> {
    const body = await this.aboutNumber([number, "tndetails"], signal);
    if (body === undefined) return undefined;
    const found = element(body, "TelephoneNumberDetails");
    return {
      status: text(found, "Status"),
      accountId: text(found, "AccountId"),
      siteId: text(found, "Site", "Id"),
      sipPeerId: text(found, "SipPeer", "PeerId") ?? text(found, "SipPeer", "Id"),
      city: text(found, "City"),
      state: text(found, "State"),
      rateCenter: text(found, "RateCenter"),
      lata: text(found, "Lata"),
      tier: text(found, "Tier"),
      protected: texts(found, "TnAttributes", "TnAttribute").includes("Protected"),
    };
  }

  /** Whether a number is in service on this account. The answer is its status, without a body. */
  async isInService(number: string, signal?: AbortSignal): Promise<boolean> {
    const path = this.client.account("inserviceNumbers", wireNumber(number, this.client.dialect));
    try {
      await this.client.request({ method: "GET", path, signal });
      return true;
    } catch (error) {
      if (error instanceof BandwidthError && error.status === 404 && !error.html) return false;
      throw error;
    }
  }

  /** The numbers in service on this account, in an area or all, page by page; none is a 204. */
  private async *inService(areacode: string | undefined): AsyncIterable<string> {
    const request = { method: "GET", path: this.client.account("inserviceNumbers"), query: { areacode } } as const;
    for await (const page of this.client.pages(request, { size: pageSize })) {
      if (page.root === undefined) throw new LookUpUnclear("The list of the numbers in service is empty text.");
      yield* texts(page.body, "TelephoneNumbers", "TelephoneNumber").map(toE164);
    }
  }

  /** Those of the numbers that are in service on this account; of the others it is proven that they are not. */
  async inServiceAmong(numbers: readonly string[]): Promise<Set<string>> {
    const wanted = new Set(numbers);
    const found = new Set<string>();
    if (wanted.size <= fewNumbers) {
      const answers = await Promise.all(
        [...wanted].map(async (number) => [number, await this.isOurs(number)] as const),
      );
      for (const [number, ours] of answers) if (ours) found.add(number);
      return found;
    }
    for (const areaCode of areasOf([...wanted])) {
      for await (const number of this.inService(areaCode)) if (wanted.has(number)) found.add(number);
    }
    return found;
  }

  /** Roles without /tns get a 403 with an empty body there (api-in-practice §2.1). */
  async isOurs(number: string): Promise<boolean> {
    try {
      return this.isHere(await this.get(number));
    } catch (error) {
      if (lacksRole(error)) return this.isInService(number);
      throw error;
    }
  }

  /** In service, and on this account: numbers that were released may be in service for somebody else. */
  isHere(number: Pick<NumberStatus, "status" | "accountId"> | undefined): boolean {
    const inService = number?.status?.toLowerCase() === "inservice";
    return inService && (number.accountId === undefined || number.accountId === this.client.accountId);
  }

  private async aboutNumber(
    [number, ...more]: [number: string, ...more: string[]],
    signal?: AbortSignal,
  ): Promise<XmlElement | undefined> {
    const path = ["tns", wireNumber(number, this.client.dialect), ...more];
    try {
      const { root, body } = await this.client.request({ method: "GET", path, signal });
      if (root === undefined) throw new LookUpUnclear(`The answer about ${number} is empty.`);
      return body;
    } catch (error) {
      if (error instanceof BandwidthError && numberDoesNotExist(error)) return undefined;
      throw error;
    }
  }
}

/** Whether a call was refused for want of a role rather than for what it asked. */
export function lacksRole(error: unknown): boolean {
  return error instanceof BandwidthError && error.status === 403;
}

/** 404 in the API's own words, or with one of its codes; never a 404 without a body (api-in-practice §2.8). */
export function numberDoesNotExist(error: BandwidthError): boolean {
  if (error.html || (error.status !== 404 && error.status !== 400)) return false;
  return error.has("15506", "4017") || (error.status === 404 && error.details.length > 0);
}

/** The area codes that together hold these numbers when they are few; else the whole inventory, which has none. */
function areasOf(numbers: string[]): (string | undefined)[] {
  const areaCodes = new Set(numbers.map((number) => (number.startsWith("+1") ? number.slice(2, 5) : undefined)));
  const fewAreas = 5;
  return areaCodes.has(undefined) || areaCodes.size > fewAreas ? [undefined] : [...areaCodes];
}
