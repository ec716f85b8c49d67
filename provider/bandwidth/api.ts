import { Client, type ClientEnvironment, type ClientSettings } from "./client.js";
import { disconnects } from "./disconnects.js";
import { type FuseLimits, Fuses } from "./fuses.js";
import { numbers } from "./numbers.js";
import { orders } from "./orders.js";
import { sipPeers } from "./sipPeers.js";
import { sites } from "./sites.js";
import { subscriptions } from "./subscriptions.js";
import { tnOptions } from "./tnOptions.js";

/** What a client must know, and the limits on what it may buy and release. */
export type ApiSettings = ClientSettings & FuseLimits;

/** Everything that this package does at Bandwidth, with one client and one set of fuses. */
export function createApi(settings: ApiSettings, environment?: ClientEnvironment) {
  const client = new Client(settings, environment);
  const fuses = new Fuses(settings);
  return {
    client,
    sites: sites(client),
    sipPeers: sipPeers(client),
    subscriptions: subscriptions(client),
    numbers: numbers(client),
    orders: orders(client, fuses),
    disconnects: disconnects(client, fuses),
    tnOptions: tnOptions(client),
  };
}

/** Bandwidth's API for one account. */
export type Api = ReturnType<typeof createApi>;
