import { z } from "zod";
import type { ErrorCodes } from "../../bandwidth/errorCodes/errorCodes.js";
import type { Operation } from "../../bandwidth/operations.js";
import type { ReportStatus } from "../../bandwidth/reports/reportStatus.js";
import type { AnyResource, Call, ResourceDefinition, State } from "../../pulumi/definition/definition.js";
import { type Bandwidth, resource } from "../define.js";
import { deliveryClaims, deliveryInputs, deliveryOutputs, undelivered } from "./reportDelivery.js";
import { createReport, finishReport, forgetReport, type Report, readReport } from "./reportLifecycle.js";

type Described = "name" | "description" | "importId" | "examples" | "check" | "list";

/** What is special about one kind of report. Everything else is the same for all kinds. */
export interface ReportKind<Inputs extends z.ZodObject, Own extends z.ZodObject, Seen extends ReportStatus>
  extends Pick<ResourceDefinition<Bandwidth, Inputs, Own>, Described> {
  operations: readonly Operation[];
  errors: ErrorCodes;
  /** What the report is about. */
  inputs: Inputs;
  /** Outputs besides those of the file. */
  outputs: Own;
  /** One report, by the id of its resource. */
  report(api: Bandwidth, id: string): Report<Seen>;
  /** Requests a report. Returns the id of its resource. */
  ask(call: Call<Bandwidth> & { inputs: z.infer<Inputs> }): Promise<string>;
  /** The id of the resource, if an import id contains more than that. */
  idIn?(importId: string): string;
  /** The inputs, as far as they are known from the import id, the state or the report. */
  seenInputs(id: string, state: State<Inputs, Own> | undefined, seen: Seen | undefined): object;
  /** The outputs, from the last look at the report if there was one. */
  told(seen: Seen | undefined, before: State<Inputs, Own>, id: string): z.infer<Own>;
  /** Refuses to change a report into another report. */
  refuseOther(id: string, state: State<Inputs, Own>, wanted: z.infer<Inputs>): void;
}

/** A report: requested once, awaited, and delivered as a file. */
export function reportResource<Inputs extends z.ZodObject, Own extends z.ZodObject, Seen extends ReportStatus>(
  of: ReportKind<Inputs, Own, Seen>,
): AnyResource<Bandwidth> {
  // The inputs have been checked against the properties.
  return define(of as unknown as AnyKind);
}

type AnyKind = ReportKind<typeof anyInputs, typeof anyOutputs, ReportStatus>;

const anyInputs = z.object(deliveryInputs);
const anyOutputs = z.object({ status: z.string(), ...deliveryOutputs });

function define(of: AnyKind): AnyResource<Bandwidth> {
  return resource({
    name: of.name,
    description: of.description,
    operations: of.operations,
    errors: of.errors,
    inputs: of.inputs,
    outputs: z.object({ ...of.outputs.shape, ...deliveryOutputs }),
    importId: of.importId,
    examples: of.examples,
    // The new file replaces the old one.
    deleteBeforeReplace: true,

    check: of.check,
    claims: ({ path }) => deliveryClaims(path),
    changes: undelivered,

    // A report expires by itself, and perhaps only its file is left.
    evidence: () => undefined,

    create(call) {
      const ask = async () => of.report(call.api, await of.ask(call));
      return createReport(call, call.inputs.path, ask, (seen, id) => of.told(seen, {}, id));
    },

    async read(call) {
      const { state } = call;
      const id = (state ? undefined : of.idIn?.(call.id)) ?? call.id;
      const found = await readReport(call, of.report(call.api, id), state);
      if (!found) return undefined;
      const { seen, status, path, outputs } = found;
      const inputs = { ...of.seenInputs(call.id, state, seen), path };
      return { id, inputs, outputs: { ...of.told(seen, state ?? {}, id), status, ...outputs } };
    },

    async update(call) {
      const { api, id, inputs, state } = call;
      of.refuseOther(id, state, inputs);
      return finishReport(call, of.report(api, id), inputs.path, state, (seen) => of.told(seen, state, id));
    },

    delete: (call) => forgetReport(call, call.id, call.state),

    list: of.list,
  });
}
