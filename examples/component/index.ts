import * as pulumi from "@pulumi/pulumi";
import { Office } from "./office";

const raleigh = new Office("Raleigh", {
  address: { houseNumber: "900", streetName: "Main Campus Drive", city: "Raleigh", stateCode: "NC", zip: "27606" },
  voiceHost: "192.0.2.10",
  areaCode: "919",
  quantity: 2,
});

const charlotte = new Office("Charlotte", {
  address: { houseNumber: "210", streetName: "East Trade Street", city: "Charlotte", stateCode: "NC", zip: "28202" },
  voiceHost: "192.0.2.20",
  areaCode: "704",
  quantity: 1,
});

export const telephoneNumbers = pulumi
  .all([raleigh.telephoneNumbers, charlotte.telephoneNumbers])
  .apply((lists) => lists.flat());
