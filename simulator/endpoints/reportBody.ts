import { type ReportDefinition, type ReportParameter, readyAt } from "../account/reports.js";
import type { ReportInstance } from "../account/types.js";
import { type Call, type Refusal, requestBody, simulatorRefusal, statusRefusal } from "../call.js";
import { group, many, shapeProblems } from "../shape.js";
import { every, textOf, textsOf, type XmlElement } from "../xml.js";

export const instanceRoot = "ReportInstanceResponse";

const DAY_MS = 86_400_000;
const formats = ["pdf", "xls", "csv"];
const usualDays = 28;
const mostDays = 400;

const instanceShape = group({
  OutputFormat: "text",
  Parameters: group({ Parameter: many(group({ Name: "text", Value: many("text") })) }),
  ExpiresAt: "text",
});

const refuse = (code: string, description: string): Refusal => statusRefusal(400, instanceRoot, code, description);

/** Reads a request for a report, and refuses what doesn't match its definition (docs/maintainers/api.md#reports). */
export function readInstance(call: Call, report: ReportDefinition): Omit<ReportInstance, "id"> {
  const element = requestBody(call, "Instance", instanceRoot);
  const [problem] = shapeProblems(element, instanceShape);
  if (problem) throw simulatorRefusal(instanceRoot, problem);
  const outputFormat = textOf(element, "OutputFormat")?.toLowerCase() ?? "";
  if (!formats.includes(outputFormat)) {
    throw refuse("19030", `Instance -> OutputFormat must be one of the following values: ${formats.join(", ")}`);
  }
  return {
    reportId: report.id,
    outputFormat,
    parameters: readParameters(call, element, report),
    requestedAt: call.account.now(),
    readyAt: readyAt(call.account),
    expiresAt: readExpiry(call, textOf(element, "ExpiresAt")),
  };
}

function readParameters(call: Call, element: XmlElement, report: ReportDefinition): ReportInstance["parameters"] {
  const given = every(element, "Parameters", "Parameter").map((one) => ({
    name: textOf(one, "Name") ?? "",
    values: textsOf(one, "Value"),
  }));
  const unknown = given.filter(({ name }) => report.parameters.every((known) => known.name !== name));
  if (unknown.length > 0) {
    const names = unknown.map(({ name }) => name).join(", ");
    throw refuse("19033", `The following parameter(s) are not supported for this report: ${names}`);
  }
  const required = report.parameters.filter((one) => one.required && !given.some(({ name }) => name === one.name));
  if (required.length > 0) {
    const names = required.map(({ name }) => name).join(", ");
    throw refuse("19032", `Missing one or more required report parameters: ${names}`);
  }
  for (const [index, { name, values }] of given.entries()) {
    const twice = given.findIndex((one) => one.name === name);
    if (twice !== index) {
      const words = `Instance -> Parameter #${index + 1} -> Name ("${name}") duplicates name specified for parameter`;
      throw refuse("19027", `${words} #${twice + 1}`);
    }
    const definition = report.parameters.find((one) => one.name === name);
    if (definition) checkValues(call, definition, values);
  }
  return given;
}

function checkValues(call: Call, parameter: ReportParameter, values: string[]): void {
  const { name, multiSelectAllowed } = parameter;
  const where = `Instance -> Parameter '${name}'`;
  if (values.length === 0) throw refuse("19025", `${where} -> Value is missing or invalid`);
  if (values.includes("")) throw refuse("19055", `${where} -> Value cannot be empty`);
  if (values.length > 1 && !multiSelectAllowed) {
    throw refuse("19057", `${where} -> multiple occurrences of Value is not supported`);
  }
  if (new Set(values).size < values.length) throw refuse("19054", `${where} -> list of Values contains duplicates`);
  for (const value of values) checkValue(call, parameter, value);
}

function checkValue({ account }: Call, { name, type, values = {} }: ReportParameter, value: string): void {
  if (type === "AccountId" && value !== account.accountId) {
    throw refuse("19039", `Invalid account ID value for report parameter ${name}: ${value}`);
  }
  if (type === "SiteId" && !account.sites.has(value)) {
    throw refuse(
      "19043",
      `Invalid site ID value on account ${account.accountId} for report parameter ${name}: ${value}`,
    );
  }
  if (type === "SipPeerId" && !account.peers.has(value)) {
    throw refuse("19064", `Invalid SIP peer ID value for report parameter ${name}: ${value}`);
  }
  if (type === "Integer" && !/^-?\d+$/.test(value)) {
    throw refuse("19036", `Invalid integer value specified for report parameter ${name}: ${value}`);
  }
  if (type === "Boolean" && value !== "true" && value !== "false") {
    throw refuse("19060", `Instance -> Parameter '${name}' -> Value must be 'true' or 'false'`);
  }
  if (type === "Enum" && !(value in values)) {
    const known = Object.keys(values).join(", ");
    throw refuse("19038", `Expected value for report parameter ${name} to be one of the following: ${known}`);
  }
}

function readExpiry(call: Call, given: string | undefined): number {
  const now = call.account.now();
  if (given === undefined) return now + usualDays * DAY_MS;
  const time = /^\d{4}-\d\d-\d\d$/.test(given) ? Date.parse(given) : Number.NaN;
  if (Number.isNaN(time)) {
    throw refuse("19059", `Invalid value '${given}' for Instance -> ExpiresAt (expected date format YYYY-MM-DD)`);
  }
  if (time <= now || time > now + mostDays * DAY_MS) {
    throw refuse("19046", `Instance -> ExpiresAt must be a future date not longer than ${mostDays} days`);
  }
  return time;
}
