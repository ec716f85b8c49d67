import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import type { PropertyFailure } from "../definition/check.js";
import type { Change } from "../definition/diff.js";
import { parsePath, rootOf, valueAt } from "../values/path.js";
import { printable } from "../values/printable.js";
import { structOf } from "../values/struct.js";
import { equal, type Values } from "../values/values.js";

const { Kind } = providerPb.PropertyDiff;
const KINDS = {
  add: [Kind.ADD, Kind.ADD_REPLACE],
  delete: [Kind.DELETE, Kind.DELETE_REPLACE],
  update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
} as const;

export function checkResponse(inputs: Record<string, unknown>, failures: readonly PropertyFailure[]) {
  const response = new providerPb.CheckResponse();
  response.setInputs(structOf(inputs));
  response.setFailuresList(failures.map(checkFailure));
  return response;
}

function checkFailure({ property, reason }: PropertyFailure) {
  const failure = new providerPb.CheckFailure();
  failure.setProperty(property);
  failure.setReason(printable(reason));
  return failure;
}

/** Changes in the engine's form: the roots in `diffs` and `replaces`, each place in the detailed diff. */
export function diffResponse(diff: {
  changes: readonly Change[];
  /** The old inputs. */
  olds: Values;
  news: Values;
  stables: readonly string[];
  deleteBeforeReplace: boolean;
}) {
  const { changes, olds, news } = diff;
  const response = new providerPb.DiffResponse();
  const { DIFF_NONE, DIFF_SOME } = providerPb.DiffResponse.DiffChanges;
  response.setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setDiffsList(roots(changes));
  response.setReplacesList(roots(changes.filter((change) => change.replaces)));
  response.setStablesList([...diff.stables]);
  response.setDeletebeforereplace(diff.deleteBeforeReplace);
  response.setHasdetaileddiff(true);
  const detailed = response.getDetaileddiffMap();
  for (const { path, kind, replaces } of changes) {
    const steps = parsePath(path);
    const entry = new providerPb.PropertyDiff();
    entry.setKind(KINDS[kind][replaces ? 1 : 0]);
    // The engine shows two inputs, or an old output and a new input. It has to be the pair that differs.
    entry.setInputdiff(!equal(valueAt(olds, steps), valueAt(news, steps)));
    detailed.set(path, entry);
  }
  return response;
}

function roots(changes: readonly Change[]): string[] {
  return [...new Set(changes.map((change) => rootOf(change.path)))];
}
