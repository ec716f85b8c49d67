import { instanceStatus, type ReportDefinition, reportDefinitions } from "../account/reports.js";
import type { ReportInstance } from "../account/types.js";
import { type Call, emptyReply, parameter, type Reply, statusRefusal, xmlReply } from "../call.js";
import type { Route } from "../routing.js";
import type { XmlTree } from "../xml.js";
import { location } from "./created.js";
import { instanceRoot, readInstance } from "./reportBody.js";
import { fileReply, instanceFile } from "./reportFiles.js";

const listRoot = "ReportInstancesResponse";
const fileRoot = "ReportInstanceFileResponse";

function listReports(): Reply {
  const reports = reportDefinitions.map(({ id, name, description }) => ({
    Name: name,
    Id: id,
    Description: description,
  }));
  return xmlReply(200, "ReportsResponse", { Reports: { Report: reports } });
}

/** The definition in the path, or 404 with 19000. */
function reportOf(call: Call, root = "ReportResponse"): ReportDefinition {
  const id = parameter(call, "report");
  const report = reportDefinitions.find((one) => one.id === id);
  if (report === undefined) throw statusRefusal(404, root, "19000", `No report found with report ID of '${id}'`);
  return report;
}

function getReport(call: Call): Reply {
  const { id, name, description, parameters } = reportOf(call);
  const Parameter = parameters.map((one) => ({
    Name: one.name,
    Type: one.type,
    Required: one.required,
    ValueFilter: one.values && Object.keys(one.values).join(";"),
    Values: one.values && {
      Value: Object.entries(one.values).map(([InternalName, DisplayName]) => ({ InternalName, DisplayName })),
    },
    Description: one.description,
    MultiSelectAllowed: one.multiSelectAllowed,
    HelpInformation: one.helpInformation,
  }));
  const Report = { Id: id, Name: name, Description: description, Parameters: { Parameter } };
  return xmlReply(200, "ReportResponse", { Report });
}

/** `2015-05-18 14:03:04`, in an unstated time zone. */
const shortTime = (time: number) => new Date(time).toISOString().slice(0, 19).replace("T", " ");

function tree(call: Call, instance: ReportInstance): XmlTree {
  const { id, reportId, outputFormat, parameters, requestedAt, expiresAt } = instance;
  return {
    Id: id,
    ReportId: reportId,
    ReportName: reportDefinitions.find((report) => report.id === reportId)?.name,
    OutputFormat: outputFormat,
    RequestedByUserName: "simulator-user",
    RequestedAt: shortTime(requestedAt),
    Parameters: { Parameter: parameters.map(({ name, values }) => ({ Name: name, Value: values })) },
    Status: instanceStatus(instance, call.account.now()),
    ExpiresAt: new Date(expiresAt).toISOString().slice(0, 10),
  };
}

function listed(call: Call, instances: ReportInstance[]): Reply {
  return xmlReply(200, listRoot, { Instances: { Instance: instances.map((one) => tree(call, one)) } });
}

function listInstances(call: Call): Reply {
  const { id } = reportOf(call, listRoot);
  const all = [...call.account.reportInstances.values()];
  return listed(
    call,
    all.filter(({ reportId }) => reportId === id),
  );
}

const listAllInstances = (call: Call): Reply => listed(call, [...call.account.reportInstances.values()]);

/** 201 without a body: the id is only in Location. */
function createInstance(call: Call): Reply {
  const report = reportOf(call, instanceRoot);
  const id = call.account.nextNumber();
  call.account.reportInstances.set(id, { id, ...readInstance(call, report) });
  call.account.changed();
  return emptyReply(201, location(call, "reports", report.id, "instances", id));
}

/** The instance in the path, or 404 with 19019. */
function instanceOf(call: Call, root: string): ReportInstance {
  const reportId = parameter(call, "report");
  const id = parameter(call, "instance");
  const instance = call.account.reportInstances.get(id);
  if (instance?.reportId !== reportId) {
    throw statusRefusal(404, root, "19019", `No report instance found for report ${reportId} with Id of '${id}'`);
  }
  return instance;
}

const getInstance = (call: Call): Reply =>
  xmlReply(200, instanceRoot, { Instance: tree(call, instanceOf(call, instanceRoot)) });

/** 202 while there is no file yet. Then a redirect to another host, or the file itself. */
function getFile(call: Call): Reply {
  const instance = instanceOf(call, fileRoot);
  const status = instanceStatus(instance, call.account.now());
  if (status === "Expired") {
    throw statusRefusal(404, fileRoot, "19049", "Report instance expired; Output has been deleted from the server.");
  }
  if (status !== "Ready") {
    const words = "Report generation in progress; Output not yet available.";
    throw statusRefusal(202, fileRoot, "19048", words);
  }
  const file = instanceFile(instance);
  if (call.settings.reportFiles === "direct") return fileReply(file);
  return emptyReply(307, { Location: call.files.offer(file) });
}

export const reportRoutes: Route[] = [
  ["GET", "/accounts/:account/reports", listReports],
  ["GET", "/accounts/:account/reports/instances", listAllInstances],
  ["GET", "/accounts/:account/reports/:report", getReport],
  ["GET", "/accounts/:account/reports/:report/instances", listInstances],
  ["POST", "/accounts/:account/reports/:report/instances", createInstance],
  ["GET", "/accounts/:account/reports/:report/instances/:instance", getInstance],
  ["GET", "/accounts/:account/reports/:report/instances/:instance/file", getFile],
];
