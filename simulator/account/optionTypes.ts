/** One route of a number's plan. */
export interface Route {
  endpoint: string;
  type: string;
  priority: number;
  weight: number;
  name?: string;
}

/** A campaign, as a group of an option order wants it. */
export interface A2pOrdered {
  action: "unchanged" | "systemDefault" | "off" | "delete" | "asSpecified";
  campaignId?: string;
  messageClass?: string;
}

/** A route plan, as a group of an option order wants it. */
export interface RoutePlanOrdered {
  action: "unchanged" | "off" | "asSpecified";
  routes: Route[];
}
