import * as pulumi from "@pulumi/pulumi";
import { expect, test } from "vitest";
import { bandwidth } from "../../provider/package.js";
import { unknownSettings } from "../../provider/pulumi/definition/unknownSettings.js";
import { dynamicClass } from "../../provider/pulumi/dynamic/class.js";
import { outlineOf } from "../../provider/pulumi/schema/outline.js";
import { propertiesOf } from "../../provider/pulumi/values/property.js";
import { suggestion } from "../../provider/pulumi/values/suggestion.js";
import { toyPackage } from "./toy.js";

const settings = Object.keys(propertiesOf(bandwidth.configuration));

test("a setting that there is not is refused, with the name that was probably meant", () => {
  expect(unknownSettings(["accountId", "maxPurchase", "version"], settings)).toEqual([
    { property: "maxPurchase", reason: "is not a setting of this provider; did you mean maxPurchases?" },
  ]);
});

test("a name that is like no other is not taken for one", () => {
  expect(suggestion("max_disconnects", settings)).toBe("; did you mean maxDisconnects?");
  expect(suggestion("maxDisconects", settings)).toBe("; did you mean maxDisconnects?");
  expect(suggestion("limit", settings)).toBe("");
  expect(suggestion("url", settings)).toBe("");
});

test("a class of a program refuses them before anything is registered", () => {
  const toy = outlineOf(toyPackage());
  const [thing] = toy.resources;
  if (!thing) throw new Error("the toy has a resource");
  const Thing = dynamicClass(toy, thing);
  pulumi.runtime.setAllConfig({ "toy:accountID": "a1", "other:setting": "1" });
  expect(() => new Thing("one", {})).toThrow(
    "toy:accountID is not a setting of this provider; did you mean accountId?",
  );
});
