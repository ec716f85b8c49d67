import { isUnknown, type Values } from "../../provider/pulumi/values/values.js";
import { lsrOrderOf } from "../resources/lsrOrderSupport.js";
import { portInOf } from "../resources/portInSupport.js";
import { address } from "../resources/support.js";
import { type DesiredState, number, type PeerName } from "./desiredState.js";
import {
  declareCredential,
  declareEmergency,
  declareExternal,
  declareListing,
  declareNote,
  declareRealm,
  declareRecord,
} from "./operations/features.js";
import { declareReservation } from "./operations/numbers.js";
import { declareLetter, declareLsrOrder, declarePortIn } from "./operations/ports.js";
import { declareNumbers, declareOptions, declarePeer, declareSite, declareSubscription } from "./operations/program.js";
import { answering, application, texting } from "./operations/services.js";
import type { Outputs, Program } from "./stack.js";

/** The program that declares what is wanted. */
export function programOf(desired: DesiredState): Program {
  const { second, adopted } = desired;
  return declared(desired).map((one) => {
    const takeOver = adopted?.[one.name];
    // The option `import` brings a peer that the program does not name: the next run shows it as a difference.
    const isPeerless = takeOver !== undefined && second?.name === one.name && second.peer === undefined;
    return { ...one, takeOver: isPeerless ? { ...takeOver, by: "adopt" as const } : takeOver };
  });
}

function declared(desired: DesiredState): Program {
  const { siteName, found, chosen, second, own, reserved, credential, realm, calls, served, mails, ported, leaving } =
    desired;
  const place = ({ raleigh, ...outputs }: Outputs, peer?: PeerName) => {
    // What names no peer needs the default one all the same.
    const { sipPeerId } = outputs[peer ?? "voice"] ?? {};
    return { siteId: raleigh?.siteId, sipPeerId: peer && sipPeerId };
  };
  const ofSite = ({ raleigh }: Outputs) => ({ siteId: raleigh?.siteId });
  return [
    declareSite("raleigh", { name: siteName, address }),
    declarePeer("voice", (outputs) => ({ ...ofSite(outputs), name: "voice", isDefaultPeer: true })),
    ...(served ? [answering, texting] : []),
    declarePeer("standby", (outputs) => ({ ...ofSite(outputs), name: "standby", ...servicesOf(served, outputs) })),
    ...(found
      ? [
          declareNumbers("found", (outputs) => ({
            ...place(outputs, found.peer),
            search: { areaCode: "919" },
            quantity: found.quantity,
            replacementTriggers: [String(found.trigger)],
          })),
        ]
      : []),
    ...(reserved ? [declareReservation("held", { reservedTn: number(reserved) })] : []),
    ...(chosen
      ? [
          declareNumbers("chosen", (outputs) => ({
            ...place(outputs, chosen.peer),
            telephoneNumbers: chosen.numbers,
            reservationIds:
              reserved && chosen.numbers.includes(number(reserved)) ? [outputs.held?.reservationId] : undefined,
          })),
        ]
      : []),
    ...(chosen?.note
      ? [
          declareNote("note", (outputs) => ({
            orderId: firstOf(outputs.chosen?.orderIds),
            description: `for the ${chosen.note} office`,
          })),
        ]
      : []),
    ...(chosen?.features
      ? [
          declareOptions("features", (outputs) => ({
            telephoneNumbers: outputs.chosen?.telephoneNumbers,
            callForward: number(chosen.features?.forward ?? 0),
            rewriteUser: chosen.features?.rewriteUser,
            ...messagesOf(chosen.features),
          })),
        ]
      : []),
    ...(chosen?.told ? toldOf(chosen.told, chosen.numbers) : []),
    ...(second ? secondOf(second, (outputs) => place(outputs, second.peer)) : []),
    ...(own
      ? [
          declareExternal("own", (outputs) => ({
            ...place(outputs, own.peer),
            telephoneNumbers: own.lines.map((line) => `+1919999010${line}`),
          })),
        ]
      : []),
    ...(calls ? [application(calls.name, calls.password)] : []),
    ...(credential ? [declareCredential("alice", { userName: "alice", hash1: credential })] : []),
    ...(realm ? [declareRealm("desk", { name: "desk", description: realm.description })] : []),
    ...(realm?.password
      ? [
          declareCredential("bob", ({ desk }) => ({
            ...{ userName: "bob", realmId: desk?.realmId, password: realm.password },
          })),
        ]
      : []),
    ...(ported
      ? [
          declarePortIn("ported", (outputs) => {
            const telephoneNumbers = ported.lines.map((line) => `+1303555011${line}`);
            return portInOf(outputs.raleigh?.siteId, {
              ...{ telephoneNumbers, billingTelephoneNumber: telephoneNumbers[0] },
              loaAuthorizingPerson: ported.person,
            });
          }),
        ]
      : []),
    ...(ported?.letter ? [declareLetter(ported.letter.text, { documentName: ported.letter.name })] : []),
    ...(leaving
      ? [declareLsrOrder("leaving", lsrOrderOf({ pon: `ACME-${leaving.pon}`, authorizingPerson: leaving.person }))]
      : []),
    ...(mails ? [declareSubscription("mails", { orderType: "orders", email: { address: mails } })] : []),
  ];
}

/** In a preview the list may be unknown, and so its first entry is. */
const firstOf = (list: unknown) => (isUnknown(list) ? list : (list as string[] | undefined)?.[0]);

/** What a peer does beside its own document. */
function servicesOf(served: DesiredState["served"], { answering, texting }: Outputs): Values {
  const { voice, texts, zone2, plan } = served ?? {};
  return {
    voice: voice ? { applicationId: answering?.applicationId } : undefined,
    messaging: texts
      ? { applicationId: texting?.applicationId, sms: { a2pLongCode: "DefaultOff", zone2 }, mms: zone2 }
      : undefined,
    originationRoutePlan: plan ? [{ endpoint: "sip:desk@pbx.example.com", priority: 1, weight: 1 }] : undefined,
  };
}

/** The campaign and the passcode change with the rest. */
function messagesOf({ forward = 0, rewriteUser }: { forward?: number; rewriteUser?: string } = {}): Values {
  const campaign = { sms: "on", messageClass: "Campaign-A", campaignId: forward % 2 === 0 ? "CDEMO01" : "CDEMO02" };
  return { ...campaign, portOutPasscode: rewriteUser?.replace("desk", "pass") };
}

/** The second numbers, and what hangs on them. */
function secondOf(
  { name, numbers, searched, forward, caller }: NonNullable<DesiredState["second"]>,
  place: (outputs: Outputs) => Values,
): Program {
  const what =
    searched === undefined ? { telephoneNumbers: numbers } : { search: { areaCode: "919" }, quantity: searched };
  const telephoneNumbers = (outputs: Outputs) => outputs[name]?.telephoneNumbers;
  return [
    declareNumbers(name, (outputs) => ({ ...place(outputs), ...what })),
    ...(forward
      ? [
          declareOptions("more", (outputs) => ({
            telephoneNumbers: telephoneNumbers(outputs),
            callForward: number(forward),
          })),
        ]
      : []),
    ...(caller
      ? [
          declareEmergency("aid", (outputs) => ({
            telephoneNumbers: telephoneNumbers(outputs),
            callerName: caller,
            address,
            allowRemoval: true,
          })),
        ]
      : []),
  ];
}

type ToldOf = NonNullable<NonNullable<DesiredState["chosen"]>["told"]>;

/** What emergency services, callers and directories are told of the chosen numbers. */
function toldOf({ count, caller, subscriber, listing }: ToldOf, chosen: string[]): Program {
  const telephoneNumbers = chosen.slice(0, count);
  const parts = [
    ...(caller
      ? [declareEmergency("help", { telephoneNumbers, callerName: caller, address, allowRemoval: true })]
      : []),
    ...(subscriber
      ? [
          declareRecord("shown", {
            telephoneNumbers,
            subscriberInformation: subscriber,
            useType: "BUSINESS",
            visibility: "PUBLIC",
          }),
        ]
      : []),
    ...(listing
      ? [
          declareListing("book", {
            telephoneNumbers,
            subscriberType: "BUSINESS",
            listingType: listing,
            listingName: { lastName: "Garage" },
            listAddress: true,
            address,
            onDelete: "unlist",
          }),
        ]
      : []),
  ];
  return parts.map((part) => ({ ...part, after: "chosen" }));
}
