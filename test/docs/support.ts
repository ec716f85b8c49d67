import type { Simulator } from "../../simulator/index.js";
import { frontEnds, type Owner, type Run } from "../frontEnds/support.js";
import { address } from "../resources/support.js";

/** A way of failing: what happens on the account, and the messages that the user reads. */
export interface Problem {
  /** The heading of its part of the page. */
  title: string;
  happen(simulator: Simulator): Promise<string[]>;
}

/** A run of dynamic resources; the plugin says the same. */
export async function start(
  simulator: Simulator,
  environment: Record<string, string> = {},
  owner: Owner = {},
): Promise<Run> {
  const [dynamic] = frontEnds;
  if (!dynamic) throw new Error("there is no front-end");
  return dynamic[1]({ ...simulator.environment(), ...environment }, {}, owner);
}

/** A run of another stack of the same program. */
export const startOther = (simulator: Simulator) => start(simulator, {}, { stack: "prod", key: "another state" });

/** The message of what has to fail. */
export async function errorOf(act: Promise<unknown>): Promise<string> {
  const message = await act.then(
    () => undefined,
    (error: Error) => error.message,
  );
  if (message === undefined) throw new Error("nothing failed");
  return message;
}

export const newSite = (run: Run, name = "Raleigh") => run.create("Site", "office", { name, address });

/** A site with its default SIP peer. */
export async function place(run: Run) {
  const { id: siteId } = await newSite(run);
  const peer = await run.create("SipPeer", "trunk", { siteId, name: "Main", isDefaultPeer: true });
  return { siteId, sipPeerId: peer.state.sipPeerId };
}

const saidBy = (run: Run, severity: number) =>
  run.lines.filter((line) => line.severity === severity && !line.ephemeral).map(({ message }) => message);

/** What a run tells beside its errors. */
export const infosOf = (run: Run) => saidBy(run, 1);
export const warningsOf = (run: Run) => saidBy(run, 2);
