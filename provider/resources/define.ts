import type { Api } from "../bandwidth/api.js";
import { commonErrors } from "../bandwidth/errorCodes/common.js";
import { BandwidthError } from "../bandwidth/errors.js";
import type { Operation } from "../bandwidth/operations.js";
import { type AnyResource, defineFunction, defineResource } from "../pulumi/definition.js";
import { unspoken } from "./unspoken.js";

/** The account, with what this run was told about waiting for it. */
export interface Bandwidth extends Api {
  /** How long to follow an order, unless a resource says otherwise. */
  orderTimeoutMs: number;
}

const define = defineResource<Bandwidth, Operation>();

/** A resource whose refusals also say what their codes mean here, and what to do; and that tells no secret. */
export const resource: typeof define = (definition) => speaking(define(definition));

export const lookup = defineFunction<Bandwidth, Operation>();

function speaking(made: AnyResource<Bandwidth>): AnyResource<Bandwidth> {
  const meanings = { ...commonErrors, ...made.errors };
  const explained =
    <Given, Result>(act: (call: Given) => Promise<Result>) =>
    async (call: Given): Promise<Result> => {
      try {
        return await act(call);
      } catch (error) {
        throw error instanceof BandwidthError ? error.explained(meanings) : error;
      }
    };
  return {
    ...made,
    create: (call) => unspoken(made, call, explained(made.create)),
    read: (call) => unspoken(made, call, explained(made.read)),
    update: (call) => unspoken(made, call, explained(made.update)),
    delete: (call) => unspoken(made, call, explained(made.delete)),
  };
}
