import { application } from "./account/application.js";
import { sipCredential } from "./account/sipCredential.js";
import { sipPeer } from "./account/sipPeer.js";
import { sipRealm } from "./account/sipRealm.js";
import { site } from "./account/site.js";
import { subscription } from "./account/subscription.js";
import { directoryListing } from "./features/directoryListing.js";
import { e911Address } from "./features/e911Address.js";
import { externalTns } from "./features/externalTns.js";
import { lidbRecord } from "./features/lidbRecord.js";
import { tnOptions } from "./features/tnOptions.js";
import { orderNote } from "./orders/orderNote.js";
import { tnReservation } from "./orders/tnReservation.js";
import { phoneNumberOrder } from "./phoneNumberOrder/resource.js";
import { lsrOrder } from "./porting/lsrOrder.js";
import { portIn } from "./porting/portIn.js";
import { portInDocument } from "./porting/portInDocument.js";
import { billingDetailRecords } from "./reports/billingDetailRecords.js";
import { billingReport } from "./reports/billingReport.js";
import { reportInstance } from "./reports/reportInstance.js";

/**
 * Every definition, loaded at once: for what is made of all of them, for commands, and for tests. No front-end imports this. It has the
 * order of `index.ts`.
 */
export const resources = [
  site,
  application,
  sipPeer,
  phoneNumberOrder,
  tnOptions,
  subscription,
  tnReservation,
  sipRealm,
  sipCredential,
  orderNote,
  e911Address,
  lidbRecord,
  directoryListing,
  externalTns,
  lsrOrder,
  portIn,
  portInDocument,
  reportInstance,
  billingReport,
  billingDetailRecords,
];
