import type { Operation } from "../operations.js";
import type { Dialect } from "../values/telephoneNumber.js";

/** Operations that one dialect of the API doesn't have. */
interface Absence {
  dialect: Dialect;
  operations: readonly Operation[];
  /** What to tell users who want them in that dialect, and what to do instead. */
  reason: string;
}

/**
 * What only one dialect has, with no replacement in the same resource or function. For an unknown path, the API answers
 * with a 404 or a page that tells a user nothing. So the client never sends such a request.
 */
const absences: readonly Absence[] = [
  {
    dialect: "universal",
    operations: [
      "GET /accounts/{accountId}/externalTns",
      "POST /accounts/{accountId}/externalTns",
      "GET /accounts/{accountId}/externalTns/{orderid}",
    ],
    reason:
      "can't be used here: Bandwidth's Universal Platform (…/v2) has no external TN orders. It imports numbers with " +
      "orders of another kind (importTnOrders), which this provider doesn't place. It works on the classic API (a baseUrl without /v2)",
  },
  {
    dialect: "universal",
    operations: [
      "POST /accounts/{accountId}/bdrs",
      "GET /accounts/{accountId}/bdrs/{bdrid}",
      "GET /accounts/{accountId}/bdrs/{bdrid}/file",
    ],
    reason:
      "can't be used here: Bandwidth's Universal Platform (…/v2) doesn't have these older detail records. Use a " +
      "BillingReport of the type BDR, with getBillingReport and getBillingReportFile",
  },
  {
    dialect: "universal",
    operations: [
      "GET /accounts/{accountId}/sites/{siteId}/orders",
      "GET /accounts/{accountId}/sites/{siteId}/orders/{orderid}",
      "GET /accounts/{accountId}/sites/{siteId}/orders/{orderid}/tns",
    ],
    reason:
      "can't be used here: Bandwidth's Universal Platform (…/v2) has no orders by site. Use getOrders and getOrder",
  },
  {
    dialect: "classic",
    operations: ["GET (v2) /restrictions"],
    reason: "is only for the Universal Platform: a baseUrl that ends in /v2",
  },
];

/** Why something that uses these operations can't work in this dialect. */
export function absentFor(dialect: Dialect, operations: readonly string[]): string | undefined {
  const used = (absence: Absence) => absence.operations.some((operation) => operations.includes(operation));
  return absences.find((absence) => absence.dialect === dialect && used(absence))?.reason;
}

/** Why this request can't work in this dialect. */
export function absentRequest(dialect: Dialect, method: string, path: readonly string[]): string | undefined {
  const asks = (operation: Operation) => {
    const [itsMethod, template] = [operation.split(" ", 1)[0], operation.slice(operation.indexOf("/") + 1).split("/")];
    const fits = (part: string, index: number) => part.startsWith("{") || part === path[index];
    return itsMethod === method && template.length === path.length && template.every(fits);
  };
  const absence = absences.find((one) => one.dialect === dialect && one.operations.some(asks));
  return absence && `${method} /${path.join("/")} ${absence.reason}`;
}
