import type { Route } from "../routing.js";
import { accountRoutes } from "./account.js";
import { applicationRoutes } from "./applications.js";
import { billingReportRoutes } from "./billingReports.js";
import { coverageRoutes } from "./coverage.js";
import { disconnectRoutes } from "./disconnects.js";
import { dldaRoutes } from "./dldas.js";
import { e911Routes } from "./e911s.js";
import { externalTnRoutes } from "./externalTns.js";
import { inServiceRoutes } from "./inService.js";
import { lidbRoutes } from "./lidbs.js";
import { lineOptionRoutes } from "./lineOptions.js";
import { lnpCheckerRoutes } from "./lnpChecker.js";
import { lsrOrderRoutes } from "./lsrOrders.js";
import { manyNumberRoutes } from "./manyNumbers.js";
import { messagingSettingRoutes } from "./messagingSettings.js";
import { moveRoutes } from "./moves.js";
import { orderRoutes } from "./orders.js";
import { peerNumberRoutes } from "./peerNumbers.js";
import { peerServiceRoutes } from "./peerServices.js";
import { peerVoiceRoutes } from "./peerVoice.js";
import { portInRoutes } from "./portIns.js";
import { portOutPasscodeRoutes } from "./portOutPasscodes.js";
import { portOutRoutes } from "./portOuts.js";
import { realmCredentialRoutes } from "./realmCredentials.js";
import { realmRoutes } from "./realms.js";
import { reportRoutes } from "./reports.js";
import { reservationRoutes } from "./reservations.js";
import { searchRoutes } from "./search.js";
import { sipCredentialRoutes } from "./sipCredentials.js";
import { sipPeerRoutes } from "./sipPeers.js";
import { siteOrderRoutes } from "./siteOrders.js";
import { siteRoutes } from "./sites.js";
import { subscriptionRoutes } from "./subscriptions.js";
import { telephoneNumberRoutes } from "./telephoneNumbers.js";
import { tnOptionRoutes } from "./tnOptions.js";
import { userRoutes } from "./users.js";

/** Every endpoint. Fixed segments come before parameters. */
export const routes: Route[] = [
  ...accountRoutes,
  ...userRoutes,
  ...searchRoutes,
  ...orderRoutes,
  ...disconnectRoutes,
  ...reservationRoutes,
  ...tnOptionRoutes,
  ...portOutPasscodeRoutes,
  ...messagingSettingRoutes,
  ...manyNumberRoutes,
  ...lineOptionRoutes,
  ...e911Routes,
  ...lidbRoutes,
  ...dldaRoutes,
  ...externalTnRoutes,
  ...portInRoutes,
  ...portOutRoutes,
  ...lnpCheckerRoutes,
  ...lsrOrderRoutes,
  ...moveRoutes,
  ...subscriptionRoutes,
  ...siteRoutes,
  ...siteOrderRoutes,
  ...sipPeerRoutes,
  ...sipCredentialRoutes,
  ...realmRoutes,
  ...realmCredentialRoutes,
  ...applicationRoutes,
  ...peerServiceRoutes,
  ...peerVoiceRoutes,
  ...peerNumberRoutes,
  ...inServiceRoutes,
  ...telephoneNumberRoutes,
  ...coverageRoutes,
  ...reportRoutes,
  ...billingReportRoutes,
];
