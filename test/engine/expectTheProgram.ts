import { expect } from "vitest";
import { bandwidth } from "../../provider/package.js";

/** What each program sends to the engine, in whichever language it is written. */
export function expectTheProgram(stdout: string, spelt: (name: string) => string): void {
  const lines = stdout
    .split("\n")
    .filter((line) => line.startsWith("["))
    .map((line) => JSON.parse(line) as [string, ...unknown[]]);
  const of = (kind: string) => lines.filter(([first]) => first === kind).map(([, ...rest]) => rest);

  const declared = [...bandwidth.resources, ...bandwidth.functions].map(({ name }) => spelt(name));
  expect(of("names")[0]).toEqual(expect.arrayContaining(declared));

  const sent = Object.fromEntries(of("register") as [string, unknown][]);
  // A provider's setting that is no text travels as JSON, but from a Go program as itself. Java knows it as a double.
  const settings = expect.objectContaining({ accountId: "9500249", maxPurchases: expect.toBeOneOf(["5", "5.0", 5]) });
  expect(sent["pulumi:providers:bandwidth"]).toEqual(settings);
  expect(sent["bandwidth:index:Site"]).toMatchObject({
    name: "Raleigh",
    address: { houseNumber: "900", streetName: "Main Campus Drive", city: "Raleigh", stateCode: "NC", zip: "27606" },
  });
  expect(sent["bandwidth:index:PhoneNumberOrder"]).toMatchObject({
    siteId: "13606",
    search: { areaCode: "919" },
    quantity: 1,
  });
  expect(sent["bandwidth:index:TnOptions"]).toMatchObject({ telephoneNumbers: ["+19195550100"], sms: "off" });
  expect(of("call")).toEqual([["bandwidth:index:getSite", { siteId: "13606" }]]);
  expect(of("output")).toEqual([[["+19195550100"], "as found"]]);
}
