import type { RegionArgs } from "./region";

/** Where the company answers the telephone, and in which area codes its customers call. */
export const regions: Record<string, Omit<RegionArgs, "numbersPerAreaCode">> = {
  raleigh: {
    address: { houseNumber: "900", streetName: "Main Campus Drive", city: "Raleigh", stateCode: "NC", zip: "27606" },
    areaCodes: ["919", "704"],
    activeHost: "192.0.2.10",
    standbyHost: "192.0.2.11",
  },
  denver: {
    address: { houseNumber: "1801", streetName: "California Street", city: "Denver", stateCode: "CO", zip: "80202" },
    areaCodes: ["303"],
    activeHost: "198.51.100.10",
    standbyHost: "198.51.100.11",
  },
  boston: {
    address: { houseNumber: "1", streetName: "City Hall Square", city: "Boston", stateCode: "MA", zip: "02201" },
    areaCodes: ["617"],
    activeHost: "203.0.113.10",
    standbyHost: "203.0.113.11",
  },
};
