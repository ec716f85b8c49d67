import { createHash } from "node:crypto";
import type { Asset, Values } from "../../../provider/pulumi/values/values.js";
import { type Auditor, compare } from "./auditor.js";

const sorted = (numbers: unknown) => [...((numbers as string[] | undefined) ?? [])].sort().join();

/** Numbers that come from another carrier, and such as leave for one. */
export const portAuditors: Record<string, Auditor> = {
  PortIn: ({ account }, { id, name, inputs }) => {
    const portIn = account.portIns.get(id);
    const there = portIn && {
      ...portIn.details,
      ...{ siteId: portIn.siteId, triggered: portIn.triggered, numbers: sorted(portIn.numbers) },
      open: portIn.status !== "CANCELLED",
      activationAt: portIn.triggered && portIn.activationAt ? new Date(portIn.activationAt).toISOString() : undefined,
    };
    const { siteId, triggered, telephoneNumbers, loaAuthorizingPerson, activateAt } = inputs;
    return compare(name, there, {
      ...{ siteId, triggered, numbers: sorted(telephoneNumbers), open: true },
      LoaAuthorizingPerson: loaAuthorizingPerson,
      ...(activateAt === undefined ? {} : { activationAt: activateAt }),
    });
  },
  PortInDocument: ({ account }, { name, state, inputs }) => {
    const files = account.portIns.get(String(inputs.orderId))?.files ?? [];
    const file = files.find(({ fileName }) => fileName === state.fileId);
    const hash = file && createHash("sha256").update(Buffer.from(file.content, "base64")).digest("hex");
    const { documentName, documentType } = inputs;
    const wanted = {
      hash: (inputs.content as Asset).hash,
      DocumentName: documentName,
      DocumentType: documentType,
    };
    return compare(name, file && { hash, ...file.metadata }, wanted);
  },
  LsrOrder: ({ account }, { id, name, inputs }) => {
    const order = account.lsrOrders.get(id);
    const { pon, telephoneNumbers, authorizingPerson, customerOrderId } = inputs;
    const there = order && {
      ...order.details,
      ...{ pon: order.pon, numbers: sorted(order.numbers), customerOrderId: order.customerOrderId },
      over: order.status === "CANCELLED" || order.status === "FAILED",
    };
    const named: Values = customerOrderId === undefined ? {} : { customerOrderId };
    const wanted = { pon, numbers: sorted(telephoneNumbers), over: false, AuthorizingPerson: authorizingPerson };
    return compare(name, there, { ...wanted, ...named });
  },
};
