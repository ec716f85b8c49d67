import { afterEach, beforeEach, expect } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import type { Simulator } from "../../simulator/index.js";
import { address } from "../resources/support.js";
import { type Declared, EngineModel, type UpOptions } from "./program.js";
import { type Run, type Start, startAccount } from "./support.js";

export const number = (last: number) => `+1919555010${last}`;
export const numbers = (...last: number[]) => last.map(number);

export const paces: [string, UpOptions][] = [
  ["many steps at once", { parallel: 16 }],
  ["one step at a time", { parallel: 1 }],
  ["after a refresh", { refresh: true }],
];

/** What a test has at hand: a new account, and a stack with a site and a SIP peer. */
export interface Now {
  simulator: Simulator;
  stack: EngineModel;
  place: Values;
  base: Declared[];
}

/** Sets up an account and a stack before each test, and gives what a test of number orders does with them. */
export function numberStack(frontEnd: string, start: Start) {
  const now = {} as Now;
  const settings = () => ({ ...now.simulator.environment(), BW_RELEASE_DELAY: "500ms" });
  const begin = (): Promise<Run> => start(settings());
  const isPlugin = frontEnd === "the plugin";

  beforeEach(async () => {
    now.simulator = await startAccount();
    now.stack = new EngineModel();
    now.base = [
      { type: "Site", name: "site", inputs: { name: "Raleigh", address } },
      {
        type: "SipPeer",
        name: "peer",
        inputs: (made) => ({ siteId: made.get("site")?.id, name: "Main", isDefaultPeer: true }),
        after: ["site"],
      },
    ];
    await now.stack.up(await begin(), now.base);
    const { held } = now.stack;
    now.place = { siteId: held.get("site")?.id, sipPeerId: held.get("peer")?.state.sipPeerId };
  });
  afterEach(() => now.simulator.close());

  const up = async (program: Declared[], options?: UpOptions) =>
    now.stack.up(await begin(), [...now.base, ...program], options);
  return {
    now,
    settings,
    begin,
    isPlugin,
    up,
    list: (name: string, ...last: number[]): Declared => ({
      type: "PhoneNumberOrder",
      name,
      inputs: { ...now.place, telephoneNumbers: numbers(...last) },
    }),
    pool: (name: string, quantity: number): Declared => ({
      type: "PhoneNumberOrder",
      name,
      inputs: { ...now.place, search: { areaCode: "919" }, quantity },
    }),
    adopting: (declared: Declared, id: string): Declared => ({
      ...declared,
      ...(isPlugin ? { import: id } : { inputs: { ...(declared.inputs as Values), adopt: id } }),
    }),
    unchanged: async (program: Declared[]) => expect(await up(program)).toEqual([]),
    owned: () => [...now.simulator.ledger.owned()].sort(),
    bought: () => now.simulator.ledger.entries.filter(({ kind }) => kind === "purchase").length,
    /** The law: no run disconnects what the program declares or holds at its end. */
    nothingReleased: () => expect(now.simulator.ledger.released()).toEqual([]),
  };
}
