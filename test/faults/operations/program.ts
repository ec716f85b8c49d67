import type { Values } from "../../../provider/pulumi/values/values.js";
import { address } from "../../resources/support.js";
import { numbersOf } from "../auditors/auditor.js";
import type { Outputs, Program, Stack } from "../stack.js";
import { declare, state } from "./operation.js";

export const declareSite = declare("Site");
export const declarePeer = declare("SipPeer");
export const declareNumbers = declare("PhoneNumberOrder");
export const declareOptions = declare("TnOptions");
export const declareSubscription = declare("Subscription");

export const site = declareSite("raleigh", { name: "Raleigh", address });
export const peer = (name: string, more: Values = {}) =>
  declarePeer(name, ({ raleigh }) => ({ siteId: raleigh?.siteId, name, ...more }));
export const voice = peer("voice", { isDefaultPeer: true });
export const standby = peer("standby");
/** Where numbers can be. */
export const place: Program = [site, voice, standby];

export const at = ({ raleigh, ...peers }: Outputs, name: string) => ({
  siteId: raleigh?.siteId,
  sipPeerId: peers[name]?.sipPeerId,
});

/** Numbers that are searched for. */
export const searched = (quantity: number, more: Values = {}, where = "voice") =>
  declareNumbers("found", (outputs) => ({ ...at(outputs, where), search: { areaCode: "919" }, quantity, ...more }));

export const number = (last: number) => `+1919555${String(100 + last).padStart(4, "0")}`;

/** Numbers that are named. */
export const listed = (...last: number[]) =>
  declareNumbers("chosen", (outputs) => ({ ...at(outputs, "voice"), telephoneNumbers: last.map(number) }));

export const options = (desired: Values) =>
  declareOptions("features", ({ chosen }) => ({ telephoneNumbers: chosen?.telephoneNumbers, ...desired }));
const forwarded = { callForward: "+19195550199", callingNameDisplay: "on" };
export const forward = options(forwarded);
export const forwarding = (...last: number[]) => options({ ...forwarded, telephoneNumbers: last.map(number) });

/** What numbers that send messages get when they are bought. */
export const texting = { sms: "on", campaignId: "CDEMO01", messageClass: "Campaign-A", portOutPasscode: "a1b2c3" };

/** Campaign and passcode, as numbers have them that send messages. */
export const messages = (campaignId: string, portOutPasscode: string) =>
  options({ sms: "on", campaignId, messageClass: "Campaign-A", portOutPasscode, callVerificationEnabled: true });
export const routes = [{ endpoint: "pbx.example.com", priority: 1, weight: 1 }];

export const mails = (email: string) =>
  declareSubscription("mails", { orderType: "orders", email: { address: email, digestRequested: "NONE" } });

/** One of each of the resources that most programs have. */
export const everything: Program = [...place, searched(3), listed(50, 51, 52), forward, mails("ops@example.com")];

/** The import id of the numbers that are named. */
export const listedIds = (stack: Stack) => numbersOf(state(stack, "chosen")).join(",");
