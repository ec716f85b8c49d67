import { functions } from "../../provider/functions/loaded.js";
import { bandwidth } from "../../provider/package.js";
import type { AnyFunction } from "../../provider/pulumi/definition/definition.js";
import { Refused } from "../../provider/pulumi/definition/errors.js";
import * as lifecycle from "../../provider/pulumi/definition/lifecycle.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import type { Bandwidth } from "../../provider/resources/define.js";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/index.js";
import { Caller } from "../simulator/support.js";
import { unnamed } from "../used.js";

function lookupNamed(name: string): AnyFunction<Bandwidth> {
  const found = functions.find((lookup) => lookup.name === name);
  if (!found) throw new Error(`no function ${name}`);
  return found;
}

/** What checks say of a look-up's arguments, as `path reason` lines. */
export function complaints(name: string, args: Values): string[] {
  const { failures } = lifecycle.check(lookupNamed(name) as AnyFunction<never>, args);
  return failures.map(({ property, reason }) => `${property} ${reason}`);
}

export function warnings(name: string, args: Values): string[] {
  const found = lifecycle.check(lookupNamed(name) as AnyFunction<never>, args).warnings;
  return found.map(({ property, reason }) => `${property} ${reason}`);
}

/** A simulated account, somebody who fills it, and the look-ups. */
export class Desk {
  /** Operations that a look-up used without naming them, and requests that a cancel would not have ended. */
  private readonly strays: string[] = [];

  private constructor(
    readonly simulator: Simulator,
    readonly caller: Caller,
    readonly api: Bandwidth,
  ) {}

  static async open(options: SimulatorOptions = {}, dialect: "classic" | "universal" = "classic"): Promise<Desk> {
    const simulator = await startSimulator(options);
    const api = bandwidth.connect({ configuration: {}, environment: simulator.environment(dialect) });
    return new Desk(simulator, new Caller(simulator), api);
  }

  /** Ctrl-C ends a look-up only if each of its requests knows the signal. */
  private async watchingSignals<Told>(name: string, look: () => Promise<Told>): Promise<Told> {
    const { client } = this.api;
    const { request } = client;
    client.request = (asked) => {
      if (asked.signal === undefined)
        this.strays.push(`${name}: ${asked.method} ${asked.path.join("/")} has no signal`);
      return request.call(client, asked);
    };
    try {
      return await look();
    } finally {
      client.request = request;
    }
  }

  /** Looks up as a front-end does: checks, then asks. */
  async look(name: string, args: Values = {}): Promise<Values> {
    const lookup = lookupNamed(name);
    const { inputs, failures } = lifecycle.check(lookup as AnyFunction<never>, args);
    if (failures.length > 0) throw new Refused(failures);
    const mark = this.simulator.requests.mark();
    const asking = new AbortController();
    const { signal } = asking;
    try {
      return await this.watchingSignals(name, () => lookup.invoke({ api: this.api, inputs, signal }));
    } finally {
      // One of several requests may have failed. What is still to be sent would reach the account of the next test.
      asking.abort();
      const beside = unnamed(lookup, this.simulator.requests.since(mark));
      this.strays.push(...beside.map((operation) => `${name} uses ${operation}, but does not name it`));
    }
  }

  /** What the requests of a kind carried behind the `?`, oldest first. */
  queries(path: RegExp): Record<string, string>[] {
    return this.simulator.requests.filter((request) => path.test(request.path)).map(({ query }) => query);
  }

  async close(): Promise<void> {
    this.api.client.close();
    await this.simulator.close();
    if (this.strays.length > 0) throw new Error(this.strays.join("\n"));
  }
}
