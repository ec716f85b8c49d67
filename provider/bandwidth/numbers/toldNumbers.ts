import type { Client } from "../http/client.js";
import { errorDetails } from "../http/errorDetails.js";
import { BandwidthError, type ErrorDetail } from "../http/errors.js";
import { elements } from "../http/expected.js";
import { toE164 } from "../orders/report.js";
import { wireNumber } from "../values/telephoneNumber.js";
import { asText, type Codec, decode } from "../xml/codec.js";
import { list, text, type XmlElement } from "../xml/xml.js";
import { askTogether } from "./askedTogether.js";
import { isHeld } from "./holding.js";

/** What the list says of a number. It names no order. Its place is in the schema, and in no sample. */
export interface ToldNumber {
  status?: string;
  accountId?: string;
  siteId?: string;
  sipPeerId?: string;
}

/** The largest list of numbers in one request (15607). */
const most = 2_500;
const invalid = "15608";
/** Not on an account that the user can see. */
const unknown = "15610";

const toldCodec: Codec<ToldNumber> = {
  status: asText(["Status"]),
  accountId: asText(["AccountId"]),
  siteId: asText(["Site", "Id"]),
  sipPeerId: asText(["SipPeer", "PeerId"], ["SipPeer", "Id"]),
};

/** Clients whose credentials or host don't have this look-up, and the run that found out. */
const without = new WeakMap<Client, number>();

/** What the list says of numbers. A number of which it says nothing is in neither. */
export interface ToldNumbers {
  told: Map<string, ToldNumber>;
  /** Named as numbers that no account has which the user can see (15610). */
  strangers: Set<string>;
}

/**
 * What `POST /tns` says of many numbers, 2,500 in one request. Undefined when these credentials or this host don't have it, or
 * when it fails. **A number that is missing in the answer proves nothing**: what the API says of numbers that aren't on the
 * account is not known (docs/maintainers/api.md#many-numbers).
 */
export async function toldNumbers(
  client: Client,
  numbers: readonly string[],
  signal?: AbortSignal,
): Promise<ToldNumbers | undefined> {
  if (without.get(client) === client.run) return undefined;
  try {
    const { entries, strangers } = await listNumbers(client, numbers, signal);
    return { told: new Map([...entries].map(([number, entry]) => [number, decode(toldCodec, entry)])), strangers };
  } catch (error) {
    if (!(error instanceof BandwidthError) || error.status === undefined || error.status === 401) throw error;
    // The role or the look-up is missing, or the host takes the document for another one. The single look-ups say which.
    const isMissing = error.status < 500 || error.status === 501;
    if (isMissing && !error.has(invalid, unknown)) without.set(client, client.run);
    return undefined;
  }
}

/**
 * What one list says of several numbers: which this account has, and which somebody else or nobody has. A number that it leaves
 * out, or whose account it doesn't show, is in neither.
 */
export async function whoseAmong(
  client: Client,
  numbers: readonly string[],
  signal?: AbortSignal,
): Promise<{ held: Set<string>; elsewhere: Set<string> }> {
  // A single look-up says more, and costs as much.
  const answer = numbers.length > 1 ? await toldNumbers(client, numbers, signal) : undefined;
  const held = new Set<string>();
  const elsewhere = new Set(answer?.strangers);
  for (const [number, told] of answer?.told ?? []) {
    if (told.status === undefined) continue;
    // A state without an account doesn't say whose number it is, unless it says that nobody has it.
    if (!isHeld(told, client.accountId)) elsewhere.add(number);
    else if (told.accountId === client.accountId) held.add(number);
  }
  return { held, elsewhere };
}

interface Listed {
  entries: ReadonlyMap<string, XmlElement>;
  strangers: Set<string>;
}

/**
 * The list's entries about these numbers, as the API writes them. One number that makes the API refuse the list doesn't cost the
 * answers about the others.
 */
export async function listNumbers(client: Client, numbers: readonly string[], signal?: AbortSignal): Promise<Listed> {
  const ask = (part: readonly string[]) => askOnce(client, part, signal);
  const { answers, refused, untold, error } = await askTogether(numbers, {
    size: most,
    ask,
    about: [invalid, unknown],
  });
  if (error && untold.some((number) => !refused.has(number))) throw error;
  const named = [...refused].flatMap(([number, { code, isNamed }]) => (isNamed && code === unknown ? [number] : []));
  return {
    entries: new Map(answers.flatMap(({ entries }) => [...entries])),
    strangers: new Set([...answers.flatMap(({ strangers }) => [...strangers]), ...named]),
  };
}

async function askOnce(client: Client, numbers: readonly string[], signal?: AbortSignal): Promise<Listed> {
  const content = { Tn: numbers.map((number) => wireNumber(number, client.dialect)) };
  const wanted = new Set(numbers);
  // The request changes nothing, so it can be sent again.
  const body = { root: "TnList", content };
  const answer = await client.request({ method: "POST", path: ["tns"], body, signal, repeatable: true });
  const found = elements(list(answer.body, "TelephoneNumbers", "TelephoneNumber")).flatMap((entry) => {
    const number = toE164(text(entry, "FullNumber") ?? text(entry, "TelephoneNumber") ?? "");
    return wanted.has(number) ? [[number, entry] as const] : [];
  });
  const details = errorDetails({ root: "", content: answer.body });
  return { entries: new Map(found), strangers: strangersIn(details, wanted) };
}

function strangersIn(details: readonly ErrorDetail[], wanted: ReadonlySet<string>): Set<string> {
  const named = details.flatMap(({ code, telephoneNumbers }) => (code === unknown ? telephoneNumbers : []));
  return new Set(named.filter((number) => wanted.has(number)));
}
