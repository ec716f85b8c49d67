import manifest from "../../package.json" with { type: "json" };
import { type Api, createApi } from "../bandwidth/api.js";
import { BandwidthError, ConfigurationError } from "../bandwidth/http/errors.js";
import type { OptionValues } from "../bandwidth/numbers/optionValues.js";
import type { PeerPlace } from "../bandwidth/numbers/peerNumbers.js";
import { settingsHold, type TnSettings } from "../bandwidth/numbers/tnSettings.js";
import { LookUpUnclear } from "../bandwidth/orders/errors.js";
import { normalizeTelephoneNumber } from "../bandwidth/values/telephoneNumber.js";
import { settingsOf } from "../configuration.js";
import { CommandFailure, exitCode } from "./exitCode.js";
import type { Environment } from "./setPassword.js";

/** The command line's values, as they are. */
export interface GivenOptions {
  "call-forward"?: string;
  "calling-name-display"?: string;
  sms?: string;
}

/**
 * Sets options of one number at its SIP peer, immediately and without an order, and returns a message. Use it when a
 * number must be forwarded now. To make a setting last, declare it in `TnOptions`.
 * @throws Failure with the matching exit code.
 */
export async function setTnOptions(given: string, options: GivenOptions, environment: Environment): Promise<string> {
  const number = telephoneNumber(given, "The number");
  const wanted = settingsOfOptions(options);
  if (wanted.callForward === number) throw refuse(`${number} would be forwarded to itself (5088)`);
  const api = connect(environment);
  let before: OptionValues | undefined;
  try {
    const place = await placeOf(api, number);
    const sending = (options: OptionValues) => {
      before = options;
    };
    const unclear = await api.tnSettings.write(number, place, wanted, sending).then(
      () => undefined,
      (error) => unclearFate(error, before),
    );
    if (!before) throw refuse(`${number} isn't at SIP peer ${place.sipPeerId} of site ${place.siteId}`);
    const after = await api.numberRecords.options(number, place);
    if (after && settingsHold(wanted, after)) return `${number}: ${words(before)} -> ${words(after)}\n`;
    if (unclear) throw unclear;
    const seen = after ? words(after) : "nothing about the number";
    throw new CommandFailure(
      `Bandwidth accepted the change of ${number}, but shows: ${seen}. Check again later.`,
      exitCode.unknown,
    );
  } catch (error) {
    throw before ? afterSending(error, number) : beforeSending(error);
  } finally {
    api.client.close();
  }
}

/** The answer was lost, or says nothing. The number itself then shows whether it was changed. */
function unclearFate(error: unknown, before: OptionValues | undefined): BandwidthError {
  if (before && error instanceof BandwidthError && error.fate === "unknown") return error;
  throw error;
}

/** Reading changes nothing. */
function beforeSending(error: unknown): unknown {
  return error instanceof BandwidthError || error instanceof LookUpUnclear ? refuse(error.message) : error;
}

function afterSending(error: unknown, number: string): unknown {
  if (!(error instanceof BandwidthError)) return error;
  if (error.method === "PUT" && error.fate !== "unknown") return refuse(error.message);
  const next = "Run the same command again: setting the same options twice does no harm";
  return new CommandFailure(`It's unknown whether ${number} was changed. ${error.message}. ${next}.`, exitCode.unknown);
}

const refuse = (reason: string) => new CommandFailure(`${reason}. Nothing was changed.`, exitCode.refused);

function telephoneNumber(given: string, what: string): string {
  const number = normalizeTelephoneNumber(given);
  if (number?.startsWith("+1")) return number;
  throw refuse(`${what} must be 10 digits, 1 and 10 digits, or E.164 as in +19195550100`);
}

function settingsOfOptions(options: GivenOptions): TnSettings {
  const forward = options["call-forward"];
  const wanted: TnSettings = {
    callForward: forward === undefined ? undefined : telephoneNumber(forward, "--call-forward"),
    callingNameDisplay: onOff("--calling-name-display", options["calling-name-display"]),
    smsEnabled: onOff("--sms", options.sms),
  };
  const set = Object.entries(wanted).filter(([, value]) => value !== undefined);
  if (set.length > 0) return Object.fromEntries(set);
  const names = "--call-forward, --calling-name-display or --sms";
  throw new CommandFailure(`The option is missing. Add ${names}. See pulumi-bandwidth --help.`, exitCode.usage);
}

function onOff(name: string, given: string | undefined): boolean | undefined {
  if (given === undefined) return undefined;
  if (given === "on" || given === "off") return given === "on";
  throw refuse(`${name} must be on or off`);
}

function connect(environment: Environment): Api {
  try {
    const settings = settingsOf({ configuration: {}, environment });
    return createApi({ ...settings, userAgent: `${manifest.name}/${manifest.version}` });
  } catch (error) {
    if (error instanceof ConfigurationError) throw new CommandFailure(error.message, exitCode.refused);
    throw error;
  }
}

async function placeOf(api: Api, number: string): Promise<PeerPlace> {
  const { siteId, sipPeerId } = (await api.numbers.locate([number], [])).get(number) ?? {};
  if (siteId === undefined) throw refuse(`${number} isn't in service on account ${api.client.accountId}`);
  if (siteId && sipPeerId) return { siteId, sipPeerId };
  throw refuse(`These credentials can't see at which SIP peer ${number} is: they need the role Numbers`);
}

/** The options in the words of `TnOptions`. */
function words({ callForward, callingNameDisplay, smsEnabled }: OptionValues): string {
  const word = (flag: boolean | undefined) => (flag ? "on" : "off");
  const shown = {
    callForward: callForward ?? "none",
    callingNameDisplay: word(callingNameDisplay),
    sms: word(smsEnabled),
  };
  return Object.entries(shown)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");
}
