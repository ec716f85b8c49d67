import { toE164 } from "../orders/report.js";
import { routePlanCodec, type TnRoute } from "../values/routePlan.js";
import { type Dialect, normalizeTelephoneNumber, wireNumber } from "../values/telephoneNumber.js";
import { asObject, asText, type Codec, decode } from "../xml/codec.js";
import { element, text, type XmlElement } from "../xml/xml.js";

/** Options of a number that have elements of their own (docs/maintainers/api.md#more-options). */
export interface MoreOptions {
  /** Sent together with `messageClass`. */
  campaignId?: string;
  messageClass?: string;
  /** What the campaign and its class can't say: `off`, `delete`, or `systemDefault`, which goes back to the peer's. */
  a2pAction?: string;
  /** Secret. */
  portOutPasscode?: string;
  /** An empty plan takes the number's own plan away. */
  originationRoutePlan?: TnRoute[];
  callVerificationEnabled?: boolean;
  pindropEnabled?: boolean;
  nnid?: string;
  espid?: string;
}

/** How a number's messages are registered with the carriers. */
export interface A2pSettings {
  messageClass?: string;
  campaignId?: string;
  action?: string;
}

const a2pCodec: Codec<A2pSettings> = {
  messageClass: asText(["MessageClass"]),
  campaignId: asText(["CampaignId"]),
  action: asText(["Action"]),
};

/** The campaign in a group of an order. */
export const a2pIn = (group: XmlElement): A2pSettings | undefined => asObject(["A2pSettings"], a2pCodec).read(group);

/** In the sequence of the reference's example. */
export const moreNames = [
  "campaignId",
  "messageClass",
  "a2pAction",
  "portOutPasscode",
  "originationRoutePlan",
  "callVerificationEnabled",
  "pindropEnabled",
  "nnid",
  "espid",
] as const satisfies readonly (keyof MoreOptions)[];

/** The names that one element holds. A change of one of them sends all of them. */
export const a2pNames = ["campaignId", "messageClass", "a2pAction"] as const satisfies readonly (keyof MoreOptions)[];

/** The elements of these options. What isn't given is left out, and so doesn't change. */
export function moreElements(options: MoreOptions, dialect: Dialect): XmlElement {
  const { campaignId, messageClass, a2pAction, originationRoutePlan: routes } = options;
  const hasA2p = a2pNames.some((name) => options[name] !== undefined);
  return defined({
    PortOutPasscode: options.portOutPasscode,
    OriginationRoutePlan: routes && planElement(routes, dialect),
    CallVerificationEnabled: options.callVerificationEnabled?.toString(),
    PindropEnabled: options.pindropEnabled?.toString(),
    NNID: options.nnid,
    ESPID: options.espid,
    A2pSettings: hasA2p
      ? defined({ MessageClass: messageClass, CampaignId: campaignId, Action: a2pAction ?? "asSpecified" })
      : undefined,
  });
}

function planElement(routes: readonly TnRoute[], dialect: Dialect): XmlElement {
  if (routes.length === 0) return { Action: "off" };
  const route = ({ endpoint = "", priority, weight, name }: TnRoute) =>
    defined({
      Name: name,
      Endpoint: endpointFor(endpoint, dialect),
      Priority: String(priority),
      Weight: String(weight),
    });
  return { Route: routes.map(route), Action: "asSpecified" };
}

/** A number is sent in the dialect's form. Everything else stays as it is. */
function endpointFor(endpoint: string, dialect: Dialect): string {
  const number = normalizeTelephoneNumber(endpoint);
  return number === undefined ? endpoint : wireNumber(number, dialect);
}

const defined = (content: Record<string, XmlElement[string] | undefined>): XmlElement =>
  Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined)) as XmlElement;

/** What a group of an order sets, in the words of `MoreOptions`. */
export function moreIn(group: XmlElement): MoreOptions {
  const { action, ...campaign } = a2pIn(group) ?? {};
  const plan = element(group, "OriginationRoutePlan");
  const flag = (name: string) => text(group, name)?.toLowerCase() === "true";
  const has = (name: string) => text(group, name) !== undefined;
  return {
    ...campaign,
    ...(action !== undefined && action.toLowerCase() !== "asspecified" && { a2pAction: action }),
    ...(has("PortOutPasscode") && { portOutPasscode: text(group, "PortOutPasscode") }),
    ...(plan !== undefined && text(plan, "Action") !== "unchanged" && { originationRoutePlan: routesIn(plan) }),
    ...(has("CallVerificationEnabled") && { callVerificationEnabled: flag("CallVerificationEnabled") }),
    ...(has("PindropEnabled") && { pindropEnabled: flag("PindropEnabled") }),
    ...(has("NNID") && { nnid: text(group, "NNID") }),
    ...(has("ESPID") && { espid: text(group, "ESPID") }),
  };
}

/** The routes of a plan. A number is shown as E.164. */
export function routesIn(plan: XmlElement): TnRoute[] {
  return (decode(routePlanCodec, plan).routes ?? []).map(({ endpointType: _derived, ...route }) => route).map(withE164);
}

const withE164 = (route: TnRoute): TnRoute =>
  route.endpoint !== undefined && normalizeTelephoneNumber(route.endpoint) !== undefined
    ? { ...route, endpoint: toE164(route.endpoint) }
    : route;
