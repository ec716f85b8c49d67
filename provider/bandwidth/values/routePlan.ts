import { asList, asNumber, asText, type Codec } from "../xml/codec.js";
import { normalizeTelephoneNumber } from "./telephoneNumber.js";

/** Where calls to a number go. */
export interface TnRoutePlan {
  routePlanId?: string;
  routes?: TnRoute[];
}

/** One route of a plan. */
export interface TnRoute {
  endpoint?: string;
  endpointType?: string;
  priority?: number;
  weight?: number;
  name?: string;
}

const routeCodec: Codec<TnRoute> = {
  endpoint: asText(["Endpoint"]),
  endpointType: asText(["EndpointType"]),
  priority: asNumber(["Priority"]),
  weight: asNumber(["Weight"]),
  name: asText(["Name"]),
};

/** The plan in a document. */
export const routePlanCodec: Codec<TnRoutePlan> = {
  routePlanId: asText(["Id"]),
  routes: asList([], "Route", routeCodec),
};

/** Whether two plans are alike. The order of their routes means nothing. */
export function isSamePlan(one: readonly TnRoute[], other: readonly TnRoute[]): boolean {
  return JSON.stringify(one.map(routeKey).sort()) === JSON.stringify(other.map(routeKey).sort());
}

/** Equal for routes that are alike. A number may be told in another form, and names of hosts know no capitals. */
const routeKey = ({ endpoint = "", priority, weight, name }: TnRoute): string =>
  JSON.stringify([priority, weight, normalizeTelephoneNumber(endpoint) ?? endpoint.toLowerCase(), name ?? ""]);

/** The plan in the words of the other one where both are alike. */
export const inWordsOf = (declared: readonly TnRoute[] | undefined, seen: TnRoute[]): TnRoute[] =>
  declared !== undefined && isSamePlan(declared, seen) ? [...declared] : seen;
