import type { Order } from "../../simulator/account/types.js";
import type { Simulator } from "../../simulator/index.js";

/** How often each kind of thing was made. */
export type SideEffects = Readonly<Record<string, number>>;

/** To see that no write that had acted was sent again. */
export function countSideEffects(simulator: Simulator): SideEffects {
  const { account } = simulator;
  const notes = [...account.orders.values()].flatMap((order) => ("notes" in order ? order.notes : []));
  const placed = (kind: Order["kind"]) => account.ordersOf(kind).filter(({ status }) => status !== "FAILED").length;
  const [portIns, lsrOrders] = [[...account.portIns.values()], [...account.lsrOrders.values()]];
  const entered = (status: string) => portIns.flatMap(({ history }) => history.filter((one) => one.status === status));
  const archives = [...account.billingArchives.values()];
  return {
    "number orders": placed("orders"),
    disconnects: placed("disconnects"),
    "option orders": placed("tnoptions"),
    "move orders": placed("moveTns"),
    "emergency orders": placed("e911s"),
    "LIDB orders": placed("lidbs"),
    "listing orders": placed("dldas"),
    "external orders": placed("externalTns"),
    // Those with which an order is taken over may be written again by the run that takes it over.
    // The run that adopts an order may write these notes again, which does no harm. A repeat of any other note is a fault.
    notes: notes.filter(({ description }) => !/^pulumi-bandwidth (claim|passed) /.test(description)).length,
    reservations: account.reservations.size,
    credentials: account.sipCredentials.size,
    realms: account.realms.size,
    applications: account.applications.size,
    sites: account.sites.size,
    peers: account.peers.size,
    subscriptions: account.subscriptions.size,
    "port-ins": portIns.length,
    "SUPPs of port-ins": entered("REQUESTED_SUPP").length,
    "cancels of port-ins": entered("REQUESTED_CANCEL").length,
    "files of port-ins": portIns.flatMap(({ files }) => files).length,
    "LSR orders": lsrOrders.length,
    "changes of LSR orders": lsrOrders.reduce((sum, { ponVersion }) => sum + ponVersion, 0),
    "report instances": account.reportInstances.size,
    "billing reports": archives.filter(({ kind }) => kind === "billingreports").length,
    "billing detail records": archives.filter(({ kind }) => kind === "bdrs").length,
  };
}

/**
 * Orders that only set something. A replacement by force may place one again when nobody can tell whether what was set
 * still holds: a number that one has no role to look at, a list that breaks off.
 */
export const settingOrders: readonly string[] = ["option orders", "emergency orders", "LIDB orders", "listing orders"];

/**
 * What a request whose answer nobody heard may have made, and no later run can find: so each run may ask for it once.
 * Reports cost nothing, and the API deletes them itself.
 */
export const unfindable: readonly string[] = [
  // One that is ready: the API tells when it was asked for, but not in which time zone, so that it cannot be told from an
  // older one, and an old report is not what is wanted. One that is still being made is taken over.
  "report instances",
  // The API lists neither, and nothing in the request for one marks it (docs/maintainers/api.md#reports).
  "billing reports",
  "billing detail records",
];
