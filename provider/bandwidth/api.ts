import { account } from "./account.js";
import { billingDetailRecords, billingReports } from "./billingReports.js";
import { callingNames } from "./callingNames.js";
import { Client, type ClientEnvironment, type ClientSettings } from "./client.js";
import { coverage } from "./coverage.js";
import { detailReports } from "./detailReports.js";
import { directoryListings } from "./directoryListings.js";
import { disconnectOrders } from "./disconnectOrders.js";
import { disconnects } from "./disconnects.js";
import { emergencyAddresses } from "./emergencyAddresses.js";
import { externalTns } from "./externalTns.js";
import { featureOrders } from "./featureOrders.js";
import { type FuseLimits, Fuses } from "./fuses.js";
import { hosts } from "./hosts.js";
import { inventory } from "./inventory.js";
import { lnpChecks } from "./lnpChecks.js";
import { lsrOrders } from "./lsrOrders.js";
import { numberFeatures } from "./numberFeatures.js";
import { numberRecords } from "./numberRecords.js";
import { numbers } from "./numbers.js";
import { type HistoricOrders, orderHistory } from "./orderHistory.js";
import { allOrderNotes } from "./orderNotes.js";
import { orders } from "./orders.js";
import { placeNumbers } from "./placeNumbers.js";
import { portInDocuments } from "./portInDocuments.js";
import { portInLookUps } from "./portInLookUps.js";
import { portIns } from "./portIns.js";
import { portOuts } from "./portOuts.js";
import { reports } from "./reports.js";
import { reservations } from "./reservations.js";
import { restrictions } from "./restrictions.js";
import { sipCredentials } from "./sipCredentials.js";
import { sipPeers } from "./sipPeers.js";
import { siteOrders } from "./siteOrders.js";
import { sites } from "./sites.js";
import { subscriptions } from "./subscriptions.js";
import { tnLookUps } from "./tnLookUps.js";
import { tnOptions } from "./tnOptions.js";
import { tnSettings } from "./tnSettings.js";
import { users } from "./users.js";

/** What a client must know, and the limits on what it may buy and release. */
export type ApiSettings = ClientSettings & FuseLimits;

/** Everything that this package does at Bandwidth, with one client and one set of fuses. */
export function createApi(settings: ApiSettings, environment?: ClientEnvironment) {
  const client = new Client(settings, environment);
  const fuses = new Fuses(settings);
  return {
    client,
    account: account(client),
    users: users(client),
    hosts: hosts(client),
    restrictions: restrictions(client),
    sites: sites(client),
    sipPeers: sipPeers(client),
    subscriptions: subscriptions(client),
    numbers: numbers(client),
    numberRecords: numberRecords(client),
    inventory: inventory(client),
    coverage: coverage(client),
    orders: orders(client, fuses),
    disconnects: disconnects(client, fuses),
    disconnectOrders: disconnectOrders(client),
    siteOrders: siteOrders(client),
    placeNumbers: placeNumbers(client),
    tnLookUps: tnLookUps(client),
    tnOptions: tnOptions(client),
    tnSettings: tnSettings(client),
    featureOrders: featureOrders(client),
    orderNotes: allOrderNotes(client),
    orderReports: detailReports(client, "orders"),
    /** What happened to an order of any kind that tells it; undefined when there is no such order. */
    orderHistory: (kind: HistoricOrders, orderId: string, signal?: AbortSignal) =>
      orderHistory(client, kind, orderId, signal),
    portIns: portIns(client),
    portInDocuments: portInDocuments(client),
    portInLookUps: portInLookUps(client),
    portOuts: portOuts(client),
    lnpChecks: lnpChecks(client),
    lsrOrders: lsrOrders(client),
    reservations: reservations(client),
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
