import type { Direction, PeerPlace, SmsFeature, VoiceSettings } from "../../bandwidth/account/peerServices.js";
import { BandwidthError } from "../../bandwidth/http/errors.js";
import type { Operation } from "../../bandwidth/operations.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { messageOf } from "../ordering/failures.js";
import type { PeerServiceInputs } from "./peerServiceInputs.js";

const products = "/accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products" as const;

/** What the services of a peer need. */
export const serviceOperations = [
  `GET ${products}/origination/settings`,
  `POST ${products}/origination/settings`,
  `PUT ${products}/origination/settings`,
  `GET ${products}/termination/settings`,
  `POST ${products}/termination/settings`,
  `PUT ${products}/termination/settings`,
  `GET ${products}/messaging/features/sms`,
  `POST ${products}/messaging/features/sms`,
  `PUT ${products}/messaging/features/sms`,
  `DELETE ${products}/messaging/features/sms`,
  `GET ${products}/messaging/features/mms`,
  `POST ${products}/messaging/features/mms`,
  `DELETE ${products}/messaging/features/mms`,
  `GET ${products}/messaging/applicationSettings`,
  `PUT ${products}/messaging/applicationSettings`,
  `GET ${products}/messaging/settings`,
  `PUT ${products}/messaging/settings`,
] as const satisfies readonly Operation[];

type Services = Pick<Call<Bandwidth>, "api" | "signal">;

/** Calls to numbers first: they are what a caller notices. */
const directions: readonly Direction[] = ["origination", "termination"];

/**
 * Makes the voice of a peer what the program declares. If it never declared any, nothing is asked or changed.
 * It comes before the peer's own document, because Bandwidth takes no hosts while voice is over HTTP (13646).
 */
export async function applyVoice(
  { api, signal }: Services,
  place: PeerPlace,
  before: PeerServiceInputs["voice"],
  wanted: PeerServiceInputs["voice"],
): Promise<void> {
  if (!before && !wanted) return;
  const settings = wanted ? { protocol: "HTTP", applicationId: wanted.applicationId } : { protocol: "SIP" };
  for (const direction of directions) await api.peerServices.setVoice(place, direction, settings, signal);
}

type Messaging = NonNullable<PeerServiceInputs["messaging"]>;

/**
 * Makes the messages of a peer what the program declares, in the order in which Bandwidth takes it: what goes leaves in the
 * order application, MMS, SMS, and what comes does so in the reverse order. What was never declared stays as it is.
 */
export async function applyMessaging(
  call: Services,
  place: PeerPlace,
  before: Messaging = {},
  wanted: Messaging = {},
): Promise<void> {
  const { api, signal } = call;
  const { peerServices } = api;
  const goes = (name: keyof Messaging) => before[name] !== undefined && wanted[name] === undefined;
  if (goes("applicationId")) await removeApplication(call, place);
  if (wanted.mms === false || (before.mms === true && goes("mms"))) await removeMms(call, place);
  if (goes("sms")) await peerServices.removeSms(place, signal);
  if (wanted.sms) {
    const change = (current: SmsFeature | undefined) => changedSms(current, before.sms, wanted.sms);
    await peerServices.changeSms(place, change, signal);
  }
  if (wanted.mms && (await peerServices.mms(place, signal)) === undefined) await peerServices.createMms(place, signal);
  if (wanted.applicationId !== undefined) await assign(call, place, wanted.applicationId);
  const countries = wanted.breakOutCountries ?? (goes("breakOutCountries") ? [] : undefined);
  if (countries === undefined) return;
  const present = await peerServices.breakOutCountries(place, signal);
  if (present.toSorted().join() === countries.toSorted().join()) return;
  await peerServices.setBreakOutCountries(place, countries, signal);
}

async function assign({ api, signal }: Services, place: PeerPlace, applicationId: string): Promise<void> {
  const { peerServices } = api;
  if ((await peerServices.application(place, signal)) === applicationId) return;
  try {
    await peerServices.setApplication(place, applicationId, signal);
  } catch (error) {
    // Between two older applications there is no direct way.
    if (!(error instanceof BandwidthError) || !error.has("12147")) throw error;
    await peerServices.setApplication(place, undefined, signal);
    await peerServices.setApplication(place, applicationId, signal);
  }
}

/** Returns whether there was something to take away. */
async function removeApplication({ api, signal }: Services, place: PeerPlace): Promise<boolean> {
  if ((await api.peerServices.application(place, signal)) === undefined) return false;
  await api.peerServices.setApplication(place, undefined, signal);
  return true;
}

async function removeMms({ api, signal }: Services, place: PeerPlace): Promise<boolean> {
  if ((await api.peerServices.mms(place, signal)) === undefined) return false;
  await api.peerServices.removeMms(place, signal);
  return true;
}

/** Everything that Bandwidth wants to be told, since it asks for all flags at once. */
const smsDefaults = {
  ...{ tollFree: false, shortCode: false, a2pLongCode: "DefaultOff", protocol: "HTTP" },
  ...{ zone1: true, zone2: false, zone3: false, zone4: false, zone5: false },
} as const;

/** What is to be written. Undefined if everything is as it should be. */
function changedSms(
  current: SmsFeature | undefined,
  before: Messaging["sms"] = {},
  wanted: Messaging["sms"] = {},
): SmsFeature | undefined {
  // What was declared and is no longer goes back to its default; what never was stays as it is.
  const kept = Object.entries(current ?? {}).filter(([name]) => before[name as keyof SmsFeature] === undefined);
  const declared = Object.entries(wanted).filter(([, value]) => value !== undefined);
  const whole: SmsFeature = { ...smsDefaults, ...Object.fromEntries(kept), ...Object.fromEntries(declared) };
  if (whole.protocol !== "SMPP") whole.smppHosts = [];
  return current && isSame(current, whole) ? undefined : whole;
}

function isSame(current: SmsFeature, wanted: SmsFeature): boolean {
  const names = new Set([...Object.keys(current), ...Object.keys(wanted)]) as Set<keyof SmsFeature>;
  const key = (value: unknown) =>
    Array.isArray(value) ? JSON.stringify(value.map((host) => JSON.stringify(host)).sort()) : (value ?? "");
  return [...names].every((name) => key(current[name]) === key(wanted[name]));
}

/** What is declared of a peer's services. Without a state it is all of them. */
type Asked = Partial<PeerServiceInputs> | undefined;

/** The services as they are, as far as the state declares them. */
export async function readServices(call: Services & Pick<Call<Bandwidth>, "warn">, place: PeerPlace, state: Asked) {
  if (state === undefined) return importServices(call, place);
  const [voice, messaging] = await Promise.all([
    state.voice && readVoice(call, place),
    state.messaging && readMessaging(call, place, state.messaging),
  ]);
  return { voice, messaging };
}

/**
 * Both directions have to be the application's. Where they differ, as after a change that failed half-way, the value is one
 * that no program can declare: then a refresh neither hides the difference nor forgets what is still on.
 */
async function readVoice({ api, signal }: Services, place: PeerPlace): Promise<PeerServiceInputs["voice"]> {
  const [origination, termination] = await Promise.all(
    directions.map((direction) => api.peerServices.voice(place, direction, signal)),
  );
  const [calls, outgoing] = [applicationIn(origination), applicationIn(termination)];
  if (calls === outgoing) return calls === undefined ? undefined : { applicationId: calls };
  return { applicationId: `${calls ?? "SIP"} for calls to numbers, ${outgoing ?? "SIP"} for calls from them` };
}

const applicationIn = (settings: VoiceSettings | undefined) =>
  settings?.protocol === "HTTP" ? (settings.applicationId ?? "no application") : undefined;

async function readMessaging({ api, signal }: Services, place: PeerPlace, asked: Messaging): Promise<Messaging> {
  const { peerServices } = api;
  const [applicationId, sms, mms, breakOutCountries] = await Promise.all([
    asked.applicationId === undefined ? undefined : peerServices.application(place, signal),
    asked.sms && peerServices.sms(place, signal),
    asked.mms === undefined ? undefined : peerServices.mms(place, signal).then((protocol) => protocol !== undefined),
    asked.breakOutCountries && peerServices.breakOutCountries(place, signal),
  ]);
  return { applicationId, sms: sms as Messaging["sms"], mms, breakOutCountries };
}

/** An import reads all services. One that these credentials or this account may not see is left out, and left alone. */
async function importServices(call: Services & Pick<Call<Bandwidth>, "warn">, place: PeerPlace) {
  const voice = await unlessRefused(call, "voice", async () => {
    const found = await readVoice(call, place);
    if (!found?.applicationId.includes(" ")) return found;
    call.warn(`voice of the SIP peer is left as it is: ${found.applicationId}`);
    return undefined;
  });
  const { api, signal } = call;
  const messaging = await unlessRefused(call, "messaging", async () => {
    const sms = await api.peerServices.sms(place, signal);
    const countries = await api.peerServices.breakOutCountries(place, signal);
    const listed = countries.length > 0 ? { breakOutCountries: countries } : {};
    if (!sms) return countries.length > 0 ? listed : undefined;
    const { smppHosts = [], ...settings } = sms;
    const [applicationId, mms] = await Promise.all([
      api.peerServices.application(place, signal),
      api.peerServices.mms(place, signal),
    ]);
    const told = smppHosts.length > 0 ? { ...settings, smppHosts } : settings;
    return { applicationId, sms: told as Messaging["sms"], mms: mms !== undefined, ...listed };
  });
  return { voice, messaging };
}

async function unlessRefused<Told>(
  { warn }: Pick<Call<Bandwidth>, "warn">,
  what: string,
  read: () => Promise<Told>,
): Promise<Told | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof BandwidthError) || error.fate !== "refused") throw error;
    warn(`${what} of the SIP peer cannot be read, and is left as it is: ${messageOf(error)}`);
    return undefined;
  }
}

/**
 * Switches off everything that keeps a peer from being deleted, in the order in which Bandwidth takes it. Returns whether
 * there was anything.
 */
export async function switchOff(call: Services, place: PeerPlace): Promise<boolean> {
  const { peerServices } = call.api;
  const hadApplication = await removeApplication(call, place);
  const hadMms = await removeMms(call, place);
  const hadSms = (await peerServices.sms(place, call.signal)) !== undefined;
  if (hadSms) await peerServices.removeSms(place, call.signal);
  let hadVoice = false;
  for (const direction of directions) {
    if ((await peerServices.voice(place, direction, call.signal))?.protocol !== "HTTP") continue;
    await peerServices.setVoice(place, direction, { protocol: "SIP" }, call.signal);
    hadVoice = true;
  }
  return hadApplication || hadMms || hadSms || hadVoice;
}

/** What a change of the services does beside what it says. Shown in previews. */
export function announceServices(
  state: Partial<PeerServiceInputs> & Record<string, unknown>,
  wanted: Partial<PeerServiceInputs>,
): string[] {
  const lines: string[] = [];
  if (wanted.voice && !state.voice) {
    const hosts = ["voiceHosts", "voiceHostGroups", "terminationHosts"].filter(
      (name) => (state[name] as [])?.length > 0,
    );
    const named =
      hosts.length > 0 ? `: ${hosts.join(", ")}, and any that somebody else has set` : ", whoever has set them";
    lines.push(`voice over HTTP: Bandwidth deletes the hosts of the SIP peer${named}`);
  }
  if (state.voice && !wanted.voice) {
    lines.push("voice goes back to SIP: without voiceHosts, calls to the numbers of the SIP peer reach nobody");
  }
  const [before, after] = [state.messaging?.sms?.a2pLongCode, wanted.messaging?.sms?.a2pLongCode];
  if (after !== before && (after === "ON" || after === "OFF")) {
    lines.push(`a2pLongCode ${after} overrules the own settings of every number of the SIP peer`);
  }
  if (state.messaging?.sms && !wanted.messaging?.sms) {
    lines.push("text messages of the SIP peer are switched off: its numbers get and send none");
  }
  return lines;
}
