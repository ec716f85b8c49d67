import { isOpen } from "../account/portIns.js";
import { type Call, Refusal, type Reply, requestBody, SIMULATOR_REFUSAL, xmlReply } from "../call.js";
import { geography, type Place, tollFreeAreaCodes } from "../geography.js";
import type { Route } from "../routing.js";
import { group, many, shapeProblems } from "../shape.js";
import { fromWire, wire } from "../telephone.js";
import { textsOf, type XmlTree } from "../xml.js";

const root = "NumberPortabilityResponse";
const modes = ["FALSE", "TRUE", "ONNETPORTABILITY", "OFFNETPORTABILITY"];
const mostNumbers = 5_000;

/** Bandwidth covers its inventory's area codes. It covers 970 only through a partner, and doesn't cover 410. */
const PARTNERS: Record<string, Place> = {
  "970": { city: "FORT COLLINS", state: "CO", rateCenter: "FT COLLINS", lata: "656", zip: "80521" },
};
const UNCOVERED: Record<string, Place> = {
  "410": { city: "BALTIMORE", state: "MD", rateCenter: "BALTIMORE", lata: "238", zip: "21201" },
};

interface Carrier {
  spid: string;
  name: string;
  wireless: boolean;
  accountNumber: boolean;
  interval: number;
  supported: boolean;
}

/** Who has the numbers of an exchange, if not the usual carrier. */
const CARRIERS: Record<string, Carrier> = {
  "666": { spid: "6529", name: "Mock Wireless", wireless: true, accountNumber: true, interval: 1, supported: true },
  "777": { spid: "7070", name: "Mock Rural", wireless: false, accountNumber: false, interval: 10, supported: false },
};
const usualCarrier: Carrier = {
  ...{ spid: "9998", name: "Test Losing Carrier L3", wireless: false, accountNumber: false },
  ...{ interval: 5, supported: true },
};

const area = (number: string) => number.slice(2, 5);
const isTollFree = (number: string) => tollFreeAreaCodes.includes(area(number));

/** `Errors` repeated without a wrapper, as for port-ins (docs/maintainers/api.md#errors, shape 4). */
function refuse(...errors: [code: string, description: string][]): Refusal {
  return new Refusal(
    xmlReply(400, root, { Errors: errors.map(([code, description]) => ({ Code: code, Description: description })) }),
  );
}

/** Refuses the whole check, with everything that is wrong. */
function refuseNumbers(call: Call, numbers: string[]): void {
  const errors: [string, string][] = [];
  if (new Set(numbers).size < numbers.length) errors.push(["7360", "Telephone number list can't contain duplicates."]);
  const tollFree = numbers.filter(isTollFree);
  if (tollFree.length > 0 && tollFree.length < numbers.length) {
    const words = "You have mixed toll free and non-toll free numbers in the order. These numbers are";
    errors.push(["7386", `${words} ${tollFree.join(", ")}`]);
  }
  for (const number of numbers) {
    const busy = [...call.account.portIns.values()].some((other) => isOpen(other) && other.numbers.includes(number));
    if (busy) errors.push(["7205", "Telephone number is already being processed on another order"]);
    if (call.account.heldNumber(number)) errors.push(["7206", "Telephone number is already in service"]);
    if (!isTollFree(number) && !placeOf(number)) {
      errors.push(["7331", "Rate Center Not Present in Bandwidth Dashboard"]);
    }
  }
  if (errors.length > 0) throw refuse(...errors);
}

/** The Universal Platform refuses 10 digits here (1022, docs/maintainers/api.md#dialects). */
function readNumbers(call: Call): string[] {
  const element = requestBody(call, "NumberPortabilityRequest", root);
  const [problem] = shapeProblems(element, group({ TnList: group({ Tn: many("text") }) }));
  if (problem) throw refuse([SIMULATOR_REFUSAL, `SIMULATOR: ${problem}`]);
  const given = textsOf(element, "TnList", "Tn");
  if (given.length === 0) throw refuse(["7316", "At least one telephone number must be provided."]);
  if (given.length > mostNumbers) {
    throw refuse(["7314", `The number of telephone numbers provided exceeds the maximum ${mostNumbers}`]);
  }
  return given.map((text) => {
    if (call.dialect === "universal" && /^\d{10}$/.test(text)) {
      throw refuse(["1022", "Retry request with all E.164 formatted phone numbers"]);
    }
    const number = fromWire(call, text);
    if (!number?.startsWith("+1")) throw refuse(["7201", `${text} is not a valid NANPA telephone number.`]);
    return number;
  });
}

function placeOf(number: string): Place | undefined {
  const code = area(number);
  return geography[code]?.[0] ?? PARTNERS[code] ?? UNCOVERED[code];
}

function rateCenterGroups(call: Call, numbers: string[], withTiers: boolean): XmlTree {
  const places = new Map<Place, string[]>();
  for (const number of numbers) {
    const place = placeOf(number);
    if (place) places.set(place, [...(places.get(place) ?? []), wire(call, number)]);
  }
  const groups = [...places].map(([place, list]) => ({
    RateCenter: place.rateCenter,
    City: place.city,
    State: place.state,
    LATA: place.lata,
    Tiers: withTiers ? { Tier: 1 } : undefined,
    TnList: { Tn: list },
  }));
  return { RateCenterGroup: groups };
}

function carrierLists(call: Call, numbers: string[], supported: boolean): XmlTree {
  const carriers = new Map<Carrier, string[]>();
  for (const number of numbers) {
    const carrier = CARRIERS[number.slice(5, 8)] ?? usualCarrier;
    if (carrier.supported === supported) carriers.set(carrier, [...(carriers.get(carrier) ?? []), wire(call, number)]);
  }
  const lists = [...carriers].map(([carrier, list]) => ({
    LosingCarrierSPID: carrier.spid,
    LosingCarrierName: carrier.name,
    LosingCarrierIsWireless: carrier.wireless,
    LosingCarrierAccountNumberRequired: carrier.accountNumber,
    LosingCarrierMinimumPortingInterval: carrier.interval,
    TnList: { Tn: list },
  }));
  return { LosingCarrierTnList: lists };
}

/** Checks and changes nothing. Toll-free numbers have a carrier, but no rate center. */
function check(call: Call): Reply {
  const mode = (call.query.get("fullCheck") ?? "false").toUpperCase();
  if (!modes.includes(mode)) {
    throw refuse(["7472", `Portability checking mode is not valid. Valid values: ${modes.join(", ")}`]);
  }
  const numbers = readNumbers(call);
  refuseNumbers(call, numbers);
  const offNet = mode === "OFFNETPORTABILITY";
  const own = numbers.filter((number) => geography[area(number)] !== undefined);
  const partners = numbers.filter((number) => PARTNERS[area(number)] !== undefined);
  const uncovered = numbers.filter((number) => UNCOVERED[area(number)] !== undefined);
  return xmlReply(200, root, {
    PortType: "AUTOMATED",
    SupportedRateCenters: rateCenterGroups(call, own, true),
    UnsupportedRateCenters: rateCenterGroups(call, offNet ? uncovered : [...uncovered, ...partners], false),
    ...(offNet ? { PartnerSupportedRateCenters: rateCenterGroups(call, partners, true) } : {}),
    ...(mode === "FALSE"
      ? {}
      : {
          SupportedLosingCarriers: carrierLists(call, numbers, true),
          UnsupportedLosingCarriers: carrierLists(call, numbers, false),
        }),
  });
}

export const lnpCheckerRoutes: Route[] = [["POST", "/accounts/:account/lnpchecker", check]];
