import { existsSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";

type Json = Record<string, unknown>;

/** One side of a step: what the engine held, or will hold, of the resource. */
export interface ResourceSide {
  id: string;
  inputs: Json;
  outputs: Json;
}

/** What the engine did, or in a preview would do, with one resource. */
export interface Step {
  /** `create`, `update`, `delete`, `same`, `refresh`, `create-replacement`, `delete-replaced`, `replace`, … */
  op: string;
  urn: string;
  type: string;
  name: string;
  /** Names of the inputs that differ, as the screen shows them in `[diff: …]`: `__` ones are left out. */
  diffs: string[];
  detailedDiff: Record<string, { diffKind: string; inputDiff: boolean }>;
  old?: ResourceSide;
  new?: ResourceSide;
  failed: boolean;
}

export interface Diagnostic {
  severity: string;
  message: string;
  urn?: string;
}

export interface Events {
  /** Finished and failed steps in the order of the run; the stack and provider resources are left out. */
  steps: Step[];
  /** Resources per op, as in the summary on the screen; it counts the stack. */
  changes: Record<string, number>;
  /** Messages that stay on the screen (debug ones are left out). */
  diagnostics: Diagnostic[];
  /** Messages that are shown only while something runs. */
  statuses: Diagnostic[];
}

interface Side {
  id?: string;
  inputs?: Json;
  outputs?: Json;
}
interface Metadata {
  op: string;
  urn: string;
  type: string;
  diffs?: string[] | null;
  detailedDiff?: Step["detailedDiff"] | null;
  old?: Side | null;
  new?: Side | null;
}
interface EngineEvent {
  resOutputsEvent?: { metadata: Metadata };
  resOpFailedEvent?: { metadata: Metadata };
  diagnosticEvent?: { severity: string; message: string; urn?: string; ephemeral?: boolean };
  summaryEvent?: { resourceChanges?: Record<string, number> };
}

/** Reads what `--event-log` wrote: one JSON document per line, the last one cut when the CLI was killed. */
export function readEvents(file: string): Events {
  const events: Events = { steps: [], changes: {}, diagnostics: [], statuses: [] };
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  for (const line of lines) {
    const event = parse(line);
    if (event?.resOutputsEvent) addStep(events, event.resOutputsEvent.metadata, false);
    if (event?.resOpFailedEvent) addStep(events, event.resOpFailedEvent.metadata, true);
    if (event?.summaryEvent) events.changes = event.summaryEvent.resourceChanges ?? {};
    if (event?.diagnosticEvent && event.diagnosticEvent.severity !== "debug") {
      const { severity, message, urn, ephemeral } = event.diagnosticEvent;
      (ephemeral ? events.statuses : events.diagnostics).push({ severity, message: message.trimEnd(), urn });
    }
  }
  return events;
}

function parse(line: string): EngineEvent | undefined {
  try {
    return JSON.parse(line) as EngineEvent;
  } catch {
    return undefined;
  }
}

function addStep(events: Events, metadata: Metadata, failed: boolean): void {
  const { op, urn, type } = metadata;
  if (type === "pulumi:pulumi:Stack" || type.startsWith("pulumi:providers:")) return;
  events.steps.push({
    op,
    urn,
    type,
    name: urn.slice(urn.lastIndexOf("::") + 2),
    diffs: metadata.diffs ?? differences(metadata.old?.inputs, metadata.new?.inputs),
    detailedDiff: metadata.detailedDiff ?? {},
    old: side(metadata.old),
    new: side(metadata.new),
    failed,
  });
}

/** A dynamic provider does not name what differs: the CLI finds it out for the screen, and so do we. */
function differences(olds: Json | undefined, news: Json | undefined): string[] {
  if (!olds || !news) return [];
  const names = new Set([...Object.keys(olds), ...Object.keys(news)]);
  return [...names].filter((name) => !name.startsWith("__") && !isDeepStrictEqual(olds[name], news[name])).sort();
}

function side(state: Side | null | undefined): ResourceSide | undefined {
  return state ? { id: state.id ?? "", inputs: state.inputs ?? {}, outputs: state.outputs ?? {} } : undefined;
}
