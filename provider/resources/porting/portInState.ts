import { z } from "zod";
import type { Call, State } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { portingLedger } from "./notPassedOn.js";
import type { PortInInputs, portInInputs } from "./portInFields.js";

/** What a port-in records about itself: its ids, what was not passed on, and the last time of activation that was sent. */
const portInLedger = portingLedger
  .extend({ activation: z.object({ wish: z.string(), taken: z.string().optional() }).optional() })
  .meta({ internal: true });

export type PortInLedger = z.infer<typeof portInLedger>;

export const portInOutputs = z.object({
  orderId: z.string().describe("Assigned by Bandwidth.").meta({ stable: true }),
  status: z
    .string()
    .describe(
      "Status of the port-in, in the API's word: `DRAFT`, `MISSING_REQUIREMENTS`, `PENDING_DOCUMENTS`, `PENDING_CARRIER_APPROVAL`, `SUBMITTED`, `FOC`, `COMPLETE`, `EXCEPTION` …",
    ),
  requestedDate: z
    .string()
    .optional()
    .describe("The requested date, as the API has it: yours, or the next possible one.")
    .meta({ madeOf: ["requestedFocDate"] }),
  actualFocDate: z
    .string()
    .optional()
    .describe("The date that the losing carrier has confirmed (FOC).")
    .meta({ madeOf: ["requestedFocDate"] }),
  activatesAt: z
    .string()
    .optional()
    .describe("When the numbers of a `triggered` port-in go live, while that is still to come.")
    .meta({ madeOf: ["activateAt", "requestedFocDate"] }),
  earliestEstimate: z
    .string()
    .optional()
    .describe("The earliest date that Bandwidth expects, in the API's own form.")
    .meta({ madeOf: "any" }),
  losingCarrierName: z.string().optional().describe("The carrier that has the numbers now."),
  losingCarrierSpid: z.string().optional().describe("Its SPID."),
  bulkPortInOrderId: z.string().optional().describe("The bulk port-in that it is part of."),
  tollFreePortType: z.string().optional().describe("How toll-free numbers are ported, in the API's word."),
  tollFreeValidationStatus: z
    .string()
    .optional()
    .describe("Result of the check of toll-free numbers, such as `COMPLETE` or `FAILED`.")
    .meta({ madeOf: "any" }),
  targetRespOrgId: z.string().optional().describe("The RespOrg that toll-free numbers go to, such as `JYT01`."),
  controllingRespOrgId: z.string().optional().describe("The RespOrg that has the toll-free numbers now."),
  countryCodeA3: z.string().optional().describe("The numbers' country, such as `USA`. Only on the Universal Platform."),
  phoneNumberType: z
    .string()
    .optional()
    .describe("The kind of the numbers, such as `GEOGRAPHIC`. Only on the Universal Platform."),
  vendorName: z.string().optional().describe("The carrier that the numbers come through."),
  portType: z.string().optional().describe("How it is done, in the API's word: `AUTOMATED` …"),
  errors: z
    .array(
      z
        .object({
          code: z.string().optional().describe("The API's error code."),
          description: z.string().optional().describe("The API's words."),
        })
        .meta({ typeName: "PortInError" }),
    )
    .describe("What is wrong with it, in the words of the losing carrier and Bandwidth.")
    .meta({ madeOf: "any" }),
  __order: portInLedger,
});

export type PortInOutputs = z.infer<typeof portInOutputs>;

export type PortInCall = Call<Bandwidth> & { inputs: PortInInputs; state?: PortInState };
export type PortInState = State<typeof portInInputs, typeof portInOutputs>;
