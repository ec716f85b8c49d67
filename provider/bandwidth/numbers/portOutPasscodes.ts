import type { Client } from "../http/client.js";
import { BandwidthError } from "../http/errors.js";
import { elements } from "../http/expected.js";
import { batch } from "../orders/batch.js";
import { at } from "../orders/listEntries.js";
import { pagedList } from "../orders/pagedList.js";
import { toE164 } from "../orders/report.js";
import { wireNumber } from "../values/telephoneNumber.js";
import { list, text, texts, type XmlElement } from "../xml/xml.js";
import { askTogether } from "./askedTogether.js";

/** A number with its passcode, which is a secret. */
export interface PortOutPasscode {
  /** E.164. */
  telephoneNumber: string;
  passcode: string;
}

/** By number. Null: told as none. A number that the answer doesn't name is missing. */
export type Passcodes = ReadonlyMap<string, string | null>;

interface Told {
  passcodes: Passcodes;
  /** Numbers that the API refused to tell together with others. */
  untold: readonly string[];
}

/** The largest list of numbers in one request (15607). */
const most = 2_500;

const unknownNumber = "15610";
const noPasscode = "15619";

/** Passcodes that a number's port-out needs. Everything here is secret. */
export const portOutPasscodes = (client: Client) => {
  const load = batch(async (calls: readonly (readonly string[])[]) => {
    const found = await askAll([...new Set(calls.flat())]).catch((error: unknown) => asError(error));
    return calls.map(() => found);
  });

  async function ask(numbers: readonly string[], signal?: AbortSignal): Promise<Told> {
    const { answers, refused, ...rest } = await askTogether(numbers, {
      size: most,
      ask: (part) => askOnce(part, signal),
      about: [noPasscode, unknownNumber],
    });
    const none = [...refused].flatMap(([number, { code }]) => (code === noPasscode ? [[number, null] as const] : []));
    return { passcodes: new Map([...answers.flatMap((part) => [...part]), ...none]), ...rest };
  }

  async function askOnce(numbers: readonly string[], signal?: AbortSignal): Promise<Passcodes> {
    const content = { Tn: numbers.map((number) => wireNumber(number, client.dialect)) };
    const path = client.account("tnPortoutPasscodes");
    const body = { root: "TnList", content };
    // The request changes nothing, so it can be sent again.
    const answer = await client.request({ method: "POST", path, body, signal, repeatable: true });
    return new Map([...found(answer.body), ...without(answer.body)]);
  }

  /** Every number of the account that has a passcode, all pages. */
  async function listAll(signal?: AbortSignal): Promise<PortOutPasscode[]> {
    const request = { method: "GET", path: client.account("tnPortoutPasscodes"), signal } as const;
    const form = {
      what: "list of port-out passcodes",
      entries: at("TelephoneNumbers", "TelephoneNumber"),
      id: ["FullNumber"],
      size: most,
    };
    const all: PortOutPasscode[] = [];
    for await (const entries of pagedList(client, request, form)) all.push(...elements(entries).flatMap(readOne));
    return all;
  }

  /** The same. Of numbers that refusals leave untold, the account's list says which have a passcode. */
  async function askAll(numbers: readonly string[], signal?: AbortSignal): Promise<Passcodes> {
    const { passcodes, untold } = await ask(numbers, signal);
    if (untold.length === 0) return passcodes;
    const wanted = new Set(untold);
    const listed = (await listAll(signal)).filter(({ telephoneNumber }) => wanted.has(telephoneNumber));
    return new Map([
      ...passcodes,
      ...listed.map(({ telephoneNumber, passcode }) => [telephoneNumber, passcode] as const),
    ]);
  }

  return {
    /**
     * The passcodes of numbers, 2,500 in one request. Undefined when these credentials or this account can't see them.
     * Callers at the same moment share requests.
     */
    async of(numbers: readonly string[]): Promise<Passcodes | undefined> {
      if (numbers.length === 0) return new Map();
      try {
        return await load(numbers);
      } catch (error) {
        if (isDenied(error)) return undefined;
        throw error;
      }
    },

    /** The same by itself, and with the API's error when it can't be seen. */
    told: askAll,

    list: listAll,
  };
};

function found(body: XmlElement): [string, string][] {
  const entries = elements(list(body, "TelephoneNumbers", "TelephoneNumber")).flatMap(readOne);
  return entries.map(({ telephoneNumber, passcode }) => [telephoneNumber, passcode]);
}

function readOne(entry: XmlElement): PortOutPasscode[] {
  const number = text(entry, "FullNumber");
  const passcode = text(entry, "Passcode");
  return number === undefined || passcode === undefined ? [] : [{ telephoneNumber: toE164(number), passcode }];
}

/** The numbers that the answer names as those without a passcode. */
function without(body: XmlElement): [string, null][] {
  const errors = elements(list(body, "ErrorList", "Error")).filter((error) => text(error, "Code") === noPasscode);
  const named = errors.flatMap((error) => texts(error, "TelephoneNumbers", "TelephoneNumber"));
  return named.map((number) => [toE164(number), null]);
}

/** The account lacks the feature, or the user lacks the role. Neither says anything about a number. */
const isDenied = (error: unknown): boolean =>
  error instanceof BandwidthError && (error.status === 403 || error.status === 404 || error.has("5194"));

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
