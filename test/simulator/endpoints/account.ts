import { type Call, type Reply, xmlReply } from "../call.js";
import type { Route } from "../routing.js";

function getAccount(call: Call): Reply {
  return xmlReply(200, "AccountResponse", {
    Account: {
      AccountId: call.account.accountId,
      CompanyName: "Simulated Company",
      AccountType: "Business",
      Tiers: { Tier: 0 },
      Address: {
        HouseNumber: "900",
        StreetName: "MAIN CAMPUS",
        StreetSuffix: "DR",
        City: "RALEIGH",
        StateCode: "NC",
        Zip: "27606",
        Country: "United States",
        AddressType: "Service",
      },
      Contact: { FirstName: "Sam", LastName: "Simulated", Phone: "9195550199", Email: "sam@example.com" },
      ReservationAllowed: true,
      LnpEnabled: true,
      PortCarrierType: "WIRELINE",
    },
  });
}

const products: Record<string, string[]> = {
  Origination: [],
  Termination: ["CallForwarding"],
  MESSAGING: ["SMS"],
  TollFree: [],
};

function getProducts(): Reply {
  return xmlReply(200, "AccountProductsResponse", {
    Products: {
      Product: Object.entries(products).map(([Name, Feature]) => ({ Name, Features: { Feature } })),
    },
  });
}

export const accountRoutes: Route[] = [
  ["GET", "/accounts/:account", getAccount],
  ["GET", "/accounts/:account/products", getProducts],
];
