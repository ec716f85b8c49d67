import { geography, international, type Place, type Range, tollFreeAreaCodes, tollFreePlace } from "./geography.js";

/** What a search asks for. All given criteria must match. */
export interface Criteria {
  areaCode?: string;
  /** The first of the ten digits: NPA, NPA-NXX, NPA-NXX-X or a toll-free prefix such as `87`. */
  prefix?: string;
  state?: string;
  city?: string;
  rateCenter?: string;
  lata?: string;
  zip?: string;
  /** Digits that must occur in the last seven. */
  vanity?: string;
  vanityAtEnd?: boolean;
  tollFree?: boolean;
  /** Local calling area: after the exact numbers, others of the same LATA follow. */
  local?: boolean;
}

interface Area {
  areaCode: string;
  places: Place[];
  capacity: number;
}

interface Exchange {
  nxx: string;
  place: Place;
  first: number;
  size: number;
}

/** Exchange 555 has the numbers 0100 to 0199, which are reserved for fiction. They come first. */
const fictional = { nxx: "555", first: 100, size: 100 };
const exchangeSize = 10_000;
const defaultCapacity = 400_100;

/**
 * Available numbers. Nothing is stored for an untouched number: its area's capacity decides whether it exists. So an
 * area of four million numbers uses as much memory as an area of three.
 */
export class Inventory {
  private areas = new Map<string, Area>();
  /** Numbers that somebody else has taken. */
  readonly withdrawn = new Set<string>();

  constructor(restricted: { areaCode: string; count: number }[] = []) {
    for (const [areaCode, places] of Object.entries(geography)) {
      this.areas.set(areaCode, { areaCode, places, capacity: defaultCapacity });
    }
    for (const areaCode of tollFreeAreaCodes) {
      this.areas.set(areaCode, { areaCode, places: [tollFreePlace], capacity: defaultCapacity * 10 });
    }
    for (const { areaCode, count } of restricted) this.setCapacity(areaCode, count);
  }

  /** How many numbers an area has in total, including sold ones. */
  capacity(areaCode: string): number {
    return this.areas.get(areaCode)?.capacity ?? 0;
  }

  setCapacity(areaCode: string, count: number): void {
    const places = this.areas.get(areaCode)?.places ?? [
      { city: "SPRINGFIELD", state: "IL", rateCenter: "SPRINGFLD", lata: "374", zip: "62701" },
    ];
    this.areas.set(areaCode, { areaCode, places, capacity: count });
  }

  capacities(): { areaCode: string; count: number }[] {
    return [...this.areas.values()].map(({ areaCode, capacity }) => ({ areaCode, count: capacity }));
  }

  knowsAreaCode(areaCode: string): boolean {
    return this.areas.has(areaCode);
  }

  /** Whether a number exists in the inventory and nobody else took it. The account decides who owns it. */
  has(number: string): boolean {
    return this.placeOf(number) !== undefined && !this.withdrawn.has(number);
  }

  /** A number's place. Undefined for a number that isn't in the inventory. */
  placeOf(number: string): Place | undefined {
    if (!number.startsWith("+1")) return placeAbroad(number);
    if (number.length !== 12) return undefined;
    const area = this.areas.get(number.slice(2, 5));
    if (area === undefined) return undefined;
    const line = Number(number.slice(8));
    const exchange = exchangeNamed(area, number.slice(5, 8));
    if (exchange === undefined) return undefined;
    return line >= exchange.first && line < exchange.first + exchange.size ? exchange.place : undefined;
  }

  /** Matching numbers, in a fixed sequence, made one by one. */
  *matching(criteria: Criteria): Generator<string> {
    for (const area of this.areas.values()) {
      if (!areaFits(area, criteria)) continue;
      for (const number of criteria.vanity ? vanityNumbers(area, criteria) : plainNumbers(area, criteria)) {
        if (this.has(number)) yield number;
      }
    }
    if (criteria.local) yield* this.nearby(criteria);
  }

  /**
   * Numbers around those that a search names, without them (LCA is on unless switched off:
   * docs/maintainers/api.md#new-number-orders).
   */
  private *nearby({ prefix = "", rateCenter, state }: Criteria): Generator<string> {
    const { areaCode, place } = this.exchanges({ prefix, rateCenter, state }).next().value ?? {};
    if (areaCode === undefined) return;
    for (const number of this.matching({ areaCode, lata: place?.lata })) {
      const exact = prefix ? number.startsWith(`+1${prefix}`) : this.placeOf(number)?.rateCenter === place?.rateCenter;
      if (!exact) yield number;
    }
  }

  /** Another country's numbers, in sequence. Only the Universal Platform sells them. */
  *abroad(wanted: Partial<Pick<Range, "type" | "areaCode" | "city">> & Pick<Range, "country">): Generator<string> {
    for (const range of international) {
      if (!rangeFits(range, wanted)) continue;
      for (let last = 0; last < 1_000; last += 1) {
        const number = `${range.prefix}${String(last).padStart(3, "0")}`;
        if (this.has(number)) yield number;
      }
    }
  }

  /** Quantities per NPA-NXX for the matching areas. */
  *exchanges(criteria: Criteria): Generator<{ areaCode: string; nxx: string; place: Place; size: number }> {
    for (const area of this.areas.values()) {
      if (!areaFits(area, criteria)) continue;
      for (const exchange of exchangesOf(area)) {
        const start = `${area.areaCode}${exchange.nxx}`;
        if (placeFits(exchange.place, criteria) && start.startsWith((criteria.prefix ?? "").slice(0, 6))) {
          yield { areaCode: area.areaCode, nxx: exchange.nxx, place: exchange.place, size: exchange.size };
        }
      }
    }
  }
}

function rangeFits(range: Range, wanted: Partial<Range>): boolean {
  return (["country", "type", "areaCode", "city"] as const).every(
    (name) => wanted[name] === undefined || wanted[name].toUpperCase() === range[name],
  );
}

function placeAbroad(number: string): Place | undefined {
  const range = international.find(({ prefix }) => number.startsWith(prefix) && number.length === prefix.length + 3);
  return range && { ...tollFreePlace, city: range.city };
}

function areaFits(area: Area, criteria: Criteria): boolean {
  if ((criteria.tollFree ?? false) !== tollFreeAreaCodes.includes(area.areaCode)) return false;
  if (criteria.areaCode !== undefined && criteria.areaCode !== area.areaCode) return false;
  const prefix = criteria.prefix?.slice(0, 3) ?? "";
  return area.areaCode.startsWith(prefix);
}

function placeFits(place: Place, criteria: Criteria): boolean {
  const same = (wanted: string | undefined, actual: string) =>
    wanted === undefined || wanted.toUpperCase() === actual.toUpperCase();
  return (
    same(criteria.state, place.state) &&
    same(criteria.city, place.city) &&
    same(criteria.rateCenter, place.rateCenter) &&
    same(criteria.lata, place.lata) &&
    same(criteria.zip?.slice(0, 5), place.zip)
  );
}

/** The nth exchange after the fictional one: 200, 201 … without 555 and the N11 codes. */
function nxxAt(index: number): string | undefined {
  return ordinaryExchanges[index];
}

const ordinaryExchanges = Array.from({ length: 800 }, (_, index) => String(200 + index)).filter(
  (nxx) => nxx !== fictional.nxx && !nxx.endsWith("11"),
);
const exchangeIndex = new Map(ordinaryExchanges.map((nxx, index) => [nxx, index]));

function placeAt(area: Area, index: number): Place {
  return area.places[index % area.places.length] ?? tollFreePlace;
}

function exchangeNamed(area: Area, nxx: string): Exchange | undefined {
  if (nxx === fictional.nxx) {
    return { ...fictional, place: placeAt(area, 0), size: Math.min(fictional.size, area.capacity) };
  }
  const index = exchangeIndex.get(nxx);
  if (index === undefined) return undefined;
  const size = Math.min(exchangeSize, area.capacity - fictional.size - index * exchangeSize);
  return size > 0 ? { nxx, place: placeAt(area, index), first: 0, size } : undefined;
}

function* exchangesOf(area: Area): Generator<Exchange> {
  const first = exchangeNamed(area, fictional.nxx);
  if (first !== undefined) yield first;
  for (let index = 0; ; index += 1) {
    const nxx = nxxAt(index);
    const exchange = nxx === undefined ? undefined : exchangeNamed(area, nxx);
    if (exchange === undefined) return;
    yield exchange;
  }
}

function* plainNumbers(area: Area, criteria: Criteria): Generator<string> {
  const prefix = criteria.prefix ?? "";
  for (const exchange of exchangesOf(area)) {
    if (!placeFits(exchange.place, criteria)) continue;
    const start = `${area.areaCode}${exchange.nxx}`;
    if (!start.startsWith(prefix.slice(0, 6))) continue;
    for (let line = exchange.first; line < exchange.first + exchange.size; line += 1) {
      const digits = `${start}${String(line).padStart(4, "0")}`;
      if (digits.startsWith(prefix)) yield `+1${digits}`;
    }
  }
}

/** Puts the vanity digits at each place of the seven and fills the rest, instead of searching every number. */
function* vanityNumbers(area: Area, criteria: Criteria): Generator<string> {
  const vanity = criteria.vanity ?? "";
  const rest = 7 - vanity.length;
  for (let position = rest; position >= (criteria.vanityAtEnd ? rest : 0); position -= 1) {
    for (let fill = 0; fill < 10 ** rest; fill += 1) {
      const filling = rest === 0 ? "" : String(fill).padStart(rest, "0");
      const seven = filling.slice(0, position) + vanity + filling.slice(position);
      const exchange = exchangeNamed(area, seven.slice(0, 3));
      if (exchange !== undefined && placeFits(exchange.place, criteria)) yield `+1${area.areaCode}${seven}`;
    }
  }
}

const keypad: Record<string, string> = Object.fromEntries(
  ["", "", "ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"].flatMap((letters, digit) =>
    [...letters].map((letter) => [letter, String(digit)]),
  ),
);

/** A vanity word's digits on a telephone's keys. */
export function vanityDigits(word: string): string {
  return [...word.toUpperCase()].map((character) => keypad[character] ?? character).join("");
}
