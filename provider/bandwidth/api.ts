import { account } from "./account/account.js";
import { applications } from "./account/applications.js";
import { hosts } from "./account/hosts.js";
import { messagingSettings } from "./account/messagingSettings.js";
import { peerServices } from "./account/peerServices.js";
import { realms } from "./account/realms.js";
import { sipCredentials } from "./account/sipCredentials.js";
import { sipPeers } from "./account/sipPeers.js";
import { sites } from "./account/sites.js";
import { subscriptions } from "./account/subscriptions.js";
import { users } from "./account/users.js";
import { disconnectOrders } from "./buying/disconnectOrders.js";
import { disconnects } from "./buying/disconnects.js";
import { type LimitSettings, Limits } from "./buying/limits.js";
import { orders } from "./buying/newNumberOrders.js";
import { siteOrders } from "./buying/siteOrders.js";
import { callingNames } from "./features/callingNames.js";
import { directoryListings } from "./features/directoryListings.js";
import { emergencyAddresses } from "./features/emergencyAddresses.js";
import { externalTns } from "./features/externalTns.js";
import { featureOrders } from "./features/featureOrders.js";
import { tnOptions } from "./features/tnOptions.js";
import { Client, type ClientEnvironment, type ClientSettings } from "./http/client.js";
import { coverage } from "./numbers/coverage.js";
import { inventory } from "./numbers/inventory.js";
import { numberFeatures } from "./numbers/numberFeatures.js";
import { numberRecords } from "./numbers/numberRecords.js";
import { numbers } from "./numbers/numbers.js";
import { optionReads } from "./numbers/optionReads.js";
import { placeNumbers } from "./numbers/placeNumbers.js";
import { portOutPasscodes } from "./numbers/portOutPasscodes.js";
import { reservations } from "./numbers/reservations.js";
import { restrictions } from "./numbers/restrictions.js";
import { tnLookUps } from "./numbers/tnLookUps.js";
import { tnReadiness } from "./numbers/tnReadiness.js";
import { tnSettings } from "./numbers/tnSettings.js";
import { detailReports } from "./orders/breakdowns.js";
import { type HistoricOrders, orderHistory } from "./orders/history.js";
import { allOrderNotes } from "./orders/notes.js";
import { lnpChecks } from "./porting/lnpChecks.js";
import { lsrOrders } from "./porting/lsrOrders.js";
import { portInDocuments } from "./porting/portInDocuments.js";
import { portInLookUps } from "./porting/portInLookUps.js";
import { portIns } from "./porting/portIns.js";
import { portOuts } from "./porting/portOuts.js";
import { billingDetailRecords, billingReports } from "./reports/billingReports.js";
import { reports } from "./reports/reports.js";

/** The client's settings, and the limits on how many numbers it may buy and disconnect. */
export type ApiSettings = ClientSettings & LimitSettings;

/** Everything that this package does at Bandwidth, with one client and one set of limits. */
export function createApi(settings: ApiSettings, environment?: ClientEnvironment) {
  const client = new Client(settings, environment);
  const limits = new Limits(settings);
  return {
    client,
    account: account(client),
    applications: applications(client),
    users: users(client),
    hosts: hosts(client),
    restrictions: restrictions(client),
    sites: sites(client),
    sipPeers: sipPeers(client),
    peerServices: peerServices(client),
    messagingSettings: messagingSettings(client),
    subscriptions: subscriptions(client),
    numbers: numbers(client),
    numberRecords: numberRecords(client),
    inventory: inventory(client),
    coverage: coverage(client),
    orders: orders(client, limits),
    disconnects: disconnects(client, limits),
    disconnectOrders: disconnectOrders(client),
    siteOrders: siteOrders(client),
    placeNumbers: placeNumbers(client),
    tnLookUps: tnLookUps(client),
    tnOptions: tnOptions(client),
    tnReadiness: tnReadiness(client),
    tnSettings: tnSettings(client),
    optionReads: optionReads(client),
    portOutPasscodes: portOutPasscodes(client),
    featureOrders: featureOrders(client),
    orderNotes: allOrderNotes(client),
    orderReports: detailReports(client, "orders"),
    /** The events of an order of any kind with a history. Undefined when there is no such order. */
    orderHistory: (kind: HistoricOrders, orderId: string, signal?: AbortSignal) =>
      orderHistory(client, kind, orderId, signal),
    portIns: portIns(client),
    portInDocuments: portInDocuments(client),
    portInLookUps: portInLookUps(client),
    portOuts: portOuts(client),
    lnpChecks: lnpChecks(client),
    lsrOrders: lsrOrders(client),
    reservations: reservations(client),
    realms: realms(client),
    sipCredentials: sipCredentials(client),
    numberFeatures: numberFeatures(client),
    emergencyAddresses: emergencyAddresses(client),
    callingNames: callingNames(client),
    directoryListings: directoryListings(client),
    externalTns: externalTns(client),
    reports: reports(client),
    billingReports: billingReports(client),
    billingDetailRecords: billingDetailRecords(client),
  };
}

/** Bandwidth's API for one account. */
export type Api = ReturnType<typeof createApi>;
