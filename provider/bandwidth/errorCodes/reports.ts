import type { ErrorCodes } from "./errorCodes.js";

/** What is said when a report, or an instance of it, is looked for. */
export const reportLookUpErrors: ErrorCodes = {
  19000: "There is no such report. getReports lists those that there are.",
  19002: "The report's id is missing or not valid. Correct `reportId`.",
  19019: "There is no such instance of the report. It may have run out; a new one is made by the next `up`.",
  19020: "The instance's id is missing or not valid. Correct it.",
};

/** What is said when a report is made, or its file fetched. */
export const reportErrors: ErrorCodes = {
  ...reportLookUpErrors,
  19001: "The request is not valid; the words say why. Correct what they name.",
  19022: "The instance cannot be read. Check the properties.",
  19023: "The report has no such parameter; the words name it. getReport lists those that it has.",
  19024: "The value of a parameter is too long. Shorten it.",
  19025: "The value of a parameter is missing or not valid. Correct it.",
  19026: "The name of a parameter is missing or not valid. Correct it.",
  19027: "A parameter stands there twice. Give it once, with all its values.",
  19030: "`outputFormat` is not valid. The words name those that there are.",
  19031: "The report failed at Bandwidth. Run the command again; if it stays, ask its support.",
  19032: "Parameters that the report requires are missing; the words name them. Give them.",
  19033: "The report does not know some parameters; the words name them. Take them out.",
  19034: "A parameter is not valid. Correct it.",
  19035: "The value of a parameter is too long. Shorten it.",
  19036: "The value of a parameter must be a whole number. Correct it.",
  19037: "The value of a parameter must be a day as `2026-01-31`. Correct it.",
  19038: "The value of a parameter is none of those that it takes; the words name them. Correct it.",
  19039: "The account in a parameter is not valid. Leave it out: Bandwidth fills it in.",
  19040: "The site in a parameter is not valid. Give a `siteId` of the account.",
  19043: "The site in a parameter is none of the account. Give a `siteId` of the account.",
  19046: "The day until which the report is kept is past, or too far ahead. Set another.",
  19047: "`description` is too long. Shorten it.",
  19048: "The report is not ready. The provider waits for it.",
  19049: "The report has run out, and its file is gone. The next `up` makes another.",
  19051: "The file could not be fetched. Run the command again; if it stays, ask Bandwidth's support.",
  19052: "The account is missing in the parameters. Report it as a fault of this package.",
  19054: "A value of a parameter stands there twice. Name it once.",
  19055: "The value of a parameter is empty. Give one, or leave the parameter out.",
  19057: "A parameter takes one value only. Give one.",
  19059: "The day until which the report is kept is not valid. Write it as `2026-12-31`.",
  19060: "The value of a parameter must be true or false.",
  19061: "The SIP peer in a parameter is none of the account. Correct it.",
  19062: "The SIP peer in a parameter is none of the site. Correct it.",
  19063: "The SIP peer in a parameter is none of the site. Correct it.",
  19064: "The SIP peer in a parameter is not valid. Correct it.",
  19067: "The report has no data. Change its parameters.",
  19068: "The report failed at Bandwidth. Give the id in the words to its support.",
  19069: "The report has more than 65,000 rows, which XLS cannot hold. Use `CSV`.",
};

/** What is said of billing reports. */
export const billingReportErrors: ErrorCodes = {
  15501: "The first day is not before the last one. Swap them.",
  15503: "A day is not valid. Write it as `2026-01-31`.",
  15508: "The first and the last day go together. Give both.",
  15509: "The first day is after the last one. Swap them.",
  15600: "The kind of report is none that the account can have. The words name those that there are.",
  15601: "The data of the report contradict each other. Ask Bandwidth's support.",
  15602: "The report is not ready. The provider waits for it.",
  15603: "There is no such report. The next `up` makes another.",
  15606: "A service that invoices need does not answer. Run the command again later.",
  15612: "The report failed at Bandwidth. The next `up` makes another; if it stays, ask its support.",
  15613: "The report has been deleted. The next `up` makes another.",
  15614: "The report is not ready. The provider waits for it.",
  15615: "The report is not ready. The provider waits for it.",
  15616: "Reports of this kind cannot be searched for. The words name those that can.",
  15617: "The report belongs to another account. Check `accountId`.",
};

/** What is said of the older billing detail records. */
export const billingDetailRecordErrors: ErrorCodes = {
  15001: "There are no such records. The next `up` has them made again.",
  15501: "The first day is not before the last one. Swap them.",
  15503: "A day is not valid. Write it as `2026-01-31`.",
  15504: "The id of the request is not valid. Use it as Bandwidth gave it.",
  15602: "The records are not ready. The provider waits for them.",
};
