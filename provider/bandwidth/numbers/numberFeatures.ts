import type { Client } from "../http/client.js";
import { BandwidthError } from "../http/errors.js";
import { batch } from "../orders/batch.js";
import { LookUpUnclear } from "../orders/errors.js";
import type { NumberGroup } from "../orders/numberGroups.js";
import { type CallingName, callingNameCodec } from "../values/callingName.js";
import { type EmergencyAddress, emergencyCodec } from "../values/emergencyAddress.js";
import type { TnRoutePlan } from "../values/routePlan.js";
import { wireNumber } from "../values/telephoneNumber.js";
import { decode } from "../xml/codec.js";
import { element, text, type XmlElement } from "../xml/xml.js";
import { type Listing, listingCodec } from "./listing.js";
import { lacksRole, NumberLookUps, numberDoesNotExist } from "./numberLookUps.js";
import { messagingIn, routePlanIn, type TnMessaging } from "./tnDetailCodec.js";
import { optionsIn, type TnDetailOptions } from "./tnDetailOptions.js";

/** A number's data besides its place and options. */
export interface NumberFeatures {
  emergencyAddress?: EmergencyAddress;
  callingName?: CallingName;
  listing?: Listing;
  options?: TnDetailOptions;
  /** The number's own route plan. */
  routePlan?: TnRoutePlan;
  messaging?: TnMessaging;
}

/** A number of this account. `features` is missing when the credentials can't see them. */
export interface FeaturedNumber {
  features?: NumberFeatures;
}

/** Neither seen nor proven to have left. */
const UNSEEN: FeaturedNumber = {};

/** The features of numbers. Callers that ask for the same number at the same moment share one answer. */
export const numberFeatures = (client: Client) => {
  const lookUps = new NumberLookUps(client);
  const load = batch(async (numbers: readonly string[]) => {
    const answers = new Map([...new Set(numbers)].map((number) => [number, look(number).catch(asError)]));
    return Promise.all(numbers.map((number) => answers.get(number) ?? Promise.resolve(undefined)));
  });

  async function look(number: string): Promise<FeaturedNumber | undefined> {
    try {
      const path = ["tns", wireNumber(number, client.dialect), "tndetails"];
      const { root, body } = await client.request({ method: "GET", path });
      const details = element(body, "TelephoneNumberDetails");
      if (root === undefined || details === undefined) throw new LookUpUnclear(`The answer about ${number} is empty.`);
      const place = { status: text(details, "Status"), accountId: text(details, "AccountId") };
      return (await lookUps.holds(number, place)) ? { features: featuresOf(details) } : undefined;
    } catch (error) {
      if (error instanceof BandwidthError && numberDoesNotExist(error)) return undefined;
      if (!lacksRole(error)) throw error;
      return (await lookUps.isInService(number)) ? {} : UNSEEN;
    }
  }

  async function all(numbers: readonly string[]): Promise<[string, FeaturedNumber][]> {
    const found = await Promise.all(numbers.map(async (number) => [number, await load(number)] as const));
    return found.flatMap(([number, one]) => (one === undefined ? [] : [[number, one]]));
  }

  return {
    /** Reads each number that this account has, as far as these credentials can see. */
    async of(numbers: readonly string[]): Promise<Map<string, FeaturedNumber>> {
      return new Map((await all(numbers)).filter(([, one]) => one !== UNSEEN));
    },

    /**
     * The same for numbers that probably belong to the account. If the credentials can't look up numbers, an unlisted
     * number counts as still there until the list of disconnected numbers shows it.
     */
    async ofOwn(numbers: readonly string[]): Promise<Map<string, FeaturedNumber>> {
      const found = await all(numbers);
      const unseen = found.flatMap(([number, one]) => (one === UNSEEN ? [number] : []));
      const gone = await lookUps.disconnectedAmong(unseen);
      return new Map(found.flatMap(([number, one]) => (gone.has(number) ? [] : [[number, one === UNSEEN ? {} : one]])));
    },
  };
};

/** Whether each number is known to have what its group wants. */
export async function featuresAgree<Values>(
  client: Client,
  groups: readonly NumberGroup<Values>[],
  agree: (features: NumberFeatures, values: Values) => boolean,
): Promise<boolean> {
  const found = await numberFeatures(client).of(groups.flatMap(({ numbers }) => numbers));
  return groups.every(({ values, numbers }) =>
    numbers.every((number) => {
      const features = found.get(number)?.features;
      return features !== undefined && agree(features, values);
    }),
  );
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** The features in `TelephoneNumberDetails`. */
export function featuresOf(details: XmlElement): NumberFeatures {
  const e911 = element(details, "Features", "E911");
  const lidb = element(details, "Features", "Lidb");
  const dlda = element(details, "Features", "Dlda");
  return {
    // The SIP peer's address, which applies to numbers without their own, isn't the number's own address.
    emergencyAddress: e911 && text(e911, "SipPeerAddress") !== "true" ? some(decode(emergencyCodec, e911)) : undefined,
    callingName: lidb && some(decode(callingNameCodec, lidb)),
    listing: dlda && some(decode(listingCodec, dlda)),
    options: optionsIn(details),
    routePlan: routePlanIn(details),
    messaging: messagingIn(details),
  };
}

function some<T extends object>(feature: T): T | undefined {
  return Object.keys(feature).length > 0 ? feature : undefined;
}
