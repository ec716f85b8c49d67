import { asWritten, refuseNewer } from "../run/format.js";
import type { Holding } from "../run/hands.js";
import type { Amounts } from "../run/plan.js";
import type { Others } from "../run/program.js";
import { homeOf, type World } from "../run/world.js";
import { rootOf } from "../values/path.js";
import { propertiesOf } from "../values/property.js";
import { compact, pickKeys, reveal, type Values } from "../values/values.js";
import { asDeclared } from "./asDeclared.js";
import { givenIn, passing } from "./checkResource.js";
import type { AnyResource, Call } from "./definition.js";
import { diffProperties, replacingOn } from "./diff.js";
import { PartialFailure } from "./errors.js";
import { observe } from "./observe.js";
import { asSent, knownPart, normal, soundPart } from "./sound.js";
import {
  ADOPTED,
  joined,
  pick,
  remember,
  rewrittenPart,
  STORED,
  stillAdopted,
  storedPart,
  withState,
} from "./stored.js";
import { type Found, witnessed } from "./witnessed.js";

export { check, checkResource } from "./checkResource.js";

/** What an instance has, in the words of `claims`. */
export function holdingOf(resource: AnyResource<never>, id: string, state: Values): Holding {
  const is = knownPart(asSent(resource, state));
  const things = passing(resource.claims?.(is, givenIn(is)) ?? []);
  return { id, state, things, left: resource.left?.(is), pending: resource.pending?.(is) };
}

/**
 * What has to change to make the state what the program declares. `replaceOn`: paths where any change replaces the resource.
 * @throws NewerState, or Elsewhere if the state is of another account or environment than this run's.
 */
export function diff(
  resource: AnyResource<never>,
  state: Values,
  inputs: Values,
  others?: Others,
  { world, replaceOn = [] }: { world?: World; replaceOn?: readonly string[] } = {},
) {
  const was = reveal(state);
  refuseNewer(was);
  homeOf(world, was);
  const properties = propertiesOf(resource.inputs);
  const is = knownPart(asSent(resource, state));
  const all = normal(properties, reveal(inputs));
  const wanted = soundPart(properties, all);
  const actual = resource.actual?.(is, wanted) ?? pick(properties, is);
  const own = [
    ...diffProperties(properties, actual, all),
    ...(resource.changes?.(is, knownPart(wanted), others) ?? []),
  ];
  const changes = replacingOn(replaceOn, own);
  const { deleteBeforeReplace: first = false } = resource;
  const replaces = [...new Set(changes.filter((change) => change.replaces).map(({ path }) => rootOf(path)))];
  return {
    changes,
    replaces,
    deleteBeforeReplace: typeof first === "function" ? first(is, knownPart(wanted)) : first,
    announcement: resource.announce?.(is, knownPart(wanted), replaces.length > 0, others),
    reminder: changes.length === 0 && others?.foreseen ? resource.remind?.(is, others) : undefined,
  };
}

/** How much of each limit a change would use. Without a state, it is a create. */
export function plans(
  resource: AnyResource<never>,
  change: { state?: Values; inputs: Values; replaces?: boolean },
  others?: Others,
) {
  const is = change.state && knownPart(asSent(resource, change.state));
  const wanted = knownPart(asSent(resource, change.inputs));
  const parts: (Amounts | undefined)[] = change.replaces
    ? [resource.plans?.(undefined, wanted, others), resource.plans?.(is, undefined, others)]
    : [resource.plans?.(is, wanted, others)];
  return parts.filter((part) => part !== undefined);
}

/** Creates the resource, or adopts what `adopt` names. */
export async function create<Api>(
  resource: AnyResource<Api>,
  call: Call<Api>,
  wanted: Values,
  adopt?: string,
): Promise<{ id: string; state: Values }> {
  const inputs = reveal(wanted);
  if (adopt !== undefined) return adoptExisting(resource, call, inputs, adopt);
  if (call.replaces) {
    refuseNewer(call.replaces.state);
    homeOf(call.world, call.replaces.state);
  }
  try {
    const replaces = call.replaces && { ...call.replaces, state: asSent(resource, call.replaces.state) };
    const { id, outputs } = await resource.create({ ...call, inputs: asSent(resource, inputs), replaces });
    const made = joined(resource, inputs, outputs);
    call.recordState(holdingOf(resource as AnyResource<never>, id, made));
    return { id, state: asWritten(call, await remember(resource, call, id, made)) };
  } catch (error) {
    const left = withState(error, asWritten(call, inputs));
    if (left instanceof PartialFailure && left.done.id !== undefined) {
      call.recordState(holdingOf(resource as AnyResource<never>, left.done.id, left.done.outputs));
    }
    throw left;
  }
}

async function adoptExisting<Api>(resource: AnyResource<Api>, call: Call<Api>, inputs: Values, importId: string) {
  const found = await read(resource, call, importId);
  if (!found) {
    const { form, example } = resource.importId;
    throw new Error(
      `nothing with the id "${importId}" to adopt; expected: ${form}, as in ${example}. Nothing was created.`,
    );
  }
  const id = found.id;
  const state = await completeImport(resource, call, asDeclared(resource, found, inputs), inputs);
  // It may refuse while another resource keeps what this one would take.
  await resource.noteOwnership?.({ ...call, state: asSent(resource, state) });
  call.recordState(holdingOf(resource as AnyResource<never>, id, state));
  if (diff(resource as AnyResource<never>, state, inputs).changes.length === 0) {
    return { id, state: { ...state, ...pick(propertiesOf(resource.inputs), inputs) } };
  }
  try {
    return { id, state: await update(resource, call, id, state, inputs) };
  } catch (error) {
    throw error instanceof PartialFailure && error.done.id === undefined
      ? new PartialFailure(error.message, { id, outputs: error.done.outputs }, { cause: error })
      : error;
  }
}

/** What an import has read, with what the program declares and only costly look-ups show. */
export async function completeImport<Api>(
  resource: AnyResource<Api>,
  call: Call<Api>,
  state: Values,
  inputs: Values,
): Promise<Values> {
  const wanted = knownPart(asSent(resource, inputs));
  return { ...state, ...(await resource.completeImport?.({ ...call, state: asSent(resource, state), wanted })) };
}

/** What the resource option `import` has taken over stands here now. */
export async function noteImport<Api>(resource: AnyResource<Api>, call: Call<Api>, state: Values): Promise<void> {
  await resource.noteImport?.({ ...call, state: asSent(resource, reveal(state)) });
}

/**
 * Reads what exists. `inputs` are what a program would write. With a state, they contain only what the state declares. What the
 * state knows counts as gone only in the account and environment where it lived.
 */
export async function read<Api>(
  resource: AnyResource<Api>,
  call: Call<Api>,
  id: string,
  state?: Values,
  declared?: Values,
): Promise<Found | undefined> {
  const look = async () => {
    const found = await lookAt(resource, call, id, state, declared);
    return found && { ...found, state: asWritten(call, found.state, state && reveal(state)) };
  };
  if (state === undefined) return look();
  const was = reveal(state);
  // What this version doesn't understand would be lost.
  refuseNewer(was);
  return witnessed(resource, call, id, was, look);
}

async function lookAt<Api>(
  resource: AnyResource<Api>,
  call: Call<Api>,
  id: string,
  state?: Values,
  declared?: Values,
): Promise<Found | undefined> {
  const found = await resource.read({ ...call, id, state: state && asSent(resource, state) });
  if (!found) return undefined;
  const actual = compact(found.inputs as Values);
  const properties = propertiesOf(resource.inputs);
  if (!state) {
    const stored = rewrittenPart(properties, actual);
    const outputs = found.outputs as Values;
    const adopted = call.survey?.at ?? outputs[ADOPTED];
    const seen = { ...actual, ...outputs, [STORED]: stored, [ADOPTED]: adopted };
    return { id: found.id ?? id, inputs: actual, state: compact(seen) };
  }
  const was = reveal(state);
  const had = resource.actual?.(was, was) ?? pick(properties, was);
  const wanted = declared ? reveal(declared) : had;
  const stored = storedPart(was) ?? rewrittenPart(properties, pickKeys(wanted, actual));
  const inputs = observe(properties, wanted, actual, stored ?? {});
  // After a failed change, the program's inputs are ahead of what the server has. What the server doesn't return is still as
  // the state remembers it. Otherwise the change would be forgotten.
  const seen = observe(properties, had, actual, stored ?? {});
  const adopted = was[ADOPTED] ?? call.survey?.at;
  const now = { ...seen, ...found.outputs, [STORED]: stored, [ADOPTED]: adopted };
  return { id: found.id ?? id, inputs, state: compact(now) };
}

/** Before a change, look at the thing first if its state doesn't say that it lives in this account and environment. */
async function makeSure<Api>(resource: AnyResource<Api>, call: Call<Api>, id: string, state: Values): Promise<void> {
  if (homeOf(call.world, state) !== "here" && call.world && call.witness) await read(resource, call, id, state);
}

/** Changes the resource in place. */
export async function update<Api>(
  resource: AnyResource<Api>,
  call: Call<Api>,
  id: string,
  state: Values,
  wanted: Values,
): Promise<Values> {
  const was = reveal(state);
  refuseNewer(was);
  const inputs = reveal(wanted);
  await makeSure(resource, call, id, was);
  call.recordState(holdingOf(resource as AnyResource<never>, id, was));
  try {
    const sent = { state: asSent(resource, was), inputs: asSent(resource, inputs) };
    const outputs = await resource.update({ ...call, id, ...sent });
    const changed = stillAdopted(was, joined(resource, inputs, outputs));
    call.recordState(holdingOf(resource as AnyResource<never>, id, changed));
    return asWritten(call, await remember(resource, call, id, changed), was);
  } catch (error) {
    const left = withState(error, asWritten(call, was));
    if (left instanceof PartialFailure)
      call.recordState(holdingOf(resource as AnyResource<never>, id, left.done.outputs));
    throw left;
  }
}

/**
 * Deletes the resource. A forced replacement finds the object that it is meant to replace, by its unique name or target, and
 * adopts it. The delete that follows, perhaps only in a later run, must not remove that object.
 */
export async function remove<Api>(resource: AnyResource<Api>, call: Call<Api>, id: string, state: Values) {
  const was = reveal(state);
  refuseNewer(was);
  homeOf(call.world, was);
  const replacement = call.replacement;
  // Another resource of the program has adopted or imported the same object.
  if (call.isHeldByOther(id) && !resource.handlesReplacement) {
    call.info(`${id} stays: another resource of this program has adopted it`);
    return call.recordDeleted();
  }
  if (replacement?.id === id && !resource.handlesReplacement) return;
  // The process of a new provider resource has adopted it.
  if (replacement === undefined && call.isHeldElsewhere(id) && !resource.handlesReplacement) {
    call.info(`${id} stays: what has replaced this resource has adopted it`);
    return call.recordDeleted();
  }
  await makeSure(resource, call, id, was);
  const replacedBy = replacement && { id: replacement.id, state: asSent(resource, replacement.state) };
  call.recordDeleting(holdingOf(resource as AnyResource<never>, id, was));
  try {
    await resource.delete({ ...call, id, state: asSent(resource, state), replacement: replacedBy });
  } catch (error) {
    call.recordKept();
    throw error;
  }
  call.recordDeleted();
}
