import { asDeclared } from "../../provider/pulumi/definition/asDeclared.js";
import type { AnyResource, Call } from "../../provider/pulumi/definition/definition.js";
import * as lifecycle from "../../provider/pulumi/definition/lifecycle.js";
import { Program, type RunKnowledge } from "../../provider/pulumi/run/program.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { fromWire, toWire } from "../../provider/pulumi/values/wire.js";
import type { Bandwidth } from "../../provider/resources/define.js";
import { resourceNamed } from "../resources/support.js";

/** The engine's model registers resources without a delay between them. */
const REST_MS = 5;

/** The process was killed: what it was doing has no end that anybody hears of. */
export class Killed extends Error {
  override readonly name = "Killed";
}

/** One provider process, as a front-end runs it: the connection, what the run has seen, and how it may end. */
export class ProviderProcess {
  readonly api: Bandwidth;
  readonly said: string[] = [];
  private readonly program: Program;
  private readonly canceled = new AbortController();
  private readonly death: Promise<never>;
  private dead = false;
  private die: (reason: Killed) => void = () => {};

  /** `stack`: whose run it is. `knowledge`: what it sees of the command that has started it. */
  constructor(
    connect: (isDead: () => boolean) => Bandwidth,
    private readonly stack = "dev",
    knowledge: RunKnowledge = {},
  ) {
    this.program = new Program(() => REST_MS, knowledge);
    this.api = connect(() => this.dead);
    this.death = new Promise((_resolve, reject) => {
      this.die = reject;
    });
    this.death.catch(() => {});
    this.silenceTheDead();
  }

  /** SIGKILL: nothing more comes out of it, and all that it knew is gone. */
  kill(): void {
    this.dead = true;
    this.die(new Killed("the process was killed"));
  }

  /** What is under way beside the request at which it died sends nothing more either. */
  private silenceTheDead(): void {
    const { client } = this.api;
    const request = client.request.bind(client);
    client.request = (given) => (this.dead ? new Promise(() => {}) : request(given));
  }

  /** Ctrl-C once. */
  cancel(): void {
    this.canceled.abort(new Error("canceled by the user"));
  }

  close(): void {
    this.api.client.close();
  }

  check(type: string, name: string, given: Values): Values {
    const urn = this.urnOf(type, name);
    const { inputs, failures } = lifecycle.checkResource(definition(type), given, this.program, urn);
    if (failures.length === 0) return inputs;
    throw new Error(failures.map(({ property, reason }) => `${property} ${reason}`).join("; "));
  }

  diff(type: string, name: string, id: string, state: Values, inputs: Values) {
    const urn = this.urnOf(type, name);
    this.program.hold(type, id, urn);
    const difference = lifecycle.diff(definition(type), copy(state), inputs, this.program.others(urn));
    this.program.compared(type, urn, lifecycle.holdingOf(definition(type), id, state), difference.changes);
    return difference;
  }

  /** `adopt`: what is there already and is taken over. */
  async create(type: string, name: string, inputs: Values, adopt?: string): Promise<{ id: string; state: Values }> {
    const made = await this.run(lifecycle.create(resourceNamed(type), this.call(type, name), inputs, adopt));
    return { id: made.id, state: copy(made.state) };
  }

  /** In what the resource that an import has found is not what the program declares. */
  importedChanges(type: string, name: string, found: { id: string; inputs: Values; state: Values }, inputs: Values) {
    const urn = this.urnOf(type, name);
    const is = asDeclared(definition(type), found, inputs);
    const { changes } = lifecycle.diff(definition(type), is, inputs, this.program.others(urn));
    this.program.compared(type, urn, lifecycle.holdingOf(definition(type), found.id, is), changes);
    return changes.map(({ path }) => path);
  }

  async update(type: string, name: string, id: string, state: Values, inputs: Values): Promise<Values> {
    return copy(await this.run(lifecycle.update(resourceNamed(type), this.call(type, name), id, copy(state), inputs)));
  }

  async read(type: string, name: string, id: string, state?: Values, declared?: Values) {
    const was = state && copy(state);
    const found = await this.run(lifecycle.read(resourceNamed(type), this.call(type, name), id, was, declared));
    if (!found) return undefined;
    this.program.found(type, this.urnOf(type, name), lifecycle.holdingOf(definition(type), found.id, found.state));
    return { id: found.id, inputs: copy(found.inputs), state: copy(found.state) };
  }

  async delete(type: string, name: string, id: string, state: Values): Promise<void> {
    await this.run(lifecycle.remove(resourceNamed(type), this.call(type, name, true), id, copy(state)), true);
  }

  private run<Result>(work: Promise<Result>, deletes = false): Promise<Result> {
    return Promise.race([this.program.quiet.during(() => work, { deletes }), this.death]);
  }

  private call(type: string, name: string, deletes = false): Call<Bandwidth> {
    const urn = this.urnOf(type, name);
    const say = (message: string) => void this.said.push(message);
    return {
      api: this.api,
      urn,
      stateKey: `the key of the state of ${this.stack}`,
      ownerId: `the key of the state of ${this.stack} ${type} ${name}`,
      signal: this.canceled.signal,
      ...this.program.place(type, urn, deletes),
      status: say,
      info: say,
      warn: say,
    };
  }

  private urnOf(type: string, name: string): string {
    return `urn:pulumi:${this.stack}::numbers::bandwidth:index:${type}::${name}`;
  }
}

const definition = (type: string) => resourceNamed(type) as AnyResource<unknown> as AnyResource<never>;

/** A state goes to a file and comes back: nothing survives that is no plain data. */
export function copy(values: Values): Values {
  return fromWire(JSON.parse(JSON.stringify(toWire(values))));
}
