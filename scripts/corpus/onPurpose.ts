import type { Path } from "./elements.js";
import { operationName } from "./known.js";

/** Elements that the provider leaves out, and why. */
export interface LeftOut {
  /** Each is one name, or several in sequence, as in `Links/next`. Everything below is left out too. */
  elements: readonly string[];
  /** Only in the answers of these operations, as in `GET /accounts/{}/sites`. Without it: everywhere. */
  operations?: readonly string[];
  why: string;
}

/** Elements left out on purpose. */
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
    why: "The look-up requested this id or number, and returns it.",
  },
  { elements: ["OrderType"], why: "Each list has orders of only one type, the list's own." },
  { elements: ["Links"], why: "The links lead to more pages, and have nothing else." },
  {
    elements: ["TotalCount", "ResultCount", "Count", "TelephoneNumberCount", "CountOfTNs"],
    why: "It counts the elements next to it.",
  },
  { elements: ["Snip"], why: "The documentation page says that it shows only a part." },
  {
    elements: ["FailedQuantity", "CompletedQuantity"],
    why: "The result has the numbers themselves, and what happened to each.",
  },
  {
    elements: ["siteId"],
    operations: ["GET /accounts/{}/sites/{}/orders/{}"],
    why: "The look-up requested this site.",
  },
  {
    elements: ["CombinedSearchAndOrderType", "RateCenterSearchAndOrderType", "AreaCodeSearchAndOrderType"],
    why: "It repeats the order's request. Whoever placed the order knows it. The numbers show the result.",
  },
  {
    elements: ["TelephoneNumberDetails"],
    operations: ["GET /accounts/{}/orders", "GET /accounts/{}/sites/{}/orders", "GET /accounts/{}/lidbs"],
    why: "Only a list with details has them, and the look-ups don't request details. The order itself shows its numbers.",
  },
  {
    elements: ["Hash1", "Hash1b", "Password", "PinNumber", "PortOutPasscode", "CallbackSubscription/User"],
    why: "A look-up doesn't return a secret.",
  },
  {
    elements: ["SipPeers/SipPeer"],
    operations: ["GET /accounts/{}/sites/{}/sippeers"],
    why: "The list names the peers. `getSipPeer` shows everything about one.",
  },
  {
    elements: ["SipPeerTelephoneNumber"],
    operations: ["GET /accounts/{}/sites/{}/sippeers/{}/tns"],
    why: "The list names the numbers. `getSipPeerTn` shows everything about one.",
  },
  {
    elements: ["FinalDestinationUri", "IsDefaultPeer"],
    operations: ["GET /tns/{}/sippeers", "GET /tns/{}/tndetails"],
    why: "`getSipPeer` shows everything about the peer.",
  },
  { elements: ["resultCode", "resultMessage"], why: "It says that the request succeeded, as the HTTP status does." },
  {
    elements: ["IrisStatus"],
    operations: ["GET /accounts/{}/portins/{}/history"],
    why: "It says that a draft has no history. An empty history says the same.",
  },
  {
    elements: ["lnpPortInfoForGivenStatus/Internal", "Internal", "RocRequired"],
    why: "Only Bandwidth uses it: Bandwidth's pages don't say what it means.",
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
    why: "The look-up requested this number.",
  },
  {
    elements: ["SiteId"],
    operations: ["GET /tns/{}"],
    why: "The look-up also requests the number's details, which name the site first.",
  },
  {
    elements: ["Status/Code", "Status/Description"],
    operations: ["GET /accounts/{}/portins/{}"],
    why: "It says that the request succeeded, as the HTTP status does.",
  },
];

/** The same page of both references. */
const both = (page: string) => [`numbers/${page}`, `numbers_v2/${page}`];

/** Bodies that correctly end in an error without a Bandwidth code, or have nothing for the reader. Each by its file. */
export const odd: readonly { files: readonly string[]; why: string }[] = [
  {
    files: both("DownloadReportInstanceFile.get.response.202.example.xml"),
    why: "A 202 says that there is no file yet. So does the error.",
  },
  {
    files: both("DownloadBillingReport.get.response.200.example.xml"),
    why: "The page shows the report's state instead of the file.",
  },
  {
    files: both("ReadE911OrderHistory.get.response.404.application_xml.json"),
    why: "It has nothing to explain.",
  },
  {
    files: ["NANPA_TN_Detail", "Other_TN_Detail", "TN_Detail_Disabled"].map(
      (example) => `numbers_v2/GetAvailableTns.get.response.200.${example}.json`,
    ),
    why: "The provider requests XML, and Bandwidth sends what is requested.",
  },
  {
    files: ["api-docs-md/searchingNumbers.mdx.1147.xml", "github.io/globalTnSearch.md.418.xml"],
    why: "A number that another account has reserved counts as a number without a reservation. The error says so.",
  },
  {
    files: [
      ...both("CreateGeocodeRequest.post.response.409.example.xml"),
      ...both("GetMessagingBlockedAccountId.get.response.404.example.xml"),
    ],
    why: "The provider doesn't use these operations.",
  },
];

/** The list's entry that says why an element is left out. Undefined when there is none. */
export const leftOutBy = (operation: string, path: Path): LeftOut | undefined =>
  leftOut.find(
    ({ elements, operations }) =>
      (operations?.some((named) => operationName(named) === operation) ?? true) &&
      elements.some((names) => `/${path.join("/")}/`.includes(`/${names}/`)),
  );
