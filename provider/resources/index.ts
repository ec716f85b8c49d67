import { deferred } from "../pulumi/definition/deferred.js";

/** Every resource of the package. Each is loaded when something is done with it first. */
export const resources = [
  deferred("Site", async () => (await import("./account/site.js")).site),
  deferred("Application", async () => (await import("./account/application.js")).application),
  deferred("SipPeer", async () => (await import("./account/sipPeer.js")).sipPeer),
  deferred("PhoneNumberOrder", async () => (await import("./phoneNumberOrder/resource.js")).phoneNumberOrder),
  deferred("TnOptions", async () => (await import("./features/tnOptions.js")).tnOptions),
  deferred("Subscription", async () => (await import("./account/subscription.js")).subscription),
  deferred("TnReservation", async () => (await import("./orders/tnReservation.js")).tnReservation),
  deferred("SipRealm", async () => (await import("./account/sipRealm.js")).sipRealm),
  deferred("SipCredential", async () => (await import("./account/sipCredential.js")).sipCredential),
  deferred("OrderNote", async () => (await import("./orders/orderNote.js")).orderNote),
  deferred("E911Address", async () => (await import("./features/e911Address.js")).e911Address),
  deferred("LidbRecord", async () => (await import("./features/lidbRecord.js")).lidbRecord),
  deferred("DirectoryListing", async () => (await import("./features/directoryListing.js")).directoryListing),
  deferred("ExternalTns", async () => (await import("./features/externalTns.js")).externalTns),
  deferred("LsrOrder", async () => (await import("./porting/lsrOrder.js")).lsrOrder),
  deferred("PortIn", async () => (await import("./porting/portIn.js")).portIn),
  deferred("PortInDocument", async () => (await import("./porting/portInDocument.js")).portInDocument),
  deferred("ReportInstance", async () => (await import("./reports/reportInstance.js")).reportInstance),
  deferred("BillingReport", async () => (await import("./reports/billingReport.js")).billingReport),
  deferred(
    "BillingDetailRecords",
    async () => (await import("./reports/billingDetailRecords.js")).billingDetailRecords,
  ),
];
