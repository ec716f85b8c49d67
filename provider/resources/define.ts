import type { Api } from "../bandwidth/api.js";
import type { Operation } from "../bandwidth/operations.js";
import { defineFunction, defineResource } from "../pulumi/definition.js";

/** The account, with what this run was told about waiting for it. */
export interface Bandwidth extends Api {
  /** How long to follow an order, unless a resource says otherwise. */
  orderTimeoutMs: number;
}

export const resource = defineResource<Bandwidth, Operation>();
export const lookup = defineFunction<Bandwidth, Operation>();
