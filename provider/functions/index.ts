import { getAccount } from "./getAccount.js";
import { getAllReportInstances } from "./getAllReportInstances.js";
import { getAvailableNpaNxx } from "./getAvailableNpaNxx.js";
import { getAvailableNumbers } from "./getAvailableNumbers.js";
import { getBillingDetailRecords } from "./getBillingDetailRecords.js";
import { getBillingDetailRecordsFile } from "./getBillingDetailRecordsFile.js";
import { getBillingReport } from "./getBillingReport.js";
import { getBillingReportFile } from "./getBillingReportFile.js";
import { getCities } from "./getCities.js";
import { getCoveredRateCenter } from "./getCoveredRateCenter.js";
import { getCoveredRateCenters } from "./getCoveredRateCenters.js";
import { getDisconnect } from "./getDisconnect.js";
import { getDisconnectedNumbers } from "./getDisconnectedNumbers.js";
import { getDisconnectedNumbersTotals } from "./getDisconnectedNumbersTotals.js";
import { getDisconnectNotes } from "./getDisconnectNotes.js";
import { getDisconnects } from "./getDisconnects.js";
import { getDldaOrder } from "./getDldaOrder.js";
import { getDldaOrderHistory } from "./getDldaOrderHistory.js";
import { getDldaOrders } from "./getDldaOrders.js";
import { getE911Order } from "./getE911Order.js";
import { getE911OrderHistory } from "./getE911OrderHistory.js";
import { getE911Orders } from "./getE911Orders.js";
import { getExternalTnsOrder } from "./getExternalTnsOrder.js";
import { getExternalTnsOrders } from "./getExternalTnsOrders.js";
import { getHosts } from "./getHosts.js";
import { getInserviceNumbers } from "./getInserviceNumbers.js";
import { getInserviceNumbersTotals } from "./getInserviceNumbersTotals.js";
import { getLidbOrder } from "./getLidbOrder.js";
import { getLidbOrders } from "./getLidbOrders.js";
import { getLnpCheck } from "./getLnpCheck.js";
import { getLsrOrder } from "./getLsrOrder.js";
import { getLsrOrderHistory } from "./getLsrOrderHistory.js";
import { getLsrOrderNotes } from "./getLsrOrderNotes.js";
import { getLsrOrders } from "./getLsrOrders.js";
import { getOrder } from "./getOrder.js";
import { getOrderAreaCodes } from "./getOrderAreaCodes.js";
import { getOrderHistory } from "./getOrderHistory.js";
import { getOrderNotes } from "./getOrderNotes.js";
import { getOrderNpaNxx } from "./getOrderNpaNxx.js";
import { getOrders } from "./getOrders.js";
import { getOrderTns } from "./getOrderTns.js";
import { getOrderTotals } from "./getOrderTotals.js";
import { getPortIn } from "./getPortIn.js";
import { getPortInActivation } from "./getPortInActivation.js";
import { getPortInAreaCodes } from "./getPortInAreaCodes.js";
import { getPortInDocument } from "./getPortInDocument.js";
import { getPortInDocumentMetadata } from "./getPortInDocumentMetadata.js";
import { getPortInDocuments } from "./getPortInDocuments.js";
import { getPortInHistory } from "./getPortInHistory.js";
import { getPortInNotes } from "./getPortInNotes.js";
import { getPortInNpaNxx } from "./getPortInNpaNxx.js";
import { getPortIns } from "./getPortIns.js";
import { getPortInsTotals } from "./getPortInsTotals.js";
import { getPortInTns } from "./getPortInTns.js";
import { getPortInTotals } from "./getPortInTotals.js";
import { getPortOut } from "./getPortOut.js";
import { getPortOuts } from "./getPortOuts.js";
import { getProducts } from "./getProducts.js";
import { getRateCenters } from "./getRateCenters.js";
import { getReport } from "./getReport.js";
import { getReportInstance } from "./getReportInstance.js";
import { getReportInstanceFile } from "./getReportInstanceFile.js";
import { getReportInstances } from "./getReportInstances.js";
import { getReports } from "./getReports.js";
import { getRestrictions } from "./getRestrictions.js";
import { getSipCredential } from "./getSipCredential.js";
import { getSipCredentials } from "./getSipCredentials.js";
import { getSipPeer } from "./getSipPeer.js";
import { getSipPeers } from "./getSipPeers.js";
import { getSipPeerTn } from "./getSipPeerTn.js";
import { getSipPeerTns } from "./getSipPeerTns.js";
import { getSipPeerTotalTns } from "./getSipPeerTotalTns.js";
import { getSite } from "./getSite.js";
import { getSiteOrder } from "./getSiteOrder.js";
import { getSiteOrders } from "./getSiteOrders.js";
import { getSiteOrderTns } from "./getSiteOrderTns.js";
import { getSitePortIns } from "./getSitePortIns.js";
import { getSites } from "./getSites.js";
import { getSiteTotalTns } from "./getSiteTotalTns.js";
import { getSubscription } from "./getSubscription.js";
import { getSubscriptions } from "./getSubscriptions.js";
import { getTn } from "./getTn.js";
import { getTnDetails } from "./getTnDetails.js";
import { getTnHistory } from "./getTnHistory.js";
import { getTnLata } from "./getTnLata.js";
import { getTnLca } from "./getTnLca.js";
import { getTnOptionOrder } from "./getTnOptionOrder.js";
import { getTnOptionOrderHistory } from "./getTnOptionOrderHistory.js";
import { getTnOptionOrders } from "./getTnOptionOrders.js";
import { getTnRateCenter } from "./getTnRateCenter.js";
import { getTnReservation } from "./getTnReservation.js";
import { getTnSipPeers } from "./getTnSipPeers.js";
import { getTnSites } from "./getTnSites.js";
import { getTns } from "./getTns.js";
import { getUser } from "./getUser.js";
import { getUsers } from "./getUsers.js";

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
  getPortIns,
  getPortIn,
  getPortInHistory,
  getPortInNotes,
  getPortInActivation,
  getPortInDocuments,
  getPortInDocument,
  getPortInDocumentMetadata,
  getPortInAreaCodes,
  getPortInNpaNxx,
  getPortInTns,
  getPortInTotals,
  getPortInsTotals,
  getSitePortIns,
  getPortOuts,
  getPortOut,
  getLnpCheck,
  getRestrictions,
  getProducts,
  getUsers,
  getUser,
  getHosts,
  getInserviceNumbersTotals,
  getDisconnectedNumbers,
  getDisconnectedNumbersTotals,
  getOrders,
  getOrderAreaCodes,
  getOrderNpaNxx,
  getOrderTotals,
  getOrderTns,
  getOrderNotes,
  getOrderHistory,
  getDisconnects,
  getDisconnect,
  getDisconnectNotes,
  getTnOptionOrderHistory,
  getDldaOrderHistory,
  getE911OrderHistory,
  getSiteOrders,
  getSiteOrder,
  getSiteOrderTns,
  getSiteTotalTns,
  getSipPeerTns,
  getSipPeerTn,
  getSipPeerTotalTns,
  getLsrOrders,
  getLsrOrder,
  getLsrOrderHistory,
  getLsrOrderNotes,
  getReports,
  getReport,
  getReportInstances,
  getAllReportInstances,
  getReportInstance,
  getReportInstanceFile,
  getBillingReport,
  getBillingReportFile,
  getBillingDetailRecords,
  getBillingDetailRecordsFile,
];
