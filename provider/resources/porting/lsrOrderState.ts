import { z } from "zod";
import type { Call, State } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { type LsrOrderInputs, lsrErrors, type lsrOrderInputs } from "./lsrOrderFields.js";
import { portingLedger } from "./notPassedOn.js";

export const lsrOrderOutputs = z.object({
  orderId: z.string().describe("Assigned by Bandwidth.").meta({ stable: true }),
  status: z
    .string()
    .describe(
      "Status of the order, in the API's word: `PENDING`, `SUBMITTED`, `FOC`, `COMPLETE`, `EXCEPTION`, `FAILED` …",
    ),
  actualFocDate: z
    .string()
    .optional()
    .describe("The confirmed day (FOC), such as `2026-03-02`.")
    .meta({ madeOf: ["requestedFocDate"] }),
  ponVersion: z.string().optional().describe("How often the order was changed, by the API's count."),
  errors: lsrErrors.meta({ madeOf: "any" }),
  __order: portingLedger.meta({ internal: true }),
});

export type LsrOrderOutputs = z.infer<typeof lsrOrderOutputs>;

export type LsrOrderCall = Call<Bandwidth> & { inputs: LsrOrderInputs; state?: LsrOrderState };
export type LsrOrderState = State<typeof lsrOrderInputs, typeof lsrOrderOutputs>;
