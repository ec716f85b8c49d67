import type { NumberFailure } from "../account/types.js";
import { Refusal, xmlReply } from "../call.js";
import type { XmlTree } from "../xml.js";

/** The root of every answer about a port-in. */
export const root = "LnpOrderResponse";

/** `Errors` repeated without a wrapper (docs/maintainers/api.md#errors, shape 4), next to the request's data. */
export function refusePortIn(
  errors: readonly NumberFailure[],
  { status = 400, orderId, asked = {} }: { status?: number; orderId?: string; asked?: XmlTree } = {},
): Refusal {
  return new Refusal(
    xmlReply(status, root, {
      OrderId: orderId,
      Status: { Code: status, Description: "Validation Failed. Please check your input parameters." },
      Errors: errors.map(({ code, description }) => ({ Code: code, Description: description })),
      ProcessingStatus: "EXCEPTION",
      ...asked,
    }),
  );
}

/** Reports everything that is wrong at once. */
export class Problems {
  private readonly found: NumberFailure[] = [];
  add(code: string, description: string): void {
    this.found.push({ code, description });
  }
  refuse(rest: { orderId?: string; asked?: XmlTree }): void {
    if (this.found.length > 0) throw refusePortIn(this.found, rest);
  }
}
