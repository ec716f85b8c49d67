import { expect, test } from "vitest";
import type { Call } from "../../provider/pulumi/definition/definition.js";
import type { Bandwidth } from "../../provider/resources/define.js";
import { redactSecrets } from "../../provider/resources/properties/redactSecrets.js";
import { resourceNamed } from "./support.js";

/** What is said of a port-in with this PIN. */
async function said(text: string): Promise<string> {
  const lines: string[] = [];
  const call = {
    info: (line: string) => void lines.push(line),
    inputs: { wirelessInfo: { pinNumber: "7043" } },
  } as unknown as Call<Bandwidth>;
  await redactSecrets(resourceNamed("PortIn"), call, async ({ info }) => info(text));
  return lines.join();
}

test.each([
  ["the PIN 7043 is wrong", "the PIN [secret] is wrong"],
  ["PIN-7043-", "PIN-[secret]-"],
  ["pin_7043", "pin_[secret]"],
  // In a number and in an id any digits may be those of a PIN.
  ["+19197043123", "+19197043123"],
  ["order f30a31a1-7043-4939-b094-4521bbe5c8df", "order f30a31a1-7043-4939-b094-4521bbe5c8df"],
])("%s is said as %s", async (text, expected) => {
  expect(await said(text)).toBe(expected);
});
