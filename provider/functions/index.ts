import { getAccount } from "./getAccount.js";
import { getAvailableNpaNxx } from "./getAvailableNpaNxx.js";
import { getAvailableNumbers } from "./getAvailableNumbers.js";
import { getCities } from "./getCities.js";
import { getCoveredRateCenters } from "./getCoveredRateCenters.js";
import { getInserviceNumbers } from "./getInserviceNumbers.js";
import { getOrder } from "./getOrder.js";
import { getRateCenters } from "./getRateCenters.js";
import { getSipPeer } from "./getSipPeer.js";
import { getSipPeers } from "./getSipPeers.js";
import { getSite } from "./getSite.js";
import { getSites } from "./getSites.js";
import { getSubscriptions } from "./getSubscriptions.js";
import { getTn } from "./getTn.js";

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
];
