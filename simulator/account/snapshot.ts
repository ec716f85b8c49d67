import type { Ledger } from "../ledger.js";
import type { LsrOrder, PortIn, PortOut } from "./portingTypes.js";
import type { Realm } from "./realms.js";
import type { Application } from "./services.js";
import type {
  BillingArchive,
  Order,
  OrderScript,
  OwnedNumber,
  Peer,
  ReportInstance,
  Reservation,
  SipCredential,
  Site,
  Subscription,
} from "./types.js";

/** The account as JSON. */
export interface AccountSnapshot {
  counter: number;
  capacities: { areaCode: string; count: number }[];
  withdrawn: string[];
  sites: Site[];
  peers: Peer[];
  numbers: OwnedNumber[];
  orders: Order[];
  portIns: PortIn[];
  portOuts: PortOut[];
  lsrOrders: LsrOrder[];
  subscriptions: Subscription[];
  reservations: Reservation[];
  reportInstances: ReportInstance[];
  billingArchives: BillingArchive[];
  sipCredentials: SipCredential[];
  applications: Application[];
  realms: Realm[];
  scripts: OrderScript[];
  ledger: ReturnType<Ledger["snapshot"]>;
}
