import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it, vi } from "vitest";

/** What Bandwidth would answer, by the last part of the resource's type. */
const answers: Record<string, object> = {
  Site: { siteId: "13606" },
  SipPeer: { sipPeerId: "500709" },
  PhoneNumberOrder: { telephoneNumbers: ["+19195550100", "+19195550101"] },
};

/** What the program asked Pulumi for. */
const asked: { type: string; inputs: Record<string, unknown> }[] = [];

/** Pulumi registers a resource when all that its inputs depend on is there, which may be a moment later. */
function inputsOf(type: string): Promise<Record<string, unknown>> {
  return vi.waitFor(() => {
    const found = asked.find((one) => one.type === type);
    if (!found) throw new Error(`the program made no ${type}`);
    return found.inputs;
  });
}

function settled<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

describe("the telephony stack", () => {
  let stack: typeof import("./index.js");

  beforeAll(async () => {
    await pulumi.runtime.setMocks(
      {
        newResource({ type, name, inputs }) {
          const kind = type.split(":").at(-1) ?? "";
          asked.push({ type: kind, inputs });
          return { id: `${name}-id`, state: { ...inputs, ...answers[kind] } };
        },
        call: ({ inputs }) => inputs,
      },
      "telephony",
    );
    const config = { "telephony:quantity": "2", "telephony:webhookPassword": "open sesame" };
    pulumi.runtime.setAllConfig(config, ["telephony:webhookPassword"]);
    stack = await import("./index.js");
  });

  it("puts the numbers into the stack's own site and peer", async () => {
    expect(await inputsOf("SipPeer")).toMatchObject({ siteId: "13606", isDefaultPeer: true });
    expect(await inputsOf("PhoneNumberOrder")).toMatchObject({ siteId: "13606", sipPeerId: "500709" });
  });

  it("buys as many numbers as the configuration says, in one area code", async () => {
    expect(await inputsOf("PhoneNumberOrder")).toMatchObject({ search: { areaCode: "919" }, quantity: 2 });
  });

  it("sets options on the numbers that were bought", async () => {
    const telephoneNumbers = await settled(stack.telephoneNumbers);
    expect(telephoneNumbers).toEqual(["+19195550100", "+19195550101"]);
    expect(await inputsOf("TnOptions")).toMatchObject({ telephoneNumbers, sms: "off" });
  });

  it("keeps the webhook's password secret", async () => {
    const { callback } = await inputsOf("Subscription");
    expect(pulumi.runtime.isRpcSecret(callback)).toBe(true);
    expect(pulumi.runtime.unwrapRpcSecret(callback)).toMatchObject({ password: "open sesame" });
  });
});
