import { getAccount } from "./account/getAccount.js";
import { getApplication } from "./account/getApplication.js";
import { getApplications } from "./account/getApplications.js";
import { getHosts } from "./account/getHosts.js";
import { getProducts } from "./account/getProducts.js";
import { getSipCredential } from "./account/getSipCredential.js";
import { getSipCredentials } from "./account/getSipCredentials.js";
import { getSipPeer } from "./account/getSipPeer.js";
import { getSipPeers } from "./account/getSipPeers.js";
import { getSipPeerTotalTns } from "./account/getSipPeerTotalTns.js";
import { getSite } from "./account/getSite.js";
import { getSites } from "./account/getSites.js";
import { getSiteTotalTns } from "./account/getSiteTotalTns.js";
import { getSubscription } from "./account/getSubscription.js";
import { getSubscriptions } from "./account/getSubscriptions.js";
import { getUser } from "./account/getUser.js";
import { getUsers } from "./account/getUsers.js";
import { getDisconnect } from "./buying/getDisconnect.js";
import { getDisconnectNotes } from "./buying/getDisconnectNotes.js";
import { getDisconnects } from "./buying/getDisconnects.js";
import { getOrder } from "./buying/getOrder.js";
import { getOrderAreaCodes } from "./buying/getOrderAreaCodes.js";
import { getOrderHistory } from "./buying/getOrderHistory.js";
import { getOrderNotes } from "./buying/getOrderNotes.js";
import { getOrderNpaNxx } from "./buying/getOrderNpaNxx.js";
import { getOrders } from "./buying/getOrders.js";
import { getOrderTns } from "./buying/getOrderTns.js";
import { getOrderTotals } from "./buying/getOrderTotals.js";
import { getSiteOrder } from "./buying/getSiteOrder.js";
import { getSiteOrders } from "./buying/getSiteOrders.js";
import { getSiteOrderTns } from "./buying/getSiteOrderTns.js";
import { getDldaOrder } from "./features/getDldaOrder.js";
import { getDldaOrderHistory } from "./features/getDldaOrderHistory.js";
import { getDldaOrders } from "./features/getDldaOrders.js";
import { getE911Order } from "./features/getE911Order.js";
import { getE911OrderHistory } from "./features/getE911OrderHistory.js";
import { getE911Orders } from "./features/getE911Orders.js";
import { getExternalTnsOrder } from "./features/getExternalTnsOrder.js";
import { getExternalTnsOrders } from "./features/getExternalTnsOrders.js";
import { getLidbOrder } from "./features/getLidbOrder.js";
import { getLidbOrders } from "./features/getLidbOrders.js";
import { getTnOptionOrder } from "./features/getTnOptionOrder.js";
import { getTnOptionOrderHistory } from "./features/getTnOptionOrderHistory.js";
import { getTnOptionOrders } from "./features/getTnOptionOrders.js";
import { getAvailableNpaNxx } from "./numbers/getAvailableNpaNxx.js";
import { getAvailableNumbers } from "./numbers/getAvailableNumbers.js";
import { getCities } from "./numbers/getCities.js";
import { getCoveredRateCenter } from "./numbers/getCoveredRateCenter.js";
import { getCoveredRateCenters } from "./numbers/getCoveredRateCenters.js";
import { getDisconnectedNumbers } from "./numbers/getDisconnectedNumbers.js";
import { getDisconnectedNumbersTotals } from "./numbers/getDisconnectedNumbersTotals.js";
import { getInserviceNumbers } from "./numbers/getInserviceNumbers.js";
import { getInserviceNumbersTotals } from "./numbers/getInserviceNumbersTotals.js";
import { getRateCenters } from "./numbers/getRateCenters.js";
import { getRestrictions } from "./numbers/getRestrictions.js";
import { getSipPeerTn } from "./numbers/getSipPeerTn.js";
import { getSipPeerTns } from "./numbers/getSipPeerTns.js";
import { getTn } from "./numbers/getTn.js";
import { getTnDetails } from "./numbers/getTnDetails.js";
import { getTnHistory } from "./numbers/getTnHistory.js";
import { getTnLata } from "./numbers/getTnLata.js";
import { getTnLca } from "./numbers/getTnLca.js";
import { getTnRateCenter } from "./numbers/getTnRateCenter.js";
import { getTnReservation } from "./numbers/getTnReservation.js";
import { getTnSipPeers } from "./numbers/getTnSipPeers.js";
import { getTnSites } from "./numbers/getTnSites.js";
import { getTns } from "./numbers/getTns.js";
import { getLnpCheck } from "./porting/getLnpCheck.js";
import { getLsrOrder } from "./porting/getLsrOrder.js";
import { getLsrOrderHistory } from "./porting/getLsrOrderHistory.js";
import { getLsrOrderNotes } from "./porting/getLsrOrderNotes.js";
import { getLsrOrders } from "./porting/getLsrOrders.js";
import { getPortIn } from "./porting/getPortIn.js";
import { getPortInActivation } from "./porting/getPortInActivation.js";
import { getPortInAreaCodes } from "./porting/getPortInAreaCodes.js";
import { getPortInDocument } from "./porting/getPortInDocument.js";
import { getPortInDocumentMetadata } from "./porting/getPortInDocumentMetadata.js";
import { getPortInDocuments } from "./porting/getPortInDocuments.js";
import { getPortInHistory } from "./porting/getPortInHistory.js";
import { getPortInNotes } from "./porting/getPortInNotes.js";
import { getPortInNpaNxx } from "./porting/getPortInNpaNxx.js";
import { getPortIns } from "./porting/getPortIns.js";
import { getPortInsTotals } from "./porting/getPortInsTotals.js";
import { getPortInTns } from "./porting/getPortInTns.js";
import { getPortInTotals } from "./porting/getPortInTotals.js";
import { getPortOut } from "./porting/getPortOut.js";
import { getPortOuts } from "./porting/getPortOuts.js";
import { getSitePortIns } from "./porting/getSitePortIns.js";
import { getAllReportInstances } from "./reports/getAllReportInstances.js";
import { getBillingDetailRecords } from "./reports/getBillingDetailRecords.js";
import { getBillingDetailRecordsFile } from "./reports/getBillingDetailRecordsFile.js";
import { getBillingReport } from "./reports/getBillingReport.js";
import { getBillingReportFile } from "./reports/getBillingReportFile.js";
import { getReport } from "./reports/getReport.js";
import { getReportInstance } from "./reports/getReportInstance.js";
import { getReportInstanceFile } from "./reports/getReportInstanceFile.js";
import { getReportInstances } from "./reports/getReportInstances.js";
import { getReports } from "./reports/getReports.js";

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
  getApplication,
  getApplications,
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
