import { randomUUID } from "node:crypto";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import { connect } from "../../provider/connect.js";
import { bandwidth } from "../../provider/package.js";
import { check, create, diff, read, remove, update } from "../../provider/pulumi/plugin/resources.js";
import { ServerSession } from "../../provider/pulumi/plugin/session.js";
import { bagOf, structOf } from "../../provider/pulumi/values/struct.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { fromWire, toWire } from "../../provider/pulumi/values/wire.js";
import type { Bandwidth } from "../../provider/resources/define.js";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/index.js";
import { EventClock } from "./clock.js";

/** So many steps at once, as the engine does on four cores. */
export const PARALLEL = 16;

export const ADDRESS = {
  houseNumber: "900",
  streetName: "Main Campus Drive",
  city: "Raleigh",
  stateCode: "NC",
  zip: "27606",
};

/** A resource of a program. */
export interface Declared {
  type: string;
  name: string;
  inputs: Values;
}

interface Held extends Declared {
  id: string;
  state: Values;
}

/** A stack whose plugin runs in this process, without an engine: it is asked for what the engine would ask for. */
export class Bench {
  readonly held = new Map<string, Held>();
  private readonly key = randomUUID();

  private constructor(
    readonly simulator: Simulator,
    readonly clock: EventClock,
  ) {}

  static async start(options: SimulatorOptions = {}): Promise<Bench> {
    const clock = new EventClock();
    return new Bench(await startSimulator({ now: clock.now, ...options }), clock);
  }

  async close(): Promise<void> {
    await this.simulator.close();
    this.clock.close();
  }

  /** A process of the provider, as each command of the CLI starts one. */
  process(): ServerSession<Bandwidth> {
    const { clock } = this;
    const pack = { ...bandwidth, connect: (given: Parameters<typeof connect>[0]) => connect(given, { clock }), clock };
    const session = new ServerSession<Bandwidth>(pack, this.simulator.environment());
    session.configure({}, this.key);
    return session;
  }

  /** `up`: checks, compares, and creates or changes what differs. `done` is called after each step. */
  async up(program: readonly Declared[], session = this.process(), done = () => {}): Promise<void> {
    const steps: (() => Promise<void>)[] = [];
    for (const declared of program) {
      const request = about(new providerPb.CheckRequest(), declared);
      request.setNews(struct(declared.inputs));
      const checked = await check(session, request);
      const [failure] = checked.getFailuresList().map((one) => one.toObject());
      if (failure) throw new Error(`${declared.name}: ${failure.property} ${failure.reason}`);
      const inputs = fromWire(bagOf(checked.getInputs()));
      const held = this.held.get(declared.name);
      if (!held) steps.push(() => this.create(session, declared, inputs));
      else if (await this.differs(session, held, inputs)) steps.push(() => this.update(session, held, inputs));
    }
    await atOnce(steps.map((step) => () => step().then(done)));
  }

  refresh(session = this.process()): Promise<void> {
    return atOnce(
      [...this.held.values()].map((held) => async () => {
        const request = about(new providerPb.ReadRequest(), held);
        request.setId(held.id);
        request.setInputs(struct(held.state));
        request.setProperties(struct(held.state));
        const response = await read(session, request);
        if (response.getId() === "") throw new Error(`${held.name} is gone`);
        held.state = fromWire(bagOf(response.getProperties()));
      }),
    );
  }

  /** `pulumi import`: the engine reads twice. */
  async import(type: string, name: string, id: string, session = this.process()): Promise<void> {
    for (let time = 0; time < 2; time++) {
      const request = about(new providerPb.ReadRequest(), { type, name });
      request.setId(id);
      const response = await read(session, request);
      if (response.getId() === "") throw new Error(`nothing to import: ${id}`);
      this.held.set(name, { type, name, id, inputs: {}, state: fromWire(bagOf(response.getProperties())) });
    }
  }

  /** `destroy` of these types; what is not destroyed stays. */
  async destroy(types?: readonly string[], session = this.process()): Promise<void> {
    const leaving = [...this.held.values()].filter(({ type }) => types?.includes(type) ?? true);
    await atOnce(
      leaving.map((held) => async () => {
        const request = about(new providerPb.DeleteRequest(), held);
        request.setId(held.id);
        request.setProperties(struct(held.state));
        await remove(session, request);
        this.held.delete(held.name);
      }),
    );
  }

  /** A site, and peers in it, without counting what they cost. */
  async place(peers = 1): Promise<{ siteId: string; sipPeerIds: string[] }> {
    await this.up([{ type: "Site", name: "site", inputs: { name: "site", address: ADDRESS } }]);
    const siteId = String(this.held.get("site")?.id);
    const peer = (index: number) => ({
      type: "SipPeer",
      name: `peer-${index}`,
      inputs: { siteId, name: `peer ${index}`, isDefaultPeer: index === 0 ? true : undefined },
    });
    // The first peer of a site has to be its default.
    for (let index = 0; index < peers; index++) await this.up([peer(index)]);
    const idOf = (index: number) => String(this.held.get(`peer-${index}`)?.state.sipPeerId);
    return { siteId, sipPeerIds: Array.from({ length: peers }, (_, index) => idOf(index)) };
  }

  private async create(session: ServerSession<Bandwidth>, declared: Declared, inputs: Values): Promise<void> {
    const request = about(new providerPb.CreateRequest(), declared);
    request.setProperties(struct(inputs));
    const response = await create(session, request);
    const state = fromWire(bagOf(response.getProperties()));
    this.held.set(declared.name, { ...declared, id: response.getId(), state });
  }

  private async differs(session: ServerSession<Bandwidth>, held: Held, inputs: Values): Promise<boolean> {
    const request = about(new providerPb.DiffRequest(), held);
    request.setId(held.id);
    request.setOlds(struct(held.state));
    request.setOldInputs(struct(held.state));
    request.setNews(struct(inputs));
    return (await diff(session, request)).getChanges() === providerPb.DiffResponse.DiffChanges.DIFF_SOME;
  }

  private async update(session: ServerSession<Bandwidth>, held: Held, inputs: Values): Promise<void> {
    const request = about(new providerPb.UpdateRequest(), held);
    request.setId(held.id);
    request.setOlds(struct(held.state));
    request.setOldInputs(struct(held.state));
    request.setNews(struct(inputs));
    held.state = fromWire(bagOf((await update(session, request)).getProperties()));
  }
}

const struct = (values: Values) => structOf(toWire(values));

function about<Request extends { setUrn(urn: string): unknown; setType(type: string): unknown }>(
  request: Request,
  { type, name }: { type: string; name: string },
): Request {
  request.setUrn(`urn:pulumi:dev::bench::bandwidth:index:${type}::${name}`);
  request.setType(`bandwidth:index:${type}`);
  return request;
}

/** Does all steps, so many at once as the engine does. The first error ends it when the running ones are done. */
async function atOnce(steps: readonly (() => Promise<void>)[]): Promise<void> {
  const left = [...steps];
  const worker = async () => {
    for (let step = left.shift(); step; step = left.shift()) await step();
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
}
