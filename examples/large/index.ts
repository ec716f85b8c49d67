import * as pulumi from "@pulumi/pulumi";
import * as bandwidth from "@pulumi-bandwidth/bandwidth";
import { protectAllNumbers } from "./protection";
import { Region } from "./region";
import { regions } from "./regions";

const config = new pulumi.Config();

if (config.requireBoolean("protectNumbers")) protectAllNumbers();

const all = Object.entries(regions).map(
  ([name, settings]) =>
    new Region(name, { ...settings, numbersPerAreaCode: config.requireNumber("numbersPerAreaCode") }),
);

// One receiver for all of the account: orders for numbers, and the disconnects that nobody should overlook.
for (const orderType of ["orders", "disconnects"] as const) {
  new bandwidth.Subscription(orderType, {
    orderType,
    callback: {
      url: pulumi.interpolate`${config.require("webhookUrl")}/${orderType}`,
      username: "bandwidth",
      password: config.requireSecret("webhookPassword"),
    },
  });
}

export const telephoneNumbers = Object.fromEntries(all.map((region) => [region.name, region.telephoneNumbers]));
