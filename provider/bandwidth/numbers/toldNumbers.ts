import type { Client } from "../http/client.js";
import { BandwidthError } from "../http/errors.js";
import { elements } from "../http/expected.js";
import { chunks } from "../orders/refusals.js";
import { toE164 } from "../orders/report.js";
import { wireNumber } from "../values/telephoneNumber.js";
import { asText, type Codec, decode } from "../xml/codec.js";
import { list, text } from "../xml/xml.js";

/** What the list says of a number. It names no order. Its place is in the schema, and in no sample. */
export interface ToldNumber {
  status?: string;
  accountId?: string;
  siteId?: string;
  sipPeerId?: string;
}

/** The largest list of numbers in one request (15607). */
const most = 2_500;
const tooMany = "15607";
/** None of the numbers is on an account that the user can see, or all are invalid. */
const nothing = ["15608", "15610"];

const toldCodec: Codec<ToldNumber> = {
  status: asText(["Status"]),
  accountId: asText(["AccountId"]),
  siteId: asText(["Site", "Id"]),
  sipPeerId: asText(["SipPeer", "PeerId"], ["SipPeer", "Id"]),
};

/** Clients whose credentials or host don't have this look-up, and the run that found out. */
const without = new WeakMap<Client, number>();

/**
 * What `POST /tns` says of many numbers, 2,500 in one request. Undefined when these credentials or this host don't have it, or
 * when it fails. **A number that is missing in the answer proves nothing**: what the API says of numbers that aren't on the
 * account is not known (docs/maintainers/api.md#many-numbers).
 */
export async function toldNumbers(
  client: Client,
  numbers: readonly string[],
  signal?: AbortSignal,
): Promise<Map<string, ToldNumber> | undefined> {
  if (without.get(client) === client.run) return undefined;
  const parts = await Promise.all(chunks([...new Set(numbers)], most).map((part) => ask(client, part, signal)));
  return parts.includes(undefined) ? undefined : new Map(parts.flatMap((part) => part ?? []));
}

type Told = readonly (readonly [string, ToldNumber])[];

async function ask(client: Client, numbers: readonly string[], signal?: AbortSignal): Promise<Told | undefined> {
  const body = { root: "TnList", content: { Tn: numbers.map((number) => wireNumber(number, client.dialect)) } };
  try {
    // The request changes nothing, so it can be sent again.
    const answer = await client.request({ method: "POST", path: ["tns"], body, signal, repeatable: true });
    const entries = elements(list(answer.body, "TelephoneNumbers", "TelephoneNumber"));
    const wanted = new Set(numbers);
    return entries.flatMap((entry) => {
      const number = toE164(text(entry, "FullNumber") ?? text(entry, "TelephoneNumber") ?? "");
      return wanted.has(number) ? [[number, decode(toldCodec, entry)] as const] : [];
    });
  } catch (error) {
    if (!(error instanceof BandwidthError) || error.status === undefined || error.status === 401) throw error;
    if (error.has(tooMany) && numbers.length > 1) {
      const half = Math.ceil(numbers.length / 2);
      const parts = await Promise.all(chunks(numbers, half).map((part) => ask(client, part, signal)));
      return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
    }
    if (error.status === 400 && error.has(...nothing)) return [];
    // The role or the look-up is missing, or the host takes the document for another one. The single look-ups say which.
    if (error.status < 500) without.set(client, client.run);
    return undefined;
  }
}
