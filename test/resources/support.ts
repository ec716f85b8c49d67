import { systemClock } from "../../provider/bandwidth/http/clock.js";
import { connect } from "../../provider/connect.js";
import type { AnyResource, Call } from "../../provider/pulumi/definition/definition.js";
import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import * as lifecycle from "../../provider/pulumi/definition/lifecycle.js";
import type { Others } from "../../provider/pulumi/run/program.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import type { Bandwidth } from "../../provider/resources/define.js";
import { resources } from "../../provider/resources/loaded.js";
import type { Order } from "../../simulator/account/types.js";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/index.js";
import { FastClock } from "../faults/fastClock.js";
import { unnamed } from "../used.js";

export function resourceNamed(name: string): AnyResource<Bandwidth> {
  const found = resources.find((resource) => resource.name === name);
  if (!found) throw new Error(`no resource ${name}`);
  return found;
}

/** What checks say of a resource's inputs, as `path reason` lines. */
export function complaints(name: string, inputs: Values, api?: Bandwidth): string[] {
  const { failures } = lifecycle.check(resourceNamed(name), inputs, api);
  return failures.map(({ property, reason }) => `${property} ${reason}`);
}

export function warnings(name: string, inputs: Values): string[] {
  const found = lifecycle.check(resourceNamed(name) as AnyResource<never>, inputs).warnings;
  return found.map(({ property, reason }) => `${property} ${reason}`);
}

export const address = {
  houseNumber: "900",
  streetName: "Main Campus Drive",
  city: "Raleigh",
  stateCode: "NC",
  zip: "27606",
};

/** A program of one resource, all of which is known. */
const nobodyElse: Others = {
  keeper: () => undefined,
  holder: () => undefined,
  isHere: () => false,
  take: () => {},
  taker: () => undefined,
  atRest: async () => {},
  idle: async () => {},
  partial: false,
  destroysPart: false,
  departing: () => [],
  leave: () => {},
};

/** One stack on a simulated account: runs life cycles as a front-end does, and keeps what was said. */
export class Stack {
  readonly said: string[] = [];
  /** Another one is another stack's, of the same program. */
  stateKey = "the key of this state";
  /** Ids that a refresh of this run has shown. */
  readonly refreshed = new Set<string>();
  /** What was made here, by type and id. */
  private readonly made = new Set<string>();
  private running = 0;
  /** Operations that a resource used without naming them. */
  private readonly strays: string[] = [];

  private constructor(
    readonly simulator: Simulator,
    readonly api: Bandwidth,
    /** Nobody waits in it. A test whose steps run beside each other starts its stack with `now: Date.now`, and waits. */
    readonly time: FastClock,
  ) {}

  static async start(
    options: SimulatorOptions = {},
    environment: Record<string, string> = {},
    dialect: "classic" | "universal" = "classic",
    startsAt = Date.now(),
  ): Promise<Stack> {
    const time = new FastClock(startsAt);
    const simulator = await startSimulator({ now: time.now, ...options });
    const given = { configuration: {}, environment: { ...simulator.environment(dialect), ...environment } };
    const clock = options.now ? systemClock : time.forProcess();
    return new Stack(simulator, connect(given, { clock }), time);
  }

  call(urn: string): Call<Bandwidth> {
    const say = (message: string) => void this.said.push(message);
    return {
      api: this.api,
      urn: `urn:pulumi:dev::numbers::bandwidth::${urn}`,
      stateKey: this.stateKey,
      ownerId: `${this.stateKey} ${urn}`,
      signal: new AbortController().signal,
      isHeldByOther: () => false,
      isHeldElsewhere: () => false,
      isHeld: (type, id) => this.made.has(`${type} ${id}`),
      makesRoomFor: () => undefined,
      wasMine: (id) => this.refreshed.has(id),
      others: nobodyElse,
      recordState: () => {},
      recordDeleting: () => {},
      recordDeleted: () => {},
      recordKept: () => {},
      status: say,
      info: say,
      warn: say,
    };
  }

  /** Checks and creates, as an `up` does with a new resource. */
  async create(type: string, name: string, program: Values, adopt?: string) {
    const resource = resourceNamed(type);
    const inputs = this.checked(type, program);
    const made = await this.watched(type, lifecycle.create(resource, this.call(name), inputs, adopt));
    this.made.add(`${type} ${made.id}`);
    return made;
  }

  /** Diffs and updates; nothing happens when nothing differs. */
  async update(type: string, name: string, id: string, state: Values, program: Values): Promise<Values> {
    const { changes } = this.diff(type, state, program);
    return changes.length === 0 ? state : this.goOn(type, name, id, state, program);
  }

  /** Updates, as an `up` does with what is unfinished, whether or not anything differs. */
  goOn(type: string, name: string, id: string, state: Values, program: Values): Promise<Values> {
    const inputs = this.checked(type, program);
    return this.watched(type, lifecycle.update(resourceNamed(type), this.call(name), id, state, inputs));
  }

  read(type: string, name: string, id: string, state?: Values) {
    return this.watched(type, lifecycle.read(resourceNamed(type), this.call(name), id, state));
  }

  diff(type: string, state: Values, program: Values) {
    return lifecycle.diff(resourceNamed(type) as AnyResource<never>, state, this.checked(type, program));
  }

  delete(type: string, name: string, id: string, state: Values) {
    return this.watched(type, lifecycle.remove(resourceNamed(type), this.call(name), id, state));
  }

  /** Deletes what was replaced, at the end of an `up` in which the other one stands in its place. */
  deleteReplaced(type: string, name: string, old: { id: string; state: Values }, heir: { id: string; state: Values }) {
    const call = { ...this.call(name), replacement: heir };
    return this.watched(type, lifecycle.remove(resourceNamed(type), call, old.id, old.state));
  }

  /** A create that ends while its order of this kind is still open, until `release`: what the state has then. */
  createInVain(
    type: string,
    kind: Order["kind"],
    name: string,
    program: Values,
  ): Promise<{ id: string; state: Values }> {
    return this.inVain(kind, name, (call) => lifecycle.create(resourceNamed(type), call, this.checked(type, program)));
  }

  /** The same of a change. */
  async updateInVain(
    type: string,
    kind: Order["kind"],
    name: string,
    { id, state }: { id: string; state: Values },
    program: Values,
  ): Promise<{ id: string; state: Values }> {
    const inputs = this.checked(type, program);
    const left = await this.inVain(kind, name, (call) =>
      lifecycle.update(resourceNamed(type), call, id, state, inputs),
    );
    return { id, state: left.state };
  }

  private async inVain(kind: Order["kind"], name: string, act: (call: Call<Bandwidth>) => Promise<unknown>) {
    this.simulator.account.script({ kind, outcome: "stuck" });
    const error = await act({ ...this.call(name), timeoutMs: 1 }).catch((it: unknown) => it);
    if (!(error instanceof PartialFailure)) throw error;
    return { id: String(error.done.id), state: error.done.outputs };
  }

  /** Lets every order that is stuck come to its end. */
  release(): void {
    const { account } = this.simulator;
    for (const order of account.orders.values()) {
      if (order.script?.outcome === "stuck") account.resume(order);
    }
  }

  /** The import ids of everything of a type. */
  listed(type: string): Promise<string[]> {
    const { list } = resourceNamed(type);
    const find = async () => {
      const ids: string[] = [];
      for await (const { id } of list?.find({ ...this.call("list"), query: {} }) ?? []) ids.push(id);
      return ids;
    };
    return this.watched(type, find());
  }

  async site(): Promise<string> {
    const { id } = await this.create("Site", "site", { name: "Raleigh", address });
    return id;
  }

  async peer(siteId: string, name = "voice", isDefaultPeer = true): Promise<string> {
    const { state } = await this.create("SipPeer", name, { siteId, name, isDefaultPeer });
    return String(state.sipPeerId);
  }

  /** A site with its default peer. */
  async place(): Promise<{ siteId: string; sipPeerId: string }> {
    const siteId = await this.site();
    return { siteId, sipPeerId: await this.peer(siteId) };
  }

  /** So many numbers in service, at a place of their own. */
  async numbers(quantity: number): Promise<string[]> {
    const wish = { ...(await this.place()), search: { areaCode: "919" }, quantity };
    const { state } = await this.create("PhoneNumberOrder", "main", wish);
    return state.telephoneNumbers as string[];
  }

  /** Requests that change something, since a mark. */
  writes(since = 0): string[] {
    // A look-up of many numbers is a POST, too.
    const made = this.simulator.requests
      .slice(since)
      .filter(({ method, path }) => method !== "GET" && !(method === "POST" && path === "/tns"));
    return made.map(
      ({ method, path }) => `${method} ${path.replace(/^\/accounts\/\d+/, "").replace(/[0-9a-f-]{36}|\d+/g, "*")}`,
    );
  }

  async close(): Promise<void> {
    this.api.client.close();
    await this.simulator.close();
    if (this.strays.length > 0) throw new Error(this.strays.join("\n"));
  }

  /** A resource names every operation that it uses; what runs beside it is only watched until it begins. */
  private async watched<Result>(type: string, act: Promise<Result>): Promise<Result> {
    const mark = this.simulator.requests.mark();
    const alone = this.running++ === 0;
    if (alone) this.time.pass(1_000);
    try {
      return await act;
    } finally {
      this.running--;
      // As if each step were a command of its own. Steps beside each other are one run.
      if (this.running === 0) this.api.client.beginRun();
      if (alone && this.running === 0) {
        const beside = unnamed(resourceNamed(type), this.simulator.requests.since(mark));
        this.strays.push(...beside.map((operation) => `${type} uses ${operation}, but does not name it`));
      }
    }
  }

  checked(type: string, program: Values): Values {
    const { inputs, failures } = lifecycle.check(resourceNamed(type), program, this.api);
    if (failures.length > 0)
      throw new Error(failures.map(({ property, reason }) => `${property} ${reason}`).join("\n"));
    return inputs;
  }
}

/** Another stack imports what has this id: a note on it names its claim. */
export async function claimedElsewhere(stack: Stack, type: string, id: string): Promise<void> {
  const resource = resourceNamed(type);
  const call = { ...stack.call("elsewhere"), stateKey: "another state", ownerId: "another state" };
  const imported = await lifecycle.read(resource, call, id);
  await resource.noteOwnership?.({ ...call, state: imported?.state ?? {} });
}

/** The note by which version 0.1.0 said on a port-in or an LSR order that another state has it. */
export const CLAIM_OF_0_1_0 = "pulumi-bandwidth claim 5e2d8a40-77f1-4d0c-9a3e-0d5b7c1e9f21 3fa94b07c1de";
