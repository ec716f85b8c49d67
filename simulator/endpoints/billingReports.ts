import { archiveStatus, readyAt } from "../account/reports.js";
import type { BillingArchive } from "../account/types.js";
import {
  type Call,
  emptyReply,
  parameter,
  type Reply,
  requestBody,
  simulatorRefusal,
  statusRefusal,
  xmlReply,
} from "../call.js";
import { onlyClassic, type Route } from "../routing.js";
import { group, type Shape, shapeProblems } from "../shape.js";
import { textOf, type XmlElement } from "../xml.js";
import { location } from "./created.js";
import { archiveFile, fileReply, isArchived } from "./reportFiles.js";

/** The types in the reference, and those that error 15600 lists. */
const types = new Set(
  (
    "BDR MDR INVOICE STATEMENT_BDR DID_SNAPSHOT STMTBDR DIDSNAP DIDSNAP_MSG RECORDINGBDR RECORDINGSTMTBDR " +
    "TRANSCRIPTIONBDR TRANSCRIPTIONSTMTBDR CNAMBDR CNAMSTMTBDR CONFBDR CONFSTMTBDR TFPEERINGSTMTBDR UNPROVISIONED_CALLS_BDR"
  ).split(" "),
);

const descriptions: Record<string, string> = {
  RECEIVED: "The report archive is currently being constructed.",
  PROCESSING: "The requested report archive is still being constructed, please check back later.",
  COMPLETED: "The report archive is constructed.",
};

const period = { StartDate: "text", EndDate: "text" } as const;
const reportShape = group({ Type: "text", DateRange: group(period) });
const bdrShape = group(period);

/** Reads the body. The period is below `around`. */
function read(
  call: Call,
  root: string,
  answerRoot: string,
  shape: Shape,
  around: string[],
): Omit<BillingArchive, "id" | "kind"> {
  const element = requestBody(call, root, answerRoot);
  const [problem] = shapeProblems(element, shape);
  if (problem) throw simulatorRefusal(answerRoot, problem);
  const startDate = dayOf(element, answerRoot, [...around, "StartDate"]);
  const endDate = dayOf(element, answerRoot, [...around, "EndDate"]);
  if (startDate > endDate) {
    const words = `Invalid date range. Start date ${startDate} must be before end date ${endDate}`;
    throw statusRefusal(400, answerRoot, "15501", words);
  }
  const type = textOf(element, "Type") ?? "BDR";
  return { type, startDate, endDate, createdAt: call.account.now(), readyAt: readyAt(call.account) };
}

function dayOf(element: XmlElement, root: string, path: string[]): string {
  const day = textOf(element, ...path) ?? "";
  if (/^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day))) return day;
  throw statusRefusal(400, root, "15503", `Valid date is required (${path.at(-1)})`);
}

function keep(call: Call, archive: Omit<BillingArchive, "id">): BillingArchive {
  const kept = { id: call.account.nextUuid(), ...archive };
  call.account.billingArchives.set(kept.id, kept);
  call.account.changed();
  return kept;
}

function createReport(call: Call): Reply {
  const root = "BillingReportCreationResponse";
  const archive = read(call, "BillingReport", root, reportShape, ["DateRange"]);
  if (!types.has(archive.type)) {
    const words = `Billing Report Type '${archive.type}' is invalid. Valid values: [${[...types].join(", ")}].`;
    throw statusRefusal(400, root, "15600", words);
  }
  const { id } = keep(call, { kind: "billingreports", ...archive });
  const content = { ReportStatus: "RECEIVED", Description: descriptions.RECEIVED };
  return xmlReply(201, root, content, location(call, "billingreports", id));
}

function createBdr(call: Call): Reply {
  const root = "BdrCreationResponse";
  const { id } = keep(call, { kind: "bdrs", ...read(call, "Bdr", root, bdrShape, []) });
  return xmlReply(202, root, { Info: "Your BDR archive is currently being constructed" }, location(call, "bdrs", id));
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The archive in the path: 400 for text that isn't a UUID, 404 for a missing archive. */
function archiveOf(call: Call, kind: BillingArchive["kind"], root: string): BillingArchive {
  const id = parameter(call, "archive");
  if (!uuid.test(id)) throw statusRefusal(400, root, "1008", `'${id}' is not a valid UUID`);
  const archive = call.account.billingArchives.get(id);
  if (archive?.kind === kind) return archive;
  throw kind === "bdrs"
    ? statusRefusal(404, root, "15001", "BDR archive was not found")
    : statusRefusal(404, root, "15603", "The requested report was not found.");
}

/** Its state. For a ready archive, Location says where its file is. */
function getReport(call: Call): Reply {
  const root = "BillingReportRetrievalResponse";
  const archive = archiveOf(call, "billingreports", root);
  const status = archiveStatus(archive, call.account.now());
  const headers = status === "COMPLETED" ? location(call, "billingreports", archive.id, "file") : undefined;
  if (headers && call.settings.billingReportRedirects) return emptyReply(303, headers);
  return xmlReply(200, root, { ReportStatus: status, Description: descriptions[status] }, headers);
}

/** 200 while it is being made, 303 when it is ready. */
function getBdr(call: Call): Reply {
  const archive = archiveOf(call, "bdrs", "BdrRetrievalResponse");
  if (isArchived(call, archive)) return emptyReply(303, location(call, "bdrs", archive.id, "file"));
  const Info = "The requested BDR archive is still being constructed, please check back later";
  return xmlReply(200, "BdrCreationResponse", { Info });
}

function getFile(call: Call, kind: BillingArchive["kind"], root: string): Reply {
  const archive = archiveOf(call, kind, root);
  if (isArchived(call, archive)) return fileReply(archiveFile(archive));
  throw statusRefusal(404, root, "15602", descriptions.PROCESSING ?? "");
}

export const billingReportRoutes: Route[] = [
  ["POST", "/accounts/:account/billingreports", createReport],
  ["GET", "/accounts/:account/billingreports/:archive", getReport],
  [
    "GET",
    "/accounts/:account/billingreports/:archive/file",
    (call) => getFile(call, "billingreports", "BillingReportArchiveRetrievalResponse"),
  ],
  ...onlyClassic([
    ["POST", "/accounts/:account/bdrs", createBdr],
    ["GET", "/accounts/:account/bdrs/:archive", getBdr],
    ["GET", "/accounts/:account/bdrs/:archive/file", (call) => getFile(call, "bdrs", "BdrRetrievalResponse")],
  ]),
];
