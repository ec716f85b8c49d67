import { account } from "./account.js";
import { callingNames } from "./callingNames.js";
import { Client, type ClientEnvironment, type ClientSettings } from "./client.js";
import { coverage } from "./coverage.js";
import { directoryListings } from "./directoryListings.js";
import { disconnects } from "./disconnects.js";
import { emergencyAddresses } from "./emergencyAddresses.js";
import { externalTns } from "./externalTns.js";
import { featureOrders } from "./featureOrders.js";
import { type FuseLimits, Fuses } from "./fuses.js";
import { inventory } from "./inventory.js";
import { numberFeatures } from "./numberFeatures.js";
import { numberRecords } from "./numberRecords.js";
import { numbers } from "./numbers.js";
import { allOrderNotes } from "./orderNotes.js";
import { orders } from "./orders.js";
import { portInDocuments } from "./portInDocuments.js";
import { portIns } from "./portIns.js";
import { reservations } from "./reservations.js";
import { sipCredentials } from "./sipCredentials.js";
import { sipPeers } from "./sipPeers.js";
import { sites } from "./sites.js";
import { subscriptions } from "./subscriptions.js";
import { tnLookUps } from "./tnLookUps.js";
import { tnOptions } from "./tnOptions.js";

/** What a client must know, and the limits on what it may buy and release. */
export type ApiSettings = ClientSettings & FuseLimits;

/** Everything that this package does at Bandwidth, with one client and one set of fuses. */
export function createApi(settings: ApiSettings, environment?: ClientEnvironment) {
  const client = new Client(settings, environment);
  const fuses = new Fuses(settings);
  return {
    client,
    account: account(client),
    sites: sites(client),
    sipPeers: sipPeers(client),
    subscriptions: subscriptions(client),
    numbers: numbers(client),
    numberRecords: numberRecords(client),
    inventory: inventory(client),
    coverage: coverage(client),
    orders: orders(client, fuses),
    disconnects: disconnects(client, fuses),
    tnLookUps: tnLookUps(client),
    tnOptions: tnOptions(client),
    featureOrders: featureOrders(client),
    orderNotes: allOrderNotes(client),
    portIns: portIns(client),
    portInDocuments: portInDocuments(client),
    reservations: reservations(client),
    sipCredentials: sipCredentials(client),
    numberFeatures: numberFeatures(client),
    emergencyAddresses: emergencyAddresses(client),
    callingNames: callingNames(client),
    directoryListings: directoryListings(client),
    externalTns: externalTns(client),
  };
}

/** Bandwidth's API for one account. */
export type Api = ReturnType<typeof createApi>;
