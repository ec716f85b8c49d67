import type { A2pOrdered, Route, RoutePlanOrdered } from "../account/optionTypes.js";
import type { Call } from "../call.js";
import { group, many } from "../shape.js";
import { fromWire } from "../telephone.js";
import { child, every, textOf, type XmlElement, type XmlTree } from "../xml.js";
import type { ValueProblem } from "./optionValues.js";

/** The options of the newer specifications that have an element with parts. */
export const newerShapes = {
  A2pSettings: group({ MessageClass: "text", CampaignId: "text", Action: "text" }),
  OriginationRoutePlan: group({
    Action: "text",
    Route: many(group({ Endpoint: "text", Priority: "text", Weight: "text", Name: "text" })),
  }),
};

const keywords = ["unchanged", "systemDefault"];

const flag = (name: string) => (value: string) =>
  ["true", "false"].includes(value) ? undefined : { code: "5102", description: `${name} '${value}' is invalid.` };

/** The ones that are one text. They know `systemDefault` only in the newer spelling. */
export const newerChecks: Record<string, (value: string) => ValueProblem | undefined> = {
  PortOutPasscode: (value) =>
    keywords.includes(value) || /^[A-Za-z0-9]{4,10}$/.test(value)
      ? undefined
      : { code: "5193", description: "Port-Out Passcode is invalid." },
  CallVerificationEnabled: flag("CallVerificationEnabled"),
  PindropEnabled: flag("PindropEnabled"),
  NNID: (value) =>
    keywords.includes(value) || /^\d+$/.test(value)
      ? undefined
      : { code: "5143", description: "The NNID provided must be a valid integer" },
  ESPID: (value) =>
    keywords.includes(value) || /^[\w.-]{1,64}$/.test(value)
      ? undefined
      : { code: "5141", description: "The ESPID provided is not recognized in the system" },
};

type Refuse = (code: string, words: string) => Error;

const a2pActions = ["unchanged", "systemDefault", "off", "delete", "asSpecified"] as const;

/** The campaign that a group wants. */
export function a2pIn(element: XmlElement, refuse: Refuse): A2pOrdered | undefined {
  const found = child(element, "A2pSettings");
  if (found === undefined) return undefined;
  const given = textOf(found, "Action") ?? "asSpecified";
  const action = a2pActions.find((one) => one === given);
  if (action === undefined) throw refuse("5138", "Action value is invalid.");
  const [campaignId, messageClass] = [textOf(found, "CampaignId"), textOf(found, "MessageClass")];
  const isNamed = campaignId !== undefined || messageClass !== undefined;
  if (action !== "asSpecified" && isNamed)
    throw refuse("5134", "Attributes are incompatible with such 'Action' values: 'off, systemDefault, unchanged'");
  // No document says whether one of them alone is enough.
  if (action === "asSpecified" && messageClass === undefined) throw refuse("5134", "A message class is required");
  return { action, campaignId, messageClass };
}

/** The most routes of a plan. The documents name no number. */
const mostRoutes = 25;

/** The route plan that a group wants. */
export function routePlanIn(call: Call, element: XmlElement, refuse: Refuse): RoutePlanOrdered | undefined {
  const found = child(element, "OriginationRoutePlan");
  if (found === undefined) return undefined;
  if (!call.settings.routePlans) throw refuse("5200", "Origination route plan is not enabled for the account");
  const action = (["unchanged", "off", "asSpecified"] as const).find((one) => one === textOf(found, "Action"));
  if (action === undefined) throw refuse("5207", "Specified Route Plan Action was invalid");
  const given = every(found, "Route");
  if (action === "off" && given.length > 0) throw refuse("5208", "Route Plan must be empty for 'off' action");
  if (action !== "asSpecified") return { action, routes: [] };
  if (given.length === 0) throw refuse("5184", "Origination route plan cannot be empty");
  if (given.length > mostRoutes)
    throw refuse("5185", `Origination route plan must contain between 1 and ${mostRoutes} routes`);
  const routes = given.map((one) => routeIn(call, one, refuse));
  const keys = routes.map(({ endpoint, priority }) => `${priority} ${endpoint}`);
  if (new Set(keys).size < keys.length) throw refuse("5186", "Endpoints cannot be repeated within same priority");
  const priorities = new Set(routes.map(({ priority }) => priority));
  for (let priority = 1; priority <= priorities.size; priority++) {
    if (!priorities.has(priority)) throw refuse("5223", `Priority ${priority} is missing.`);
  }
  return { action, routes };
}

function routeIn(call: Call, element: XmlElement, refuse: Refuse): Route {
  const endpoint = textOf(element, "Endpoint");
  if (endpoint === undefined) throw refuse("5191", "All routes must have an endpoint specified");
  const priority = Number(textOf(element, "Priority"));
  const weight = Number(textOf(element, "Weight"));
  if (!(priority > 0)) throw refuse("5189", "Route priority must be greater than zero");
  if (!(weight > 0)) throw refuse("5187", "Route weight must be greater than zero");
  if (endpoint.length > 255) throw refuse("5190", "Route endpoints may not be longer than 255 characters");
  const type = typeOf(call, endpoint);
  if (type === undefined)
    throw refuse("5188", `Endpoint must be a valid TN, FQDN, ip address, or SIP URI : ${endpoint}`);
  const host = /^sips?:(?:[^@]+@)?([^:]+)/.exec(endpoint)?.[1] ?? endpoint;
  if (/^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(host))
    throw refuse(type === "SIP" ? "5220" : "5218", `Origination route cannot have private IP endpoint: ${host}`);
  return { endpoint, type, priority, weight, name: textOf(element, "Name") };
}

function typeOf(call: Call, endpoint: string): string | undefined {
  if (/^sips?:./.test(endpoint)) return "SIP";
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(endpoint)) return "IPv4";
  if (/^\+?\d+$/.test(endpoint)) return fromWire(call, endpoint) === undefined ? undefined : "TN";
  return /^([a-z0-9-]+\.)+[a-z]{2,}$/i.test(endpoint) ? "FQDN" : undefined;
}

/** What a group shows of them again, in an order. */
export function newerContent(a2p: A2pOrdered | undefined, plan: RoutePlanOrdered | undefined): XmlTree {
  return {
    A2pSettings: a2p && { MessageClass: a2p.messageClass, CampaignId: a2p.campaignId, Action: a2p.action },
    OriginationRoutePlan: plan && { Action: plan.action, Route: plan.routes.map(routeTree) },
  };
}

/** A route in an answer. */
export const routeTree = ({ endpoint, type, priority, weight, name }: Route): XmlTree => ({
  Endpoint: endpoint,
  EndpointType: type,
  Priority: priority,
  Weight: weight,
  Name: name,
});
