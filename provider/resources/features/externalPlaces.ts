import { moveErrors } from "../../bandwidth/errorCodes/moves.js";
import { BandwidthError } from "../../bandwidth/http/errors.js";
import type { PeerPlace, Placement } from "../../bandwidth/numbers/numbers.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { describeFailures, namesOf } from "../ordering/failures.js";
import { following } from "../ordering/following.js";
import { importThing } from "../ordering/things.js";
import { defaultPeer } from "../phoneNumberOrder/steps/putInPlace.js";

/** Where a program wants its imported numbers. */
export interface ExternalPlace {
  siteId?: string;
  sipPeerId?: string;
}

const WHAT = "ExternalTns";
const AGAIN = "Nothing else was imported or removed. Run `pulumi up` again.";

/** The API's words that a number of another carrier can't be moved. It must be removed and imported again. */
const CANNOT_MOVE = new Set(["5125", "5128", "5224"]);

/** Where the numbers should be. A change without the peer means the site's default peer, which a place doesn't name. */
export async function targetOf(
  { api }: Pick<Call<Bandwidth>, "api">,
  was: ExternalPlace | undefined,
  { siteId, sipPeerId }: ExternalPlace,
): Promise<{ target: ExternalPlace; changes: boolean }> {
  const changes = was !== undefined && (was.siteId !== siteId || was.sipPeerId !== sipPeerId);
  if (!changes || sipPeerId !== undefined || siteId === undefined) return { target: { siteId, sipPeerId }, changes };
  return { target: { siteId, sipPeerId: await defaultPeer(api, siteId) }, changes };
}

/**
 * The numbers that must be imported. A number that an import brought to this same place is there already: an interrupted run
 * may have done that. A number elsewhere is brought here if it is this resource's own (`own`), or if another resource of the
 * program releases it. Any other number isn't this resource's business.
 */
export async function toImport(
  call: Call<Bandwidth>,
  numbers: string[],
  place: ExternalPlace,
  own: ExternalPlace & { numbers: readonly string[] } = { numbers: [] },
): Promise<string[]> {
  const { api, info } = call;
  const hints = own.siteId && own.sipPeerId ? [{ siteId: own.siteId, sipPeerId: own.sipPeerId }] : [];
  const isOwn = new Set(own.numbers);
  const places = await api.numbers.locateOwn(numbers, hints, (unseen) => api.externalTns.goneAmong(unseen, isOwn));
  const present = numbers.filter((number) => places.has(number));
  if (present.length === 0) return numbers;
  const astray: string[] = [];
  for (const number of present) {
    const found = places.get(number);
    // If nothing shows its place to these credentials, the order that imported it does.
    const told = found?.siteId === "" && !isOwn.has(number) ? await api.externalTns.importedTo(number) : undefined;
    const here = told ? { siteId: told.siteId ?? "", sipPeerId: told.sipPeerId ?? "" } : found;
    const known = here?.siteId === "" || (here !== undefined && isAt(here, place));
    if (!known || !(isOwn.has(number) || (await api.externalTns.wasImported(number)))) astray.push(number);
  }
  const passing = await lettingGo(call, astray, isOwn);
  const foreign = astray.filter((number) => !passing.includes(number));
  if (foreign.length > 0) throw new Error(refusal(foreign));
  const anew = await bringHere(call, passing, places, place);
  const taken = present.filter((number) => !astray.includes(number) && !isOwn.has(number));
  if (taken.length > 0) info(`${namesOf(taken)}: already imported; this resource adopts them as they are`);
  return numbers.filter((number) => !places.has(number) || anew.includes(number));
}

const refusal = (numbers: readonly string[]) =>
  `${namesOf(numbers)}: already on this account, in another place or not by an import. An import would reset all ` +
  "attributes, so nothing was imported. If a resource of this stack that left the program had them, run `pulumi up " +
  `--refresh\`. If nobody else manages them, adopt them: write \`adopt\` (TypeScript classes) with "${numbers.join(",")}", or the ` +
  "resource option `import` (plugin) with the place where they are. Otherwise leave these numbers out, or remove them first.";

/** This resource's own numbers, and those that another resource of the program releases. */
async function lettingGo(
  call: Call<Bandwidth>,
  numbers: readonly string[],
  isOwn: ReadonlySet<string>,
): Promise<string[]> {
  const holder = (number: string) => call.others.holder(importThing(number));
  const others = numbers.filter((number) => !isOwn.has(number));
  if (!others.every((number) => holder(number)?.certain)) {
    const { timeoutMs: limitMs } = following(call, WHAT);
    await call.others.atRest({ signal: call.signal, limitMs });
  }
  const passing = others.filter((number) => holder(number)?.keeps === false);
  for (const number of passing) call.others.take(importThing(number));
  return numbers.filter((number) => isOwn.has(number) || passing.includes(number));
}

/** Moves numbers here. It removes numbers that the API doesn't move. Those are returned and must be imported. */
async function bringHere(
  call: Call<Bandwidth>,
  numbers: readonly string[],
  places: ReadonlyMap<string, Placement>,
  { siteId = "", sipPeerId }: ExternalPlace,
): Promise<string[]> {
  if (numbers.length === 0) return [];
  const { api } = call;
  const waiting = following(call, WHAT);
  const to: PeerPlace = { siteId, sipPeerId: sipPeerId ?? (await defaultPeer(api, siteId)) };
  const { failed } = await api.numbers.move([...numbers], to, waiting).catch((error: unknown) => {
    const [code] = error instanceof BandwidthError ? error.codes.filter((one) => CANNOT_MOVE.has(one)) : [];
    if (code === undefined) throw error;
    return { failed: numbers.map((telephoneNumber) => ({ telephoneNumber, code, description: "cannot be moved" })) };
  });
  const stuck = failed.filter(({ code }) => !CANNOT_MOVE.has(code ?? ""));
  if (stuck.length > 0) throw new Error(describeFailures("numbers were not moved", stuck, AGAIN, moveErrors));
  const fixed = failed.flatMap(({ telephoneNumber }) => telephoneNumber ?? []);
  if (fixed.length === 0) return [];
  call.warn(
    `${namesOf(fixed)}: the API does not move ${fixed.length === 1 ? "it" : "them"} (error ${failed[0]?.code}), so ` +
      `${fixed.length === 1 ? "it is" : "they are"} removed and imported again. All other settings of ${fixed.length === 1 ? "it" : "them"} are lost.`,
  );
  for (const [from, group] of bySite(fixed, places)) {
    const { failed: left, open, orderIds } = await api.externalTns.remove(group, { siteId: from }, waiting);
    if (left.length > 0) throw new Error(describeFailures("numbers were not removed", left, AGAIN));
    if (open)
      throw new Error(
        `the order ${orderIds.join(", ")} that removes ${namesOf(group)} did not finish in time. ${AGAIN}`,
      );
  }
  return fixed;
}

function bySite(numbers: readonly string[], places: ReadonlyMap<string, Placement>): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const number of numbers) {
    const siteId = places.get(number)?.siteId ?? "";
    groups.set(siteId, [...(groups.get(siteId) ?? []), number]);
  }
  return groups;
}

export function isAt(found: Placement, wanted: ExternalPlace): boolean {
  const sameSite = wanted.siteId === undefined || found.siteId === wanted.siteId;
  // The API may show the site of a number and no peer. A move only for that would change nothing visible.
  return sameSite && (wanted.sipPeerId === undefined || ["", wanted.sipPeerId].includes(found.sipPeerId));
}
