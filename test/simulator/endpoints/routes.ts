import type { Route } from "../routing.js";
import { accountRoutes } from "./account.js";
import { coverageRoutes } from "./coverage.js";
import { disconnectRoutes } from "./disconnects.js";
import { dldaRoutes } from "./dldas.js";
import { e911Routes } from "./e911s.js";
import { externalTnRoutes } from "./externalTns.js";
import { inServiceRoutes } from "./inService.js";
import { lidbRoutes } from "./lidbs.js";
import { moveRoutes } from "./moves.js";
import { orderRoutes } from "./orders.js";
import { peerNumberRoutes } from "./peerNumbers.js";
import { portInRoutes } from "./portIns.js";
import { reservationRoutes } from "./reservations.js";
import { searchRoutes } from "./search.js";
import { sipCredentialRoutes } from "./sipCredentials.js";
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
  ...e911Routes,
  ...lidbRoutes,
  ...dldaRoutes,
  ...externalTnRoutes,
  ...portInRoutes,
  ...moveRoutes,
  ...subscriptionRoutes,
  ...siteRoutes,
  ...siteOrderRoutes,
  ...sipPeerRoutes,
  ...sipCredentialRoutes,
  ...peerNumberRoutes,
  ...inServiceRoutes,
  ...telephoneNumberRoutes,
  ...coverageRoutes,
];
