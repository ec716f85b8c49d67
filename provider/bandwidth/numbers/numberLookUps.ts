import type { Client } from "../http/client.js";
import { errorDetails } from "../http/errorDetails.js";
import { BandwidthError } from "../http/errors.js";
import { isOwnNotFound, saysMissing } from "../http/expected.js";
import { LookUpUnclear } from "../orders/errors.js";
import { numberOf } from "../orders/listEntries.js";
import { pagedList } from "../orders/pagedList.js";
import { toE164 } from "../orders/report.js";
import { wireNumber } from "../values/telephoneNumber.js";
import { without } from "../xml/changedDocument.js";
import { element, text, texts, type XmlElement } from "../xml/xml.js";
import { isHeld, saysNothing } from "./holding.js";
import { numbersForm } from "./inventory.js";
import { filteredNumbers } from "./numberFilters.js";
import { optionsIn, type TnDetailOptions } from "./tnDetailOptions.js";
import { whoseAmong } from "./toldNumbers.js";

/** What `/tns/{tn}` shows for a number, whoever owns it. */
export interface NumberStatus {
  status?: string;
  /** The order that last changed the number. */
  orderId?: string;
  orderType?: string;
  /** In the API's own format, as are the next two. */
  orderCreateDate?: string;
  lastModifiedDate?: string;
  inServiceDate?: string;
  siteId?: string;
  accountId?: string;
}

/** What `/tns/{tn}/tndetails` shows. */
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
  /** Absent when the answer has no place for them. */
  options?: TnDetailOptions;
}

/** The result of looking up one number. */
export interface Look {
  /** Whether this account has it. */
  held: boolean;
  /** Missing when there is no such number, or when these credentials can't look it up. */
  record?: NumberStatus;
  /** The credentials can't look up numbers, so the list of numbers in service decided. */
  byList: boolean;
}

/** Up to this count, numbers are looked up one by one. More numbers are looked for in lists. */
const fewNumbers = 10;

/** Looks up single numbers, and which of many numbers the account has. */
export class NumberLookUps {
  /** `signal`: ends every look-up that has no signal of its own. */
  constructor(
    private readonly client: Client,
    private readonly signal?: AbortSignal,
  ) {}

  /** Undefined when the API says that the number doesn't exist. */
  async get(number: string, signal = this.signal): Promise<NumberStatus | undefined> {
    const body = await this.aboutNumber([number], signal);
    if (body === undefined) return undefined;
    return {
      status: text(body, "Status"),
      orderId: text(body, "OrderId"),
      orderType: text(body, "OrderType"),
      orderCreateDate: text(body, "OrderCreateDate"),
      lastModifiedDate: text(body, "LastModifiedDate"),
      inServiceDate: text(body, "InServiceDate"),
      siteId: text(body, "SiteId"),
      accountId: text(body, "AccountId"),
    };
  }

  /** Undefined when the API says that the number doesn't exist. */
  async details(number: string, signal = this.signal): Promise<NumberDetails | undefined> {
    const body = await this.aboutNumber([number, "tndetails"], signal);
    if (body === undefined) return undefined;
    const found = element(body, "TelephoneNumberDetails");
    const options = found && optionsIn(found);
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
      ...(options && { options }),
    };
  }

  /** Whether a number is in service on this account. The answer is its status, without a body. */
  async isInService(number: string, signal = this.signal): Promise<boolean> {
    const path = this.client.account("inserviceNumbers", wireNumber(number, this.client.dialect));
    try {
      await this.client.request({ method: "GET", path, signal });
      return true;
    } catch (error) {
      // The API's own 404 has no body here, or its own form. A gateway's 404 says nothing about the number.
      const bare = error instanceof BandwidthError && error.status === 404 && error.raw.trim() === "";
      if (bare || isOwnNotFound(error)) return false;
      throw error;
    }
  }

  /** The numbers in service on this account, in one area or all, page by page. A 204 means none. */
  private async *inService(areaCode: string | undefined): AsyncIterable<string> {
    const request = { method: "GET", path: this.client.account("inserviceNumbers"), signal: this.signal } as const;
    const form = numbersForm("in service");
    for await (const number of filteredNumbers(this.client, request, form, "account", { areaCode })) {
      yield toE164(numberOf(number));
    }
  }

  /**
   * Which of the numbers this account has. The others are proven not to be on it. A list says of most numbers that they are on
   * the account. Lists may omit a number whose service isn't active yet, so a missing number is looked up by itself.
   */
  async heldAmong(numbers: readonly string[]): Promise<Set<string>> {
    const wanted = [...new Set(numbers)];
    const { held: found } = await whoseAmong(this.client, wanted, this.signal);
    const rest = wanted.filter((number) => !found.has(number));
    for (const number of await this.seenSingly(rest)) found.add(number);
    if (rest.length <= fewNumbers) return found;
    const [first, ...others] = rest.filter((number) => !found.has(number));
    const look = async (number: string) => {
      const { held, byList } = await this.look(number);
      if (held) found.add(number);
      return byList;
    };
    // For credentials without the right to look up numbers, a look-up shows no more than the list.
    if (first !== undefined && !(await look(first))) await Promise.all(others.map(look));
    return found;
  }

  /**
   * Which of our own numbers this account probably still has. If the credentials can't look up numbers, an unlisted
   * number may only lack its service. Then the list of disconnected numbers decides.
   */
  async ownAmong(numbers: readonly string[]): Promise<Set<string>> {
    const held = await this.heldAmong(numbers);
    const [first, ...others] = [...new Set(numbers)].filter((number) => !held.has(number));
    if (first === undefined || !(await this.look(first)).byList) return held;
    const gone = await this.disconnectedAmong([first, ...others]);
    return new Set(numbers.filter((number) => !gone.has(number)));
  }

  /** Which of the numbers the list of disconnected numbers shows. None when these credentials can't read it. */
  async disconnectedAmong(numbers: readonly string[]): Promise<Set<string>> {
    const wanted = new Set(numbers);
    const found = new Set<string>();
    if (wanted.size === 0) return found;
    const request = { method: "GET", path: this.client.account("discnumbers"), signal: this.signal } as const;
    try {
      const form = { ...numbersForm("that were disconnected"), mayBeShort: true };
      for await (const entries of pagedList(this.client, request, form)) {
        for (const number of entries.map((entry) => toE164(numberOf(entry)))) if (wanted.has(number)) found.add(number);
        if (found.size === wanted.size) break;
      }
    } catch (error) {
      if (!lacksRole(error)) throw error;
    }
    return found;
  }

  /**
   * The same with fewer requests: numbers are only looked for in lists. Use it where the API itself refuses if a number is held
   * and no list shows it.
   */
  async seenAmong(numbers: readonly string[]): Promise<Set<string>> {
    const wanted = [...new Set(numbers)];
    const { held: found, elsewhere } = await whoseAmong(this.client, wanted, this.signal);
    const rest = wanted.filter((number) => !found.has(number) && !elsewhere.has(number));
    for (const number of await this.seenSingly(rest)) found.add(number);
    return found;
  }

  private async seenSingly(numbers: readonly string[]): Promise<Set<string>> {
    if (numbers.length > fewNumbers) return this.inServiceAmong(numbers);
    const looks = await Promise.all(numbers.map((number) => this.look(number)));
    return new Set(numbers.filter((_, index) => looks[index]?.held));
  }

  /** Which of the numbers the list of numbers in service shows. */
  async inServiceAmong(numbers: readonly string[]): Promise<Set<string>> {
    const wanted = new Set(numbers);
    const found = new Set<string>();
    if (wanted.size <= fewNumbers) {
      const asked = [...wanted].map(async (number) => {
        if (await this.isInService(number)) found.add(number);
      });
      await Promise.all(asked);
      return found;
    }
    // The Universal Platform wants a country with an area code. The country under which a number is filed must not
    // decide whether it is ours.
    const areas = this.client.dialect === "universal" ? [undefined] : areasOf([...wanted]);
    for (const areaCode of areas) {
      for await (const number of this.inService(areaCode)) if (wanted.has(number)) found.add(number);
    }
    return found;
  }

  /**
   * Whether this account has the number. Roles without /tns get a 403 with an empty body there
   * (docs/maintainers/api.md#roles).
   */
  async look(number: string): Promise<Look> {
    try {
      const record = await this.get(number);
      return { held: await this.holds(number, record), record, byList: false };
    } catch (error) {
      if (lacksRole(error)) return { held: await this.isInService(number), byList: true };
      throw error;
    }
  }

  /** Whether this account has the number that this answer is about. */
  async holds(number: string, told: Pick<NumberStatus, "status" | "accountId"> | undefined): Promise<boolean> {
    if (told !== undefined && saysNothing(told)) return this.isInService(number);
    return isHeld(told, this.client.accountId);
  }

  private async aboutNumber(
    [number, ...more]: [number: string, ...more: string[]],
    signal?: AbortSignal,
  ): Promise<XmlElement | undefined> {
    const path = ["tns", wireNumber(number, this.client.dialect), ...more];
    try {
      const { root, body } = await this.client.request({ method: "GET", path, signal });
      if (root === undefined) throw new LookUpUnclear(`The answer about ${number} is empty.`);
      // An error in a 200 says nothing about the number. In particular, it doesn't say that nobody has it.
      const [problem] = text(body, "Status") === undefined ? errorDetails({ root, content: onlyErrors(body) }) : [];
      if (problem) {
        const words = [problem.code, problem.description].filter((word) => word !== undefined).join(" ");
        throw new LookUpUnclear(`The answer about ${number} is an error: ${words}`);
      }
      return body;
    } catch (error) {
      if (error instanceof BandwidthError && numberDoesNotExist(error)) return undefined;
      throw error;
    }
  }
}

/** Without the answer's data about the number, whose parts have states of their own. */
const onlyErrors = (body: XmlElement): XmlElement => without(body, ["TelephoneNumberDetails"]);

/** Whether a call was refused because a role is missing, and not because of what it asked. */
export function lacksRole(error: unknown): boolean {
  return error instanceof BandwidthError && error.status === 403;
}

/**
 * A 404 in the API's own words, or with one of its codes. Never a 404 without a body
 * (docs/maintainers/api.md#missing-things). Another code may complain about the user or the request, so then the words
 * decide.
 */
export function numberDoesNotExist(error: BandwidthError): boolean {
  const saysSo = error.details.some(({ description = "" }) => missingWords.test(description));
  return saysMissing(error, "15506", "4017") || (saysSo && isOwnNotFound(error));
}

const missingWords =
  /\b(number|tn)s?\b.*(not (found|exist|known)|unknown|no longer exist)|no such (telephone )?number/i;

/** The area codes of these numbers, if they are few. Otherwise the whole inventory, without an area code. */
function areasOf(numbers: string[]): (string | undefined)[] {
  const areaCodes = new Set(numbers.map((number) => (number.startsWith("+1") ? number.slice(2, 5) : undefined)));
  const fewAreas = 5;
  return areaCodes.has(undefined) || areaCodes.size > fewAreas ? [undefined] : [...areaCodes];
}
