import type { GivenParameter, ReportDefinition, ReportParameter } from "./reportCodec.js";

/** What is wrong with a report's parameter. */
export interface ParameterProblem {
  /** The parameter's place in the list. Undefined for a missing parameter. */
  index?: number;
  reason: string;
}

/** The API's pages write type names with and without spaces. */
const typeOf = ({ type = "" }: ReportParameter) => type.replaceAll(/\W/g, "").toLowerCase();

/** Fills in the account if a report wants it: the program's settings already have it. */
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
 * Everything that doesn't match the report's definition (docs/maintainers/api.md#reports). The API would refuse one
 * problem at a time.
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
  return `"${name}" isn't a parameter of report ${reportId}, which knows ${names} (error 19033)`;
}

const forms: Readonly<Record<string, { form: RegExp; reason: string }>> = {
  integer: { form: /^-?\d+$/, reason: "must be a whole number (error 19036)" },
  boolean: { form: /^(true|false)$/, reason: 'must be "true" or "false" (error 19060)' },
};

function problemWith(parameter: ReportParameter, values: readonly string[]): string | undefined {
  const { name, multiSelectAllowed } = parameter;
  if (values.length > 1 && !multiSelectAllowed) return `"${name}" accepts only one value (error 19057)`;
  const { form, reason } = forms[typeOf(parameter)] ?? {};
  const odd = form && values.find((value) => !form.test(value));
  if (odd !== undefined) return `"${name}" ${reason}, not "${odd}"`;
  const allowed = parameter.values.map(({ internalName }) => internalName);
  const unknown = allowed.length > 0 ? values.find((value) => !allowed.includes(value)) : undefined;
  if (unknown === undefined) return undefined;
  return `"${name}" must be one of ${allowed.map((value) => `"${value}"`).join(", ")}, not "${unknown}" (error 19038)`;
}
