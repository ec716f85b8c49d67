import { asFlag, asList, asText, type Codec, type Field } from "../xml/codec.js";
import { texts } from "../xml/xml.js";

/** A report that Bandwidth has defined. */
export interface ReportSummary {
  reportId: string;
  name?: string;
  description?: string;
}

/** A value of an enumeration: the name to send, and the name for people. */
export interface ReportValue {
  internalName: string;
  displayName?: string;
}

/** A parameter that a report accepts. */
export interface ReportParameter {
  name: string;
  /** `AccountId`, `SiteId`, `SipPeerId`, `String`, `Integer`, `Boolean`, `Enum` … The API spells some with spaces. */
  type?: string;
  required?: boolean;
  description?: string;
  multiSelectAllowed?: boolean;
  helpInformation?: string;
  /** Internal names of values, separated by semicolons. */
  valueFilter?: string;
  /** For an enumeration. */
  values: ReportValue[];
}

export interface ReportDefinition extends ReportSummary {
  parameters: ReportParameter[];
}

/** A parameter with its requested values. */
export interface GivenParameter {
  name: string;
  values: string[];
}

/** The request. */
export interface ReportRequest {
  outputFormat: string;
  parameters: GivenParameter[];
  /** A day such as `2026-12-31`. */
  expiresAt?: string;
}

/** One instance of a report. */
export interface ReportInstance extends Partial<ReportRequest> {
  instanceId: string;
  reportId?: string;
  reportName?: string;
  requestedByUserName?: string;
  requestedAt?: string;
  status?: string;
}

const summary: Codec<ReportSummary> = {
  reportId: asText(["Id"]),
  name: asText(["Name"]),
  description: asText(["Description"]),
};

export const summaryCodec = summary;

export const definitionCodec: Codec<ReportDefinition> = {
  ...summary,
  parameters: asList(["Parameters"], "Parameter", {
    name: asText(["Name"]),
    type: asText(["Type"]),
    required: asFlag(["Required"]),
    description: asText(["Description"]),
    multiSelectAllowed: asFlag(["MultiSelectAllowed"]),
    helpInformation: asText(["HelpInformation"]),
    valueFilter: asText(["ValueFilter"]),
    values: asList(["Values"], "Value", {
      internalName: asText(["InternalName"]),
      displayName: asText(["DisplayName"]),
    }),
  }),
};

/** The same element once for each text. */
const asTexts = (name: string): Field<string[]> => ({
  path: [name],
  read: (parent) => texts(parent, name),
  write: (values) => values,
});

export const requestCodec: Codec<ReportRequest> = {
  outputFormat: asText(["OutputFormat"]),
  parameters: asList(["Parameters"], "Parameter", { name: asText(["Name"]), values: asTexts("Value") }),
  expiresAt: asText(["ExpiresAt"]),
};

export const instanceCodec: Codec<ReportInstance> = {
  instanceId: asText(["Id"]),
  reportId: asText(["ReportId"]),
  reportName: asText(["ReportName"]),
  requestedByUserName: asText(["RequestedByUserName"]),
  requestedAt: asText(["RequestedAt"]),
  status: asText(["Status"]),
  ...requestCodec,
};
