import { reveal, type Values } from "../../../provider/pulumi/values/values.js";
import { isMark } from "../../../provider/resources/ordering/ownMark.js";
import { realmsOf } from "../../../simulator/account/realms.js";
import type { Peer } from "../../../simulator/account/types.js";
import { signIns } from "../../../simulator/endpoints/sipCredentials.js";
import type { OwnedNumber, Simulator } from "../../../simulator/index.js";
import type { Held } from "../stack.js";
import { type Auditor, compare, numbersOf } from "./auditor.js";

/** Where the program gives no description, there may be a mark. */
const described = ({ description }: Values, found: { description?: string } | undefined) =>
  description ?? (isMark(found?.description) ? found?.description : undefined);

/** Places and numbers, and what these have. */
export const numberAuditors: Record<string, Auditor> = {
  Site: ({ account }, { id, name, inputs }) => {
    const site = account.sites.get(id);
    return compare(name, site, { name: inputs.name, description: described(inputs, site) });
  },
  Application: ({ account }, { id, name, inputs }) => {
    const { texts = {}, creds = {}, ...found } = account.applications.get(id) ?? {};
    const there = account.applications.has(id)
      ? { ...found, url: texts.CallInitiatedCallbackUrl, password: creds.CallbackCreds?.password }
      : undefined;
    const signIn = inputs.callbackCreds as { password?: string } | undefined;
    const wanted = { name: inputs.name, serviceType: inputs.serviceType, url: inputs.callInitiatedCallbackUrl };
    return compare(name, there, { ...wanted, password: signIn?.password });
  },
  SipPeer: ({ account }, { name, state, inputs }) => {
    const peer = account.peers.get(String(state.sipPeerId));
    const hosts = (list: unknown) => (list as { HostName?: string; hostName?: string }[] | undefined) ?? [];
    const wanted = { siteId: inputs.siteId, name: inputs.name, description: described(inputs, peer) };
    const here = hosts(peer?.terminationHosts).map(({ HostName }) => HostName);
    const declared = hosts(inputs.terminationHosts).map(({ hostName }) => hostName);
    const sameHosts = here.length === declared.length && declared.every((host) => here.includes(host));
    const hostProblems = sameHosts ? [] : [`${name}: hosts are ${here}, not ${declared}`];
    return [...compare(name, peer, wanted), ...hostProblems, ...servicesOf(name, peer, inputs)];
  },
  PhoneNumberOrder: ({ account }, { name, state, inputs }) => {
    const numbers = numbersOf(state);
    const listed = inputs.telephoneNumbers as string[] | undefined;
    const wanted = listed?.length ?? Number(inputs.quantity);
    const problems = numbers.flatMap((number) =>
      compare(number, inService(account.numbers.get(number)), placeOf(inputs)),
    );
    if (numbers.length !== wanted) problems.push(`${name}: ${numbers.length} numbers in the state, not ${wanted}`);
    const lacking = (listed ?? []).filter((number) => !numbers.includes(number));
    if (lacking.length > 0) problems.push(`${name}: declared, and not there: ${lacking.join(", ")}`);
    for (const number of inputs.options === undefined ? [] : numbers)
      problems.push(...optionsOf(account.numbers.get(number), number, inputs.options as Values));
    if (inputs.protected === undefined) return problems;
    const bare = numbers.filter((number) => account.numbers.get(number)?.protected !== inputs.protected);
    return bare.length === 0 ? problems : [...problems, `${name}: not protected: ${bare.join(", ")}`];
  },
  TnOptions: ({ account }, { inputs }) => {
    return (inputs.telephoneNumbers as string[]).flatMap((number) =>
      optionsOf(account.numbers.get(number), number, inputs),
    );
  },
  TnReservation: ({ account }, { id, name, inputs }) =>
    // One whose number is in service has done its work.
    inService(account.numbers.get(String(inputs.reservedTn)))
      ? []
      : compare(name, account.reservations.get(id), { number: inputs.reservedTn }),
  SipCredential: ({ account }, { id, name, inputs }) => {
    const [realmId, credentialId] = id.split("/");
    if (credentialId === undefined) {
      return compare(name, account.sipCredentials.get(id), { userName: inputs.userName, hash1: inputs.hash1 });
    }
    const found = [...account.sipCredentials.values()].find((one) => one.id === credentialId);
    const realm = realmsOf(account).find((one) => one.id === realmId)?.fullName;
    const password = String(reveal(inputs.password));
    const there = found && { ...found, ways: signIns(found, password).join() };
    return compare(name, there, { userName: inputs.userName, realm, ways: "name,name@realm" });
  },
  SipRealm: ({ account }, { id, name, inputs, state }) => {
    const realm = realmsOf(account).find((one) => one.id === id);
    const { description, isDefault = realm?.isDefault } = inputs;
    const wanted = { name: inputs.name, isDefault, description: described({ description }, realm), status: "ACTIVE" };
    return [...compare(name, realm, wanted), ...compare(`state of ${name}`, state, { status: "ACTIVE" })];
  },
  OrderNote: ({ account }, { name, state, inputs }) => {
    const order = account.orders.get(String(inputs.orderId));
    const notes = order && "notes" in order ? order.notes : [];
    const found = notes.filter(({ description }) => description === inputs.description);
    const twice = found.length > 1 ? [`${name}: ${found.length} notes of this text`] : [];
    return [
      ...compare(
        name,
        found.find(({ id }) => id === state.noteId),
        { description: inputs.description },
      ),
      ...twice,
    ];
  },
  E911Address: (simulator, held) => featureOf(simulator, held, "e911", { CallerName: held.inputs.callerName }),
  LidbRecord: (simulator, held) =>
    featureOf(simulator, held, "lidb", {
      SubscriberInformation: held.inputs.subscriberInformation,
      UseType: held.inputs.useType,
    }),
  DirectoryListing: (simulator, held) => featureOf(simulator, held, "dlda", { ListingType: held.inputs.listingType }),
  ExternalTns: ({ account }, { inputs }) =>
    (inputs.telephoneNumbers as string[]).flatMap((number) =>
      compare(number, inService(account.numbers.get(number)), { ...placeOf(inputs), external: true }),
    ),
  Subscription: ({ account }, { id, name, inputs }) => {
    const found = account.subscriptions.get(id);
    const there = found && { orderType: found.orderType, email: found.email?.Email, url: found.callback?.url };
    const { email, callback } = inputs as { email?: { address: string }; callback?: { url: string } };
    return compare(name, there, { orderType: inputs.orderType, email: email?.address, url: callback?.url });
  },
};

/** The declared options, and nothing of what a program has taken out. */
function optionsOf(owned: OwnedNumber | undefined, number: string, declared: Values): string[] {
  const { callForward, callingNameDisplay, rewriteUser, campaignId, portOutPasscode } = declared;
  const { callVerificationEnabled, originationRoutePlan } = declared;
  const { a2p, routePlan, ...options } = owned?.options ?? {};
  const there = {
    ...{ ...options, campaignId: a2p?.campaignId, callForward: tenDigits(options.callForward) },
    ...{ verified: options.callVerificationEnabled === "true", routes: endpoints(routePlan?.routes) },
  };
  return compare(`options of ${number}`, there, {
    ...{ callForward: tenDigits(callForward), callingNameDisplay, rewriteUser, campaignId },
    portOutPasscode: reveal(portOutPasscode),
    ...{ verified: callVerificationEnabled === true, routes: endpoints(originationRoutePlan) },
  });
}

/** Nobody but the program switches services on and off. */
function servicesOf(
  name: string,
  peer: Peer | undefined,
  { voice, messaging, originationRoutePlan = [] }: Values,
): string[] {
  const { origination, termination, sms, mms, applicationId } = peer?.services ?? {};
  const wanted = messaging as { sms?: Values; mms?: boolean; applicationId?: string } | undefined;
  const there = {
    ...{ calls: origination?.applicationId, outgoing: termination?.applicationId, messages: applicationId },
    ...{ sms: sms !== undefined, mms: mms !== undefined, zone2: sms?.settings.Zone2 ?? "false" },
  };
  const calls = (voice as { applicationId?: string } | undefined)?.applicationId;
  const { Route: routes } = (peer?.others?.OriginationRoutePlan ?? {}) as { Route?: unknown };
  return compare(
    `services of ${name}`,
    { ...there, routes: routes === undefined ? 0 : [routes].flat().length },
    {
      routes: (originationRoutePlan as []).length,
      ...{ calls, outgoing: calls, messages: wanted?.applicationId },
      ...{ sms: wanted?.sms !== undefined, mms: wanted?.mms === true, zone2: String(wanted?.sms?.zone2 ?? false) },
    },
  );
}

/** What each of the numbers has of a feature; the elements by their wire names. */
function featureOf(
  { account }: Simulator,
  { name, inputs }: Held,
  feature: "e911" | "lidb" | "dlda",
  wanted: Record<string, unknown>,
): string[] {
  return (inputs.telephoneNumbers as string[]).flatMap((number) =>
    compare(`${name} ${number}`, account.numbers.get(number)?.features?.[feature], wanted),
  );
}

const inService = (owned: OwnedNumber | undefined) => (owned?.status === "Aging" ? undefined : owned);

const placeOf = ({ siteId, sipPeerId }: Values) => (sipPeerId === undefined ? { siteId } : { siteId, sipPeerId });

const endpoints = (routes: unknown) =>
  ((routes as { endpoint: string }[] | undefined) ?? []).map(({ endpoint }) => endpoint).join();

const tenDigits = (number: unknown) => (number === undefined ? undefined : String(number).slice(-10));
