import type { GivenParameter, ReportDefinition, ReportParameter } from "./reportCodec.js";

/** What is wrong with a parameter of a report. */
export interface ParameterProblem {
  /** The place of the parameter in the list; undefined when it is one that is missing. */
  index?: number;
  reason: string;
}

/** Names of types stand in the API's pages with spaces and without. */
const typeOf = ({ type = "" }: ReportParameter) => type.replaceAll(/\W/g, "").toLowerCase();

/** The account is filled in where a report wants it: the program has said it already, in its settings. */
export function withAccount(
  definition: ReportDefinition,
  given: GivenParameter[],
  accountId: string,
): GivenParameter[] {
  const missing = definition.parameters.filter((parameter) => {
    const named = given.some(({ name }) => name === parameter.name);
    return parameter.required && !named && ["accountid", "account"].includes(typeOf(parameter));
  });
  return [...missing.map(({ name }) => ({ name, values: [accountId] })), ...given];
}

/**
 * All that does not fit the report's definition (docs/maintainers/api.md#reports), which the API would refuse one thing at a
 * time.
 */
export function parameterProblems(definition: ReportDefinition, given: readonly GivenParameter[]): ParameterProblem[] {
  const known = new Map(definition.parameters.map((parameter) => [parameter.name, parameter]));
  const missing = definition.parameters
    .filter(({ name, required }) => required && !given.some((one) => one.name === name))
    .map(({ name }) => ({ reason: `must hold "${name}", which report ${definition.reportId} requires (error 19032)` }));
  const wrong = given.flatMap(({ name, values }, index) => {
    const parameter = known.get(name);
    const reason = parameter ? problemWith(parameter, values) : unknownName(name, definition);
    return reason === undefined ? [] : [{ index, reason }];
  });
  return [...missing, ...wrong];
}

function unknownName(name: string, { reportId, parameters }: ReportDefinition): string {
  const names = parameters.map((one) => `"${one.name}"`).join(", ") || "none";
  return `"${name}" is no parameter of report ${reportId}; it knows ${names} (error 19033)`;
}

const forms: Readonly<Record<string, { form: RegExp; reason: string }>> = {
  integer: { form: /^-?\d+$/, reason: "must be a whole number (error 19036)" },
  boolean: { form: /^(true|false)$/, reason: 'must be "true" or "false" (error 19060)' },
};

function problemWith(parameter: ReportParameter, values: readonly string[]): string | undefined {
  const { name, multiSelectAllowed } = parameter;
  if (values.length > 1 && !multiSelectAllowed) return `"${name}" takes one value only (error 19057)`;
  const { form, reason } = forms[typeOf(parameter)] ?? {};
  const odd = form && values.find((value) => !form.test(value));
  if (odd !== undefined) return `"${name}" ${reason}, not "${odd}"`;
  const allowed = parameter.values.map(({ internalName }) => internalName);
  const unknown = allowed.length > 0 ? values.find((value) => !allowed.includes(value)) : undefined;
  if (unknown === undefined) return undefined;
  return `"${name}" must be one of ${allowed.map((value) => `"${value}"`).join(", ")}, not "${unknown}" (error 19038)`;
}
