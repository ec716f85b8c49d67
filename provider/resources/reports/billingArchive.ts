import { z } from "zod";
import { mayHaveActed } from "../../bandwidth/orders/submit.js";
import type { ReportFile } from "../../bandwidth/reports/reportFile.js";
import type { ReportStatus } from "../../bandwidth/reports/reportStatus.js";
import type { PropertyFailure } from "../../pulumi/definition/check.js";
import type { AnyResource } from "../../pulumi/definition/definition.js";
import { Refused } from "../../pulumi/definition/errors.js";
import type { Bandwidth } from "../define.js";
import { messageOf } from "../ordering/failures.js";
import { day } from "../properties/fields.js";
import { deliveryInputs } from "./reportDelivery.js";
import { type ReportKind, reportResource } from "./reportResource.js";

/** What the API offers for one kind of archive of billing records. */
interface Archives<Spec> {
  create(spec: Spec): Promise<string>;
  get(id: string, signal?: AbortSignal): Promise<ReportStatus | undefined>;
  file(id: string, signal?: AbortSignal): Promise<ReportFile>;
}

/** The API never returns the period of an archive. */
const periodInputs = {
  startDate: day()
    .describe("First day of the period, as `2026-01-01`. A change creates another report.")
    .meta({ replaces: true, writeOnly: true, example: "2026-01-01" }),
  endDate: day()
    .describe("Last day of the period, not before the first (error 15501). A change creates another report.")
    .meta({ replaces: true, writeOnly: true, example: "2026-01-31" }),
};

/** A period can't end before it begins (15501). */
function checkPeriod({ startDate, endDate }: { startDate?: string; endDate?: string }): {
  failures: PropertyFailure[];
} {
  if (startDate === undefined || endDate === undefined || startDate <= endDate) return { failures: [] };
  return { failures: [{ property: "endDate", reason: `must not be before startDate ${startDate} (error 15501)` }] };
}

const archiveInputs = z.object({ ...periodInputs, ...deliveryInputs });
const archiveOutputs = z.object({ status: z.string(), description: z.string().optional() });

type ArchiveKind = ReportKind<typeof archiveInputs, typeof archiveOutputs, ReportStatus>;

/** What is special about one kind of archive. */
interface BillingArchive<Own extends typeof archiveOutputs, Spec>
  extends Pick<ArchiveKind, "name" | "description" | "operations" | "errors" | "examples" | "importId"> {
  /** Inputs that say, besides the period, what the archive contains. They come before the period in the import id. */
  spec?: z.ZodRawShape;
  /** Includes the id that Bandwidth assigns, under the name that the import id begins with. */
  outputs: Own;
  archives(api: Bandwidth): Archives<Spec>;
}

/** An archive of the billing records of a period. The API neither lists archives nor says what they contain. */
export function billingArchive<Own extends typeof archiveOutputs, Spec>(
  of: BillingArchive<Own, Spec>,
): AnyResource<Bandwidth> {
  const { form, example } = of.importId;
  const [idName = "", ...names] = form.split("/");
  const specOf = (values: object): object => {
    const given = values as Readonly<Record<string, unknown>>;
    return Object.fromEntries(names.map((name) => [name, given[name]]));
  };
  const kind: ArchiveKind = {
    name: of.name,
    description: of.description,
    operations: of.operations,
    errors: of.errors,
    examples: of.examples,
    importId: of.importId,
    inputs: z.object({ ...of.spec, ...archiveInputs.shape }),
    outputs: of.outputs,

    check: checkPeriod,

    report: (api, id) => ({
      type: of.name,
      id,
      look: (signal) => of.archives(api).get(id, signal),
      file: (signal) => of.archives(api).file(id, signal),
    }),
    ask: ({ api, inputs }) => askOnce(of.archives(api), specOf(inputs) as Spec),

    idIn: (importId) => partsOfImport(importId, form, example)[0] ?? "",
    seenInputs(id, state) {
      const [, ...parts] = state ? [] : partsOfImport(id, form, example);
      return state ? specOf(state) : Object.fromEntries(names.map((name, index) => [name, parts[index]]));
    },
    told: (seen, before, id) => ({ ...toldOf(seen, before), [idName]: id }),
    refuseOther: (id, state, wanted) => refuseOther(id, state, specOf(wanted)),
  };
  return reportResource(kind);
}

/**
 * Requests an archive once. Archives can't be listed, so nobody can find out whether a request with a lost answer was accepted.
 * The user decides whether to ask again.
 */
async function askOnce<Spec>(archives: Archives<Spec>, spec: Spec): Promise<string> {
  try {
    // Without a signal: a cancel must not lose the id in the answer.
    return await archives.create(spec);
  } catch (error) {
    if (!mayHaveActed(error)) throw error;
    throw new Error(
      `it is not known whether Bandwidth is creating this report: ${messageOf(error)}. ` +
        "The API cannot list such reports, so the provider cannot look for this one, and it was not requested a second time. " +
        "Run `pulumi up` again to request it again: at worst Bandwidth creates it twice, and one of them expires unread.",
      { cause: error },
    );
  }
}

/** The status of an archive from the last look, or the earlier one. */
const toldOf = (seen: ReportStatus | undefined, before: { status?: string; description?: string }) => ({
  status: seen?.status ?? before.status ?? "unknown",
  description: seen ? seen.description : before.description,
});

/** An archive can't be changed, so an adopted one must be what the program declares. */
function refuseOther<Spec extends object>(ownId: string, state: Partial<Spec>, spec: Spec): void {
  const names = Object.keys(spec) as (keyof Spec & string)[];
  const other = names.filter((name) => state[name] !== spec[name]);
  const failures = other.map((property) => ({
    property,
    reason: `report ${ownId} was created for ${state[property]}`,
  }));
  if (failures.length > 0) throw new Refused(failures);
}

/** The API returns only the status of an archive, so an import has to say what it contains. */
function partsOfImport(given: string, form: string, example: string): string[] {
  const parts = given.split("/");
  const days = parts.slice(-2).every((part) => day().safeParse(part).success);
  if (days && parts.length === form.split("/").length && parts.every(Boolean)) return parts;
  throw new Error(
    `"${given}" does not say which report this is; expected: ${form}, as in ${example}: ` +
      "the API returns only the status of a report",
  );
}
