import { tollFreeAreaCodes } from "../geography.js";
import type { A2pOrdered, RoutePlanOrdered } from "./optionTypes.js";
import type { AccountStore } from "./store.js";
import type { NumberFailure, NumberOptions, OptionOrder, OwnedNumber } from "./types.js";

/** Sets what an option order wants for one number. */
export function setOptions(account: AccountStore, order: OptionOrder, number: string): NumberFailure | undefined {
  const owned = account.numbers.get(number);
  if (owned === undefined) return { code: "5076", description: "Number does not belong to this account." };
  if (owned.status === "Aging") return { code: "5074", description: "Telephone number is not in service." };
  const group = order.groups.find((one) => one.numbers.includes(number));
  const { values = {}, a2p, routePlan } = group ?? {};
  const peer = account.peers.get(owned.sipPeerId);
  const display = values.CallingNameDisplay;
  if (peer?.callingName.enforced && (display === "on" || display === "off")) {
    return {
      code: "5091",
      description:
        "CNAM for telephone number is applied at the Location level and it is not applicable at the TN level.",
    };
  }
  if (values.Protected === "true" && isTollFree(number)) {
    return { code: "5100", description: "Toll free numbers are not candidates for Protected status." };
  }
  const problem =
    passcodeProblem(account, owned, values.PortOutPasscode) ??
    planProblem(owned, values, routePlan) ??
    routeProblem(account, owned, values) ??
    a2pProblem(account, owned, values, a2p);
  if (problem) return problem;
  applyOptions(owned, values);
  applyMore(owned.options, a2p, routePlan, account.nextUuid());
  owned.modifiedAt = order.modifiedAt;
  account.ledger.record({
    kind: "option",
    number,
    at: order.modifiedAt,
    orderId: order.id,
    customerOrderId: order.customerOrderId,
    by: "api",
  });
  return undefined;
}

export const isTollFree = (number: string): boolean => tollFreeAreaCodes.includes(number.slice(2, 5));

/** A word that sets nothing: it keeps or removes. */
const isWord = (value: string | undefined) => value === undefined || /^(unchanged|systemdefault)$/i.test(value);

function passcodeProblem(
  { settings }: AccountStore,
  { options, external }: OwnedNumber,
  passcode: string | undefined,
): NumberFailure | undefined {
  if (passcode === undefined || isWord(passcode)) return undefined;
  if (!settings.passcodes)
    return { code: "5194", description: "Port-Out Passcode/PIN Protection feature should be enabled on account." };
  if (external) return { code: "5196", description: "Only ON-NET TNs can have Port-Out Passcode" };
  if (options.portOutPasscode === passcode) {
    const description = "The specified Port-Out Passcode/PIN already exists for particular TN";
    return { code: "5195", description };
  }
  return undefined;
}

/** What the number has now counts too, even if the same order would take it away. */
function planProblem(
  { options }: OwnedNumber,
  values: Record<string, string>,
  plan: RoutePlanOrdered | undefined,
): NumberFailure | undefined {
  const isPlanned = options.routePlan !== undefined;
  const clash = (code: string, one: string, other: string) => ({
    code,
    description: `${one} Error: TN cannot have ${other}`,
  });
  if (plan?.action === "asSpecified") {
    if (options.callForward !== undefined || !isWord(values.CallForward))
      return clash("5203", "Origination Route Plan", "Call-forwarding along with Origination Route Plan");
    if (options.rewriteUser !== undefined || !isWord(values.RewriteUser))
      return clash("5204", "Origination Route Plan", "Rewrite-user along with Origination Route Plan");
  }
  if (isPlanned && !isWord(values.CallForward))
    return clash("5205", "Call-Forwarding", "Origination Route Plan along with Call-forwarding");
  if (isPlanned && !isWord(values.RewriteUser))
    return clash("5206", "Rewrite-user", "Origination Route Plan along with Rewrite-user");
  return undefined;
}

/** Whether the number has messages once the order is done. */
const hasMessages = ({ options }: OwnedNumber, { Sms }: Record<string, string>) =>
  (Sms === undefined || Sms === "unchanged" ? options.sms : Sms) === "on";

function routeProblem(
  { settings }: AccountStore,
  owned: OwnedNumber,
  values: Record<string, string>,
): NumberFailure | undefined {
  const { NNID: nnid, ESPID: espid } = values;
  if (nnid === undefined && espid === undefined) return undefined;
  if (!settings.routesChangeable) {
    const description = "Your account does not have the appropriate permission to modify NNIDs or ESPIDs.";
    return { code: "5144", description };
  }
  if (!isWord(nnid) && !hasMessages(owned, values))
    return { code: "5202", description: "SMS should be 'ON' before NNID assignment" };
  const byNnid = settings.nnRoutes.find((route) => route.nnid === nnid);
  const byEspid = settings.nnRoutes.find((route) => route.espid === espid);
  if (!isWord(nnid) && byNnid === undefined)
    return { code: "5140", description: "The NNID provided is not recognized in the system" };
  if (!isWord(espid) && byEspid === undefined)
    return { code: "5141", description: "The ESPID provided is not recognized in the system" };
  if (byNnid && byEspid && byNnid !== byEspid) {
    const description = "The NNID and ESPID provided do not correspond to each other in the system";
    return { code: "5142", description };
  }
  return undefined;
}

function a2pProblem(
  account: AccountStore,
  owned: OwnedNumber,
  values: Record<string, string>,
  a2p: A2pOrdered | undefined,
): NumberFailure | undefined {
  if (a2p === undefined || a2p.action === "unchanged") return undefined;
  const fail = (code: string, description: string) => ({ code, description });
  const atPeer =
    account.peers.get(owned.sipPeerId)?.services?.sms?.settings.A2pLongCode ?? account.settings.a2pLongCode;
  if (a2p.action === "systemDefault") {
    const words = "Please configure A2P on SipPeer before setting 'systemDefault' as Action";
    return atPeer === "OFF" ? fail("5136", words) : undefined;
  }
  if (atPeer === "ON") {
    const words = "on the TN when the location is enabled for A2P.";
    return a2p.action === "off"
      ? fail("5225", `A2P settings cannot be disabled ${words}`)
      : fail("5217", `A2P settings cannot be modified ${words}`);
  }
  if (isTollFree(owned.number)) {
    if (a2p.action === "off") return fail("5135", "You cannot set Action as 'OFF' for tollfree tns");
    if (a2p.action === "delete") return fail("5138", "Action value is invalid.");
  } else if (atPeer === "OFF") {
    return fail("5133", "A2P provisioning for Long Code telephone numbers requires permissive A2P Long Code value");
  }
  if (a2p.action === "asSpecified" && !hasMessages(owned, values))
    return fail("5132", "SMS attribute should be 'ON' for provisioning A2P");
  return undefined;
}

const optionNames: Record<string, keyof NumberOptions> = {
  CallingNameDisplay: "callingNameDisplay",
  NumberFormat: "numberFormat",
  RPIDFormat: "rpidFormat",
  RewriteUser: "rewriteUser",
  CallForward: "callForward",
  Sms: "sms",
  FinalDestinationURI: "finalDestinationUri",
  PortOutPasscode: "portOutPasscode",
  CallVerificationEnabled: "callVerificationEnabled",
  PindropEnabled: "pindropEnabled",
  NNID: "nnid",
  ESPID: "espid",
};

/**
 * Sets the given options. `unchanged` keeps an option, `systemdefault` removes it (docs/maintainers/api.md#options).
 */
export function applyOptions(owned: OwnedNumber, values: Record<string, string>): void {
  for (const [element, value] of Object.entries(values)) {
    if (value === "unchanged") continue;
    const name = optionNames[element];
    if (name === undefined) owned.protected = value === "true";
    else if (value === "systemdefault" || value === "systemDefault") delete owned.options[name];
    else Object.assign(owned.options, { [name]: value });
  }
}

function applyMore(
  options: NumberOptions,
  a2p: A2pOrdered | undefined,
  plan: RoutePlanOrdered | undefined,
  id: string,
) {
  if (a2p?.action === "systemDefault") delete options.a2p;
  else if (a2p?.action === "off") options.a2p = { state: "off" };
  else if (a2p?.action === "delete") options.a2p = { state: "overridden", messageClass: options.a2p?.messageClass };
  else if (a2p?.action === "asSpecified") {
    options.a2p = { state: "overridden", campaignId: a2p.campaignId, messageClass: a2p.messageClass };
  }
  if (plan?.action === "off") delete options.routePlan;
  else if (plan?.action === "asSpecified") options.routePlan = { id, routes: plan.routes };
}
