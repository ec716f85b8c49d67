import { billingDetailRecords } from "./billingDetailRecords.js";
import { billingReport } from "./billingReport.js";
import { directoryListing } from "./directoryListing.js";
import { e911Address } from "./e911Address.js";
import { externalTns } from "./externalTns.js";
import { lidbRecord } from "./lidbRecord.js";
import { lsrOrder } from "./lsrOrder.js";
import { orderNote } from "./orderNote.js";
import { phoneNumberOrder } from "./phoneNumberOrder.js";
import { portIn } from "./portIn.js";
import { portInDocument } from "./portInDocument.js";
import { reportInstance } from "./reportInstance.js";
import { sipCredential } from "./sipCredential.js";
import { sipPeer } from "./sipPeer.js";
import { site } from "./site.js";
import { subscription } from "./subscription.js";
import { tnOptions } from "./tnOptions.js";
import { tnReservation } from "./tnReservation.js";

/** Every resource of the package. */
export const resources = [
  site,
  sipPeer,
  phoneNumberOrder,
  tnOptions,
  subscription,
  tnReservation,
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
