import type { Route } from "../routing.js";
import { accountRoutes } from "./account.js";
import { disconnectRoutes } from "./disconnects.js";
import { inServiceRoutes } from "./inService.js";
import { moveRoutes } from "./moves.js";
import { orderRoutes } from "./orders.js";
import { peerNumberRoutes } from "./peerNumbers.js";
import { reservationRoutes } from "./reservations.js";
import { searchRoutes } from "./search.js";
import { sipPeerRoutes } from "./sipPeers.js";
import { siteOrderRoutes } from "./siteOrders.js";
import { siteRoutes } from "./sites.js";
import { subscriptionRoutes } from "./subscriptions.js";
import { telephoneNumberRoutes } from "./telephoneNumbers.js";
import { tnOptionRoutes } from "./tnOptions.js";

/** Every endpoint; fixed segments stand before parameters. */
export const routes: Route[] = [
  ...accountRoutes,
  ...searchRoutes,
  ...orderRoutes,
  ...disconnectRoutes,
  ...reservationRoutes,
  ...tnOptionRoutes,
  ...moveRoutes,
  ...subscriptionRoutes,
  ...siteRoutes,
  ...siteOrderRoutes,
  ...sipPeerRoutes,
  ...peerNumberRoutes,
  ...inServiceRoutes,
  ...telephoneNumberRoutes,
];
