import type { NumberFailure } from "../account/types.js";
import { Refusal, xmlReply } from "../call.js";
import type { XmlTree } from "../xml.js";

export const root = "LsrOrderResponse";

/** `ResponseStatus` with the status as its code. What is wrong is in its own list, next to the order. */
export function refuseLsr(errors: readonly NumberFailure[], order: XmlTree = {}): Refusal {
  const words = "Lsr order doesn't pass validation. Please check your input parameters.";
  return new Refusal(
    xmlReply(400, root, {
      ResponseStatus: { ErrorCode: 400, Description: words },
      LsrOrderErrors: {
        LsrOrderError: errors.map(({ code, description }) => ({ Code: code, Description: description })),
      },
      LsrOrder: { ...order, OrderStatus: "FAILED" },
    }),
  );
}

/** Reports everything that is wrong with an LSR order at once. */
export class LsrErrors {
  private readonly found: NumberFailure[] = [];

  add(code: string, description: string): void {
    this.found.push({ code, description });
  }

  refuse(order: XmlTree): void {
    if (this.found.length > 0) throw refuseLsr(this.found, order);
  }
}

export function treeAt(tree: XmlTree, name: string): XmlTree {
  const found = tree[name];
  return typeof found === "object" && !Array.isArray(found) ? found : {};
}
