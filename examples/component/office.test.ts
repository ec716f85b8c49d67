import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { Office } from "./office";

/** What Bandwidth would answer, by the last part of the resource's type. */
const answers: Record<string, object> = {
  Site: { siteId: "13606" },
  SipPeer: { sipPeerId: "500709" },
  PhoneNumberOrder: { telephoneNumbers: ["+19195550100", "+19195550101"] },
};

/** What the component asked Pulumi for, by the last part of the resource's type. */
const asked: Record<string, Record<string, unknown>> = {};

function settled<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

describe("an office", () => {
  beforeAll(async () => {
    await pulumi.runtime.setMocks({
      newResource({ type, name, inputs }) {
        const kind = type.split(":").at(-1) ?? "";
        asked[kind] = inputs;
        return { id: `${name}-id`, state: { ...inputs, ...answers[kind] } };
      },
      call: ({ inputs }) => inputs,
    });
  });

  it("has its numbers at its own site and peer", async () => {
    const office = new Office("Raleigh", {
      address: { houseNumber: "900", streetName: "Main Campus Drive", city: "Raleigh", stateCode: "NC", zip: "27606" },
      voiceHost: "192.0.2.10",
      areaCode: "919",
      quantity: 2,
    });
    expect(await settled(office.telephoneNumbers)).toEqual(["+19195550100", "+19195550101"]);
    expect(asked.SipPeer).toMatchObject({ siteId: "13606", voiceHosts: [{ hostName: "192.0.2.10" }] });
    expect(asked.PhoneNumberOrder).toMatchObject({ siteId: "13606", sipPeerId: "500709", quantity: 2 });
  });
});
