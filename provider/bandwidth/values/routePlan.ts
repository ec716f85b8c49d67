import { asList, asNumber, asText, type Codec } from "../xml/codec.js";

/** Where calls to a number go. */
export interface TnRoutePlan {
  routePlanId?: string;
  routes?: TnRoute[];
}

interface TnRoute {
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
