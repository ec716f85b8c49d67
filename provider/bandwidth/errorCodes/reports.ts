import type { ErrorCodes } from "./errorCodes.js";

/** Codes returned when a report, or an instance of it, is looked for. */
export const reportLookUpErrors: ErrorCodes = {
  19000: "There is no such report. `getReports` lists the reports.",
  19002: "The report's id is missing or not valid. Correct `reportId`.",
  19019: "There is no such instance of the report. It may have expired. The next `up` makes a new one.",
  19020: "The instance's id is missing or not valid. Correct it.",
};

/** Codes returned when a report is made or its file is fetched. */
export const reportErrors: ErrorCodes = {
  ...reportLookUpErrors,
  19001: "The request isn't valid. The message says why. Correct what it names.",
  19022: "Bandwidth can't read the instance. Check the properties.",
  19023: "The report has no such parameter. The message names it. `getReport` lists the report's parameters.",
  19024: "The value of a parameter is too long. Shorten it.",
  19025: "The value of a parameter is missing or not valid. Correct it.",
  19026: "The name of a parameter is missing or not valid. Correct it.",
  19027: "A parameter is listed twice. List it once, with all its values.",
  19030: "`outputFormat` isn't valid. The message lists the allowed values.",
  19031: "The report failed at Bandwidth. Run the command again. If the error stays, ask its support.",
  19032: "Required parameters of the report are missing. The message names them. Set them.",
  19033: "The report doesn't know some parameters. The message names them. Remove them.",
  19034: "A parameter isn't valid. Correct it.",
  19035: "The value of a parameter is too long. Shorten it.",
  19036: "The value of a parameter must be a whole number. Correct it.",
  19037: "The value of a parameter must be a day such as `2026-01-31`. Correct it.",
  19038: "The parameter doesn't accept this value. The message lists the allowed values. Correct it.",
  19039: "The account in a parameter isn't valid. Leave it out: Bandwidth fills it in.",
  19040: "The site in a parameter isn't valid. Use a `siteId` of the account.",
  19043: "The site in a parameter isn't in the account. Use a `siteId` of the account.",
  19046: "The day until which Bandwidth keeps the report is in the past or too far ahead. Set another day.",
  19047: "`description` is too long. Shorten it.",
  19048: "The report isn't ready. The provider waits for it.",
  19049: "The report has expired, and its file is gone. The next `up` makes another.",
  19051: "The file could not be fetched. Run the command again. If the error stays, ask Bandwidth's support.",
  19052: "The account is missing in the parameters. Report it as a bug in this package.",
  19054: "A value of a parameter is listed twice. List it once.",
  19055: "The value of a parameter is empty. Set a value, or leave the parameter out.",
  19057: "The parameter accepts only one value. Set one.",
  19059: "The day until which Bandwidth keeps the report isn't valid. Write it as `2026-12-31`.",
  19060: "The value of a parameter must be true or false.",
  19061: "The SIP peer in a parameter isn't in the account. Correct it.",
  19062: "The SIP peer in a parameter isn't in the site. Correct it.",
  19063: "The SIP peer in a parameter isn't in the site. Correct it.",
  19064: "The SIP peer in a parameter isn't valid. Correct it.",
  19067: "The report has no data. Change its parameters.",
  19068: "The report failed at Bandwidth. Give the id in the message to its support.",
  19069: "The report has more than 65,000 rows, which XLS can't hold. Use `CSV`.",
};

/** Codes about billing reports. */
export const billingReportErrors: ErrorCodes = {
  15501: "The first day isn't before the last day. Swap them.",
  15503: "A day isn't valid. Write it as `2026-01-31`.",
  15508: "The first and the last day belong together. Set both.",
  15509: "The first day is after the last day. Swap them.",
  15600: "The account can't have this kind of report. The message lists the allowed values.",
  15601: "The report's data contradicts itself. Ask Bandwidth's support.",
  15602: "The report isn't ready. The provider waits for it.",
  15603: "There is no such report. The next `up` makes another.",
  15606: "A service that invoices need isn't answering. Run the command again later.",
  15612: "The report failed at Bandwidth. The next `up` makes another. If the error stays, ask its support.",
  15613: "The report has been deleted. The next `up` makes another.",
  15614: "The report isn't ready. The provider waits for it.",
  15615: "The report isn't ready. The provider waits for it.",
  15616: "You can't search for reports of this kind. The message lists the kinds that you can search for.",
  15617: "The report belongs to another account. Check `accountId`.",
};

/** Codes about the older billing detail records. */
export const billingDetailRecordErrors: ErrorCodes = {
  15001: "There are no such records. The next `up` requests them again.",
  15501: "The first day isn't before the last day. Swap them.",
  15503: "A day isn't valid. Write it as `2026-01-31`.",
  15504: "The id of the request isn't valid. Use it as Bandwidth gave it.",
  15602: "The records aren't ready. The provider waits for them.",
};
