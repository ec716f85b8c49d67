import type { Api } from "../bandwidth/api.js";
import { commonErrors } from "../bandwidth/errorCodes/common.js";
import type { ErrorCodes } from "../bandwidth/errorCodes/errorCodes.js";
import { absentFor } from "../bandwidth/http/dialects.js";
import { BandwidthError } from "../bandwidth/http/errors.js";
import type { Operation } from "../bandwidth/operations.js";
import { type AnyFunction, type AnyResource, defineFunction, defineResource } from "../pulumi/definition/definition.js";
import { PartialFailure, Refused } from "../pulumi/definition/errors.js";
import { refuseToDelete } from "./ordering/adoptedThings.js";
import { redactSecrets } from "./properties/redactSecrets.js";

/** The account, with what this run knows about waiting. */
export interface Bandwidth extends Api {
  /** How long to follow an order, unless a resource sets another time. */
  orderTimeoutMs: number;
  /** Whether no other stack has what an adoption put into this one, as the user says. */
  ownsAdopted: boolean;
}

const define = defineResource<Bandwidth, Operation>();

/** A resource whose errors also say what their codes mean here and what to do, and that reveals no secret. */
export const resource: typeof define = (definition) => inItsDialect(withErrorExplanations(define(definition)));

const defineLookup = defineFunction<Bandwidth, Operation>();

/** A look-up that sends nothing if the API's dialect doesn't have it. */
export const lookup: typeof defineLookup = (definition) => {
  const made = defineLookup(definition);
  return {
    ...made,
    async invoke(call) {
      const failures = absenceOf(made, call.api);
      if (failures.length > 0) throw new Refused(failures);
      return made.invoke(call);
    },
  };
};

/** The message about something that the API's dialect doesn't have, if the dialect is known. */
function absenceOf(made: AnyResource<Bandwidth> | AnyFunction<Bandwidth>, api: Bandwidth | undefined) {
  const reason = api && absentFor(api.client.dialect, made.operations);
  const [property = made.name] = Object.keys(made.inputs.shape);
  return reason === undefined ? [] : [{ property, reason }];
}

/** A resource that the check refuses if the API's dialect doesn't have it. It can't be imported there either. */
function inItsDialect(made: AnyResource<Bandwidth>): AnyResource<Bandwidth> {
  if (!absentFor("classic", made.operations) && !absentFor("universal", made.operations)) return made;
  return {
    ...made,
    check(inputs, given, api) {
      const failures = absenceOf(made, api);
      return failures.length > 0 ? { failures } : (made.check?.(inputs, given, api) ?? {});
    },
    async read(call) {
      const [absence] = call.state ? [] : absenceOf(made, call.api);
      if (absence) throw new Error(`${made.name} ${absence.reason}`);
      return made.read(call);
    },
  };
}

/** The error with what its codes mean here. A partial failure quotes the API's refusal, which is its cause. */
function explainedIn(error: unknown, meanings: ErrorCodes): unknown {
  if (error instanceof BandwidthError) return error.explained(meanings);
  if (!(error instanceof PartialFailure && error.cause instanceof BandwidthError)) return error;
  const cause = error.cause.explained(meanings);
  const message = error.message.split(error.cause.message).join(cause.message);
  return new PartialFailure(message, error.done, { cause });
}

function withErrorExplanations(made: AnyResource<Bandwidth>): AnyResource<Bandwidth> {
  const meanings = { ...commonErrors, ...made.errors };
  const explained =
    <Given, Result>(act: (call: Given) => Promise<Result>) =>
    async (call: Given): Promise<Result> => {
      try {
        return await act(call);
      } catch (error) {
        throw explainedIn(error, meanings);
      }
    };
  return {
    ...made,
    create: (call) => redactSecrets(made, call, explained(made.create)),
    read: (call) => redactSecrets(made, call, explained(made.read)),
    update: (call) => redactSecrets(made, call, explained(made.update)),
    delete: async (call) => {
      refuseToDelete(made, call);
      return redactSecrets(made, call, explained(made.delete));
    },
  };
}
