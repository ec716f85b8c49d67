import { type Properties, propertiesOf } from "../values/property.js";
import { compact, isObject, pickKeys, type Values } from "../values/values.js";
import type { AnyResource, Call } from "./definition.js";
import { PartialFailure } from "./errors.js";
import { sameSet } from "./observe.js";
import { asSent } from "./sound.js";

/** Where the state remembers how the server stored what it rewrites. */
export const STORED = "__stored";

/** When a reading of a whole account put the thing into the state. Nobody was asked about each thing. */
export const ADOPTED = "__adopted";

/** Keeps it, whatever a refresh or a change makes of the rest. */
export const stillAdopted = (was: Values, now: Values): Values =>
  was[ADOPTED] === undefined ? now : { ...now, [ADOPTED]: was[ADOPTED] };

/** The state after a change. A set is in the program's order there. Otherwise a refresh would show the order as a difference. */
export function joined(resource: AnyResource<never>, inputs: Values, outputs: Values): Values {
  const properties = Object.entries(propertiesOf(resource.inputs));
  const sets = properties.filter(([name, { set }]) => set && sameSet(inputs[name], outputs[name]));
  return { ...inputs, ...outputs, ...Object.fromEntries(sets.map(([name]) => [name, inputs[name]])) };
}

/** Keeps, besides the declared value, what the server made of it. A later difference from that is drift. */
export async function remember<Api>(
  resource: AnyResource<Api>,
  call: Call<Api>,
  id: string,
  state: Values,
): Promise<Values> {
  const properties = propertiesOf(resource.inputs);
  if (rewrittenPart(properties, state) === undefined) return compact(state);
  // Without this look, the first refresh takes what it finds as what was stored. That is no reason to fail a finished create.
  const found = await resource.read({ ...call, id, state: asSent(resource, state) }).catch(() => undefined);
  return compact({ ...state, [STORED]: found && rewrittenPart(properties, pickKeys(state, found.inputs as Values)) });
}

/** An error that leaves something behind carries a whole state, not only what the failing step knew. */
export function withState(error: unknown, base: Values): unknown {
  if (!(error instanceof PartialFailure)) return error;
  const outputs = compact({ ...base, ...error.done.outputs });
  return new PartialFailure(error.message, { id: error.done.id, outputs }, { cause: error });
}

/** How the server stored what it rewrites, as the state remembers it. */
export function storedPart(state: Values): Values | undefined {
  return isObject(state[STORED]) ? state[STORED] : undefined;
}

/** The values that the server rewrites. */
export function rewrittenPart(properties: Properties, values: Values): Values | undefined {
  const entries = Object.entries(properties).filter(
    ([name, { normalizedByServer }]) => normalizedByServer && values[name] !== undefined,
  );
  return entries.length > 0 ? Object.fromEntries(entries.map(([name]) => [name, values[name]])) : undefined;
}

/** The values of these properties. */
export function pick(properties: Properties, values: Values): Values {
  return Object.fromEntries(
    Object.keys(properties)
      .filter((name) => values[name] !== undefined)
      .map((name) => [name, values[name]]),
  );
}
