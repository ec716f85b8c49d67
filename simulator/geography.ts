/** A place of numbers. */
export interface Place {
  city: string;
  state: string;
  rateCenter: string;
  lata: string;
  zip: string;
}

const place = (city: string, state: string, rateCenter: string, lata: string, zip: string): Place => ({
  city,
  state,
  rateCenter,
  lata,
  zip,
});

/** The default inventory's area codes, and the places of their exchanges. */
export const geography: Record<string, Place[]> = {
  "919": [
    place("RALEIGH", "NC", "RALEIGH", "426", "27606"),
    place("CARY", "NC", "CARY", "426", "27513"),
    place("DURHAM", "NC", "DURHAM", "426", "27701"),
  ],
  "984": [place("RALEIGH", "NC", "RALEIGH", "426", "27601")],
  "910": [
    place("FAYETTEVILLE", "NC", "FAYETTEVL", "949", "28301"),
    place("WILMINGTON", "NC", "WILMINGTON", "949", "28401"),
  ],
  "704": [place("CHARLOTTE", "NC", "CHARLOTTE", "422", "28202"), place("GASTONIA", "NC", "GASTONIA", "422", "28052")],
  "336": [place("GREENSBORO", "NC", "GREENSBORO", "424", "27401")],
  "540": [place("ROANOKE", "VA", "ROANOKE", "244", "24011"), place("SALEM", "VA", "SALEM", "244", "24153")],
  "804": [place("RICHMOND", "VA", "RICHMOND", "248", "23219"), place("GLOUCESTER", "VA", "GLOUCESTER", "248", "23061")],
  "415": [place("SAN FRANCISCO", "CA", "SNFC CNTRL", "722", "94103")],
  "310": [place("SANTA MONICA", "CA", "SNMN SNMN", "730", "90401")],
  "212": [place("NEW YORK", "NY", "NWYRCYZN01", "132", "10007")],
  "201": [
    place("JERSEY CITY", "NJ", "JERSEYCITY", "224", "07302"),
    place("HACKENSACK", "NJ", "HACKENSACK", "224", "07601"),
  ],
  "617": [place("BOSTON", "MA", "BOSTON", "128", "02108")],
  "303": [place("DENVER", "CO", "DENVER", "656", "80202")],
  "435": [place("ST GEORGE", "UT", "ST GEORGE", "660", "84770"), place("LOGAN", "UT", "LOGAN", "660", "84321")],
  "972": [place("PLANO", "TX", "PLANO", "552", "75074")],
  "205": [place("BIRMINGHAM", "AL", "BIRMINGHAM", "476", "35203")],
  "813": [place("TAMPA", "FL", "TAMPACEN", "95201", "33602")],
};

/** A thousand numbers outside the North American plan. `NATIONAL` numbers belong to no city. */
export interface Range {
  country: string;
  type: "GEOGRAPHIC" | "NATIONAL";
  /** As people dial it within the country, without the leading zero. */
  areaCode: string;
  /** The number without its last three digits. */
  prefix: string;
  city: string;
}

/** The inventory of other countries. */
export const international: readonly Range[] = [
  { country: "GBR", type: "GEOGRAPHIC", areaCode: "1224", prefix: "+441224003", city: "ABERDEEN" },
  { country: "DEU", type: "GEOGRAPHIC", areaCode: "30", prefix: "+4930555000", city: "BERLIN" },
  { country: "DEU", type: "NATIONAL", areaCode: "32", prefix: "+493221555", city: "" },
  { country: "ITA", type: "GEOGRAPHIC", areaCode: "06", prefix: "+390645555", city: "ROMA" },
];

/** What you must know before you order a country's numbers. */
export const restrictions = [
  {
    CountryCodeA3: "ITA",
    RestrictionCategory: "Sub allocation",
    RestrictionDescription:
      "Customers providing Electronic Communication Services must be registered operators with the local regulator.",
    RestrictionType: "LEGAL",
  },
  {
    CountryCodeA3: "ITA",
    RestrictionCategory: "Outbound call",
    RestrictionDescription: "Enhanced Voice Transit does not support access to Emergency Services.",
    RestrictionType: "SERVICE",
  },
  {
    CountryCodeA3: "DEU",
    RestrictionCategory: "Others",
    RestrictionDescription: "End users need an address in the area of the number.",
    RestrictionType: "LEGAL",
  },
];

/** Toll-free numbers have no place. */
export const tollFreePlace: Place = { city: "", state: "", rateCenter: "", lata: "", zip: "" };

/** Toll-free area codes in service. */
export const tollFreeAreaCodes = ["800", "833", "844", "855", "866", "877", "888"];
