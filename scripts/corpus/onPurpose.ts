import type { Path } from "./elements.js";
import { operationName } from "./known.js";

/** Elements that the provider leaves out, and why. */
export interface LeftOut {
  /** Each is one name, or some that follow each other, as in `Links/next`; what stands below is left out with it. */
  elements: readonly string[];
  /** Only in the answers of these, as in `GET /accounts/{}/sites`; everywhere unless it is given. */
  operations?: readonly string[];
  why: string;
}

/** What is left out on purpose. */
export const leftOut: readonly LeftOut[] = [
  { elements: ["AccountId", "accountId"], why: "The provider knows its own account." },
  {
    elements: [
      "OrderId",
      "orderId",
      "orderRequest/id",
      "Order/id",
      "Reservation/Id",
      "Instance/ReportId",
      "FullNumber",
    ],
    why: "The look-up was asked for this id or number, and gives back the one it was asked for.",
  },
  { elements: ["OrderType"], why: "Each list has orders of one type only, that of its name." },
  { elements: ["Links"], why: "The links lead to further pages, and hold nothing else." },
  {
    elements: ["TotalCount", "ResultCount", "Count", "TelephoneNumberCount", "CountOfTNs"],
    why: "It counts what stands beside it.",
  },
  { elements: ["Snip"], why: "The page of documentation says that it shows a part only." },
  {
    elements: ["FailedQuantity", "CompletedQuantity"],
    why: "The numbers themselves are told, and what became of each.",
  },
  {
    elements: ["siteId"],
    operations: ["GET /accounts/{}/sites/{}/orders/{}"],
    why: "The look-up was asked for this site.",
  },
  {
    elements: ["CombinedSearchAndOrderType", "RateCenterSearchAndOrderType", "AreaCodeSearchAndOrderType"],
    why: "It is what the order asked for. Whoever placed the order knows it; the numbers show what came of it.",
  },
  {
    elements: ["TelephoneNumberDetails"],
    operations: ["GET /accounts/{}/orders", "GET /accounts/{}/sites/{}/orders", "GET /accounts/{}/lidbs"],
    why: "Only a list that is asked for details has them, and the look-ups do not ask. The order itself tells its numbers.",
  },
  {
    elements: ["Hash1", "Hash1b", "Password", "PinNumber", "PortOutPasscode", "CallbackSubscription/User"],
    why: "A secret does not come out of a look-up.",
  },
  {
    elements: ["SipPeers/SipPeer"],
    operations: ["GET /accounts/{}/sites/{}/sippeers"],
    why: "The list names the peers; `getSipPeer` tells all of one.",
  },
  {
    elements: ["SipPeerTelephoneNumber"],
    operations: ["GET /accounts/{}/sites/{}/sippeers/{}/tns"],
    why: "The list names the numbers; `getSipPeerTn` tells all of one.",
  },
  {
    elements: ["FinalDestinationUri", "IsDefaultPeer"],
    operations: ["GET /tns/{}/sippeers", "GET /tns/{}/tndetails"],
    why: "`getSipPeer` tells all of the peer.",
  },
  { elements: ["resultCode", "resultMessage"], why: "It says that the request went well, as the HTTP status does." },
  {
    elements: ["IrisStatus"],
    operations: ["GET /accounts/{}/portins/{}/history"],
    why: "It says that a draft has no history, and an empty history says the same.",
  },
  {
    elements: ["lnpPortInfoForGivenStatus/Internal", "Internal", "RocRequired"],
    why: "Bandwidth keeps it for itself: its pages do not say what it means.",
  },
  {
    elements: ["CustomerSegment"],
    why: "Bandwidth's own class of customers, without a meaning for the customer.",
  },
  {
    elements: ["PortableNumbers"],
    operations: ["POST /accounts/{}/lnpchecker"],
    why: "Each rate center names its numbers.",
  },
  { elements: ["AddressType"], why: "Each kind of order has addresses of one type." },
  {
    elements: ["TelephoneNumber"],
    operations: ["GET /tns/{}"],
    why: "The look-up was asked for this number.",
  },
  {
    elements: ["SiteId"],
    operations: ["GET /tns/{}"],
    why: "The details of the number, which the look-up asks for too, name the site first.",
  },
  {
    elements: ["Status/Code", "Status/Description"],
    operations: ["GET /accounts/{}/portins/{}"],
    why: "It says that the request went well, as the HTTP status does.",
  },
];

/** The same page of both references. */
const both = (page: string) => [`numbers/${page}`, `numbers_v2/${page}`];

/** Bodies that rightly end in an error without a code of Bandwidth's, or hold nothing for the reader: each by its file. */
export const odd: readonly { files: readonly string[]; why: string }[] = [
  {
    files: both("DownloadReportInstanceFile.get.response.202.example.xml"),
    why: "A 202 says that there is no file yet, and so does the error.",
  },
  {
    files: both("DownloadBillingReport.get.response.200.example.xml"),
    why: "The page shows the report's state in place of the file.",
  },
  {
    files: both("ReadE911OrderHistory.get.response.404.application_xml.json"),
    why: "There is nothing to explain in it.",
  },
  {
    files: ["NANPA_TN_Detail", "Other_TN_Detail", "TN_Detail_Disabled"].map(
      (example) => `numbers_v2/GetAvailableTns.get.response.200.${example}.json`,
    ),
    why: "The provider asks for XML, and Bandwidth sends what is asked for.",
  },
  {
    files: ["api-docs-md/searchingNumbers.mdx.1147.xml", "github.io/globalTnSearch.md.418.xml"],
    why: "A number that another account has reserved counts as one without a reservation, and the error says so.",
  },
  {
    files: [
      ...both("CreateGeocodeRequest.post.response.409.example.xml"),
      ...both("GetMessagingBlockedAccountId.get.response.404.example.xml"),
    ],
    why: "The provider does not use these operations.",
  },
];

/** The entry of the list that says why an element is left out; undefined when none does. */
export const leftOutBy = (operation: string, path: Path): LeftOut | undefined =>
  leftOut.find(
    ({ elements, operations }) =>
      (operations?.some((named) => operationName(named) === operation) ?? true) &&
      elements.some((names) => `/${path.join("/")}/`.includes(`/${names}/`)),
  );
