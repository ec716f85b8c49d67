import { randomUUID } from "node:crypto";
import { asDeclared } from "../../pulumi/definition/asDeclared.js";
import { check, givenIn } from "../../pulumi/definition/checkResource.js";
import type { AnyResource, Survey } from "../../pulumi/definition/definition.js";
import * as lifecycle from "../../pulumi/definition/lifecycle.js";
import type { PackageDefinition } from "../../pulumi/definition/package.js";
import { asSent, knownPart } from "../../pulumi/definition/sound.js";
import { ServerSession } from "../../pulumi/plugin/session.js";
import { type Properties, type Property, propertiesOf } from "../../pulumi/values/property.js";
import { markState } from "../../pulumi/values/secrets.js";
import { equal, isObject, reveal, type Values } from "../../pulumi/values/values.js";
import { toFile } from "../../pulumi/values/wire.js";
import type { Bandwidth } from "../../resources/define.js";

/** A resource as the plugin's own `Read` sees it. */
export interface Thing {
  /** Name of the resource's definition. */
  type: string;
  id: string;
  /** What a program has to declare. */
  inputs: Values;
  outputs: Values;
  /** As an import file has them: secrets are marked. */
  state: { inputs: Record<string, unknown>; outputs: Record<string, unknown> };
}

/** Why something that exists is not in the program. */
export class NotAdoptable extends Error {}

/**
 * Reads resources by the code that an import uses, so that the state which is written here is the state that an import would
 * write. It sends only reads.
 */
export class Reading {
  readonly #session: ServerSession<Bandwidth>;
  /** When the oldest part of it was read, if an earlier run has read some. */
  readSince?: () => string | undefined;
  #survey: Survey | undefined;
  /** The key of each stack, by its name. */
  readonly #keys = new Map<string, string>();

  constructor(
    readonly pack: PackageDefinition<Bandwidth>,
    environment: Readonly<Record<string, string | undefined>>,
  ) {
    this.#session = new ServerSession(pack, environment);
    this.#session.configure({}, this.#keyOf(""));
  }

  /** The key by which later orders of a stack are known. Each adoption has its own, so that two stacks never share one. */
  #keyOf(stack: string): string {
    const key = this.#keys.get(stack) ?? randomUUID();
    this.#keys.set(stack, key);
    return key;
  }

  /** What is read from now on is for this stack. */
  readFor(stack: string): void {
    this.#session.goOnFor(this.#keyOf(stack));
  }

  get api(): Promise<Bandwidth> {
    return this.#session.api;
  }

  get signal(): AbortSignal {
    return this.#session.signal;
  }

  /**
   * From now on, numbers are read as parts of this account: nothing is asked about each of them. `isDoubtful`: which of them belong
   * to other carriers is not known.
   */
  async readsWhole(isDoubtful: boolean): Promise<void> {
    const { client } = await this.api;
    const now = new Date(client.clock.now()).toISOString();
    this.#survey = { at: this.readSince?.() ?? now, isDoubtful };
  }

  /** The API and the account, as in `bandwidth.com/9500249`. Undefined if the settings are not valid. */
  get place(): string | undefined {
    return this.#session.world?.name;
  }

  /** Stops at the next request. */
  cancel(): void {
    this.#session.cancel();
  }

  has(type: string): boolean {
    return this.pack.resources.some(({ name }) => name === type);
  }

  definition(type: string): AnyResource<Bandwidth> {
    const found = this.pack.resources.find(({ name }) => name === type);
    if (!found) throw new Error(`no resource ${type}`);
    return found;
  }

  /** The import ids of everything of a type. */
  async *ids(type: string): AsyncGenerator<{ id: string; name: string }> {
    yield* this.definition(type).list?.find({ api: await this.api, query: {}, signal: this.signal }) ?? [];
  }

  /**
   * What has this import id; undefined if nothing has it. With `declared`, it is read as a refresh of a resource that declares just
   * this.
   * @throws NotAdoptable if no program can declare it as it is.
   */
  async read(type: string, id: string, name: string, declared?: Values): Promise<Thing | undefined> {
    const resource = this.definition(type);
    const urn = `urn:pulumi:adopt::adopt::${this.pack.name}:index:${type}::${name}`;
    const survey = this.#survey;
    const found = await this.#session.run({ type, urn }, (call) =>
      declared
        ? lifecycle.read(resource, { ...call, survey }, id, declared, declared)
        : lifecycle.read(resource, { ...call, survey }, id),
    );
    if (!found) return undefined;
    const inputs = significant(propertiesOf(resource.inputs), found.inputs);
    const { inputs: checked, failures } = check(resource, inputs, await this.api);
    const [failure] = failures;
    if (failure) throw new NotAdoptable(`${failure.property} ${failure.reason}`);
    // As a resource that declares just this would see it.
    const state = asDeclared(resource, found, reveal(checked));
    const [change] = lifecycle.diff(resource as AnyResource<never>, state, checked).changes;
    if (change) throw new NotAdoptable(`the API does not tell all of it: ${change.path} would change`);
    const marked = (values: Values) => toFile(markState(resource, values, {}));
    return { type, id: found.id, inputs, outputs: state, state: { inputs: marked(checked), outputs: marked(state) } };
  }

  /** What no other resource of the program may have, by what makes two of them equal. */
  claimsOf({ type, inputs }: Pick<Thing, "type" | "inputs">): Map<string, string> {
    if (!this.has(type)) return new Map();
    const resource = this.definition(type);
    const known = knownPart(asSent(resource as AnyResource<never>, inputs));
    const claims = resource.claims?.(known, givenIn(known)) ?? [];
    return new Map(claims.map(({ what, key = what }) => [key, what]));
  }

  async close(): Promise<void> {
    // Without settings there was no connection.
    const api = await this.#session.api.catch(() => undefined);
    api?.client.close();
  }
}

/** What a program says: without what is empty, off, or the default anyway. */
function significant(properties: Properties, inputs: Values): Values {
  const said = Object.entries(inputs).flatMap(([name, value]) => {
    const property = properties[name];
    if (property === undefined || isIdle(value, property)) return [];
    return [[name, isObject(value) && property.properties ? significant(property.properties, value) : value]];
  });
  return Object.fromEntries(said);
}

/** Nothing, off, or the default. */
function isIdle(value: unknown, property: Property | undefined): boolean {
  if (value === undefined || value === false || property?.deprecated !== undefined) return true;
  if (Array.isArray(value)) return value.length === 0;
  if (isObject(value)) return Object.entries(value).every(([name, part]) => isIdle(part, property?.properties?.[name]));
  return property?.default !== undefined && equal(value, property.default);
}
