import { getAccount } from "./getAccount.js";
import { getAvailableNpaNxx } from "./getAvailableNpaNxx.js";
import { getAvailableNumbers } from "./getAvailableNumbers.js";
import { getCities } from "./getCities.js";
import { getCoveredRateCenter } from "./getCoveredRateCenter.js";
import { getCoveredRateCenters } from "./getCoveredRateCenters.js";
import { getDldaOrder } from "./getDldaOrder.js";
import { getDldaOrders } from "./getDldaOrders.js";
import { getE911Order } from "./getE911Order.js";
import { getE911Orders } from "./getE911Orders.js";
import { getExternalTnsOrder } from "./getExternalTnsOrder.js";
import { getExternalTnsOrders } from "./getExternalTnsOrders.js";
import { getInserviceNumbers } from "./getInserviceNumbers.js";
import { getLidbOrder } from "./getLidbOrder.js";
import { getLidbOrders } from "./getLidbOrders.js";
import { getOrder } from "./getOrder.js";
import { getRateCenters } from "./getRateCenters.js";
import { getSipCredential } from "./getSipCredential.js";
import { getSipCredentials } from "./getSipCredentials.js";
import { getSipPeer } from "./getSipPeer.js";
import { getSipPeers } from "./getSipPeers.js";
import { getSite } from "./getSite.js";
import { getSites } from "./getSites.js";
import { getSubscription } from "./getSubscription.js";
import { getSubscriptions } from "./getSubscriptions.js";
import { getTn } from "./getTn.js";
import { getTnDetails } from "./getTnDetails.js";
import { getTnHistory } from "./getTnHistory.js";
import { getTnLata } from "./getTnLata.js";
import { getTnLca } from "./getTnLca.js";
import { getTnOptionOrder } from "./getTnOptionOrder.js";
import { getTnOptionOrders } from "./getTnOptionOrders.js";
import { getTnRateCenter } from "./getTnRateCenter.js";
import { getTnReservation } from "./getTnReservation.js";
import { getTnSipPeers } from "./getTnSipPeers.js";
import { getTnSites } from "./getTnSites.js";
import { getTns } from "./getTns.js";

/** Every look-up of the package. */
export const functions = [
  getAvailableNumbers,
  getInserviceNumbers,
  getTn,
  getSite,
  getSites,
  getSipPeer,
  getSipPeers,
  getOrder,
  getSubscriptions,
  getRateCenters,
  getCities,
  getCoveredRateCenters,
  getAvailableNpaNxx,
  getAccount,
  getTnOptionOrders,
  getTnOptionOrder,
  getLidbOrders,
  getLidbOrder,
  getDldaOrders,
  getDldaOrder,
  getE911Orders,
  getE911Order,
  getExternalTnsOrders,
  getExternalTnsOrder,
  getTns,
  getTnDetails,
  getTnSites,
  getTnSipPeers,
  getTnRateCenter,
  getTnLca,
  getTnLata,
  getTnHistory,
  getTnReservation,
  getCoveredRateCenter,
  getSipCredentials,
  getSipCredential,
  getSubscription,
];
