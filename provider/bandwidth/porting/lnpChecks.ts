import type { Client, Request } from "../http/client.js";
import { unexpected } from "../http/expected.js";
import { type NumberFailure, numberFailures, toE164 } from "../orders/report.js";
import { isTollFree, wireNumber } from "../values/telephoneNumber.js";
import { asFlag, asList, asNumber, asText, type Codec, decode, type Field } from "../xml/codec.js";
import { texts } from "../xml/xml.js";

/** How much to check: `false` shows only rate centers. `true` and `onnetportability` are the same. */
export const checkModes = ["false", "true", "onnetportability", "offnetportability"] as const;
export type CheckMode = (typeof checkModes)[number];

/** Numbers of one rate center, E.164. */
export interface RateCenterGroup {
  rateCenter?: string;
  city?: string;
  state?: string;
  lata?: string;
  tiers: string[];
  /** The partner through which its numbers come. */
  vendor?: string;
  /** Whether the port is automatic. Undefined when the API doesn't say. */
  automatedPort?: boolean;
  telephoneNumbers: string[];
}

/** Numbers of one losing carrier, E.164. */
export interface LosingCarrierGroup {
  losingCarrierSpid?: string;
  losingCarrierName?: string;
  losingCarrierIsWireless?: boolean;
  losingCarrierAccountNumberRequired?: boolean;
  /** In working days. */
  losingCarrierMinimumPortingInterval?: number;
  telephoneNumbers: string[];
}

/** Why a number can't be ported. A number without any result doesn't count as portable. */
export type Obstacle = "REFUSED" | "UNSUPPORTED_RATE_CENTER" | "UNSUPPORTED_LOSING_CARRIER" | "NOT_ANSWERED";

/** The API's result about the portability of numbers. */
export interface LnpCheck {
  /** `AUTOMATED` and others. */
  portType?: string;
  portableNumbers: string[];
  notPortableNumbers: { telephoneNumber: string; reason: Obstacle }[];
  supportedRateCenters: RateCenterGroup[];
  unsupportedRateCenters: RateCenterGroup[];
  /** Only with `offnetportability`. */
  partnerSupportedRateCenters: RateCenterGroup[];
  supportedLosingCarriers: LosingCarrierGroup[];
  unsupportedLosingCarriers: LosingCarrierGroup[];
  errors: NumberFailure[];
}

const textsIn = (path: string[], shown: (text: string) => string): Field<string[]> => ({
  path: path.slice(0, -1),
  read: (parent) => texts(parent, ...path).map(shown),
  write: (values) => values.map((value) => ({ [path.at(-1) ?? ""]: value })),
});
const telephoneNumbers = textsIn(["TnList", "Tn"], toE164);

const rateCenterCodec: Codec<RateCenterGroup> = {
  rateCenter: asText(["RateCenter"]),
  city: asText(["City"]),
  state: asText(["State"]),
  lata: asText(["LATA"], ["Lata"]),
  tiers: textsIn(["Tiers", "Tier"], (tier) => tier),
  vendor: asText(["Vendor"]),
  automatedPort: asFlag(["AutomatedPort"]),
  telephoneNumbers,
};

const carrierCodec: Codec<LosingCarrierGroup> = {
  losingCarrierSpid: asText(["LosingCarrierSPID"]),
  losingCarrierName: asText(["LosingCarrierName"]),
  losingCarrierIsWireless: asFlag(["LosingCarrierIsWireless"]),
  losingCarrierAccountNumberRequired: asFlag(["LosingCarrierAccountNumberRequired"]),
  losingCarrierMinimumPortingInterval: asNumber(["LosingCarrierMinimumPortingInterval"]),
  telephoneNumbers,
};

const rateCenters = (name: string) => asList([name], "RateCenterGroup", rateCenterCodec);
const carriers = (name: string) => asList([name], "LosingCarrierTnList", carrierCodec);

type Answered = Omit<LnpCheck, "notPortableNumbers" | "errors">;

const answerCodec: Codec<Answered> = {
  portType: asText(["PortType"]),
  portableNumbers: textsIn(["PortableNumbers", "Tn"], toE164),
  supportedRateCenters: rateCenters("SupportedRateCenters"),
  unsupportedRateCenters: rateCenters("UnsupportedRateCenters"),
  partnerSupportedRateCenters: rateCenters("PartnerSupportedRateCenters"),
  supportedLosingCarriers: carriers("SupportedLosingCarriers"),
  unsupportedLosingCarriers: carriers("UnsupportedLosingCarriers"),
};

/** Whether numbers of other carriers could be ported in. */
export const lnpChecks = (client: Client) => ({
  /** Checks these numbers, E.164. It changes nothing, so the client repeats it like a read. */
  async check(numbers: readonly string[], fullCheck: CheckMode, signal?: AbortSignal): Promise<LnpCheck> {
    // On the Universal Platform, this endpoint refuses 10 digits (1022, docs/maintainers/api.md#dialects).
    const wired = numbers.map((number) => wireNumber(number, client.dialect));
    const request: Request = {
      method: "POST",
      path: client.account("lnpchecker"),
      query: { fullCheck },
      body: { root: "NumberPortabilityRequest", content: { TnList: { Tn: wired } } },
      repeatable: true,
      signal,
    };
    const answer = await client.request(request);
    if (answer.root !== "NumberPortabilityResponse") throw unexpected(request, answer, "the answer isn't an LNP check");
    const errors = numberFailures({ root: "", content: answer.body });
    return { ...sorted(numbers, decode(answerCodec, answer.body), errors), errors };
  },
});

const numbersOf = (groups: { telephoneNumbers: string[] }[]) => new Set(groups.flatMap((one) => one.telephoneNumbers));

/** Sorts the numbers: both the rate center and, if it was checked, the losing carrier must be supported. */
function sorted(
  numbers: readonly string[],
  answered: Answered,
  errors: readonly NumberFailure[],
): Omit<LnpCheck, "errors"> {
  const wrong = new Set(errors.map(({ telephoneNumber }) => telephoneNumber));
  const { supportedRateCenters, partnerSupportedRateCenters } = answered;
  const said = new Set(answered.portableNumbers);
  const covered = numbersOf([...supportedRateCenters, ...partnerSupportedRateCenters]);
  const released = numbersOf(answered.supportedLosingCarriers);
  const uncovered = numbersOf(answered.unsupportedRateCenters);
  const refused = numbersOf(answered.unsupportedLosingCarriers);
  // Toll-free numbers belong to no rate center.
  const obstacle = (number: string): Obstacle | undefined => {
    if (wrong.has(number)) return "REFUSED";
    if (refused.has(number)) return "UNSUPPORTED_LOSING_CARRIER";
    if (said.has(number) || covered.has(number) || (isTollFree(number) && released.has(number))) return undefined;
    return uncovered.has(number) ? "UNSUPPORTED_RATE_CENTER" : "NOT_ANSWERED";
  };
  return {
    ...answered,
    portableNumbers: numbers.filter((number) => obstacle(number) === undefined),
    notPortableNumbers: numbers.flatMap((telephoneNumber) => {
      const reason = obstacle(telephoneNumber);
      return reason === undefined ? [] : [{ telephoneNumber, reason }];
    }),
  };
}
