import type { NumberStatus } from "../../bandwidth/numbers/numbers.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { namesOf } from "../ordering/failures.js";

/** A number that this account released lately, and that nobody else can order yet. */
export interface AgingNumber {
  telephoneNumber: string;
  /** When it was disconnected, in the API's own form. Undefined if the API doesn't show it. */
  since?: string;
}

type Looking = Pick<Call<Bandwidth>, "api" | "signal">;

/** Each number costs a request or two, and a message names no more. */
const MOST_LOOKS = 10;

/**
 * The numbers that this account has disconnected lately. An order of one is refused like an order of a number that somebody
 * else has (5005). Numbers that can't be read are left out: this only explains a refusal.
 */
export async function ownAging(call: Looking, refused: readonly string[]): Promise<AgingNumber[]> {
  const aging: AgingNumber[] = [];
  for (const number of refused.slice(0, MOST_LOOKS)) {
    const found = await agingOf(call, number).catch(() => undefined);
    if (found) aging.push(found);
  }
  return aging;
}

async function agingOf({ api, signal }: Looking, telephoneNumber: string): Promise<AgingNumber | undefined> {
  const found = await api.numbers.get(telephoneNumber, signal);
  if (!isAging(found)) return undefined;
  const { accountId } = api.client;
  if (found.accountId === accountId) return { telephoneNumber, since: found.lastModifiedDate };
  if (found.accountId !== undefined) return undefined;
  // Some answers leave out the account. The history names it with each event.
  const events = await api.numberRecords.history(telephoneNumber, signal);
  const last = events.filter(isAging).at(-1);
  return last?.accountId === accountId ? { telephoneNumber, since: last.lastModifiedDate } : undefined;
}

function isAging<Told extends Pick<NumberStatus, "status">>(told: Told | undefined): told is Told {
  return told?.status?.toLowerCase() === "aging";
}

/** What a user should know about them, as lines below the refusals. Undefined if there are none. */
export function agingAdvice(aging: readonly AgingNumber[]): string | undefined {
  const [one, ...more] = aging;
  if (one === undefined) return undefined;
  const names = namesOf(
    aging.map(({ telephoneNumber, since }) => `${telephoneNumber}${since ? ` (since ${since})` : ""}`),
  );
  const them = more.length > 0 ? "them" : "it";
  return (
    `${names}: disconnected by this account, and aging since then. Nobody else has ${them}. For about 30 days, only the account that ` +
    `released ${more.length > 0 ? "a number" : "the number"} can get it back. Run \`pulumi up\` again in some hours. If Bandwidth still ` +
    `refuses, ask its support for ${them} before that time is over. After it, anybody may order ${them}.`
  );
}
